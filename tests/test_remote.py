"""Graphs on a SPARQL server: built, asked and written out as a folder is, and what goes wrong told in one line."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests
from graphs import small
from servers import OXIGRAPH, Faulty, faulty, free_port, oxigraph
from test_store import article

from kg import guard, store
from kg.cli import run
from kg.errors import GraphError, KGError
from kg.graph import Graph
from kg.namespaces import BASE
from kg.store import http

NEWS = "Row over water\n17 January 2022\nRussia accused Ukraine of provocations. Poland asked NATO for support.\n"
UNION = "SELECT ?e ?f { ?e a kg:Event ; kg:source ?s . ?f a kg:Event ; kg:source ?s }"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph() as url:
        yield url


@pytest.fixture
def bad() -> Iterator[Faulty]:
    with faulty() as server:
        yield server


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_TOKEN", "KG_USER", "KG_PASSWORD", "KG_UPDATE_URL", "KG_GRAPH"):
        monkeypatch.delenv(name, raising=False)


def filled(url: str, quads: list[ox.Quad]) -> None:
    """One article for each graph of ``quads``."""
    with store.open(url, write=True) as target:
        for graph in sorted({q.graph_name for q in quads}, key=str):
            assert isinstance(graph, ox.NamedNode)
            target.put(graph, [q for q in quads if q.graph_name == graph], "mark")


@pytest.fixture(scope="module")
def both(server: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, Graph]:
    """The same graph on the server and in a folder."""
    here = tmp_path_factory.mktemp("both") / "graph"
    for where in (server, str(here)):
        filled(where, small())
    return Graph.open(server), Graph.open(here)


def test_a_server_needs_nothing_set_for_queries_to_see_all_articles(both: tuple[Graph, Graph]) -> None:
    there, here = both
    found = [sorted(map(str, graph.query(UNION))) for graph in both]
    assert found[0] == found[1] and len(found[0]) > 10
    assert there.stats() == here.stats()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?o { ?s kg:accuses ?o } ORDER BY ?s",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        f"SELECT (COUNT(*) AS ?n) FROM <{BASE}article/first> {{ ?s ?p ?o }}",
        "ASK { actor:Norland kg:accuses actor:Sudria }",
        "ASK { actor:Norland kg:accuses actor:Norland }",
        'SELECT ("a\\u00e9\\n\\"" AS ?x) (1.0 AS ?y) ("x"@en AS ?z) ?w {}',
        "events",
    ],
)
def test_the_same_questions_have_the_same_answers(both: tuple[Graph, Graph], text: str) -> None:
    assert both[0].query(text).serialize("json") == both[1].query(text).serialize("json")


def test_triples_network_export_and_shapes(both: tuple[Graph, Graph], tmp_path: Path) -> None:
    triples = [set(graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s a kg:Event ; ?p ?o }")) for graph in both]
    assert triples[0] == triples[1] != set()
    assert both[0].network().edges == both[1].network().edges
    for name in ("out.nq", "out.ttl", "out.csv", "out.graphml"):
        for graph, place in zip(both, ("there", "here"), strict=True):
            (tmp_path / place).mkdir(exist_ok=True)
            graph.export(tmp_path / place / name)
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    assert both[0].validate() == both[1].validate()
    assert set(both[0].quads()) == set(both[1].quads())
    assert len(both[0].rdflib()) == len(both[1].rdflib()) > 100
    with pytest.raises(GraphError, match="no store here"):
        _ = both[0].store


def test_the_commands(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "news.txt").write_text(NEWS)
    with oxigraph() as url:
        for counted in ("1 articles read, 0 unchanged", "0 articles read, 1 unchanged"):
            assert run(["build", str(tmp_path / "news.txt"), "--graph", url]) == 0
            assert counted in capfd.readouterr().err
        assert run(["query", "SELECT ?who { ?who kg:accuses actor:Ukraine }", "--graph", url]) == 0
        assert "actor:Russia" in capfd.readouterr().out
        assert run(["query", "SELECT ?who {", "--graph", f"{url}/query"]) == 2
        assert "line 1, column 14" in capfd.readouterr().err
        assert run(["explain", "Russia", "accuses", "--graph", url]) == 0
        assert "Russia accused Ukraine" in capfd.readouterr().out
        assert run(["stats", "--graph", url]) == 0
        assert run(["validate", "--graph", url]) == 0
        assert run(["view", "--graph", url, "-o", str(tmp_path / "n.html")]) == 0
        assert run(["export", str(tmp_path / "there.nq"), "--graph", url]) == 0
        assert run(["build", str(tmp_path / "news.txt"), "--graph", str(tmp_path / "graph")]) == 0
        assert run(["export", str(tmp_path / "here.nq"), "--graph", str(tmp_path / "graph")]) == 0
        assert (tmp_path / "there.nq").read_bytes() == (tmp_path / "here.nq").read_bytes()
        assert run(["remove", "news", "--graph", url]) == 0
        assert run(["remove", "news", "--graph", url]) == 2
        assert not Graph.open(url).query("ASK { ?s ?p ?o }")


def test_an_article_is_replaced_as_a_whole(server: str) -> None:
    hostile = 'new "\\ \u2028 } ; DROP ALL'
    with store.open(server, write=True) as target:
        for label, mark in (("old", "1"), (hostile, "2")):
            iri, quads = article("replaced", label)
            target.put(iri, quads, mark)
            target.flush()
    with store.open(server, write=True) as target:
        assert target.has(iri, "2") and not target.has(iri, "1") and iri in target.articles()
        labels = [row["l"].value for row in Graph.open(server).query(f"SELECT ?l {{ {iri} rdfs:label ?l }}")]
        assert labels == [hostile]
        assert target.remove(iri) and not target.remove(iri)


def test_a_server_whose_default_graph_is_the_union_gets_articles_alone() -> None:
    with oxigraph("serve", "--union-default-graph") as url:
        filled(url, small())
        assert len(Graph.open(url).query(UNION)) > 10
        assert requests.get(f"{url}/store?default", headers={"Accept": "application/n-triples"}).text == ""


def test_a_graph_that_came_to_the_server_otherwise_is_seen_and_made_whole_when_written() -> None:
    with oxigraph() as url:
        data = ox.serialize(small(), format=ox.RdfFormat.N_QUADS)
        requests.post(f"{url}/store", data, headers={"Content-Type": "application/n-quads"}).raise_for_status()
        assert Graph.open(url).query("ASK { ?e a kg:Event }")
        assert requests.get(f"{url}/store?default", headers={"Accept": "application/n-triples"}).text == ""
        store.open(url, write=True).close()
        assert Graph.open(url).query("SELECT * { ?s ?p ?o }").serialize("csv") is not None
        assert len(Graph.open(url).query("SELECT * { ?s ?p ?o }")) == len({q.triple for q in small()})


def test_the_union_on_a_server_holds_nothing_twice_and_nothing_stale() -> None:
    def says(*labels: str) -> list[ox.Quad]:
        return [q for label in labels for q in article("a", label)[1]]

    def union() -> str:
        return "".join(map(str, Graph.open(url).query("SELECT ?l { ?a rdfs:label ?l } ORDER BY ?l")))

    a, b = article("a")[0], article("b")[0]
    with oxigraph() as url, store.open(url, write=True) as target:
        target.put(a, says("both", "old"), "1")
        target.put(b, says("both"), "1")
        target.put(a, says("both", "new"), "2")
        target.flush()
        assert union().count("value=both") == 1 and "value=new" in union() and "value=old" not in union()
        target.remove(a)
        assert union().count("value=both") == 1 and "value=new" not in union()


def test_a_server_without_a_way_to_the_union_is_given_the_list_of_articles(
    bad: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad.store.extend(small())
    assert len(Graph.open(bad.url).query(UNION)) > 10
    assert len(Graph.open(bad.url).query("SELECT ?g { GRAPH ?g { ?a a kg:Article } }")) == 2
    monkeypatch.setattr("kg.store.remote.MOST_LISTED", 1)
    with pytest.raises(GraphError, match="make it the union"):
        Graph.open(bad.url)


def test_a_server_that_stumbles_is_asked_again(bad: Faulty) -> None:
    filled(bad.url, small())
    bad.moods = [500, 503, None, 502]  # type: ignore[list-item]
    assert len(Graph.open(bad.url).query("SELECT ?e { ?e a kg:Event }")) > 5
    with store.open(bad.url, write=True) as target:
        bad.moods = [500, 500]
        target.put(*article("late"), "mark")
    assert len(Graph.open(bad.url).query("SELECT ?a { ?a a kg:Article }")) == 3


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        (401, "wants to know who asks; set KG_TOKEN"),
        (403, "forbids it"),
        (404, "nothing at this address"),
        (400, "the server refused it"),
        (500, "the server failed"),
        (503, "busy"),
        ("html", "no SPARQL endpoint"),
        ("cut", "cut off"),
        ("torn", "cut off|no SPARQL endpoint"),
        ("hang", "too long"),
        ("http://127.0.0.1:9/query", "sends on to http://127.0.0.1:9/query; name that"),
    ],
)
def test_a_server_that_fails_is_one_clear_line(
    bad: Faulty, mood: int | str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "PATIENCE", 0.3)
    monkeypatch.setattr(http, "WAIT", 0.0)
    bad.moods = [mood] * 20
    with pytest.raises(GraphError, match=said) as caught:
        Graph.open(f"{bad.url}/query")
    assert len(str(caught.value).splitlines()) == 1 and bad.url in str(caught.value)


@pytest.mark.parametrize("mood", ["cut", "torn"])
def test_rows_that_break_off_are_an_error_not_an_answer(bad: Faulty, mood: str) -> None:
    filled(bad.url, [q for name in range(300) for q in article(f"a{name}")[1]])
    graph = Graph.open(bad.url)
    for text in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
        bad.moods = [mood]
        with pytest.raises((GraphError, SyntaxError)):
            list(graph.query(text))


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("http://127.0.0.1:{port}", "cannot be reached"),
        ("http://no-such-host.invalid/ds", "cannot be reached"),
        ("http://", "no address"),
        ("http://[::1", "no address"),
        ("ftp://example.org/x", "no address"),
        ("http://host:99999999/", "no address"),
    ],
)
def test_an_address_where_nobody_is(where: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "WAIT", 0.0)
    with pytest.raises(GraphError, match=said):
        store.open(where.format(port=free_port()))


def test_a_server_that_takes_no_updates(server: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ox.Store(str(tmp_path / "data")).flush()
    (tmp_path / "news.txt").write_text(NEWS)
    with oxigraph("serve-read-only", "--location", str(tmp_path / "data")) as url:
        assert run(["build", str(tmp_path / "news.txt"), "--graph", url]) == 2
        err = capfd.readouterr().err
        assert len(err.splitlines()) == 1 and ("takes no updates" in err or "forbids" in err)


def test_credentials_go_to_the_server_and_nowhere_else(bad: Faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    bad.wants = "Basic YW5uOnPDqWNyZXQ="  # ann:sécret
    monkeypatch.setenv("KG_USER", "ann")
    monkeypatch.setenv("KG_PASSWORD", "sécret")
    filled(bad.url, small())
    assert guard.run(bad.url, "ASK { ?e a kg:Event }", {}, "csv") == b"true"
    monkeypatch.setenv("KG_TOKEN", "t0ken")
    with pytest.raises(GraphError, match="does not accept the credentials"):
        store.open(bad.url)
    bad.wants = "Bearer t0ken"
    store.open(bad.url).close()
    with faulty() as other:
        bad.moods = [f"{other.url}/query"]
        with pytest.raises(GraphError, match="sends on"):
            store.open(bad.url)
        assert other.seen == []


@pytest.mark.parametrize("mood", [401, 500, "cut", "hang", "html", "http://x:9/?KG=secret"])
def test_no_secret_is_shown(
    bad: Faulty, mood: int | str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(http, "PATIENCE", 0.2)
    monkeypatch.setattr(http, "WAIT", 0.0)
    monkeypatch.setenv("KG_USER", "secretary")
    monkeypatch.setenv("KG_PASSWORD", "secret")
    bad.moods = [mood] * 9
    assert run(["stats", "--graph", f"{bad.url}/query"]) == 2
    said = capfd.readouterr().err
    assert "secretary" not in said and "secret;" not in said and "KG=secret" not in said
    client = http.Client()
    assert "secret" not in repr(vars(client)) + repr(vars(client._session))


def test_a_password_in_the_address_is_refused_and_not_repeated(capfd: pytest.CaptureFixture[str]) -> None:
    for command in (["stats"], ["query", "ASK {}"], ["build", __file__]):
        assert run([*command, "--graph", "http://ann:hush@127.0.0.1:9/ds"]) == 2
        said = "".join(capfd.readouterr())
        assert "KG_PASSWORD" in said and "hush" not in said and "ann" not in said and len(said.splitlines()) == 1


def test_a_token_that_is_none_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", "a\nb: secret")
    with pytest.raises(KGError, match="KG_TOKEN") as caught:
        store.open("http://127.0.0.1:9/")
    assert "secret" not in str(caught.value)


def test_a_build_whose_server_goes_away_is_finished_by_another(tmp_path: Path) -> None:
    assert OXIGRAPH.exists()
    (tmp_path / "in").mkdir()
    for number in range(75):
        text = NEWS.replace("Ukraine", f"Norland{number}")
        (tmp_path / "in" / f"{number}.txt").write_text(text)
    command = [sys.executable, "-m", "kg", "build", str(tmp_path / "in"), "--processes", "0", "--graph"]
    port = free_port()
    options = ("serve", "--location", str(tmp_path / "data"))
    with oxigraph(*options, port=port) as url:
        child = subprocess.Popen([*command, url], stderr=subprocess.PIPE, text=True)
        while not Graph.open(url).query("ASK { ?a a kg:Article }"):
            time.sleep(0.02)
    _, err = child.communicate(timeout=120)
    assert child.returncode == 2 and len(err.splitlines()) == 1 and "cannot be reached" in err, err
    with oxigraph(*options, port=port) as url:
        done = len(Graph.open(url).query("SELECT ?a { ?a a kg:Article }"))
        assert 0 < done < 75
        said = subprocess.run([*command, url], stderr=subprocess.PIPE, text=True, check=True).stderr
        assert f"{75 - done} articles read, {done} unchanged" in said
        Graph.open(url).export(tmp_path / "there.nq")
    subprocess.run([*command, str(tmp_path / "graph")], stderr=subprocess.PIPE, check=True)
    Graph.open(tmp_path / "graph").export(tmp_path / "here.nq")
    assert (tmp_path / "there.nq").read_bytes() == (tmp_path / "here.nq").read_bytes()
