"""A process that keeps one graph open to read and answers one question after another: the child of ``Guard``.

The engine cannot be interrupted, and a question can ask for more than any machine has. So questions from outside are
answered here, with bounds on memory and without network; what goes too far ends this process, and the parent lives.

Both ways go frames: a byte that says what it is, four of length, and so many of content. A question is a mapping in
JSON. Its answer is frames of rows, truth or triples, and one that ends it: what is wrong, or nothing.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from pathlib import Path
from typing import Any

from kg import limits
from kg.errors import KGError, QueryError

HEAD = struct.Struct("<cI")
ROWS, TRIPLES, END, LAST, ERROR = b"r", b"t", b".", b"$", b"!"
CHUNK = 1 << 18  # bytes of content in a frame, but for the last


class Frames:
    """A binary file whose content goes out as frames. Small answers go out in one write, with their end."""

    def __init__(self, output: int) -> None:
        self.kind = ROWS
        self._output = output
        self._held = bytearray()
        self._seconds = 0.0

    def write(self, data: bytes) -> int:
        """Take more of the answer."""
        self._held += data
        if len(self._held) >= CHUNK:
            self._send(self._frame())
        return len(data)

    def begin(self, seconds: float) -> None:
        """From now on the engine works; if it is at it for so long, the system ends this process.

        The parent does so before, unless it is gone.
        """
        self._seconds = seconds
        _alarm(seconds)

    def flush(self) -> None:
        """Nothing: an answer is sent when there is much of it, and at its end."""

    def end(self, kind: bytes, data: bytes = b"") -> None:
        """The end of an answer; after an error, what is held of it is dropped."""
        held = b"" if kind == ERROR else self._frame()
        self._held.clear()
        self._seconds = 0
        self._send(held + HEAD.pack(kind, len(data)) + data)

    def _frame(self) -> bytes:
        frame = HEAD.pack(self.kind, len(self._held)) + self._held
        self._held.clear()
        return frame

    def _send(self, data: bytes) -> None:
        _alarm(0)  # while the reader is slow, the engine rests
        view = memoryview(data)
        while view:
            view = view[os.write(self._output, view) :]
        _alarm(self._seconds)


def main(where: str, memory: str, *options: str) -> int:
    """Answer until standard input ends; ``memory`` is what questions may take beside the graph.

    With the option "network" the process can open sockets; with "bound" it ends with the thread that started it.
    """
    if "bound" in options:
        limits.die_with_parent()
    output = Frames(sys.stdout.fileno())
    from kg import query, store

    try:
        opened = store.open(where)
    except KGError as error:
        output.end(ERROR, _told(error))
        return 0
    query.named()  # read once
    limits.bound(_address_space() + int(memory))
    if "network" not in options:
        limits.no_sockets()
    output.end(END)
    weight = limits.peak()
    while (asked := _question()) is not None:
        try:
            output.begin(asked["seconds"])
            _answer(query, opened, asked, output)
        except KGError as error:
            output.end(ERROR, _told(error))
        except (MemoryError, OSError, RuntimeError, ValueError) as error:
            said = (
                f"the engine failed: {error}"
                if str(error)
                else "the query was too much for the engine: it needs more memory than it may take"
            )
            output.end(ERROR, _told(QueryError(said)))
            return 0
        else:
            output.end(LAST if (last := limits.peak() > weight + limits.GROWTH) else END)
            if last:
                return 0
    return 0


def _question() -> dict[str, Any] | None:
    head = _exactly(HEAD.size)
    if head is None:
        return None
    text = _exactly(HEAD.unpack(head)[1])
    return json.loads(text) if text else None


def _exactly(size: int) -> bytes | None:
    data = b""
    while len(data) < size:
        part = os.read(0, size - len(data))
        if not part:
            return None
        data += part
    return data


def _answer(query: Any, opened: Any, asked: dict[str, Any], output: Frames) -> None:
    """``form`` is a format of ``kg.query``, or empty: then rows go as JSON and triples as N-Triples."""
    dataset = query.Dataset(*map(tuple, asked["dataset"])) if asked["dataset"] else None
    found = query.answer(opened.quads, asked["text"], asked["parameters"], dataset, service=asked["service"])
    output.kind = TRIPLES if found.triples else ROWS
    found.serialize(asked["form"] or ("nt" if found.triples else "json"), output)


def _alarm(seconds: float) -> None:
    """Have the system end this process in so long; 0 for not at all."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _told(error: KGError) -> bytes:
    told: dict[str, Any] = {"what": error.what, "where": error.where, "todo": error.todo}
    if isinstance(error, QueryError):
        told |= {"line": error.line, "column": error.column, "excerpt": error.excerpt}
    return json.dumps({"kind": "query" if isinstance(error, QueryError) else "graph", **told}).encode()


def _address_space() -> int:
    """What the graph takes, in bytes of address space."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):  # not on Linux
        return 1_000_000_000
