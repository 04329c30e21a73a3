"""A graph as Python sees it: asked, counted, drawn, written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import query as queries
from kg import store as stores
from kg.errors import GraphError
from kg.guard import Guard
from kg.query import Answer
from kg.store.state import State

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.validate import Fault
    from kg.view import View

_SAME = 0.0005  # seconds in which a graph is taken to be the same
_COUNTS = {
    "articles": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a kg:Article }",
    "actors": "SELECT (COUNT(DISTINCT ?x) AS ?n) { VALUES ?t { kg:Person kg:State kg:Organization kg:Group } ?x a ?t }",
    "topics": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a kg:Topic }",
    "events": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a kg:Event }",
    "direct edges": "SELECT (COUNT(*) AS ?n) {"
    " SELECT DISTINCT ?s ?r ?o { ?e kg:relation ?r ; kg:source ?s . ?s ?r ?o } }",
    "triples": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }",
}


class Graph:
    """An open graph. Made by ``kg.build`` or ``kg.open``."""

    def __init__(self, where: str, *, timeout: float | None = None) -> None:
        self.where = where
        self._guard = Guard(where, timeout=timeout) if timeout is not None else None
        self._state = State(where)
        self._seen: object = None
        self._opened: stores.Store | None = None
        self._looked = 0.0  # when its files were looked at
        self._union = False  # whether the engine has to make the union of all articles

    @classmethod
    def open(cls, where: Path | str, *, timeout: float | None = None) -> Graph:
        """Open a graph to read it. ``timeout`` as for ``kg.open``. Raises GraphError if there is none."""
        graph = cls(str(where), timeout=timeout)
        if graph._guard is not None:
            graph._guard.open()
        else:
            _ = graph._store
        return graph

    @property
    def store(self) -> ox.Store:
        """The Oxigraph store, for whoever wants it bare. Raises GraphError for a graph on a server.

        What goes wrong in a query to it goes wrong in this process, and nothing bounds it.
        """
        opened = self._store
        if not isinstance(opened, stores.Local):
            raise GraphError("a graph on a server has no store here", where=self.where, todo="use query")
        return opened.quads

    @property
    def _store(self) -> stores.Store:
        """The store, opened when it is first needed in this process, and again when the graph has changed.

        Questions in quick succession share one look at its files, which takes longer than the shortest of them.
        """
        if self._opened is not None and monotonic() < self._looked + _SAME:
            return self._opened
        state, self._looked = self._state.now(), monotonic()
        if self._opened is None or self._seen != state:
            self._opened, self._seen = stores.open(self.where), state
            self._union = queries.lacks_union(self._opened.quads)
        return self._opened

    def query(self, text: str, **parameters: str) -> Answer:
        """Ask in SPARQL, or ask a named query by its name with its parameters.

        It is answered from the graph as it is now; in a graph opened with a ``timeout`` by a process of its own, so
        that a query that takes longer, or too much memory, is an error and no end of this program. Raises QueryError
        for that, and for what does not parse or is not allowed.
        """
        if self._guard is not None:
            return self._guard.ask(text, parameters)
        return queries.answer(self._store.quads, text, parameters, union=self._union)

    def events(self) -> pd.DataFrame:
        """One row per event. Needs the extra ``notebook``."""
        return self.query("events").to_pandas()

    def actors(self) -> pd.DataFrame:
        """One row per actor, with how many events it takes part in. Needs the extra ``notebook``."""
        return self.query("actors").to_pandas()

    def articles(self) -> pd.DataFrame:
        """One row per article. Needs the extra ``notebook``."""
        return self.query("articles").to_pandas()

    def stats(self) -> dict[str, int]:
        """How much the graph holds."""
        return {name: int(next(iter(self.query(text)))["n"].value) for name, text in _COUNTS.items()}

    def network(self, **options: Any) -> nx.MultiDiGraph:
        """The network of actors, or a part of it; the options are those of ``kg.network.network``."""
        from kg.network import network

        return network(self.query, **options)

    def view(self, *, limit: int | None = None, **options: Any) -> View:
        """The page that draws the network; the options are those of ``network``."""
        from kg.view import LIMIT, view

        return view(self.network(limit=limit or LIMIT, **options))

    def rdflib(self) -> rdflib.Dataset:
        """An rdflib Dataset on the same store, all graphs seen as one by default; of a graph on a server, on a copy."""
        import rdflib
        from oxrdflib import OxigraphStore

        if isinstance(self._store, stores.Local):
            return rdflib.Dataset(store=OxigraphStore(store=self.store), default_union=not self._store.united)
        copy = ox.Store()
        copy.extend(self._store.statements())
        return rdflib.Dataset(store=OxigraphStore(store=copy), default_union=True)

    def export(self, file: Path | str) -> None:
        """Write the whole graph to a file; its ending says the format. Raises GraphError for another ending."""
        from kg.export import export

        export(self, Path(file))

    def validate(self) -> list[Fault]:
        """What does not conform to the shapes of the ontology."""
        from kg.validate import validate

        return validate(self.quads())

    @contextmanager
    def local(self) -> Iterator[ox.Store]:
        """All quads in an Oxigraph store: the graph's own, or of a graph on a server a copy that goes away."""
        if isinstance(self._store, stores.Local):
            yield self._store.quads
        else:
            with stores.scratch() as copy:
                copy.bulk_extend(self._store.statements())
                yield copy

    def quads(self) -> Iterable[ox.Quad]:
        """All quads."""
        return self._store.statements()

    def remove(self, article: str) -> None:
        """Take the article with this id, and all it says, out. Raises GraphError if it is not there."""
        found = {row["a"] for row in self.query(f"SELECT ?a {{ ?a schema:identifier {ox.Literal(article)} }}")}
        if not found:
            raise GraphError(f"there is no article “{article}”", where=self.where, todo="kg query articles lists them")
        with stores.open(self.where, write=True) as target:
            for subject in found:
                target.remove(subject)

    def __repr__(self) -> str:
        counted = ", ".join(f"{n} {name}" for name, n in self.stats().items())
        return f"<Graph {self.where}: {counted}>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(f"<tr><th>{escape(name)}</th><td>{n}</td></tr>" for name, n in self.stats().items())
        return f"<table><caption>{escape(self.where)}</caption>{rows}</table>"
