"""The endpoint, asked by a real client over loopback."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from graphs import small
from rdflib import Graph as RdfGraph
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg import serve, store
from kg.errors import GraphError

ASK = "SELECT ?e { ?e a kg:Event }"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("serve") / "graph.trig"
    store.dump(small(), path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(serve.app(str(path), timeout=2.0), host="127.0.0.1", port=port, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def fetch(url: str, data: bytes | None = None, **headers: str) -> tuple[int, str, str]:
    request = urllib.request.Request(url, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def get(url: str, text: str, **headers: str) -> tuple[int, str, str]:
    return fetch(f"{url}/sparql?{urllib.parse.urlencode({'query': text})}", **headers)


def test_rows_come_in_the_format_asked_for(url: str) -> None:
    status, kind, body = get(url, ASK)
    assert status == 200 and kind == "application/sparql-results+json" and json.loads(body)["results"]["bindings"]
    assert get(url, ASK, Accept="text/csv")[2].startswith("e\r\n")
    assert get(url, "CONSTRUCT WHERE { ?e a kg:Event }", Accept="text/turtle")[1].startswith("text/turtle")


@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_queries_can_be_posted(url: str, kind: str) -> None:
    body = ASK if kind.endswith("query") else urllib.parse.urlencode({"query": ASK})
    assert fetch(f"{url}/sparql", body.encode(), Content_Type=kind)[0] == 200


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SELECT * { ?s ?p }", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
        ("SELECT * " + "{" * 3_000 + "}" * 3_000, 400),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 400),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o } ORDER BY ?a ?f ?i ?l", 503),
        ("", 400),
    ],
)
def test_what_is_wrong_or_too_much_is_an_error_status(url: str, text: str, status: int) -> None:
    assert get(url, text)[0] == status
    assert get(url, "ASK {}")[0] == 200, "the next query is answered"


def test_a_sparql_update_is_not_taken(url: str) -> None:
    assert fetch(f"{url}/sparql", b"DROP ALL", Content_Type="application/sparql-update")[0] == 415


def test_rdflib_can_use_it_as_a_store(url: str) -> None:
    graph = RdfGraph(SPARQLStore(f"{url}/sparql", returnFormat="json"))
    assert len(list(graph.query("SELECT ?e { ?e a <https://w3id.org/newskg/ontology#Event> }"))) > 3


def test_the_pages(url: str) -> None:
    status, kind, body = fetch(url)
    assert status == 200 and kind.startswith("text/html") and "who-accuses" in body and "<script" not in body
    assert "Who did what to whom" in fetch(f"{url}/network")[2]


def test_a_missing_graph_is_said_before_serving(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph"):
        serve.app(str(tmp_path / "none"))
