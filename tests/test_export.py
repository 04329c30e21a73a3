"""What a graph is written to, and read from again."""

from __future__ import annotations

import csv
import gzip
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from graphs import ACTORS, article, event, hostile, small

from kg import builder, rows, store
from kg.cli import run
from kg.errors import GraphError
from kg.graph import Graph


def kept(folder: Path, quads: list[ox.Quad]) -> Graph:
    """A graph in a folder, one article for each graph of ``quads``."""
    with store.open(folder, write=True) as target:
        for graph in sorted({q.graph_name for q in quads}, key=str):
            assert isinstance(graph, ox.NamedNode)
            target.put(graph, [q for q in quads if q.graph_name == graph], f"mark of {graph}")
    return Graph.open(folder)


@pytest.mark.parametrize("name", ["out.nq", "out.trig", "out.jsonld", "out.nq.gz", "out.trig.gz"])
@pytest.mark.parametrize("make", [small, hostile])
def test_what_is_exported_and_built_again_is_the_same_graph(tmp_path: Path, name: str, make: object) -> None:
    graph = kept(tmp_path / "one", make())  # type: ignore[operator]
    graph.export(tmp_path / name)
    report = builder.build([tmp_path / name], tmp_path / "two")
    again = Graph.open(tmp_path / "two")
    assert set(again.quads()) == set(graph.quads())
    assert (report.stored, report.events) == (graph.stats()["articles"], graph.stats()["events"])
    report = builder.build([tmp_path / name], tmp_path / "two")
    assert (report.stored, report.unchanged, report.skipped) == (0, graph.stats()["articles"], [])
    again.export(tmp_path / f"again-{name}")
    assert (tmp_path / f"again-{name}").read_bytes() == (tmp_path / name).read_bytes()


def test_an_import_replaces_what_differs_and_keeps_the_ledger(tmp_path: Path) -> None:
    graph = kept(tmp_path / "one", small())
    graph.export(tmp_path / "out.nq")
    with store.open(tmp_path / "two", write=True) as target:
        for iri in store.open(tmp_path / "one").articles():
            target.put(iri, [ox.Quad(iri, ox.NamedNode("urn:said"), ox.Literal("before"), iri)], "older")
    builder.build([tmp_path / "out.nq"], tmp_path / "two")
    assert set(Graph.open(tmp_path / "two").quads()) == set(graph.quads())
    assert json.loads((tmp_path / "two" / store.LEDGER).read_text())["articles"] == 2


