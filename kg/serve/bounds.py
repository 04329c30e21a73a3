"""How much one endpoint may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """What one endpoint may take: seconds, bytes, processes."""

    timeout: float = 30.0  # seconds of one question
    memory: int = 2_000_000_000  # bytes of one process
    workers: int = 4
    spare: int = 1  # processes that are ready to take the place of one that had to end
    long: float = 0.5  # seconds after which a question is long; half of the workers are kept for shorter ones
    waiting: int = 100  # questions that wait for a worker
    patience: float = 10.0  # seconds they wait
    largest: int = 200_000_000  # bytes of one answer
    kept: int = 1_000_000_000  # bytes of all answers not yet sent
