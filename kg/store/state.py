"""What the files of a graph look like."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class State:
    """What the files of a graph look like; when it has changed, the graph may have."""

    def __init__(self, graph: str) -> None:
        self._graph = graph
        self._changed = 0
        self._files: tuple[object, ...] = ()
        self._log: str | None = None
        self._remote = "://" in graph

    def now(self) -> object:
        """Equal ones are the same state. It looks at few files where it can, for it is asked before each question."""
        if self._remote:
            return None
        try:
            status = os.stat(self._graph)  # noqa: PTH116  (a Path would take twice as long)
            if not stat.S_ISDIR(status.st_mode):
                return _signs(status)
            if status.st_mtime_ns != self._changed:
                with os.scandir(self._graph) as found:
                    # LOG is the diary of the engine, which readers write too.
                    files = {e.name: _signs(e.stat()) for e in found if not e.name.startswith("LOG")}
                newest = max((name for name in files if name.endswith(".log")), default=None)  # the engine writes to it
                self._log = str(Path(self._graph, newest)) if newest else None
                self._files = tuple(sorted(item for item in files.items() if item[0] != newest))
                self._changed = status.st_mtime_ns
            return self._files, _signs(os.stat(self._log)) if self._log else None  # noqa: PTH116
        except OSError:  # a file went while we looked; who opens it will say what is wrong, if anything is
            return object()


def _signs(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino
