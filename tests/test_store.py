"""The store: an article whole or not at all, and what is no graph."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import GraphError
from kg.namespaces import BASE, KG, RDF, RDFS


def article(name: str, label: str = "x") -> tuple[ox.NamedNode, list[ox.Quad]]:
    iri = ox.NamedNode(f"{BASE}article/{name}")
    return iri, [
        ox.Quad(iri, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Article"), iri),
        ox.Quad(iri, ox.NamedNode(RDFS + "label"), ox.Literal(label), iri),
    ]


def filled(path: Path, *names: str) -> None:
    with store.open(path, write=True) as target:
        for name in names:
            iri, quads = article(name)
            target.put(iri, quads, f"mark-{name}")


@pytest.mark.parametrize("name", ["graph", "graph.nq", "graph.trig.gz"])
def test_what_is_put_is_there_when_opened_again(tmp_path: Path, name: str) -> None:
    filled(tmp_path / name, "a", "b")
    with store.open(tmp_path / name) as opened:
        assert [a.value.rsplit("/", 1)[1] for a in opened.articles()] == ["a", "b"]
        assert opened.has(article("a")[0], "mark-a") and not opened.has(article("a")[0], "other")


def test_an_article_replaces_what_it_said_before(tmp_path: Path) -> None:
    hostile = 'new "\\ \u2028 } ; DROP ALL'
    with store.open(tmp_path / "graph", write=True) as target:
        for label, mark in (("old", "1"), (hostile, "2")):
            iri, quads = article("a", label)
            target.put(iri, quads, mark)
        labels = [q.object.value for q in target.statements() if q.predicate.value == RDFS + "label"]
        assert labels == [hostile] and target.has(iri, "2") and not target.has(iri, "1")


def test_the_same_graph_is_written_to_the_same_bytes(tmp_path: Path) -> None:
    filled(tmp_path / "one", "a", "b", "c")
    filled(tmp_path / "two", "c", "a", "b")
    for name in ("one", "two"):
        store.dump(store.open(tmp_path / name).quads, tmp_path / f"{name}.nq")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes() != b""


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld", ".nq.gz"])
def test_export_and_import_give_the_same_graph(tmp_path: Path, suffix: str) -> None:
    filled(tmp_path / "graph", "a", "b")
    opened = store.open(tmp_path / "graph")
    store.dump(opened.quads, tmp_path / f"out{suffix}")
    assert set(store.open(tmp_path / f"out{suffix}").statements()) == set(opened.statements())
    assert set(store.open(tmp_path / f"out{suffix}").quads) == set(opened.quads)


def union(target: store.Store) -> set[ox.Triple]:
    assert isinstance(target, store.Local)
    return {q.triple for q in target.quads.quads_for_pattern(None, None, None, ox.DefaultGraph())}


@pytest.mark.parametrize("name", ["graph", "graph.nq"])
def test_the_default_graph_is_the_union_with_nothing_twice_and_nothing_stale(tmp_path: Path, name: str) -> None:
    def says(*labels: str) -> list[ox.Quad]:
        """Two articles say the same of one actor; each label is of one more."""
        return [q for label in labels for q in article("a", label)[1]]

    a, b = article("a")[0], article("b")[0]
    with store.open(tmp_path / name, write=True) as target:
        target.put(a, says("both", "old"), "1")
        target.put(b, [ox.Quad(q.subject, q.predicate, q.object, b) for q in says("both")], "1")
        target.put(a, says("both", "new"), "2")
        assert union(target) == {q.triple for q in target.statements()} and target.united
        assert "value=old" not in str(union(target)) and "value=new" in str(union(target))
        target.remove(a)
        assert union(target) == {q.triple for q in target.statements()}
        assert "value=both" in str(union(target)) and "value=new" not in str(union(target))


def test_a_folder_without_the_union_is_given_it_when_it_is_written(tmp_path: Path) -> None:
    filled(tmp_path / "graph", "a")
    with store.open(tmp_path / "graph", write=True) as target:
        target.quads.remove_graph(ox.DefaultGraph())  # type: ignore[attr-defined]
    with store.open(tmp_path / "graph") as opened:
        assert not opened.united
    with store.open(tmp_path / "graph", write=True) as target:
        assert target.united and len(union(target)) == 3


def test_what_is_no_graph_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.doc").write_text("x")
    (tmp_path / "text.txt").write_text("x")
    for where, message in (("other", "other files"), ("text.txt", "a file"), ("none", "no graph")):
        with pytest.raises(GraphError, match=message):
            store.open(tmp_path / where)
    with pytest.raises(GraphError, match="other files"):
        store.open(tmp_path / "other", write=True)
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["letter.doc"]


def test_a_second_writer_is_refused_and_a_reader_is_not(tmp_path: Path) -> None:
    filled(tmp_path / "graph", "a")
    with store.open(tmp_path / "graph", write=True):
        with pytest.raises(GraphError, match="another process"):
            store.open(tmp_path / "graph", write=True)
        with store.open(tmp_path / "graph") as reader:
            assert len(reader.articles()) == 1


def interrupted(*_: object) -> None:
    """As by Ctrl-C, which a program in the background may not hear."""
    raise KeyboardInterrupt


def test_a_ledger_never_says_more_than_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "graph", "a", "b")
    with store.open(tmp_path / "graph", write=True) as target:
        monkeypatch.setattr(store.Local, "remove", interrupted)
        with pytest.raises(KeyboardInterrupt):
            target.remove(article("a")[0])
        assert json.loads((tmp_path / "graph" / store.LEDGER).read_text())["articles"] == 1


def test_a_reader_that_meets_a_file_just_replaced_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "graph", "a")
    there, left = ox.Store.read_only(str(tmp_path / "graph")), [OSError("gone"), RuntimeError("gone")]

    class Moving:
        @staticmethod
        def read_only(path: str) -> ox.Store:
            if left:
                raise left.pop()
            return there

    monkeypatch.setattr("kg.store.folder.ox", SimpleNamespace(Store=Moving))
    assert len(store.open(tmp_path / "graph").articles()) == 1 and not left


def test_what_killed_writers_left_is_taken_away(tmp_path: Path) -> None:
    for name in (".graph.nq.abcd12_x", ".graph.nq.lock", "graph.nq.abcd12_x", ".graph.nq.gz.abcd12_x"):
        (tmp_path / name).write_text("left")
    filled(tmp_path / "graph.nq", "a")
    assert sorted(f.name for f in tmp_path.iterdir()) == [".graph.nq.gz.abcd12_x", "graph.nq", "graph.nq.abcd12_x"]


@pytest.mark.parametrize(("articles", "done"), [(59, ["flush"]), (60, ["flush", "optimize", "flush"])])
def test_a_large_build_is_put_in_order_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, articles: int, done: list[str]
) -> None:
    monkeypatch.setattr("kg.store.folder.LARGE", 60)
    said: list[str] = []
    with store.open(tmp_path / "graph", write=True) as target:
        for number in range(articles):
            target.put(*article(f"a{number}"), "mark")
        assert isinstance(target, store.Local)
        target._store = SimpleNamespace(  # type: ignore[assignment]
            flush=lambda: said.append("flush"), optimize=lambda: said.append("optimize")
        )
    assert said == done


def test_lost_articles_and_newer_formats_are_said(tmp_path: Path) -> None:
    filled(tmp_path / "graph", "a")
    ledger = tmp_path / "graph" / store.LEDGER
    for told, message in (({"format": 1, "articles": 9}, "damaged"), ({"format": 99, "articles": 1}, "newer")):
        ledger.write_text(json.dumps(told))
        with pytest.raises(GraphError, match=message):
            store.open(tmp_path / "graph")


_KILLED = """
import sys
sys.path.insert(0, sys.argv[2])
from test_store import article
from kg import store
target = store.open(sys.argv[1], write=True)
for i in range(100_000):
    iri, quads = article(f"a{i}", "x" * 500)
    target.put(iri, quads, f"mark-{i}")
    if i % 10 == 0:
        target.flush()
        print(i, flush=True)
"""


def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    where = tmp_path / "graph"
    child = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(where), str(Path(__file__).parent)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    last = [int(child.stdout.readline()) for _ in range(8)][-1]
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    with store.open(where) as opened:
        for i in range(last + 1):
            iri, quads = article(f"a{i}", "x" * 500)
            assert opened.has(iri, f"mark-{i}") and all(q in opened.quads for q in quads)
