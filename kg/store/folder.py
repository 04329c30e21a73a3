"""A graph in a folder: Oxigraph on RocksDB, and a ledger of what was acknowledged.

What was put survives a killed process, and what was flushed also a power cut. The ledger is written after each
flush, so the store never holds fewer articles than it says: if it does, the log of RocksDB was lost.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError
from kg.store.base import Local, damaged, explained
from kg.store.files import replaced

FORMAT = 1  # of the folder; a newer one is not opened
LEDGER = "kg.json"
LARGE = 1_000  # articles put, from which on the files of RocksDB are put in order at the end
_RETRIES = 5  # of a reader that meets a file which the writer beside it has just replaced


class Folder(Local):
    """A graph in a folder. One process writes; others read what there was when they opened it."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self._put = 0
        ledger = _ledger(path, write)
        store = _writer(path) if write else _reader(path)
        with explained(str(path), "read"):
            super().__init__(str(path), store, write=write)
        if self._count < (ledger := min(ledger, _ledger(path, write))):  # again: a writer may just have removed some
            raise damaged(f"it holds {self._count} articles where {ledger} were stored", str(path))
        if write and not self.united:
            self.unite()

    def put(self, article: ox.NamedNode, quads: Sequence[ox.Quad], fingerprint: str) -> None:
        super().put(article, quads, fingerprint)
        self._put += 1

    def remove(self, article: ox.NamedNode) -> bool:
        if gone := self._articles_of(article):  # the ledger goes first, for it must never say more than there is
            with explained(self.where):
                _note(self.path, self._count - gone)
        return super().remove(article)

    def flush(self, *, last: bool = True) -> bool:
        if not self.write:
            return False
        with explained(self.where):
            self._store.flush()
            _note(self.path, self._count)
        return True

    def close(self) -> None:
        if self.write and self._put >= LARGE:
            self.flush()
            with explained(self.where):
                self._store.optimize()
        super().close()


def _ledger(path: Path, write: bool) -> int:
    """How many articles were acknowledged. Raises GraphError for a folder that is no graph."""
    with explained(str(path), "read"):
        empty = not path.exists() or not any(_others(path))
    if empty:
        if write:
            return 0
        raise GraphError("there is no graph here", where=str(path), todo="make one with kg build")
    file = path / LEDGER
    if not file.is_file():
        raise GraphError("this folder holds other files, not a graph", where=str(path), todo="name another folder")
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        version, articles = int(found["format"]), int(found["articles"])
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{LEDGER} is damaged", where=str(path), todo="restore a copy of the graph") from error
    except OSError as error:
        raise GraphError(f"{LEDGER} cannot be read: {error.strerror}", where=str(path)) from error
    if version > FORMAT:
        raise GraphError("the graph was made by a newer kg", where=str(path), todo="update this one")
    return articles


def _others(path: Path) -> list[Path]:
    """What is in a folder, but for a ledger whose writing was killed."""
    return [file for file in path.iterdir() if not file.name.startswith(f".{LEDGER}.")]


def _writer(path: Path) -> ox.Store:
    with explained(str(path)):
        path.mkdir(parents=True, exist_ok=True)
        if not (path / LEDGER).exists():
            _note(path, 0)  # first: a folder without it would not be taken for a graph again
        store = ox.Store(str(path))
        for orphan in [*path.glob("bulk-*.sst"), *path.glob(f".{LEDGER}.*")]:  # of a process that was killed
            orphan.unlink()
    return store


def _reader(path: Path) -> ox.Store:
    for attempt in range(_RETRIES):
        try:
            if not (path / "CURRENT").exists():
                return ox.Store()  # the build that was to fill it ended before it began
            return ox.Store.read_only(str(path))
        except (OSError, RuntimeError) as error:  # pyoxigraph says a missing file of RocksDB as the latter
            if attempt == _RETRIES - 1:
                with explained(str(path), "opened"):
                    raise error from None
            time.sleep(0.1 * 2**attempt)
    raise AssertionError


def _note(path: Path, articles: int) -> None:
    with replaced(path / LEDGER) as file:
        file.write(json.dumps({"format": FORMAT, "articles": articles}).encode())
