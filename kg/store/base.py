"""What every kind of graph can do, and what those on this machine share."""

from __future__ import annotations

import contextlib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from types import TracebackType
from typing import Any, Protocol

import pyoxigraph as ox

from kg.errors import GraphError
from kg.namespaces import KG, RDF

FINGERPRINT = ox.NamedNode(KG + "fingerprint")
ARTICLE = ox.NamedNode(KG + "Article")
TYPE = ox.NamedNode(RDF + "type")

_COUNT = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?a a {ARTICLE} }} }}"
_APART = f"ASK {{ GRAPH ?g {{ ?a a {ARTICLE} }} FILTER NOT EXISTS {{ ?a a {ARTICLE} }} }}"
_LOOSE = "SELECT ?s ?p ?o { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Engine(Protocol):
    """What answers SPARQL and lists its quads: an Oxigraph store, or an endpoint that is asked like one."""

    def query(
        self,
        /,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Any = None,
        named_graphs: Any = None,
    ) -> Result:
        """Rows, triples or a truth."""

    def __iter__(self) -> Iterator[ox.Quad]: ...


class Store(ABC):
    """The quads of a graph; one named graph per article. Made by ``store.open``; close it, or use it in ``with``."""

    united = False  # whether the default graph is the union of all articles, with nothing twice

    def __init__(self, where: str, *, write: bool) -> None:
        self.where = where
        self.write = write

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self.close()
        else:  # what went wrong is to be told, not what follows from it
            with contextlib.suppress(GraphError):
                self.close()

    @property
    @abstractmethod
    def quads(self) -> Engine:
        """What answers queries."""

    @abstractmethod
    def statements(self) -> Iterator[ox.Quad]:
        """All quads of the articles."""

    @abstractmethod
    def has(self, article: ox.NamedNode, fingerprint: str) -> bool:
        """Whether the article is stored, read from the same text by the same versions."""

    @abstractmethod
    def put(self, article: ox.NamedNode, quads: Sequence[ox.Quad], fingerprint: str) -> None:
        """Store what an article says in place of what it said before: all of it or, if this fails, nothing.

        Raises GraphError if the graph cannot be written.
        """

    @abstractmethod
    def remove(self, article: ox.NamedNode) -> bool:
        """Take an article and all it says out; whether it was there."""

    @abstractmethod
    def articles(self) -> list[ox.NamedNode]:
        """The articles stored, in the order of their IRIs."""

    @abstractmethod
    def flush(self, *, last: bool = True) -> bool:
        """Make safe what was put; whether it is now. Only before the ``last`` time may a store put it off."""

    @abstractmethod
    def close(self) -> None:
        """Make all safe and let the graph go. The store cannot be used afterwards."""


