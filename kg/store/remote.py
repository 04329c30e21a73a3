"""A graph behind a SPARQL 1.1 endpoint: queries by the Protocol, articles by SPARQL Update.

A query must see all articles at once, with nothing twice. Where a server's default graph is not the union of the
others of itself, writing an article writes what it says there too. A graph that came to the server in another way may
lack that: then the ways known are tried at opening, which are Oxigraph's parameter, and the dataset of the Protocol
(2.1.4), which every server must heed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import GraphError
from kg.namespaces import KG
from kg.store.base import Result, Store, replacement, triples
from kg.store.http import LONG, Body, Client, Refused, masked

MOST_LISTED = 5_000  # articles that are named one by one with each query
_BATCH = 1_000_000  # characters of an update
_NAMES = ("query", "sparql", "select")  # how servers call the address of queries below that of a dataset
_FINAL = frozenset({301, 302, 303, 307, 308, 401, 403, 429})  # statuses after which no other address is tried
_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.9"
_HELLO = "ASK {}"
_APART = f"ASK {{ GRAPH ?g {{ ?a a <{KG}Article> }} FILTER NOT EXISTS {{ ?a a <{KG}Article> }} }}"
_ARTICLES = f"SELECT DISTINCT ?a {{ GRAPH ?g {{ ?a a <{KG}Article> }} }}"
_UNITE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_PROBE = "<urn:x-kg:probe>"  # a graph that is there for a moment
_GRAPHS = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?a a <{KG}Article> }} }} LIMIT {MOST_LISTED + 1}"
_MARKS = f"SELECT ?a ?f {{ GRAPH ?a {{ ?a <{KG}fingerprint> ?f }} }}"
_QUADS = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"
_TRIPLES_ALONE = "SELECT ?s ?p ?o { ?s ?p ?o }"
_Form = list[tuple[str, str]]


class Endpoint:
    """What answers SPARQL at a URL, in the terms and results of pyoxigraph. Raises GraphError for what it is not."""

    def __init__(self, url: str, client: Client) -> None:
        _checked(url)
        self._client = client
        self.url = self._found(url.rstrip("/"))
        self._whole = self._union()

    def query(
        self,
        /,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Sequence[ox.NamedNode] | None = None,
        named_graphs: Sequence[ox.NamedNode] | None = None,
    ) -> Result:
        """As ``pyoxigraph.Store.query``: rows come as they are read. Raises SyntaxError with the place of a fault."""
        kind = ox.Store().query(query, prefixes=prefixes)  # to know its form, and to say its faults as ever
        used = {name: iri for name, iri in (prefixes or {}).items() if f"{name}:" in query}
        head = "".join(f"PREFIX {name}: <{iri}> " for name, iri in used.items())
        whole = list(self._whole) if use_default_graph_as_union else []
        whole += [("default-graph-uri", graph.value) for graph in default_graph or ()]
        whole += [("named-graph-uri", graph.value) for graph in named_graphs or ()]
        if isinstance(kind, ox.QueryTriples):
            return self._triples(head + query, whole)
        return self._ask(head + query, whole, patience=LONG)

    def __iter__(self) -> Iterator[ox.Quad]:
        """All quads of named graphs; without any, the default graph's."""
        none = True
        for row in self.rows(_QUADS):
            none = False
            yield ox.Quad(row["s"], row["p"], row["o"], row["g"])
        if none:
            for row in self.rows(_TRIPLES_ALONE):
                yield ox.Quad(row["s"], row["p"], row["o"])

    def rows(self, query: str) -> ox.QuerySolutions:
        """The rows of a SELECT of our own, asked of the server's own graphs."""
        found = self._ask(query, [], patience=LONG)
        assert isinstance(found, ox.QuerySolutions)
        return found

    def ask(self, query: str) -> bool:
        """The answer to an ASK of our own, asked of the server's own default graph."""
        return bool(self._ask(query, []))

    def _ask(
        self, query: str, more: _Form, url: str | None = None, patience: float | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean:
        form = [("query", query), *more]
        answer = self._client.post(url or self.url, form, accept=_ROWS, patience=patience)
        kind = answer.headers.get("Content-Type", "").split(";")[0].strip()
        try:
            if kind not in (_ROWS, "application/json"):
                raise SyntaxError(kind)
            return ox.parse_query_results(Body(answer, end=b"}"), ox.QueryResultsFormat.JSON)  # type: ignore[arg-type]
        except SyntaxError as error:
            answer.close()
            raise Refused(
                200, "what answers here is no SPARQL endpoint", where=masked(answer.url), todo="check the address"
            ) from error

    def _triples(self, query: str, more: _Form) -> ox.QueryTriples:
        form = [("query", query), *more]
        with self._client.post(self.url, form, accept=_TRIPLES, patience=LONG) as answer:
            kind = answer.headers.get("Content-Type", "").split(";")[0].strip()
            syntax = ox.RdfFormat.TURTLE if kind == "text/turtle" else ox.RdfFormat.N_TRIPLES
            found = ox.Store()
            try:
                found.extend(ox.parse(Body(answer), syntax))  # type: ignore[arg-type]
            except SyntaxError as error:
                raise Refused(200, "the answer is no RDF", where=masked(self.url), todo="try again") from error
        triples = found.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(triples, ox.QueryTriples)
        return triples

    def _found(self, url: str) -> str:
        """Where queries go: a first question tells."""
        parts = urlsplit(url)
        whole = parts.query or parts.path.rsplit("/", 1)[-1] in _NAMES
        places = [url] if whole else [*(f"{url}/{name}" for name in _NAMES[:2]), url]
        for place in places:
            try:
                self._ask(_HELLO, [], place)
                return place
            except Refused as error:
                if error.status in _FINAL or error.status >= 500 or place == places[-1]:
                    raise
        raise AssertionError

    def _union(self) -> _Form:
        """What must be sent with a query so that it sees all articles."""
        for form in ([], [("union-default-graph", "true")]):
            try:
                if not self._ask(_APART, form):
                    return form
            except Refused as error:
                if not form or error.status != 400:
                    raise
        graphs = [row["g"].value for row in self.rows(_GRAPHS)]
        if len(graphs) > MOST_LISTED:
            raise GraphError(
                "the server's default graph is not the union of its named graphs, so no query sees all articles",
                where=masked(self.url),
                todo="have the server make it the union",
            )
        return [(name, graph) for graph in graphs for name in ("default-graph-uri", "named-graph-uri")]


class Remote(Store):
    """A graph behind an endpoint. What is put is sent in batches; each is one update, which a server does whole."""

    def __init__(self, url: str, *, write: bool) -> None:
        super().__init__(masked(url), write=write)
        self._client = Client()
        self._endpoint = Endpoint(url, self._client)
        self._update = self._writable() if write else ""
        self._copies = write and self._separate()  # whether the default graph must be written too
        self._marks: dict[str, str] | None = None
        self._waiting: list[str] = []

    @property
    def quads(self) -> Endpoint:
        return self._endpoint

    def statements(self) -> Iterator[ox.Quad]:
        return iter(self._endpoint)

    def has(self, article: ox.NamedNode, fingerprint: str) -> bool:
        if self._marks is None:  # all at once: one question for each article would take longer than to read some
            self._marks = {row["a"].value: row["f"].value for row in self._endpoint.rows(_MARKS)}
        return self._marks.get(article.value) == fingerprint

    def put(self, article: ox.NamedNode, quads: Sequence[ox.Quad], fingerprint: str) -> None:
        mark = ox.Quad(article, ox.NamedNode(KG + "fingerprint"), ox.Literal(fingerprint), article)
        self._waiting.append(self._replacement(article, [*quads, mark]))
        if sum(map(len, self._waiting)) > _BATCH:
            self.flush()

    def remove(self, article: ox.NamedNode) -> bool:
        there = any(True for _ in self._endpoint.rows(f"SELECT ?s {{ GRAPH {article} {{ ?s ?p ?o }} }} LIMIT 1"))
        if there:
            self._send(self._update, self._replacement(article, []))
        return there

    def articles(self) -> list[ox.NamedNode]:
        found = {row["a"] for row in self._endpoint.rows(_ARTICLES)}
        return sorted((a for a in found if isinstance(a, ox.NamedNode)), key=lambda a: a.value)

    def flush(self, *, last: bool = True) -> bool:
        batch, self._waiting = self._waiting, []
        if batch:
            self._send(self._update, " ;\n".join(batch))
        return True

    def close(self) -> None:
        try:
            self.flush()
        finally:
            self._client.close()

    def _send(self, url: str, update: str) -> None:
        self._client.post(url, update.encode(), kind="application/sparql-update", patience=LONG).close()

    def _replacement(self, article: ox.NamedNode, quads: Sequence[ox.Quad]) -> str:
        """The update that puts ``quads`` in place of the article's, and in the union what no other article says."""
        if not self._copies:
            return replacement(article, quads)
        return (
            f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {article} {{ ?s ?p ?o }} FILTER NOT EXISTS "
            f"{{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {article}) }} }} ; "
            f"{replacement(article, quads)} ; INSERT DATA {{ {triples(quads)} }}"
        )

    def _separate(self) -> bool:
        """Whether the default graph is apart from the others; if so, all they say is there from now on."""
        self._send(self._update, f"INSERT DATA {{ GRAPH {_PROBE} {{ {_PROBE} {_PROBE} {_PROBE} }} }}")
        apart = not self._endpoint.ask(f"ASK {{ {_PROBE} {_PROBE} {_PROBE} }}")
        self._send(self._update, f"DROP SILENT GRAPH {_PROBE}")
        if apart and self._endpoint.ask(_APART):
            self._send(self._update, _UNITE)
        return apart

    def _writable(self) -> str:
        """Where updates go, found by one that does nothing."""
        places = [given] if (given := os.environ.get("KG_UPDATE_URL")) else _update_places(self._endpoint.url)
        for place in places:
            _checked(place)
            try:
                self._send(place, "INSERT DATA {}")
                return place
            except Refused as error:
                if error.status in _FINAL or error.status >= 500:
                    raise
        raise GraphError(
            "the server takes no updates", where=self.where, todo="set KG_UPDATE_URL to the address that does"
        )


def _update_places(query: str) -> list[str]:
    base, _, last = query.rpartition("/")
    return [f"{base}/update", query] if last in _NAMES else [f"{query}/statements", f"{query}/update", query]


def _checked(url: str) -> None:
    """Raise GraphError for a URL that cannot be asked, or that gives a secret away."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good, parts = False, urlsplit("")
    if parts.username is not None or parts.password is not None:
        raise GraphError(
            "the address holds a password, which others can see",
            where=masked(url),
            todo="put user and password into KG_USER and KG_PASSWORD",
        )
    if not good:
        raise GraphError("this is no address of a SPARQL endpoint", where=masked(url) if parts.netloc else None)
