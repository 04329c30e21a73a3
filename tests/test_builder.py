"""The flow of a build: what is read again and what is not, and when an article counts as done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg import builder, store
from kg.documents import Article
from kg.errors import GraphError, KGError
from kg.extractor import Options, fingerprint
from kg.graph import Graph
from kg.rdf import Run
from kg.store.files import File

TEXT = "Norland accused Sudria of cutting its nets.\nSudria denied the charge on Monday.\n"
RUN = Run("1.0", "model 3", "ontology 7", "confidence from 0.5")
ARTICLE = Article("nets", TEXT, date="2031-03-02")


@pytest.mark.parametrize("change", ["program", "model", "ontology", "options", "base"])
def test_the_versions_of_everything_count(change: str) -> None:
    assert fingerprint(ARTICLE, replace(RUN)) == fingerprint(replace(ARTICLE), RUN)
    assert fingerprint(ARTICLE, replace(RUN, **{change: "https://example.org/other/"})) != fingerprint(ARTICLE, RUN)


@pytest.mark.parametrize("change", ["id", "text", "title", "date", "url", "file"])
def test_all_that_is_read_of_an_article_counts(change: str) -> None:
    assert fingerprint(replace(ARTICLE, **{change: "2031-03-03"}), RUN) != fingerprint(ARTICLE, RUN)


@pytest.mark.parametrize("name", ["graph", "graph.nq", "graph.ttl"])
def test_the_same_again_changes_nothing_and_a_change_is_read(tmp_path: Path, name: str) -> None:
    graph, news = tmp_path / name, tmp_path / "news.txt"
    news.write_text(TEXT)

    def built(options: Options | None = None) -> tuple[int, int, bytes]:
        report = builder.build([news], graph, options)
        Graph.open(graph).export(tmp_path / "out.nq")
        return report.stored, report.unchanged, (tmp_path / "out.nq").read_bytes()

    first = built()
    assert first[:2] == (1, 0) and first[2]
    assert built() == (0, 1, first[2])
    if name == "graph.ttl":  # it tells no articles apart, so none can be replaced
        return
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.ttl").write_text(
        "@prefix kg: <https://w3id.org/newskg/ontology#> .\n"
        'kg:criticizes kg:pattern "SOURCE scold TARGET [for THEME]" .\n'
    )
    other = built(Options(ontology=(str(tmp_path / "mine"),)))
    assert other[:2] == (1, 0) and other[2] != first[2]
    news.write_text(TEXT.replace("Monday", "Tuesday"))
    changed = built()
    assert changed[:2] == (1, 0) and changed[2] != first[2] and b"Monday" not in changed[2]
    news.write_text(TEXT)
    assert built() == first


@pytest.mark.parametrize("name", ["graph", "graph.nq"])
def test_a_graph_at_fault_is_said_before_a_model_is_loaded(tmp_path: Path, name: str) -> None:
    (tmp_path / "news.txt").write_text(TEXT)
    store.open(tmp_path / name, write=True).close()
    with store.open(tmp_path / name, write=True), pytest.raises(GraphError, match="another process"):
        builder.build([tmp_path / "news.txt"], tmp_path / name, Options(model="no_such_model"))


def test_a_file_is_written_only_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT)
    builder.build([tmp_path / "news.txt"], tmp_path / "graph.trig")
    text = "# mine\n" + (tmp_path / "graph.trig").read_text()
    (tmp_path / "graph.trig").write_text(text)
    builder.build([tmp_path / "news.txt"], tmp_path / "graph.trig")
    with pytest.raises(KGError, match="no_such_model"):
        builder.build([tmp_path / "news.txt"], tmp_path / "graph.trig", Options(model="no_such_model"))
    assert (tmp_path / "graph.trig").read_text() == text


def test_an_article_is_done_when_it_is_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "CHUNK", 1)
    monkeypatch.setattr("kg.store.files._SHARE", 1e9)  # after the first time, a file is written at the end alone
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("nets", f"net {number}"))
    steps: list[tuple[int, int]] = []

    def watch(report: builder.Report) -> None:
        there = Graph.open(tmp_path / "graph.nq").stats()["articles"] if (tmp_path / "graph.nq").exists() else 0
        steps.append((report.stored, there))

    builder.build([tmp_path], tmp_path / "graph.nq", processes=0, watch=watch)
    assert steps == [(1, 1), (1, 1), (1, 1), (1, 1), (4, 4)]
    assert File(tmp_path / "graph.nq", write=False).articles()
