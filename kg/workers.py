"""Chunks of articles -> what they say, read by worker processes.

A worker that dies (out of memory, killed) costs no article that can be read: what was under way is read again in ever
smaller parts, and only an article that ends its process by itself is skipped, by name. What a worker raises is raised
here; so a reader keeps to itself what an article is to blame for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from kg.documents import Article, Skipped

if TYPE_CHECKING:
    from kg.extractor import Outcome

Chunk = Sequence[Article]
Read = Callable[[Chunk], list["Outcome"]]  # must survive pickling: a function of a module, or a partial of one


def spread(chunks: Iterable[Chunk], read: Read, workers: int) -> Iterator[list[Outcome]]:
    """What ``read`` gives for each chunk, in their order, except that those a dead worker held may come later."""
    rest = iter(chunks)
    flying: deque[tuple[Chunk, Future[list[Outcome]] | None]] = deque()
    while True:
        try:
            with _pool(workers) as pool:
                for chunk in rest:
                    flying.append((chunk, None))
                    flying[-1] = (chunk, pool.submit(read, chunk))
                    if len(flying) > 2 * workers:
                        yield _landed(flying)
                while flying:
                    yield _landed(flying)
                return
        except BrokenProcessPool:
            while flying:
                yield from _careful(flying.popleft()[0], read)


def _landed(flying: deque[tuple[Chunk, Future[list[Outcome]] | None]]) -> list[Outcome]:
    future = flying[0][1]
    outcomes = future.result() if future else []
    flying.popleft()
    return outcomes


def _careful(chunk: Chunk, read: Read) -> Iterator[list[Outcome]]:
    """Read a chunk in a process of its own, and by halves if that dies."""
    try:
        with _pool(1) as pool:
            yield pool.submit(read, chunk).result()
            return
    except BrokenProcessPool:
        if len(chunk) == 1:
            where = chunk[0].file or chunk[0].id
            yield [Skipped(where, "reading it ended the process: killed, or out of memory")]
            return
    half = len(chunk) // 2
    yield from _careful(chunk[:half], read)
    yield from _careful(chunk[half:], read)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes: a fork would copy the threads and locks of an open store."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_start)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start() -> None:
    """Make this process a worker: it leaves interrupts to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os._exit(1)
