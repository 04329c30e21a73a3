"""A network -> what the page is made of: nodes and edges for pyvis, and the tables they point into.

Every text is an article's and so a stranger's: it is cut to a bound, and characters that turn the direction of
writing or control a terminal are taken out. It reaches the page as JSON only, and the document as text nodes only.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.shown import LONGEST, shown
from kg.view.layout import positions

LONGEST_NAME = 160
SENTENCES = 30  # of one edge, the newest; the rest are counted

_SHAPES = {
    "Person": "dot",
    "State": "hexagon",
    "Organization": "square",
    "Group": "triangle",
    "Place": "triangleDown",
    "Topic": "diamond",
}


@dataclass
class Payload:
    """Plain values that JSON can hold. Edges name nodes, articles and sentences by their place in these lists."""

    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def payload(graph: nx.MultiDiGraph) -> Payload:
    """All that the page shows of a network made by ``kg.network.network``."""
    tables = _Tables()
    strongest = sorted(graph, key=lambda iri: (-graph.nodes[iri]["weight"], iri))
    number = {iri: n for n, iri in enumerate(strongest)}
    labels = {iri: shown(graph.nodes[iri]["label"], LONGEST_NAME) for iri in strongest}
    radius = {iri: _radius(graph.nodes[iri]) for iri in strongest}
    at = positions(graph, {iri: _box(labels[iri], radius[iri]) for iri in strongest}, _topics(graph))
    found = Payload(articles=tables.articles, sentences=tables.sentences)
    for iri in strongest:
        x, y = at[iri]
        node = graph.nodes[iri]
        shape = _SHAPES.get(node["type"], "dot")
        detail = _node(iri, node, tables)
        found.nodes.append({"label": labels[iri], "x": x, "y": y, "size": radius[iri], "shape": shape, "kg": detail})
    bends = _bends(graph)
    for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        ends = {"from": number[source], "to": number[target]}
        found.edges.append({**ends, "bend": bends[source, target, key], "kg": _edge(data, tables)})
    return found


class _Tables:
    """Articles and sentences, each once."""

    def __init__(self) -> None:
        self.articles: list[dict[str, Any]] = []
        self.sentences: list[str] = []
        self._article: dict[str | None, int] = {}
        self._sentence: dict[str, int] = {}

    def article(self, quote: Mapping[str, Any]) -> int:
        key = quote["article"]
        if key not in self._article:
            self._article[key] = len(self.articles)
            headline = shown(quote["headline"] or quote["id"] or key or "an unnamed article", 300)
            self.articles.append({"headline": headline, "id": shown(quote["id"], 200), "date": quote["date"]})
        return self._article[key]

    def sentence(self, text: str) -> int:
        if text not in self._sentence:
            self._sentence[text] = len(self.sentences)
            self.sentences.append(text)
        return self._sentence[text]


def _node(iri: str, node: Mapping[str, Any], tables: _Tables) -> dict[str, Any]:
    roles = dict.fromkeys((shown(role["as"], 80), shown(role["of"], 80)) for role in node["roles"])
    return {
        "iri": shown(iri, 400),
        "type": node["type"],
        "names": [shown(name, LONGEST_NAME) for name in node["names"][:30]],
        "wikidata": shown(node["wikidata"], 20) or None,
        "roles": [f"{role} ({of})" for role, of in roles][:12],
        "weight": node["weight"],
        "alone": [{"label": s["label"], **_told(s, n, tables)} for n, s in enumerate(node["statements"][:SENTENCES])],
    }


def _edge(data: Mapping[str, Any], tables: _Tables) -> dict[str, Any]:
    events = {iri: n for n, iri in enumerate(dict.fromkeys(quote["event"] for quote in data["quotes"]))}
    told = [_told(quote, events[quote["event"]], tables, n < SENTENCES) for n, quote in enumerate(data["quotes"])]
    found = {"relation": shown(data["relation"], 80), "label": shown(data["label"], 60), "family": data["family"]}
    if data["relation"] == "acts":  # a verb that no relation covers: the verb says more
        found["as"] = shown(Counter(quote["cue"] or "acts" for quote in data["quotes"]).most_common(1)[0][0], 40)
    return {**found, "told": told}


def _told(quote: Mapping[str, Any], event: int, tables: _Tables, in_full: bool = True) -> dict[str, Any]:
    """One sentence of one event; of those that are too many only what the filters need."""
    found = {
        "n": event,
        "a": tables.article(quote),
        "from": quote["earliest"],
        "to": quote["latest"],
        "when": shown(quote["time"], 40),
        "by": shown(quote["by"], LONGEST_NAME),
        "p": quote["polarity"],
        "m": quote["modality"],
        "f": int(quote["stands"]),
        "s": tables.sentence(_around(quote)) if in_full and quote["quote"] else None,
        "c": shown(quote["cue"], 200) if in_full else "",
        "theme": shown(quote["theme"], LONGEST_NAME) if in_full else "",
        "conf": round(quote["confidence"], 2),
        "i": int(quote["inferred"]),
    }
    return {key: value for key, value in found.items() if value is not None and value != ""}


def _around(quote: Mapping[str, Any]) -> str:
    """The sentence; of a very long one what stands around the cue."""
    text = quote["quote"]
    if len(text) > LONGEST:
        start = max(text.find(quote["cue"] or "") - LONGEST // 2, 0)
        text = ("…" if start else "") + text[start:]
    return shown(text)


def _topics(graph: nx.MultiDiGraph) -> frozenset[str]:
    return frozenset(iri for iri, kind in graph.nodes(data="type") if kind == "Topic")


def _radius(node: Mapping[str, Any]) -> int:
    if node["type"] == "Topic":
        return 6
    return round(9 + min(5 * math.sqrt(node["weight"] - 1), 24)) if node["weight"] > 1 else 9


def _box(label: str, radius: float) -> tuple[float, float]:
    """The room a node needs with its name below it; the page cuts names at 30 characters."""
    return max(2 * radius, 8.2 * min(len(label), 30)), 2 * radius + 22


def _bends(graph: nx.MultiDiGraph) -> dict[tuple[str, str, str], float]:
    """How far each edge bends from the straight line, so that edges between the same two nodes stay apart.

    Seen from its source a positive bend is clockwise. The bends of a loop are its number, from 1.
    """
    between: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for source, target, key in sorted(graph.edges(keys=True)):
        between[min(source, target), max(source, target)].append((source, target, key))
    return {edge: bend for edges in between.values() for edge, bend in _spread(edges)}


def _spread(edges: list[tuple[str, str, str]]) -> Iterator[tuple[tuple[str, str, str], float]]:
    step = min(0.4, 1.4 / max(len(edges) - 1, 1))
    for n, edge in enumerate(edges):
        source, target, _ = edge
        if source == target:
            yield edge, n + 1
        else:
            bend = (n - (len(edges) - 1) / 2) * step
            yield edge, round(bend if source < target else -bend, 3) + 0.0
