"""A graph in an RDF file: read as a whole into memory, and written as a whole, sorted."""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import GraphError
from kg.store.base import FINGERPRINT, Local, explained, loose, written_elsewhere

SUFFIXES = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_SHARE = 10  # of the time between two writes of a file, so many parts go to reading articles
_Bytes = IO[bytes]


class File(Local):
    """A graph in one RDF file. It is written at the end and, in a long build, every so often."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self._took, self._wrote = 0.0, time.monotonic()
        self._changed = not path.exists()
        self._lock = _locked(path) if write else None
        try:
            if write:
                _tidy(path)
            super().__init__(str(path), _loaded(path, write), write=write)
            self.unite()
        except BaseException:
            self._unlock()
            raise

    def has(self, article: ox.NamedNode, fingerprint: str) -> bool:
        """In a file without named graphs, the mark of the article stands among all others."""
        return super().has(article, fingerprint) or ox.Quad(article, FINGERPRINT, ox.Literal(fingerprint)) in self.quads

    def put(self, article: ox.NamedNode, quads: Sequence[ox.Quad], fingerprint: str) -> None:
        marks = self.quads.quads_for_pattern(article, FINGERPRINT, None, ox.DefaultGraph())
        if any(marks) and not self.quads.contains_named_graph(article):
            raise GraphError(
                f"in a {suffix(self.path)} file no article can be replaced, for it does not tell them apart",
                where=self.where,
                todo="use .nq or .trig, or build it anew",
            )
        super().put(article, quads, fingerprint)
        self._changed = True

    def remove(self, article: ox.NamedNode) -> bool:
        self._changed = True
        return super().remove(article)

    def flush(self, *, last: bool = True) -> bool:
        start = time.monotonic()
        if not self.write or not self._changed:
            return self.write
        if not last and start - self._wrote < _SHARE * self._took:
            return False
        with explained(self.where):
            dump(self._store, self.path)
        self._wrote = time.monotonic()
        self._took = self._wrote - start
        self._changed = False
        return True

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            Path(self._lock.name).unlink(missing_ok=True)
            self._lock.close()
            self._lock = None


def dump(quads: ox.Store | Iterable[ox.Quad], path: Path) -> None:
    """Write quads to an RDF file, sorted, so that the same graph gives the same bytes; replaced as a whole.

    In a format without named graphs the union of all graphs is written. Of a store, no more than one article is held
    in memory.
    """
    form = SUFFIXES[suffix(path)]
    if not isinstance(quads, ox.Store):
        store = ox.Store()
        store.extend(quads)
        quads = store
    ordered = _by_graph(quads) if form.supports_datasets else _by_subject(quads)
    with replaced(path) as file:
        if path.suffix.casefold() == ".gz":
            with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
                ox.serialize(ordered, packed, form, prefixes=_prefixes(form))  # type: ignore[arg-type]
        else:
            ox.serialize(ordered, file, form, prefixes=_prefixes(form))


def _by_graph(store: ox.Store) -> Iterator[ox.Quad]:
    yield from sorted(loose(store), key=_order)
    for graph in sorted(store.named_graphs(), key=str):
        yield from sorted(store.quads_for_pattern(None, None, None, graph), key=_order)


def _by_subject(store: ox.Store) -> Iterator[ox.Quad]:
    for subject in sorted({q.subject for q in store}, key=str):
        found = {ox.Quad(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(subject, None, None)}
        yield from sorted(found, key=_order)


def _order(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _prefixes(form: ox.RdfFormat) -> dict[str, str] | None:
    from kg.namespaces import PREFIXES

    return dict(PREFIXES) if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None


def load(path: Path, store: ox.Store) -> None:
    """Read an RDF file into a store. Raises GraphError for one that is damaged or is no such file."""
    try:
        with gzip.open(path) if path.suffix.casefold() == ".gz" else path.open("rb") as file:
            store.bulk_load(input=file, format=SUFFIXES[suffix(path)])  # type: ignore[arg-type]
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"not readable as RDF: {getattr(error, 'msg', error)}", where=str(path)) from error
    except (OSError, EOFError, zlib.error) as error:
        raise GraphError(f"cannot be read: {getattr(error, 'strerror', None) or error}", where=str(path)) from error


def _loaded(path: Path, write: bool) -> ox.Store:
    store = ox.Store()
    if path.exists():
        load(path, store)
    elif not write:
        raise GraphError("there is no such file", where=str(path), todo="make one with kg build or kg export")
    return store


@contextlib.contextmanager
def scratch() -> Iterator[ox.Store]:
    """A store for what may be larger than memory, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        store = ox.Store(folder)
        yield store
        del store


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[_Bytes]:
    """A file to write to that takes the place of ``path`` when it is whole; if this fails, ``path`` stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _tidy(path: Path) -> None:
    """Take away what a process left that was killed while it wrote the file."""
    left = re.compile(re.escape(f".{path.name}.") + "[a-z0-9_]{8}")
    for file in path.parent.iterdir() if path.parent.is_dir() else ():
        if left.fullmatch(file.name):
            file.unlink()


def suffix(path: Path) -> str:
    """The RDF suffix of a file name, seen through ``.gz``; empty for anything else."""
    suffixes = [s.casefold() for s in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in SUFFIXES else ""


def _locked(path: Path) -> _Bytes | None:
    """A lock on the file for one writer; it goes with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        return None
    with explained(str(path)):
        lock = path.with_name(f".{path.name}.lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise written_elsewhere(str(path)) from error
    return lock
