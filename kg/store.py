"""Where a graph is kept: a folder (embedded Oxigraph), an RDF file, or memory.

An article's statements go in as one transaction, together with the fingerprint of what they depend on; so a build
that was killed leaves no article in part, and the next build knows which are done. Durability is that of RocksDB:
what was put survives a killed process, and what was flushed also a power cut.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.errors import GraphError
from kg.namespaces import KG, RDF

FORMAT = 1  # of the folder; a newer one is not opened
LEDGER = "kg.json"
FINGERPRINT = ox.NamedNode(KG + "fingerprint")
SUFFIXES = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_ARTICLE = ox.NamedNode(KG + "Article")
_TYPE = ox.NamedNode(RDF + "type")
_RETRIES = 5  # of a reader that meets a file which the writer beside it has just replaced


class Store:
    """The quads of a graph; one named graph per article. Use ``open``, and close it, or use it in ``with``."""

    def __init__(self, quads: ox.Store, path: Path | None, *, write: bool) -> None:
        self.quads = quads
        self.path = path
        self.write = write

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def has(self, article: ox.NamedNode, fingerprint: str) -> bool:
        """Whether the article is stored, read from the same text by the same versions."""
        mark = ox.Quad(article, FINGERPRINT, ox.Literal(fingerprint), article)
        return mark in self.quads

    def put(self, article: ox.NamedNode, quads: Sequence[ox.Quad], fingerprint: str) -> None:
        """Store what an article says in place of what it said before: all of it or, if this fails, nothing.

        Raises GraphError if the disk is full or the graph cannot be written.
        """
        whole = [*quads, ox.Quad(article, FINGERPRINT, ox.Literal(fingerprint), article)]
        with _explained(self.path):
            if self.quads.contains_named_graph(article):
                triples = "\n".join(f"{q.triple} ." for q in whole)
                # One update is one transaction; the terms are written by Oxigraph, which escapes them.
                self.quads.update(f"DROP GRAPH {article} ; INSERT DATA {{ GRAPH {article} {{ {triples} }} }}")
            else:
                self.quads.extend(whole)

    def remove(self, article: ox.NamedNode) -> bool:
        """Take an article and all it says out; whether it was there."""
        with _explained(self.path):
            there = self.quads.contains_named_graph(article)
            self.quads.remove_graph(article)
            self.flush()
        return there

    def articles(self) -> list[ox.NamedNode]:
        """The articles stored, in the order of their IRIs."""
        found = {q.subject for q in self.quads.quads_for_pattern(None, _TYPE, _ARTICLE)}
        return sorted((a for a in found if isinstance(a, ox.NamedNode)), key=lambda a: a.value)

    def flush(self) -> None:
        """Bring what was put to the disk, and note how many articles are acknowledged."""
        if not self.write:
            return
        with _explained(self.path):
            if self.path is not None and self.path.is_dir():
                self.quads.flush()
                _note(self.path, len(self.articles()))
            elif self.path is not None:
                dump(self.quads, self.path)

    def close(self) -> None:
        """Let the graph go. The store cannot be used afterwards."""
        if self.write:
            self.flush()
        self.quads = ox.Store()


def open(where: Path | str, *, write: bool = False) -> Store:  # noqa: A001  (store.open, as in shelve.open)
    """Open the graph at ``where``; with ``write`` a new one is made where there is nothing.

    Raises GraphError for what is no graph, is being written by another process, has lost articles, or is newer than
    this program.
    """
    if str(where).startswith(("http://", "https://")):
        raise GraphError(
            "a SPARQL endpoint cannot be opened by this version", where=str(where), todo="name a folder or an RDF file"
        )
    path = Path(where)
    if _suffix(path):
        return Store(_from_file(path, write), path, write=write)
    if not path.exists() and not write:
        raise GraphError("there is no graph here", where=str(path), todo="make one with kg build")
    if path.exists() and not path.is_dir():
        raise GraphError("this is a file, not a graph", where=str(path), todo=f"name a folder, or a file in {_known()}")
    if path.is_dir() and any(path.iterdir()) and not (path / LEDGER).is_file():
        raise GraphError("this folder holds other files, not a graph", where=str(path), todo="name another folder")
    return Store(_from_folder(path, write), path, write=write)


def dump(quads: ox.Store | Iterable[ox.Quad], path: Path) -> None:
    """Write quads to an RDF file, sorted, so that the same graph gives the same bytes; replaced as a whole.

    In a format without named graphs the union of all graphs is written.
    """
    form = SUFFIXES[_suffix(path)]
    found = list(quads)
    if not form.supports_datasets:
        found = [ox.Quad(q.subject, q.predicate, q.object) for q in found]
    found = sorted(set(found), key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
    data = ox.serialize(found, format=form, prefixes=_prefixes(form)) or b""
    _replace(path, gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def _prefixes(form: ox.RdfFormat) -> dict[str, str] | None:
    from kg.namespaces import PREFIXES

    return dict(PREFIXES) if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None


def _from_file(path: Path, write: bool) -> ox.Store:
    quads = ox.Store()
    if not path.exists():
        if write:
            return quads
        raise GraphError("there is no such file", where=str(path), todo="make one with kg build or kg export")
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        quads.bulk_load(input=data, format=SUFFIXES[_suffix(path)])
    except SyntaxError as error:
        raise GraphError(f"not readable as RDF: {error.msg}", where=str(path)) from error
    except OSError as error:
        raise GraphError(f"cannot be read: {error}", where=str(path)) from error
    return quads


def _from_folder(path: Path, write: bool) -> ox.Store:
    ledger = _ledger(path)
    if write:
        with _explained(path):
            path.mkdir(parents=True, exist_ok=True)
            quads = ox.Store(str(path))
            if not (path / LEDGER).exists():
                _note(path, 0)
            for orphan in path.glob("bulk-*.sst"):  # left by an import that was killed; Oxigraph keeps them for ever
                orphan.unlink()
    else:
        quads = _reader(path)
    count = sum(1 for _ in quads.quads_for_pattern(None, _TYPE, _ARTICLE))
    if count < ledger.get("articles", 0):
        raise GraphError(
            f"the graph holds {count} articles where {ledger['articles']} were stored: it is damaged",
            where=str(path),
            todo="build it again in another folder, or restore a copy",
        )
    return quads


def _reader(path: Path) -> ox.Store:
    for attempt in range(_RETRIES):
        try:
            return ox.Store.read_only(str(path))
        except (OSError, RuntimeError) as error:  # pyoxigraph says a missing file of RocksDB as the latter
            if attempt == _RETRIES - 1:
                raise GraphError(f"the graph cannot be opened: {error}", where=str(path)) from error
            time.sleep(0.1 * 2**attempt)
    raise AssertionError


def _ledger(path: Path) -> dict[str, int]:
    file = path / LEDGER
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        version, articles = int(found["format"]), int(found["articles"])
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{LEDGER} is damaged", where=str(path), todo="restore a copy of the graph") from error
    if version > FORMAT:
        raise GraphError("the graph was made by a newer kg", where=str(path), todo="update this one")
    return {"format": version, "articles": articles}


def _note(path: Path, articles: int) -> None:
    _replace(path / LEDGER, json.dumps({"format": FORMAT, "articles": articles}).encode())


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that at every moment it is whole: the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _explained(path: Path | None) -> Iterator[None]:
    """What the system says in its words, in ours."""
    try:
        yield
    except OSError as error:
        text = str(error)
        if "lock" in text.casefold():
            raise GraphError(
                "another process is writing this graph", where=str(path), todo="wait for it, or stop it"
            ) from error
        if "No space left" in text:
            raise GraphError("the disk is full", where=str(path), todo="make room and run it again") from error
        raise GraphError(f"the graph cannot be written: {text}", where=str(path)) from error


def _suffix(path: Path) -> str:
    """The RDF suffix of a file name, seen through ``.gz``; empty for anything else."""
    suffixes = [s.casefold() for s in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in SUFFIXES else ""


def _known() -> str:
    return ", ".join(SUFFIXES)
