"""Questions answered by other processes: their bounds, what they see of a graph that changes, and what they reach."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import small
from servers import overheard
from test_store import article, filled

from kg import guard, store
from kg.errors import GraphError, QueryError
from kg.graph import Graph
from kg.guard import Guard

EVERYTHING = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?a a kg:Article }"


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("guard") / "graph.trig"
    store.dump(small(), path)
    return str(path)


@pytest.fixture(scope="module")
def asked(where: str) -> Iterator[Guard]:
    with Guard(where, timeout=1.5) as opened:
        yield opened


def number(graph: Graph | Guard, text: str) -> int:
    answer = graph.query(text) if isinstance(graph, Graph) else graph.ask(text)
    return int(next(iter(answer))["n"].value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{EVERYTHING} ORDER BY ?a ?f ?i ?l", "seconds|memory"),
        (EVERYTHING.replace("*", "(COUNT(*) AS ?n)"), "more than 1.5 seconds"),
        ("SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?c . ?d (!<urn:x>)* ?f . ?g (!<urn:x>)* ?i . ?j ?k ?l }", "seconds"),
        ("SELECT * { ?s ?p }", "does not parse"),
        ("SELECT * " + "{" * 10_000 + "}" * 10_000, "deep"),
        ("SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}", "deep"),
        ("SELECT * { {} " + "UNION {} " * 20_000 + "}", "alternatives"),
        ("SELECT (" + "!" * 15_000 + "true AS ?x) {}", "too much"),  # what no count of brackets foresees
        ('SELECT ("' + "x" * 100_000_000 + '" AS ?x) {}', "100000020 characters"),
        ("SELECT (STRLEN(?z) AS ?n) { VALUES ?a { '" + "x" * 900_000 + "' } BIND(CONCAT(?a,?a,?a,?a,?a,?a) AS ?b)"
         "BIND(CONCAT(?b,?b,?b,?b,?b,?b,?b,?b) AS ?c) BIND(CONCAT(?c,?c,?c,?c,?c,?c,?c,?c) AS ?d)"
         "BIND(CONCAT(?d,?d,?d,?d,?d,?d,?d,?d) AS ?z) }", "memory|seconds"),
    ],
)  # fmt: skip
def test_what_is_too_much_ends_in_time_and_the_next_question_is_answered(asked: Guard, text: str, message: str) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError, match=message) as caught:
        list(asked.ask(text))
    assert time.monotonic() - start < 1.5 + 2 and len(str(caught.value)) < 500
    assert asked.ask("ASK { ?e a kg:Event }").truth()


def test_a_long_answer_comes_as_it_is_read(where: str) -> None:
    asked = Guard(where, timeout=4)
    rows = iter(asked.ask(EVERYTHING))
    assert [next(rows)["a"] for _ in range(20_000)][-1] is not None
    assert number(asked, COUNT) == 2, "another is asked while the first is read"
    time.sleep(4.5)
    assert sum(1 for _, _ in zip(range(20_000), rows, strict=False)) == 20_000, "its reader may take his time"


def test_a_long_answer_breaks_off_at_the_limit(where: str) -> None:
    start = time.monotonic()
    with Guard(where, timeout=1, patient=False) as asked, pytest.raises(QueryError, match="more than 1 seconds"):
        for _ in asked.ask(EVERYTHING).cells(keep=False):
            pass
    assert time.monotonic() - start < 3


def test_questions_from_many_threads_have_their_own_answers(asked: Guard) -> None:
    def ask(n: int) -> int:
        return number(asked, f"SELECT ({n} AS ?n) {{}}")

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(200))) == list(range(200))
    assert len(asked._idle) <= guard.IDLE


@pytest.mark.parametrize("timeout", [None, 60.0])
@pytest.mark.parametrize("name", ["graph", "graph.nq"])
def test_an_answer_is_as_new_as_its_question(tmp_path: Path, name: str, timeout: float | None) -> None:
    filled(tmp_path / name, "a")
    graph = Graph.open(tmp_path / name, timeout=timeout)
    assert number(graph, COUNT) == 1
    with store.open(tmp_path / name, write=True) as target:
        iri, quads = article("b")
        target.put(iri, quads, "mark")
        if name == "graph":
            assert number(graph, COUNT) == 2, "a reader beside a writer"
    assert number(graph, COUNT) == 2

    def opened() -> object:
        return graph._guard._idle[-1] if graph._guard else graph._opened

    first = opened()
    assert number(graph, COUNT) == 2 and opened() is first, "what has not changed is not opened again"


def test_a_child_that_was_killed_is_replaced(where: str) -> None:
    with Guard(where) as asked:
        asked.open()
        os.kill(asked._idle[0]._process.pid, signal.SIGKILL)
        asked._idle[0]._process.wait()
        assert number(asked, COUNT) == 2


@pytest.mark.parametrize("text", ["SELECT (1 AS ?n) {}", EVERYTHING.replace("*", "(COUNT(*) AS ?n)")])
def test_a_child_ends_with_the_program_even_if_that_is_killed(where: str, text: str) -> None:
    code = (
        "import sys; from kg.guard import Guard\n"
        "asked = Guard(sys.argv[1]); asked.open(); print(asked._idle[0]._process.pid, flush=True)\n"
        "list(asked.ask(sys.argv[2])); input()"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", code, where, text]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        time.sleep(0.3)
        program.kill()
    for _ in range(40):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError("it lives on")


def test_an_answer_outlives_the_thread_that_asked(where: str) -> None:
    with Guard(where) as asked, ThreadPoolExecutor(1) as thread:
        rows = iter(thread.submit(asked.ask, EVERYTHING).result())
        thread.shutdown()
        assert sum(1 for _, _ in zip(range(20_000), rows, strict=False)) == 20_000


def test_children_end_with_their_guard(where: str) -> None:
    asked = Guard(where)
    rows = asked.ask(EVERYTHING)
    assert next(iter(rows))
    asked.open()
    idle = asked._idle[0]._process
    del asked, rows
    assert idle.poll() is not None


def test_without_a_guard_the_answers_are_the_same(where: str) -> None:
    here, guarded = Graph.open(where), Graph.open(where, timeout=60)
    for text, given in (("SELECT ?e { ?e a kg:Event } ORDER BY ?e", {}), ("what-did", {"actor": "Ferro"})):
        assert here.query(text, **given).serialize("json") == guarded.query(text, **given).serialize("json")
    assert here._guard is None and guarded._guard is not None and guarded._guard._idle


def test_which_graph_is_missing(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph here"):
        guard.run(str(tmp_path / "none"), "ASK {}", {}, "json")
    with pytest.raises(GraphError, match="no graph here"):
        Graph.open(tmp_path / "none")


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    with overheard() as (port, seen):
        yield port, seen


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
        "SELECT * { sErViCe ?where { ?s ?p ?o } VALUES ?where { <http://127.0.0.1:{port}/> } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } } } } }",
        "SELECT * FROM <http://127.0.0.1:{port}/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:{port}/> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:{port}/>",
        "SELECT * { GRAPH <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    ],
)
def test_a_query_reaches_no_network(asked: Guard, listener: tuple[int, list[bytes]], text: str) -> None:
    port, seen = listener
    with contextlib.suppress(QueryError):
        assert not list(asked.ask(text.replace("{port}", str(port))))
    assert not seen


def test_the_system_refuses_what_the_look_at_the_words_lets_through(
    where: str, listener: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if SERVICE were spelt in a way that nobody thought of."""
    port, seen = listener
    with Guard(where) as asked:
        asked.open()
        asked.network = True  # the child does not look, but was started without network
        with pytest.raises(QueryError, match="engine failed"):
            list(asked.ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))
        assert not seen


def test_service_is_there_for_who_asks_for_it(where: str, listener: tuple[int, list[bytes]]) -> None:
    port, seen = listener
    with Guard(where, network=True) as asked:
        rows = list(asked.ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))
    assert [row["s"] for row in rows] == [ox.Literal("far")] and seen


def test_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> <urn:c> .")
    store.dump([], tmp_path / "empty.nq")
    for word in ("FROM", "FROM NAMED"):
        text = f"SELECT * {word} <{secret.as_uri()}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        assert guard.run(str(tmp_path / "empty.nq"), text, {}, "csv") == b"g,o,p,s\r\n"
