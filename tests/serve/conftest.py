"""Endpoints for these tests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from graphs import small
from serving import serving

from kg import serve, store


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph of the tests, in a file."""
    path = tmp_path_factory.mktemp("serve") / "graph.trig"
    store.dump(small(), path)
    return path


@pytest.fixture(scope="session")
def url(graph: Path) -> Iterator[str]:
    """The address of its endpoint, with bounds that are soon reached."""
    with serving(graph, serve.Bounds(timeout=2.0, memory=1_000_000_000, workers=2, long=1.0, largest=20_000_000)) as at:
        yield at


@pytest.fixture(scope="session")
def served() -> Callable[..., Any]:
    """``serving``, for a test with a graph or bounds of its own."""
    return serving
