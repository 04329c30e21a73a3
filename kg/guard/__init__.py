"""Questions to a graph in processes of their own, with bounds on time and memory.

The engine cannot be interrupted, and a question can ask for more than any machine has. So a question is answered by a
child (``worker.py``) that keeps the graph open to read. It may take so many seconds and so many bytes, and reaches no
network. If it goes too far it is ended, another takes its place at the next question, and this process lives.

A child answers one question at a time; while it does, another question gets another child. So a server may ask from
as many threads as it allows questions at once, and ``Guard`` needs no other setting for that.
"""

from __future__ import annotations

import io
import json
import os
import threading
import weakref
from collections.abc import Mapping
from typing import Protocol

import pyoxigraph as ox

from kg.errors import QueryError
from kg.guard.child import Child, Clock, Reply
from kg.guard.worker import TRIPLES
from kg.query import Answer, Dataset
from kg.sparql import LONGEST
from kg.store.state import State

TIMEOUT = 60.0  # seconds that a question may take, not counting those in which its reader is busy
MEMORY = 1_500_000_000  # bytes that a question may take beside those of the graph
IDLE = 4  # children that are kept for further questions


class Output(Protocol):
    """What takes bytes: a binary file."""

    def write(self, data: bytes, /) -> object:
        """Take more."""


class Guard:
    """Asks one graph. ``close`` it, use it in ``with``, or leave that to the end of the program.

    ``timeout`` and ``memory`` bound each question; if ``patient``, the time in which a long answer waits for its reader
    does not count. With ``network`` a query may ask other endpoints (SERVICE).
    A graph that has changed on the disk is opened again, so an answer is never older than its question.
    """

    def __init__(
        self,
        graph: str,
        *,
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        network: bool = False,
        patient: bool = True,
    ) -> None:
        self.graph = graph
        self.timeout = timeout
        self.memory = memory
        self.network = network
        self.patient = patient
        self._idle: list[Child] = []
        self._state = State(graph)
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._clock: Clock | None = None
        weakref.finalize(self, _end, self._idle)

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the children that are idle. The guard may still be asked; then it starts others."""
        with self._lock:
            _end(self._idle)

    def open(self) -> None:
        """Start a child now. Raises GraphError if the graph cannot be opened."""
        self._give_back(self._child(None))

    def excuse(self, seconds: float) -> None:
        """Give the latest question so much more time: its reader made it wait."""
        if self._clock is not None:
            self._clock.left += seconds

    def ask(
        self,
        text: str,
        parameters: Mapping[str, str] | None = None,
        dataset: Dataset | None = None,
        *,
        timeout: float | None = None,
    ) -> Answer:
        """The answer to SPARQL or to a named query. Rows of a long one come as they are read.

        Raises QueryError for what ``kg.query.ask`` refuses and, also while reading, for a broken bound.
        """
        reply = self._asked(text, parameters, dataset, "", timeout)
        if reply.kind == TRIPLES:
            return Answer(lambda: (q.triple for q in ox.parse(reply, ox.RdfFormat.N_TRIPLES)))  # type: ignore[arg-type]
        data = reply if reply.more else reply.read()
        return Answer(lambda: ox.parse_query_results(data, ox.QueryResultsFormat.JSON))  # type: ignore[arg-type]

    def write(
        self,
        output: Output,
        form: str,
        text: str,
        parameters: Mapping[str, str] | None = None,
        dataset: Dataset | None = None,
        *,
        timeout: float | None = None,
    ) -> None:
        """Write the answer in a format of ``kg.query`` as it comes. Raises QueryError as ``ask`` does."""
        reply = self._asked(text, parameters, dataset, form, timeout)
        while data := reply.read():
            output.write(data)

    def _asked(
        self,
        text: str,
        parameters: Mapping[str, str] | None,
        dataset: Dataset | None,
        form: str,
        timeout: float | None,
    ) -> Reply:
        if len(text) > LONGEST:
            raise QueryError(f"the query has {len(text)} characters, more than {LONGEST}")
        self._clock = clock = Clock(self.timeout if timeout is None else timeout, patient=self.patient)
        asked = {
            "text": text.encode("utf-8", "replace").decode(),
            "parameters": dict(parameters or {}),
            "dataset": [dataset.default, dataset.named] if dataset else None,
            "form": form,
            "service": self.network,
            "seconds": clock.seconds + 2,
        }
        child = self._child(clock)
        try:
            child.put(json.dumps(asked).encode())
            return Reply(child, clock, self._give_back)
        except BaseException:
            child.end()
            raise

    def _child(self, clock: Clock | None) -> Child:
        """One that is idle and sees the graph as it is, or a new one."""
        with self._lock:
            if self._owner != os.getpid():  # after a fork both would read from the same pipes
                self._owner = os.getpid()
                self._idle.clear()
            state = self._state.now()
            while self._idle:
                child = self._idle.pop()
                if child.state == state and child.lives():
                    return child
                child.end()
        return Child(self.graph, self.memory, state, self.network, clock)

    def _give_back(self, child: Child) -> None:
        with self._lock:
            if len(self._idle) < IDLE:
                self._idle.append(child)
                return
        child.end()


def _end(children: list[Child]) -> None:
    while children:
        children.pop().end()


def run(
    graph: str,
    text: str,
    parameters: Mapping[str, str],
    form: str,
    output: Output | None = None,
    *,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
) -> bytes:
    """Answer one query on ``graph`` in the format ``form``; what is not written to ``output`` is given back."""
    with Guard(graph, timeout=timeout, memory=memory) as guard:
        held = io.BytesIO()
        guard.write(output or held, form, text, parameters)
        return held.getvalue()


__all__ = ["MEMORY", "TIMEOUT", "Guard", "Output", "run"]
