"""A process that answers one question after another from a graph it keeps open, for the pool that started it.

Requests are lines of JSON on standard input, ``tasks.Asked`` as a mapping. An answer on standard output is frames: four
bytes of length and as many bytes of the body, then a frame of length 0 and a last one with ``Told`` as JSON. So the
parent knows the body is whole; a process that died has left it without its end.
"""

from __future__ import annotations

import contextlib
import json
import struct
import sys
import time
from typing import IO, TypedDict

from kg import limits, store
from kg.errors import GraphError, KGError, QueryError
from kg.serve.tasks import TASKS, Asked, Missing, Unacceptable
from kg.store.state import State

FRAME = struct.Struct(">I")
_CHUNK = 1 << 16
_REST, _LONGEST_REST = 0.5, 30.0  # seconds in which a graph is not looked at again


class Told(TypedDict):
    """How it went: ``form`` of the body, or what is wrong and the kind of fault; ``last`` if the worker ends now."""

    form: str | None
    fault: str | None  # query, graph, format, missing, engine; "same" if nothing has changed
    message: str
    state: str  # of the graph that was asked
    last: bool


def main(where: str, memory: int) -> int:
    """Answer until standard input ends."""
    limits.die_with_parent()
    limits.bound(memory)
    limits.no_sockets()
    output = Frames(sys.stdout.buffer)
    graph = Current(where)
    with contextlib.suppress(KGError):  # opened before the first question; what is wrong is said to who asks
        graph.open()
    output.end(Told(form=None, fault=None, message="", state=graph.state, last=False))
    for line in sys.stdin.buffer:
        told = answer(graph, json.loads(line), output)
        output.end(told)
        if told["last"]:
            break
    return 0


class Current:
    """A graph to read, opened again when it has changed on the disk."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.state = ""
        self.weight = 0  # the most memory of the process when it had been opened
        self._opened: store.Store | None = None
        self._files = State(where)
        self._rest = 0.0  # until then a change is left alone: opening takes time, and a build changes it all the time

    def open(self, *, again: bool = False) -> store.Store:
        """The graph as it is now. While a writer is at it, perhaps as it was. Raises GraphError."""
        began = time.monotonic()
        if self._opened is not None and not again and began < self._rest:
            return self._opened
        state = str(self._files.now())
        if self._opened is None or again or state != self.state:
            try:
                self._opened = store.open(self.where)
                self.state, self.weight = state, limits.peak()
            except GraphError:
                if self._opened is None or again:
                    raise
        now = time.monotonic()
        self._rest = now + min(max(_REST, 10 * (now - began)), _LONGEST_REST)
        return self._opened


class Frames:
    """A binary file that writes frames."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._held = bytearray()
        self.sent = False

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= _CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._held:
            self._output.write(FRAME.pack(len(self._held)) + self._held)
            self._held.clear()
            self.sent = True

    def end(self, told: Told) -> None:
        """Say how it went; the next answer can begin."""
        self._held.clear()
        data = json.dumps(told).encode()
        self._output.write(FRAME.pack(0) + FRAME.pack(len(data)) + data)
        self._output.flush()
        self.sent = False

    def drop(self) -> None:
        """Forget what is not sent."""
        self._held.clear()


def answer(graph: Current, asked: Asked, output: Frames) -> Told:
    """Write the body and say how it went. A store that lost a file to the writer beside it is opened again, once."""
    work = TASKS[asked["task"]]
    form, fault, message = None, None, ""
    try:
        try:
            if asked["unless"] and graph.open() and asked["unless"] == graph.state:
                return Told(form=None, fault="same", message="", state=graph.state, last=False)
            form = work(graph.open(), asked, output)
        except (OSError, RuntimeError):
            if output.sent:
                raise
            output.drop()
            form = work(graph.open(again=True), asked, output)
        output.flush()
    except Unacceptable as error:
        fault, message = "format", str(error)
    except Missing as error:
        fault, message = "missing", str(error)
    except KGError as error:
        fault, message = ("query" if isinstance(error, QueryError) else "graph"), _readable(error)
    except (MemoryError, OSError, RuntimeError, ValueError) as error:
        fault, message = "engine", str(error) or "the memory is used up"
    last = fault == "engine" or limits.peak() > graph.weight + limits.GROWTH
    return Told(form=form, fault=fault, message=message, state=graph.state, last=last)


def _readable(error: KGError) -> str:
    excerpt = getattr(error, "excerpt", None)
    return f"{error}\n{excerpt}" if excerpt else str(error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
