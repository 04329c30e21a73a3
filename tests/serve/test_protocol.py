"""The SPARQL 1.1 Protocol over loopback: how a query comes in, what comes back, and what is refused."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import requests
from servers import overheard

EVENTS = "SELECT ?e { ?e a kg:Event }"
TRIPLES = "CONSTRUCT WHERE { ?e a kg:Event }"
FIRST, SECOND = ("https://w3id.org/newskg/id/article/" + name for name in ("first", "second"))


def ask(url: str, text: str, accept: str = "*/*", **parameters: str | list[str]) -> requests.Response:
    asked = {"query": text, **{name.replace("_", "-"): value for name, value in parameters.items()}}
    return requests.get(f"{url}/sparql", asked, headers={"Accept": accept}, timeout=20)


def rows(answer: requests.Response) -> list[dict[str, str]]:
    answer.raise_for_status()
    return [{k: v["value"] for k, v in row.items()} for row in answer.json()["results"]["bindings"]]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json"),
        ("*/*;q=0.1, text/csv", "text/csv; charset=utf-8"),
    ],
)
def test_rows_come_in_the_format_asked_for(url: str, accept: str, kind: str) -> None:
    answer = ask(url, EVENTS, accept)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_the_formats_of_rows_say_the_same(url: str) -> None:
    wanted = sorted(row["e"] for row in rows(ask(url, EVENTS)))
    assert len(wanted) == 10
    assert sorted(row["e"] for row in csv.DictReader(io.StringIO(ask(url, EVENTS, "text/csv").text))) == wanted
    tsv = ask(url, EVENTS, "text/tab-separated-values").text.splitlines()
    assert tsv[0] == "?e" and sorted(line.strip("<>") for line in tsv[1:]) == wanted
    tree = ElementTree.fromstring(ask(url, EVENTS, "application/sparql-results+xml").content)
    assert sorted(e.text or "" for e in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")) == wanted


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("*/*", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/trig", "application/trig", ox.RdfFormat.TRIG),
        ("application/n-quads", "application/n-quads", ox.RdfFormat.N_QUADS),
        ("text/csv, text/turtle;q=0.5", "text/turtle", ox.RdfFormat.TURTLE),
    ],
)
def test_triples_come_in_the_format_asked_for(url: str, accept: str, kind: str, form: ox.RdfFormat) -> None:
    answer = ask(url, TRIPLES, accept)
    assert answer.status_code == 200 and answer.headers["Content-Type"].split(";")[0] == kind
    assert len(list(ox.parse(answer.content, format=form))) == 10


def test_a_truth(url: str) -> None:
    assert ask(url, "ASK { ?e a kg:Event }").json()["boolean"] is True
    assert ask(url, "ASK { ?e a kg:Nothing }").json()["boolean"] is False


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/sparql-query", EVENTS),
        ("application/sparql-query; charset=utf-8", EVENTS),
        ("application/x-www-form-urlencoded", "query=SELECT+%3Fe+%7B+%3Fe+a+kg%3AEvent+%7D"),
    ],
)
def test_queries_can_be_posted(url: str, kind: str, body: str) -> None:
    answer = requests.post(f"{url}/sparql", body.encode(), headers={"Content-Type": kind}, timeout=20)
    assert len(rows(answer)) == 10


def test_the_protocol_names_the_graphs(url: str) -> None:
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?e a kg:Event } } ORDER BY ?g"
    assert [row["g"] for row in rows(ask(url, graphs))] == [FIRST, SECOND]
    assert len(rows(ask(url, EVENTS, default_graph_uri=FIRST))) == 5
    assert len(rows(ask(url, EVENTS, default_graph_uri=[FIRST, SECOND]))) == 10
    assert rows(ask(url, EVENTS, named_graph_uri=FIRST)) == [], "with named graphs only, the default graph is empty"
    assert [row["g"] for row in rows(ask(url, graphs, named_graph_uri=SECOND))] == [SECOND]
    over = EVENTS.replace("{", f"FROM <{SECOND}> {{")
    assert rows(ask(url, over, default_graph_uri="urn:none")) == [], "those of the Protocol replace those of the query"
    form = {"query": EVENTS, "default-graph-uri": FIRST}
    assert len(rows(requests.post(f"{url}/sparql", form, timeout=20))) == 5
    direct = {"Content-Type": "application/sparql-query"}
    at = f"{url}/sparql?default-graph-uri={FIRST}"
    assert len(rows(requests.post(at, EVENTS.encode(), headers=direct, timeout=20))) == 5
    assert ask(url, EVENTS, default_graph_uri="no iri").status_code == 400


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        ("SELECT * { ?s ?p }", 400, "line 1, column 19"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 400, "does not parse"),
        ("no-such-name", 400, "does not parse"),
        ("", 400, "no query"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400, "SERVICE is off"),
        ("LOAD <http://127.0.0.1:1/>", 400, "does not parse"),
        ("SELECT * " + "{" * 10_000 + "}" * 10_000, 400, "brackets"),
        ("SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}", 400, "brackets"),
        ("SELECT * { {} " + "UNION {} " * 11_000 + "}", 400, "alternatives"),
        ("SELECT * { {} " + "UNION {} " * 20_000 + "}", 413, "more than 100000"),
        ('ASK { FILTER("' + "a" * 100_000 + '" = "b") }', 413, "more than 100000"),
    ],
)
def test_what_is_no_query_is_refused(url: str, text: str, status: int, message: str) -> None:
    answer = requests.post(f"{url}/sparql", {"query": text}, timeout=20)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert message in answer.text
    assert ask(url, "ASK {}").json()["boolean"] is True, "the next query is answered"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?f ?i ?l", {503, 504}),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", {504}),
        ("SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?c . ?d (!<urn:x>)* ?f . ?g (!<urn:x>)* ?i . ?j ?k ?l }", {504}),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", {503}),
        (
            'SELECT ?z { BIND("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" AS ?a) BIND(CONCAT(?a,?a,?a,?a,?a,?a,?a,?a) AS ?b) '
            "BIND(CONCAT(?b,?b,?b,?b,?b,?b,?b,?b,?b,?b) AS ?c) BIND(CONCAT(?c,?c,?c,?c,?c,?c,?c,?c,?c,?c) AS ?d) "
            "BIND(CONCAT(?d,?d,?d,?d,?d,?d,?d,?d,?d,?d) AS ?x) BIND(CONCAT(?x,?x,?x,?x,?x,?x,?x,?x,?x,?x) AS ?y) "
            "BIND(CONCAT(?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y,?y) AS ?z) }",
            {503},
        ),
    ],
)
def test_what_is_too_much_is_an_error_and_never_a_part(url: str, text: str, status: set[int]) -> None:
    assert ask(url, text).status_code in status
    assert ask(url, "ASK {}").json()["boolean"] is True, "the next query is answered"


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/sparql-update", b"DROP ALL", 403),
        ("application/x-www-form-urlencoded", b"update=DROP+ALL", 403),
        ("text/plain", EVENTS.encode(), 415),
        ("application/x-www-form-urlencoded", b"query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        ("application/x-www-form-urlencoded", b"", 400),
        ("application/x-www-form-urlencoded", b"query=%FF%FE", 400),
        ("application/sparql-query", EVENTS.encode("utf-16"), 400),
        ("application/sparql-query", b"#" * 500_000, 413),
    ],
)
def test_what_is_no_request_of_the_protocol(url: str, kind: str, body: bytes, status: int) -> None:
    answer = requests.post(f"{url}/sparql", body, headers={"Content-Type": kind}, timeout=20)
    assert answer.status_code == status, answer.text


def test_formats_that_nobody_has(url: str) -> None:
    assert ask(url, EVENTS, "image/png").status_code == 406
    assert ask(url, EVENTS, "text/turtle").status_code == 406, "rows are no triples"
    assert ask(url, TRIPLES, "text/csv").status_code == 406
    assert requests.get(f"{url}/sparql", headers={"Accept": "image/png"}, timeout=20).status_code == 406


def test_methods_and_headers(url: str) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert requests.request(method, f"{url}/sparql", timeout=20).status_code == 405
    head = requests.head(f"{url}/sparql", params={"query": EVENTS}, timeout=20)
    assert head.status_code == 200 and int(head.headers["Content-Length"]) > 100 and not head.content


@pytest.mark.parametrize("cors", [False, True])
def test_pages_of_other_servers_ask_only_where_they_may(graph: Path, served: Callable[..., Any], cors: bool) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    with served(graph, cors=cors) as url:
        for answer in (
            requests.get(f"{url}/sparql", {"query": EVENTS}, headers=asked, timeout=20),
            requests.get(f"{url}/sparql", {"query": "no"}, headers=asked, timeout=20),
            requests.options(f"{url}/sparql", headers=asked, timeout=20),
        ):
            assert answer.headers.get("Access-Control-Allow-Origin") == ("*" if cors else None)


@pytest.mark.parametrize("accept", ["*/*", "text/turtle", "application/ld+json", "application/rdf+xml"])
def test_the_endpoint_describes_itself(url: str, accept: str) -> None:
    answer = requests.get(f"{url}/sparql", headers={"Accept": accept}, timeout=20)
    kind = answer.headers["Content-Type"].split(";")[0]
    form = ox.RdfFormat.from_media_type(kind)
    assert form is not None
    quads = ox.parse(answer.content, format=form)
    stated = {(quad.predicate.value.rpartition("#")[2], getattr(quad.object, "value", "")) for quad in quads}
    assert ("endpoint", f"{url}/sparql") in stated
    assert ("supportedLanguage", "http://www.w3.org/ns/sparql-service-description#SPARQL11Query") in stated


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """Who listens on loopback, and what has come in."""
    with overheard() as (port, heard):
        yield f"http://127.0.0.1:{port}/data", heard


def test_no_query_reaches_the_network_or_a_file(url: str, listener: tuple[str, list[bytes]], tmp_path: Path) -> None:
    at, heard = listener
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'secret' .")
    for text in (
        f"SELECT * {{ SERVICE <{at}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\u0053ERVICE <{at}> {{ ?s ?p ?o }} }}",
        f'SELECT * {{ BIND("""\\\\""" AS ?a) SERVICE <{at}> {{ ?s ?p ?o }} BIND("""b""" AS ?b) }}',
        f"LOAD <{at}>",
        *(f"SELECT * FROM <{iri}> FROM NAMED <{iri}> {{ ?s ?p ?o }}" for iri in (at, secret.as_uri())),
    ):
        answer = ask(url, text)
        assert answer.status_code == 400 or rows(answer) == []
    for iri in (at, secret.as_uri()):
        assert rows(ask(url, "SELECT * { ?s ?p ?o }", default_graph_uri=iri)) == []
    assert heard == []