class Local(Store):
    """A graph in an Oxigraph store of this process.

    Its default graph holds the union of all articles. The engine can make the union itself, but then gives what ten
    articles say ten times over, which makes counts wrong and joins slow.
    """

    def __init__(self, where: str, store: ox.Store, *, write: bool) -> None:
        super().__init__(where, write=write)
        self._store = store
        self._count = int(next(iter(_rows(store, _COUNT)))["n"].value)
        # A folder that something else filled may lack it, and so may one of an earlier version.
        known = self._count or not any(True for _ in store.named_graphs())
        self.united = bool(known) and not store.query(_APART)

    @property
    def quads(self) -> ox.Store:
        return self._store

    def statements(self) -> Iterator[ox.Quad]:
        """The quads of named graphs, and of the default graph what is not there as their union."""
        return chain(loose(self._store), (q for q in self._store if isinstance(q.graph_name, ox.NamedNode)))

    def has(self, article: ox.NamedNode, fingerprint: str) -> bool:
        return ox.Quad(article, FINGERPRINT, ox.Literal(fingerprint), article) in self._store

    def put(self, article: ox.NamedNode, quads: Sequence[ox.Quad], fingerprint: str) -> None:
        whole = [*quads, ox.Quad(article, FINGERPRINT, ox.Literal(fingerprint), article)]
        with explained(self.where):
            before = self._articles_of(article)
            if self._store.contains_named_graph(article):
                self._store.update(self._replacement(article, whole))  # one update is one transaction
            else:
                self._store.extend([*whole, *map(in_union, whole)])
            self._count += self._articles_of(article) - before

    def remove(self, article: ox.NamedNode) -> bool:
        with explained(self.where):
            there = self._store.contains_named_graph(article)
            self._count -= self._articles_of(article)
            self._store.update(self._replacement(article, []))
            self.flush()
        return there

    def articles(self) -> list[ox.NamedNode]:
        found = {q.subject for q in self._store.quads_for_pattern(None, TYPE, ARTICLE)}
        return sorted((a for a in found if isinstance(a, ox.NamedNode)), key=lambda a: a.value)

    def close(self) -> None:
        try:
            if self.write:
                self.flush()
        finally:
            self._store = ox.Store()

    def unite(self) -> None:
        """Make the default graph the union where it is not."""
        with explained(self.where):
            self._store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
        self.united = True

    def _replacement(self, article: ox.NamedNode, quads: Sequence[ox.Quad]) -> str:
        """The update that puts ``quads`` in place of the article's, and in the union what no other article says."""
        kept = {q.triple for q in quads}
        old = (q for q in self._store.quads_for_pattern(None, None, None, article) if q.triple not in kept)
        stale = [q for q in old if not self._said_by_another(q, article)]
        return (
            f"DELETE DATA {{ {triples(stale)} }} ; {replacement(article, quads)} ; INSERT DATA {{ {triples(quads)} }}"
        )

    def _said_by_another(self, quad: ox.Quad, article: ox.NamedNode) -> bool:
        said = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        return any(q.graph_name != article and isinstance(q.graph_name, ox.NamedNode) for q in said)

    def _articles_of(self, graph: ox.NamedNode) -> int:
        return sum(1 for _ in self._store.quads_for_pattern(None, TYPE, ARTICLE, graph))


def replacement(article: ox.NamedNode, quads: Sequence[ox.Quad]) -> str:
    """The SPARQL Update that puts ``quads`` in place of the article's graph.

    The terms are written by Oxigraph, which escapes them.
    """
    return f"DROP SILENT GRAPH {article} ; INSERT DATA {{ GRAPH {article} {{\n{triples(quads)}\n}} }}"


def triples(quads: Iterable[ox.Quad]) -> str:
    """The statements of quads as SPARQL and N-Triples write them."""
    return "\n".join(f"{q.triple} ." for q in quads)


def in_union(quad: ox.Quad) -> ox.Quad:
    """The same statement in the default graph."""
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def loose(store: ox.Store) -> Iterator[ox.Quad]:
    """What the default graph of a store says, and no other."""
    return (ox.Quad(row["s"], row["p"], row["o"]) for row in _rows(store, _LOOSE))


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found


def written_elsewhere(where: str) -> GraphError:
    """Two writers of one graph."""
    return GraphError("another process is writing this graph", where=where, todo="wait for it, or stop it")


def damaged(why: str, where: str) -> GraphError:
    """A graph that lost something, or whose files are not as the engine left them."""
    return GraphError(
        f"the graph is damaged: {why}", where=where, todo="build it again in another folder, or restore a copy"
    )


@contextlib.contextmanager
def explained(where: str, doing: str = "written") -> Iterator[None]:
    """What the system says in its words, in ours."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # pyoxigraph says some faults of RocksDB as the latter
        text = str(error)
        if re.search(r"lock hold by|While lock file", text):
            raise written_elsewhere(where) from error
        if "No space left" in text or "Disk quota" in text:
            raise GraphError("the disk is full", where=where, todo="make room and run it again") from error
        for said, why in (("Read-only file system", "the disk is read-only"), ("Permission denied", "no permission")):
            if said in text:
                raise GraphError(f"the graph cannot be {doing}: {why}", where=where, todo="name another") from error
        if "Corruption" in text:
            raise damaged(text, where) from error
        raise GraphError(f"the graph cannot be {doing}: {text}", where=where) from error
