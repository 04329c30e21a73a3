"""Processes that answer questions, each one question at a time, for as long and with as much memory as they may.

The engine cannot be interrupted, so a question that breaks a bound ends its process, and another takes its place.
Answers are kept aside, on the disk when they are large, until they are whole: what is sent is never cut short.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from typing import IO, Any

from kg.errors import KGError
from kg.serve.bounds import Bounds
from kg.serve.tasks import Asked
from kg.serve.worker import FRAME, Told

_NICE = 10  # what a process that takes long gives way to others
_REST = 1.0  # seconds before a worker that could not start is started again
SMALL = 1 << 18  # bytes of an answer that are held in memory


class Busy(KGError):
    """There is no room for the question now; in a while there may be."""


class TooMuch(KGError):
    """The question asked for more than one may have; ``late`` if that was time."""

    def __init__(self, what: str, *, late: bool = False) -> None:
        super().__init__(what, todo="ask for less, with a LIMIT or a narrower pattern")
        self.late = late


class Answer:
    """A whole answer, to be read once and closed."""

    def __init__(self, pool: Pool) -> None:
        self.size = 0
        self.told: Told | None = None
        self._pool = pool
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115  (closed by close)

    def add(self, data: bytes) -> None:
        """Take more of the body. Raises TooMuch or Busy if there is no room."""
        self.size += len(data)
        self._pool.kept += len(data)
        if self.size > self._pool.bounds.largest:
            raise TooMuch(f"the answer has more than {self._pool.bounds.largest} bytes")
        if self._pool.kept > self._pool.bounds.kept:
            raise Busy("too many large answers are under way", todo="try again later")
        try:
            self._file.write(data)
        except OSError as error:
            raise Busy("there is no room on the disk for the answer", todo="try again later") from error

    def whole(self) -> bytes:
        """All of it."""
        self._file.seek(0)
        return self._file.read()

    async def parts(self) -> AsyncIterator[bytes]:
        """It, piece by piece."""
        self._file.seek(0)
        while part := self._file.read(1 << 16):
            yield part

    def close(self) -> None:
        """Forget it."""
        if not self._file.closed:
            self._pool.kept -= self.size
            self._file.close()


class Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, graph: str, memory: int) -> Worker:
        """A new process."""
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "kg.serve.worker", graph, str(memory)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the server alone
            )
        )

    async def ask(self, asked: Asked | None, answer: Answer) -> Told:
        """Put the question, None for how the start went; the body goes to ``answer``.

        Raises EOFError if the process died over it.
        """
        into, out = self.process.stdin, self.process.stdout
        assert into is not None and out is not None
        try:
            if asked is not None:
                into.write(json.dumps(asked).encode() + b"\n")
                await into.drain()
            while length := FRAME.unpack(await out.readexactly(FRAME.size))[0]:
                answer.add(await out.readexactly(length))
            (length,) = FRAME.unpack(await out.readexactly(FRAME.size))
            told: Told = json.loads(await out.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EOFError from error
        return told

    async def end(self) -> None:
        """Kill it, and wait until it and its pipes are gone."""
        self.kill()
        await self.process.communicate()

    def calm(self) -> None:
        """Let others go first, from now on: nobody may take that back."""
        with contextlib.suppress(AttributeError, OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, _NICE)

    def kill(self) -> None:
        """Kill it if it lives."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                # Not process.kill(): that looks first whether it has ended, and then its end goes unheard.
                os.kill(self.process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


class Pool:
    """So many workers on one graph, and those who wait for them."""

    def __init__(self, graph: str, bounds: Bounds) -> None:
        self.graph = graph
        self.bounds = bounds
        self.kept = 0  # bytes of answers
        self.stopping = False
        self._idle: asyncio.Queue[Worker | None] = asyncio.Queue()  # None for who waits when all stops
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._spare: list[Worker] = []
        self._serving = 0  # workers that are idle or at work
        self._long = asyncio.Semaphore(max(1, bounds.workers // 2))

    async def open(self) -> None:
        """Start the workers."""
        await asyncio.gather(*(self._start() for _ in range(self.bounds.workers + self.bounds.spare)))

    async def close(self) -> None:
        """End them all, also those at work."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, *(worker.end() for worker in list(self._all)), return_exceptions=True)

    def stop(self, grace: float) -> None:
        """Take no more questions, and end in so many seconds what is under way."""
        self.stopping = True
        for _ in range(self._waiting):
            self._idle.put_nowait(None)
        asyncio.get_running_loop().call_later(grace, self._stop)

    def _stop(self) -> None:
        for worker in self._all:
            worker.kill()

    async def ask(self, asked: Asked) -> Answer:
        """The whole answer, with ``told``; close it. Raises Busy or TooMuch."""
        worker = await self._worker()
        answer = Answer(self)
        task = asyncio.create_task(worker.ask(asked, answer))
        well = False
        try:
            if soon := await self._soon(task):
                answer.told = soon
            else:
                worker.calm()
                answer.told = await self._late(task)
            well = soon is not None and not soon["last"]
            return answer
        except EOFError as error:
            if self.stopping:
                raise Busy("the endpoint stops") from error
            raise TooMuch("the question was too much for the engine") from error
        finally:
            if answer.told is None:
                answer.close()
            task.cancel()
            self._back(worker, well, task)

    async def _worker(self) -> Worker:
        if self.stopping:
            raise Busy("the endpoint stops")
        if self._waiting >= self.bounds.waiting:
            raise Busy("too many questions wait", todo="try again later")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.bounds.patience):
                while worker := await self._idle.get():
                    if worker.process.returncode is None:
                        return worker
                    self._back(worker, False, None)  # the system ended it
            raise Busy("the endpoint stops")
        except TimeoutError:
            raise Busy("too many questions are under way", todo="try again later") from None
        finally:
            self._waiting -= 1

    async def _soon(self, task: asyncio.Task[Told]) -> Told | None:
        """Its result, if it comes soon."""
        done, _ = await asyncio.wait({task}, timeout=min(self.bounds.long, self.bounds.timeout))
        return task.result() if done else None

    async def _late(self, task: asyncio.Task[Told]) -> Told:
        """Its result as that of one of the few that may take long."""
        rest = self.bounds.timeout - self.bounds.long
        if rest > 0:
            if self._long.locked():
                raise Busy("it takes long, and enough that take long are under way", todo="try again later")
            async with self._long:
                done, _ = await asyncio.wait({task}, timeout=rest)
            if done:
                return task.result()
        raise TooMuch(f"it took more than {self.bounds.timeout:g} seconds", late=True)

    def _back(self, worker: Worker, well: bool, task: asyncio.Task[Told] | None) -> None:
        """A worker is free again; one that is not ``well`` gives its place to another, after ``task`` has let it go."""
        if well:
            self._idle.put_nowait(worker)
        elif not self.stopping:
            self._serving -= 1
            self._fill()
            replacing = asyncio.create_task(self._replace(worker, task))
            self._tasks.add(replacing)
            replacing.add_done_callback(self._tasks.discard)

    async def _replace(self, worker: Worker, task: asyncio.Task[Told] | None) -> None:
        if task is not None:
            await asyncio.wait({task})
        await worker.end()
        self._all.discard(worker)
        await self._start()

    async def _start(self) -> None:
        """One more worker, when it has opened the graph."""
        while not await self._started():
            await asyncio.sleep(_REST)  # the machine has no room for it now

    async def _started(self) -> bool:
        try:
            worker = await Worker.start(self.graph, self.bounds.memory)
        except OSError:
            return False
        self._all.add(worker)
        try:
            await worker.ask(None, Answer(self))
        except EOFError:
            self._all.discard(worker)
            await worker.end()
            return False
        self._spare.append(worker)
        self._fill()
        return True

    def _fill(self) -> None:
        """Spare workers take the places that are free."""
        while self._spare and self._serving < self.bounds.workers:
            self._idle.put_nowait(self._spare.pop())
            self._serving += 1


def question(
    task: str,
    text: str = "",
    *,
    rows: str | None = None,
    triples: str | None = None,
    default: list[str] | None = None,
    named: list[str] | None = None,
    unless: str | None = None,
    **options: Any,
) -> Asked:
    """What the pool takes; ``options`` are those of the task."""
    forms = {"rows": rows, "triples": triples}
    return Asked(task=task, text=text, forms=forms, default=default, named=named, options=options, unless=unless)


__all__ = ["Answer", "Busy", "Pool", "TooMuch", "question"]
