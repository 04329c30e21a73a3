"""Chunks of articles -> their statements, read by worker processes.

A worker that raises costs one article. One that dies (out of memory, killed) costs none that can be read: what
was under way is read again in ever smaller parts, and only an article that ends its process by itself is skipped,
by name.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait

from kg.documents import Article, Skipped
from kg.extractor import Options, Outcome, extractor

_Flight = tuple[Sequence[Article], Future[list[Outcome]]]


def spread(chunks: Iterable[Sequence[Article]], options: Options, workers: int) -> Iterator[list[Outcome]]:
    """The outcomes of each chunk, in their order, except that those a dead worker held may come later."""
    rest = iter(chunks)
    while True:
        flying: deque[_Flight] = deque()
        held: list[Sequence[Article]] = []
        try:
            with _pool(options, workers) as pool:
                for chunk in rest:
                    held = [chunk]
                    flying.append((chunk, pool.submit(_extract, chunk, options)))
                    held = []
                    if len(flying) > 2 * workers:
                        yield _landed(flying)
                while flying:
                    yield _landed(flying)
                return
        except BrokenProcessPool:
            for chunk in [chunk for chunk, _ in flying] + held:
                yield from _careful(chunk, options)


def _landed(flying: deque[_Flight]) -> list[Outcome]:
    outcomes = flying[0][1].result()
    flying.popleft()
    return outcomes


def _careful(articles: Sequence[Article], options: Options) -> Iterator[list[Outcome]]:
    """Read in a process of their own, and by halves if it dies."""
    try:
        with _pool(options, 1) as pool:
            yield pool.submit(_extract, articles, options).result()
            return
    except BrokenProcessPool:
        if len(articles) == 1:
            where = articles[0].file or articles[0].id
            yield [Skipped(where, "reading it ended the process: killed, or out of memory")]
            return
    half = len(articles) // 2
    yield from _careful(articles[:half], options)
    yield from _careful(articles[half:], options)


@contextmanager
def _pool(options: Options, workers: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes: a fork would copy the threads and locks of an open store."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start, (options,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(options: Options) -> None:
    """Make this process a worker: it leaves interrupts to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    extractor(options)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os._exit(1)


def _extract(articles: Sequence[Article], options: Options) -> list[Outcome]:
    return extractor(options).extract(articles)
