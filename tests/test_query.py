"""Queries: every form and format, named queries, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import small
from hypothesis import given
from hypothesis import strategies as st

from kg import guard, ontology, query, store
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
    assert all(known.parameters.values()) and all(p.kind in ("actor", "relation") for p in known.takes.values())
    given = {p.name: "Norland" if p.kind == "actor" else "accuses" for p in known.takes.values()}
    list(graph.query(name, **given))
    if not any(p.needed for p in known.takes.values()):
        list(graph.query(name))


@pytest.mark.parametrize(
    ("name", "given", "columns", "rows"),
    [
        ("who-accuses", {"actor": "kingdom of norland"}, "who whom date",
         ["Norland Sudria 2031-03-02", "Norland Sudria 2031-04-11"]),
        ("who-accuses", {"target": "Norland"}, "who whom", []),
        ("what-did", {"actor": "Ferro"}, "did whom how", [
            "leads Norland affirmed, actual", "meets fishermen affirmed, actual", "visits Sudria affirmed, planned"]),
        ("what-did", {"actor": "Sudria", "target": "Norland", "relation": "attacks"}, "date how by",
         ["2031-03-01 affirmed, actual Norland", "2031-04-10 negated, actual "]),
        ("claims", {"by": "Norland"}, "claimant who did whom", ["Norland Sudria attacks Norland"]),
        ("claims", {"about": "Norland"}, "claimant", []),
        ("claimants", {}, "claimant claims actors articles", ["Norland 1 1 1"]),
        ("contradictions", {"actor": "Sudria"}, "claimant who did whom denier",
         ["Norland Sudria attacks Norland the article"]),
        ("mentions", {"actor": "Anna Ferró"}, "who first latest articles", ["Ana Ferro 2031-03-02 2031-04-11 2"]),
        ("pairs", {}, "one other events articles", [
            "Norland Sudria 4 2", "Ana Ferro Norland 1 1", "Ana Ferro Sudria 1 1", "Ana Ferro fishermen 1 1",
            "Sudria fishermen 1 1"]),
        ("tone", {"actor": "Norland"}, "month cooperation conflict", ["2031-03 0 2", "2031-04 0 1"]),
        ("paths", {"source": "Norland", "target": "fishermen"}, "first then", [
            "Ana Ferro leads Norland Ana Ferro meets fishermen", "Norland accuses Sudria Sudria aids fishermen"]),
        ("not-so", {}, "who how", ["Sudria denied", "Ana Ferro planned"]),
        ("articles-by-actor", {"actor": "Harbour Union"}, "article events", ["second 1"]),
        ("relations", {}, "relation events facts claims", [
            "accuses 2 2 0", "attacks 2 0 1", "aids 1 1 0", "announces 1 1 0", "leads 1 1 0", "meets 1 1 0",
            "protests 1 1 0", "visits 1 0 0"]),
        ("unknown-actors", {}, "who events", ["Sudria 6", "Ana Ferro 3", "Harbour Union 1"]),
        ("roles", {"actor": "Norland"}, "who role of", ["Ana Ferro leads Norland"]),
    ],
)  # fmt: skip
def test_what_named_queries_answer(
    graph: Graph, name: str, given: dict[str, str], columns: str, rows: list[str]
) -> None:
    answer = graph.query(name, **given)
    found = [" ".join(query.shown(row[column]) for column in columns.split()) for row in answer]
    assert found == rows


def test_the_tone_of_a_relation_is_that_of_its_family() -> None:
    families = {relation.name: relation.family for relation in ontology.load().relations.values()}
    told = dict(re.findall(r"\(kg:(\w+) ([01])\)", query.named()["tone"].text))
    for name, family in families.items():
        wanted = {"cooperates": "1", "conflicts": "0"}.get(re.split("(?=[A-Z])", family)[0])
        if name != "withdrawsFrom":  # from a quarrel, or from a friend
            assert told.get(name) == wanted, name


def test_an_error_has_its_place(graph: Graph) -> None:
    with pytest.raises(QueryError) as caught:
        graph.query("SELECT * {\n  ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 10)
    assert caught.value.excerpt == "  ?s ?p }\n         ^"


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p }", "SELECT * {\n  ?s ?p ?o . FILTER(?o =) }"])
def test_parameters_do_not_move_the_place_of_an_error(graph: Graph, text: str) -> None:
    places = []
    for values in ({}, {"s": "x" * 50}):
        with pytest.raises(QueryError) as caught:
            graph.query(text, **values)
        places.append((caught.value.line, caught.value.column, caught.value.excerpt))
    assert places[0] == places[1] and places[0][0] == text.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "form", "wanted"),
    [
        ('SELECT (1 AS ?n) ("a,b\\"c\\n" AS ?t) (<urn:x> AS ?i) ?none {}', "csv",
         b'n,t,i,none\r\n1,"a,b""c\n",urn:x,\r\n'),
        ('SELECT (1 AS ?n) ("a\\tb\\"" AS ?t) ("x"@en AS ?l) (<urn:x> AS ?i) ?none {}', "tsv",
         b'?n\t?t\t?l\t?i\t?none\n1\t"a\\tb\\""\t"x"@en\t<urn:x>\t\n'),
        ('SELECT (true AS ?b) {}', "json", b'{"head":{"vars":["b"]},"results":{"bindings":[{"b":{"type":"literal",'
         b'"value":"true","datatype":"http://www.w3.org/2001/XMLSchema#boolean"}}]}}'),
        ("ASK {}", "json", b'{"head":{},"boolean":true}'),
        ("ASK { FILTER(false) }", "xml", b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
         b"<head></head><boolean>false</boolean></sparql>"),
        ("ASK {}", "csv", b"true"),
        ("SELECT ?a {}", "xml", b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
         b'<variable name="a"/></head><results><result></result></results></sparql>'),
        ("CONSTRUCT { kg:a kg:b 1 } WHERE {}", "nt", b"<https://w3id.org/newskg/ontology#a> <https://w3id.org/newskg/"
         b'ontology#b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'),
    ],
)  # fmt: skip
def test_formats_are_those_of_the_recommendations(graph: Graph, text: str, form: str, wanted: bytes) -> None:
    assert graph.query(text).serialize(form) == wanted


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


HOSTILE = ['"', "\\", '"}} #', "\n", "\\u0022", "'''", '""" } ; DROP ALL', "😀", "<x>", "\x00", "?x", "\u2028"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s ?p ?o FILTER(STR(?o) = STR(?x)) }",
        "# {\nSELECT (CONCAT('{', \"{\", '''{'{''') AS ?s) ?p { ?y ?p ?o FILTER(?o = ?x) }",
        "CONSTRUCT { ?s <urn:is> [ <urn:of> ?x ] } WHERE { ?s ?p ?o FILTER(?o = ?x) }",
        "CONSTRUCT WHERE { ?s ?p ?x }",
        "DESCRIBE ?s { ?s ?p ?x }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o = ?x) } HAVING(COUNT(*) = 1)",
    ],
)
@given(value=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(HOSTILE)).map("".join)))
def test_a_value_never_becomes_query_text(text: str, value: str) -> None:
    data = ox.Store()
    literal = ox.Literal(value.encode("utf-8", "replace").decode())
    data.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), literal))
    data.add(ox.Quad(ox.NamedNode("urn:c"), ox.NamedNode("urn:b"), ox.NamedNode("urn:other")))
    assert len(query.ask(data, text, {"x": [literal]})) in (1, 2)
    assert not query.ask(data, "ASK { ?s <urn:b> <urn:other> FILTER(ISIRI(?x)) }", {"x": [literal]})


