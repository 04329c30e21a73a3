"""Queries: every form and format, named queries, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import small
from hypothesis import given
from hypothesis import strategies as st

from kg import guard, query, store
from kg.errors import QueryError
from kg.graph import Graph


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "graph.trig"
    store.dump(small(), path)
    return path


@pytest.fixture(scope="module")
def graph(where: Path) -> Graph:
    return Graph.open(where)


def test_rows_triples_and_truths(graph: Graph) -> None:
    assert len(graph.query("SELECT ?e { ?e a kg:Event }")) > 3
    assert bool(graph.query("ASK { ?e a kg:Event }")) and not graph.query("ASK { ?e a kg:Nothing }")
    assert all(isinstance(t, ox.Triple) for t in graph.query("CONSTRUCT { ?e a kg:Event } WHERE { ?e a kg:Event }"))


@pytest.mark.parametrize("form", query.RESULTS)
def test_result_formats(graph: Graph, form: str) -> None:
    data = graph.query('SELECT (1 AS ?n) ("a,b" AS ?t) {}').serialize(form)
    assert data is not None
    if form == "csv":
        assert data == b'n,t\r\n1,"a,b"\r\n'
    if form == "json":
        assert json.loads(data)["head"]["vars"] == ["n", "t"]


def test_a_format_that_does_not_fit_is_an_error(graph: Graph) -> None:
    with pytest.raises(QueryError, match="cannot be written as ttl"):
        graph.query("SELECT ?e { ?e a kg:Event }").serialize("ttl")


@pytest.mark.parametrize("name", query.named())
def test_every_named_query_is_described_and_runs(graph: Graph, name: str) -> None:
    known = query.named()[name]
    assert known.description and known.example.startswith(f"kg query {name}")
    list(graph.query(name))
    assert list(graph.query(name, **dict.fromkeys(known.parameters, "nobody by that name"))) is not None


def test_an_error_has_its_place(graph: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        graph.query("SELECT * {\n  ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 10)
    assert caught.value.excerpt == "  ?s ?p }\n         ^"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
        'SELECT * { BIND("""a\\\\""" AS ?a) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } BIND("""b""" AS ?b) }',
        "SELECT * " + "{" * 10_000 + "}" * 10_000,
        "SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}",
        "SELECT * { {} " + "UNION {} " * 20_000 + "}",
        "x" * 200_000,
    ],
)
def test_what_leaves_the_graph_or_breaks_the_parser_is_refused(graph: Graph, text: str) -> None:
    with pytest.raises(QueryError):
        graph.query(text)


def test_the_word_service_is_no_service(graph: Graph) -> None:
    text = 'SELECT ?service { ?service a kg:Event . FILTER("SERVICE" != "x") # SERVICE <http://x/>\n}'
    assert len(graph.query(text)) > 0


def test_a_query_sees_the_graphs_it_names(graph: Graph) -> None:
    events, one = "SELECT ?e { ?e a kg:Event }", "FROM <https://w3id.org/newskg/id/article/first>"
    assert 0 < len(graph.query(events.replace("{", f"{one} {{"))) < len(graph.query(events))
    dataset = query.Dataset(named=("https://w3id.org/newskg/id/article/second",))
    assert len(query.ask(graph.store, events, dataset=dataset)) == 0
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?e a kg:Event } }"
    assert [row["g"].value for row in query.ask(graph.store, named, dataset=dataset)] == list(dataset.named)


@given(st.text(max_size=60))
def test_a_value_never_becomes_query_text(value: str) -> None:
    data = ox.Store()
    literal = ox.Literal(value.encode("utf-8", "replace").decode())
    data.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), literal))
    found = query.ask(data, "SELECT ?s { ?s ?p ?o FILTER(STR(?o) = STR(?x)) }", {"x": literal})
    assert len(found) == 1


def test_unknown_names_and_parameters(graph: Graph) -> None:
    with pytest.raises(QueryError, match="no query"):
        graph.query("no-such-query")
    with pytest.raises(QueryError, match="no parameter"):
        graph.query("who-accuses", colour="red")


def test_the_guard_answers_like_the_library(where: Path, graph: Graph) -> None:
    text = "SELECT ?e { ?e a kg:Event } ORDER BY ?e"
    assert guard.run(str(where), text, {}, "csv") == graph.query(text).serialize("csv")
