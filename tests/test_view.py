"""The page as a file: complete, closed to the network, the same every time, and deaf to what articles say."""

from __future__ import annotations

import base64
import json
import unicodedata
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import graphs
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.network import network
from kg.shown import LONGEST, shown
from kg.view import View, view
from kg.view.layout import positions
from kg.view.payload import payload


class Page(HTMLParser):
    """The elements of a page, the text of its scripts and styles, and its policy."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.texts:
            self.texts[tag].append("")
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside][-1] += data

    @property
    def policy(self) -> str:
        return next(str(a["content"]) for tag, a in self.elements if a.get("http-equiv") == "Content-Security-Policy")

    @property
    def data(self) -> Any:
        return json.loads(self.texts["script"][0])


def made(statements: list[Any]) -> View:
    return view(network(graphs.asking(statements)))


@pytest.fixture(scope="module", params=["small", "hostile"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(made(getattr(graphs, request.param)()).html)


def test_nothing_outside_is_named(page: Page) -> None:
    for tag, attributes in page.elements:
        assert not {"src", "href", "srcset", "action", "data", "style"} & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag


def test_only_the_scripts_of_the_policy_are_there(page: Page) -> None:
    kinds = [attributes.get("type") for tag, attributes in page.elements if tag == "script"]
    assert kinds == ["application/json", None, None]
    for text in (*page.texts["script"][1:], *page.texts["style"]):
        assert f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'" in page.policy
    assert page.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in page.policy
    assert "http" not in page.policy


def test_hostile_text_is_data() -> None:
    page = Page(made(graphs.hostile()).html)
    told = {shown(text, 160) for text in graphs.HOSTILE}
    assert told <= {node["label"] for node in page.data["nodes"]}
    assert told <= {article["headline"] for article in page.data["tables"]["articles"]} | {shown("long " * 2000, 160)}
    assert "hurt" not in "".join(page.texts["script"][1:])


@given(st.text(max_size=300), st.integers(2, 40))
def test_shown_text_is_one_short_line(text: str, longest: int) -> None:
    result = shown(text, longest)
    assert len(result) <= longest
    assert len(result.splitlines()) <= 1
    assert not [c for c in result if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn")]


def test_a_long_sentence_is_cut_around_its_cue() -> None:
    sentence = "word " * 1000 + "Norland accused Sudria " + "word " * 1000
    event = graphs.event(
        "accuses", graphs.ACTORS["Norland"], graphs.ACTORS["Sudria"], quote=sentence.strip(), cue="accused"
    )
    (text,) = payload(network(graphs.asking(graphs.article("a", "A", None, [event])))).sentences
    assert len(text) <= LONGEST
    assert "Norland accused Sudria" in text


def test_the_same_graph_gives_the_same_bytes() -> None:
    statements = graphs.large(60, 120)
    assert made(statements).html == made(statements[::-1]).html


def test_an_ordinary_page_is_small() -> None:
    assert len(made(graphs.large(80, 160)).html.encode()) < 1_500_000


def test_a_page_shows_itself_in_a_frame_of_its_own() -> None:
    page = made(graphs.hostile())
    (tag, attributes) = Page(page._repr_html_()).elements[0]
    assert tag == "iframe"
    assert attributes["srcdoc"] == page.html
    assert attributes["sandbox"] == "allow-scripts allow-downloads"


def test_save_writes_one_file_in_utf8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = made(graphs.small())
    file = page.save("network.html")
    assert [path.name for path in tmp_path.iterdir()] == ["network.html"]
    assert file.read_bytes().decode("utf-8") == page.html
    assert "Anna Ferró" in {name for node in Page(page.html).data["nodes"] for name in node["kg"]["names"]}


@pytest.mark.parametrize(("nodes", "edges"), [(6, 8), (40, 70), (120, 200)])
def test_no_two_boxes_overlap(nodes: int, edges: int) -> None:
    graph = network(graphs.asking(graphs.large(nodes, edges)))
    sizes = dict.fromkeys(graph, (90.0, 40.0))
    at = positions(graph, sizes)
    assert set(at) == set(graph)
    names = sorted(at)
    for n, a in enumerate(names):
        for b in names[n + 1 :]:
            assert abs(at[a][0] - at[b][0]) >= 89 or abs(at[a][1] - at[b][1]) >= 39, (a, b)


@pytest.mark.parametrize("edges", [[], [("a", "a")], [("a", "b")], [("a", "b"), ("c", "d"), ("e", "e")]])
def test_any_shape_has_positions(edges: list[tuple[str, str]]) -> None:
    graph = nx.MultiDiGraph(edges)
    graph.add_node("alone")
    assert set(positions(graph, dict.fromkeys(graph, (50.0, 30.0)))) == set(graph)


def test_edges_between_the_same_two_bend_apart() -> None:
    norland, sudria = graphs.ACTORS["Norland"], graphs.ACTORS["Sudria"]
    relations = ("accuses", "attacks", "meets")
    ways = ((norland, sudria), (sudria, norland))
    events = [graphs.event(relation, *way) for relation in relations for way in ways]
    found = payload(network(graphs.asking(graphs.article("a", "A", None, events))))
    # Bends are seen from each edge's source, so those of the way back count the other way round.
    sides = [edge["bend"] if edge["from"] < edge["to"] else -edge["bend"] for edge in found.edges]
    assert len(set(sides)) == 6
    assert min(abs(a - b) for n, a in enumerate(sides) for b in sides[:n]) > 0.2


def test_sentences_of_a_well_supported_edge_are_counted_not_all_shown() -> None:
    norland, sudria = graphs.ACTORS["Norland"], graphs.ACTORS["Sudria"]
    statements = []
    for day in range(1, 29):
        for month in ("01", "02"):
            date = f"2031-{month}-{day:02d}"
            event = graphs.event("accuses", norland, sudria, quote=f"On {date} Norland accused Sudria.", day=date)
            statements += graphs.article(date, date, date, [event])
    (edge,) = payload(network(graphs.asking(statements))).edges
    assert len(edge["kg"]["told"]) == 56
    assert [("s" in told) for told in edge["kg"]["told"]] == [True] * 30 + [False] * 26
    assert edge["kg"]["told"][0]["from"] == "2031-02-28"