@pytest.mark.parametrize("value", [*HOSTILE, "Norland' UNION", 'Norland" } #'])
def test_a_hostile_name_is_nobodys(graph: Graph, value: str) -> None:
    with pytest.raises(QueryError, match="nobody is called"):
        graph.query("what-did", actor=value)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("zzz", {}, "there is no query .*--list"),
        ("who-acuses", {}, "did you mean who-accuses"),
        ("who-accuses", {"colour": "red"}, "no parameter “colour”; it takes: actor, target"),
        ("who-accuses", {"actr": "red"}, "did you mean actor"),
        ("who-accuses", {"actor": "Norlnd"}, "nobody is called “Norlnd” in this graph; did you mean Norland"),
        ("what-did", {"actor": "Norland", "relation": "accuse"}, "did you mean accuses"),
        ("paths", {"source": "Norland"}, "needs the parameter “target”; try kg query paths"),
    ],
)
def test_unknown_names_and_parameters(graph: Graph, name: str, given: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        graph.query(name, **given)


def test_the_guard_answers_like_the_library(where: Path, graph: Graph) -> None:
    text = "SELECT ?e { ?e a kg:Event } ORDER BY ?e"
    assert guard.run(str(where), text, {}, "csv") == graph.query(text).serialize("csv")


def test_rows_are_counted_and_read_again(graph: Graph) -> None:
    answer = graph.query("SELECT ?e { ?e a kg:Event } ORDER BY ?e")
    rows = iter(answer)
    first = next(rows)
    assert len(answer) == len(list(answer)) == len([first, *rows])
    assert next(iter(answer))["e"] == first["e"]


def test_more_rows_than_are_kept_come_once(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "MOST_KEPT", 3)
    many = "SELECT ?n { VALUES ?n { 1 2 3 4 5 6 7 8 9 } }"
    answer = graph.query(many)
    assert [row["n"].value for row in list(answer)] == list("123456789")
    with pytest.raises(QueryError, match="too many rows"):
        list(answer)
    with pytest.raises(TypeError, match="too many rows to count"):
        len(graph.query(many))
    few = graph.query("SELECT ?n { VALUES ?n { 1 2 3 } }")
    assert len(few) == 3 and list(few) == list(few)


@pytest.mark.parametrize(
    "text", ["SELECT * { SERVICE <http://x> {} }", "SELECT * { \\u0053ERVICE <http://x> {} }", "SELECT * " + "{" * 300]
)
def test_what_is_plainly_fine_is_not_what_is_refused(graph: Graph, text: str) -> None:
    with pytest.raises(QueryError):
        graph.query(text)