def test_what_holds_no_articles_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(tmp_path / "one", small()).export(tmp_path / "flat.ttl")
    (tmp_path / "other.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    (tmp_path / "broken.nq").write_text("<urn:a> <urn:b>\n")
    (tmp_path / "cut.nq.gz").write_bytes(gzip.compress(b"<urn:a> <urn:b> <urn:c> <urn:g> .\n" * 99)[:40])
    names = ("flat.ttl", "other.nq", "broken.nq", "cut.nq.gz")
    assert run(["build", *(str(tmp_path / name) for name in names), "--graph", str(tmp_path / "two")]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(names) + 1 and all(name in line for name, line in zip(names, said, strict=False)), said
    assert Graph.open(tmp_path / "two").stats()["triples"] == 0


def test_a_turtle_file_grows_but_replaces_nothing(tmp_path: Path) -> None:
    quads = small()
    kept(tmp_path / "graph.ttl", quads)
    with store.open(tmp_path / "graph.ttl", write=True) as target:
        iri = next(iter(store.open(tmp_path / "graph.ttl").articles()))
        assert target.has(iri, f"mark of {iri}")
        with pytest.raises(GraphError, match="no article can be replaced"):
            target.put(iri, [], "another")


@pytest.mark.parametrize("name", ["out.graphml", "out.graphml.gz"])
@pytest.mark.parametrize("make", [small, hostile])
def test_graphml_opens_in_networkx_with_every_attribute(tmp_path: Path, name: str, make: object) -> None:
    graph = kept(tmp_path / "graph", make())  # type: ignore[operator]
    graph.export(tmp_path / name)
    network, read = graph.network(), nx.read_graphml(tmp_path / name, force_multigraph=True)
    assert sorted(read.nodes) == sorted(network.nodes)
    edges = {(source, target, data["relation"]): data for source, target, data in read.edges(data=True)}
    assert sorted(edges) == sorted(network.edges) and len({key for _, _, key in read.edges}) == len(edges)
    for (_, told), (_, given) in zip(sorted(read.nodes.items()), sorted(network.nodes.items()), strict=True):
        same(told, given)
    for key, given in network.edges.items():
        same({n: v for n, v in edges[key].items() if n != "id"}, given)
    same(read.graph, network.graph, also={"edge_default", "node_default"})


def same(told: dict[str, object], given: dict[str, object], also: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    assert set(told) - also == {name for name, value in given.items() if value is not None}
    for name, value in given.items():
        if isinstance(value, str | int | float | bool):
            assert told[name] == value, name
        elif value is not None:
            assert json.loads(str(told[name])) == json.loads(json.dumps(value, default=list)), name


def test_what_xml_cannot_hold_is_marked(tmp_path: Path) -> None:
    quote = "Norland\x0caccused\x00 Sudria\ufffe."
    events = [event("accuses", ACTORS["Norland"], ACTORS["Sudria"], quote=quote)]
    kept(tmp_path / "graph", article("odd", "Odd", None, events)).export(tmp_path / "out.graphml")
    text = "".join(ET.parse(tmp_path / "out.graphml").getroot().itertext())
    assert "Norland" in text and quote not in text


def table(graph: Graph, file: Path) -> list[dict[str, str]]:
    graph.export(file)
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_csv_is_one_row_per_event_as_an_analyst_wants_it(tmp_path: Path) -> None:
    graph = kept(tmp_path / "graph", small())
    found = table(graph, tmp_path / "out.csv")
    assert len(found) == graph.stats()["events"]
    assert tuple(found[0]) == rows.COLUMNS
    claim = next(row for row in found if row["attributed_to"])
    assert {name: claim[name] for name in rows.COLUMNS[:-3]} == {
        **{"source": "Sudria", "source_type": "State", "relation": "attacks", "family": "conflictsMaterially"},
        **{"target": "Norland", "target_type": "State", "theme": "", "polarity": "Affirmed", "modality": "Actual"},
        **{"attributed_to": "Norland", "time": "2031-03-01", "earliest": "2031-03-01", "latest": "2031-03-01"},
        **{"time_inferred": "false", "confidence": "0.9", "article": "first", "headline": "Nets cut"},
        **{"date": "2031-03-02", "url": "first.txt", "quote": "Sudria attacked a patrol boat, Norland said."},
        **{"start": "10", "end": "54"},
    }
    assert [row["date"] for row in found] == sorted(row["date"] for row in found)
    assert {row["source"] for row in found if row["relation"] == "announces"} == {"Harbour Union"}


def test_csv_of_a_flat_file_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    graph = kept(tmp_path / "graph", hostile())
    found = table(graph, tmp_path / "out.csv")
    assert not [cell for row in found for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    graph.export(tmp_path / "flat.ttl")
    assert sorted(map(str, table(Graph.open(tmp_path / "flat.ttl"), tmp_path / "flat.csv"))) == sorted(map(str, found))


@pytest.mark.parametrize("name", ["out.nq", "out.csv", "out.graphml"])
def test_a_file_that_cannot_be_written_stays(tmp_path: Path, name: str) -> None:
    graph = kept(tmp_path / "graph", small())
    with pytest.raises(GraphError, match="cannot be written"):
        graph.export(tmp_path / "nowhere" / name)
    with pytest.raises(GraphError, match="ending"):
        graph.export(tmp_path / "out.doc")
