"""The parent's side of one child: it is asked, waited for, read, and ended."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.errors import GraphError, KGError, QueryError
from kg.guard.worker import CHUNK, ERROR, HEAD, LAST, ROWS, TRIPLES

_RUN = "import sys; from kg.guard.worker import main; sys.exit(main(*sys.argv[1:]))"
_READ = 1 << 20
_OVERFLOW = b"overflowed its stack"
_ROOT = Path(__file__).parent.parent.parent


class Clock:
    """What is left of the time. It runs while the engine is waited for, or, if not ``patient``, always."""

    def __init__(self, seconds: float, *, patient: bool) -> None:
        self.seconds = seconds
        self.left = seconds
        self._patient = patient
        self._seen = time.monotonic()

    def wait(self, poll: select.poll) -> None:
        """Wait until there is something to read. Raises QueryError when the time is up."""
        if self._patient:
            self._seen = time.monotonic()
        ready = self.left > 0 and poll.poll(self.left * 1000)
        now = time.monotonic()
        self.left -= now - self._seen
        self._seen = now
        if not ready:
            raise QueryError(
                f"the query took more than {self.seconds:g} seconds",
                todo="ask for less, or give it more with --timeout",
            )


class Child:
    """A process that answers from the graph as it was in ``state``."""

    def __init__(self, graph: str, memory: int, state: object, network: bool, clock: Clock | None) -> None:
        self.state = state
        self.memory = memory
        # The same program, also where another is installed.
        paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        options = ["network"] if network or "://" in graph else []
        if threading.current_thread() is threading.main_thread():  # others end before the program does
            options.append("bound")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _RUN, graph, str(memory), *options],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            start_new_session=True,  # Ctrl-C is for the parent, which ends its children
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        self.poll = select.poll()
        self.poll.register(self._out, select.POLLIN)
        try:
            Reply(self, clock, lambda child: None)  # it says how the opening went
        except BaseException:
            self.end()
            raise

    def lives(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def put(self, data: bytes) -> None:
        """Ask. Raises QueryError if it died before."""
        view = memoryview(HEAD.pack(b"?", len(data)) + data)
        try:
            while view:
                view = view[os.write(self._in, view) :]
        except BrokenPipeError:
            raise self.death() from None

    def get(self, clock: Clock | None) -> bytes:
        """Some bytes of its answer."""
        if clock is not None:
            clock.wait(self.poll)
        data = os.read(self._out, _READ)
        if not data:
            raise self.death()
        return data

    def death(self) -> QueryError:
        """Why it died."""
        assert self._process.stderr is not None
        self._process.kill()
        said = self._process.stderr.read(1 << 16) or b""
        why = ""
        if _OVERFLOW in said:
            why = ": too deep in brackets, or too long in a row"
        elif b"memory" in said.lower():
            why = f": it needs more than {self.memory / 1e9:g} GB of memory"
        return QueryError(f"the query was too much for the engine{why}", todo="ask for less")

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class Reply:
    """The content of one answer, as a file to read. Its first part is there when it is made.

    At the end the child is given to ``done``; if it breaks off, or nobody reads on, the child is ended.
    """

    def __init__(self, child: Child, clock: Clock | None, done: Callable[[Child], None]) -> None:
        self._child = child
        self._clock = clock
        self._done = done
        self._bytes = bytearray()  # of frames
        self._content = bytearray()
        self.kind = b""
        self.more = True  # whether its end is still to come
        while self.more and not self._content:
            self._fill()
        if self.more and len(self._content) < CHUNK:  # then its end was sent with it
            self._fill()

    def read(self, size: int = -1) -> bytes:
        """Some of it, at most ``size`` bytes; nothing at its end."""
        while self.more and not self._content:
            self._fill()
        end = len(self._content) if size < 0 else size
        data = bytes(self._content[:end])
        del self._content[:end]
        return data

    def _fill(self) -> None:
        """Take the next frame."""
        try:
            kind, size = HEAD.unpack(self._take(HEAD.size))
            data = self._take(size)
        except BaseException:
            self.more = False
            self._child.end()
            raise
        if kind in (ROWS, TRIPLES):
            self.kind = kind
            self._content += data
            return
        self.more = False
        if kind == LAST:
            self._child.end()
        else:
            self._done(self._child)
        if kind == ERROR:
            raise _error(data)

    def _take(self, size: int) -> bytes:
        while len(self._bytes) < size:
            self._bytes += self._child.get(self._clock)
        data = bytes(self._bytes[:size])
        del self._bytes[:size]
        return data

    def __del__(self) -> None:
        if getattr(self, "more", False):
            self._child.end()


def _error(data: bytes) -> KGError:
    told: dict[str, Any] = json.loads(data)
    kind = QueryError if told.pop("kind") == "query" else GraphError
    return kind(**told)
