"""A graph -> ``networkx.MultiDiGraph``: actors and topics as nodes, one edge per (source, relation, target).

Everything is fetched with SPARQL, so any store that answers it will do. The attributes say all there is to say, in
plain values, so that networkx, pandas and the page need not ask the store again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from kg.network.part import actor_filter, confidence_filter, date_filter, relation_filter
from kg.network.reading import Query, Row, events_of, quotes_of, things_of
from kg.ontology import cached, local
from kg.terms import Relation


def network(
    query: Query,
    *,
    actor: str | None = None,
    relation: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    min_confidence: float = 0.0,
    ontology: Sequence[Path | str] = (),
) -> nx.MultiDiGraph:
    """The network of a graph, or the part of it that is asked for.

    ``query`` takes SPARQL and gives rows whose variables are found by name. ``actor`` is any name of an actor, or its
    IRI: what it does and what is done to it. ``relation`` is a relation or a family. ``since`` and ``until`` are a
    year, month or day in ISO form; an event is in when the days it may span touch the range. ``limit`` keeps the
    actors of which most is said, and as many topics. ``ontology`` names further folders, for labels and families.

    Nodes are IRIs, with ``label names type roles wikidata weight statements``; ``weight`` counts events, and
    ``statements`` holds those that name nothing else. An edge's key is its relation, with ``relation label family
    count stands weight dates earliest latest polarity modality attributed quotes``: ``stands`` counts the events
    that are told as fact, and ``quotes`` holds each sentence, newest article first. ``graph.graph`` says what was
    asked for, how many articles speak, and what was left out. Raises QueryError for an actor, relation or date that
    is not known.
    """
    relations = cached(*map(str, ontology)).relations
    things = things_of(query)
    filters = "".join(
        [
            actor_filter(actor, things),
            relation_filter(relation, relations, query),
            date_filter("latest", ">=", since, first=True),
            date_filter("earliest", "<=", until, first=False),
            confidence_filter(min_confidence),
        ]
    )
    events = events_of(query, filters)
    quotes = quotes_of(query, filters, events, things)
    kept, left_out = _strongest(events, things, limit)
    asked = {"actor": actor, "relation": relation, "from": since, "to": until, "confidence": min_confidence or None}
    graph = nx.MultiDiGraph(
        articles=len({quote["article"] for told in quotes.values() for quote in told}),
        asked={name: str(value) for name, value in asked.items() if value is not None},
        left_out=left_out,
    )
    for iri, weight in sorted(kept.items()):
        graph.add_node(iri, **things[iri], weight=weight, roles=[], statements=[])
    for event in events:
        _add(graph, event, quotes[event["event"]], relations)
    for _, _, data in graph.edges(data=True):
        _finish(data)
    return graph


def _strongest(
    events: Iterable[Row], things: Mapping[str, dict[str, Any]], limit: int | None
) -> tuple[dict[str, int], dict[str, int]]:
    """The nodes to keep, with the number of events they are part of; and how many are left out."""
    weights = Counter(end for event in events for end in dict.fromkeys(_ends(event)))
    order = sorted(weights, key=lambda iri: (-weights[iri], iri))
    actors = [iri for iri in order if things[iri]["type"] != "Topic"]
    topics = [iri for iri in order if things[iri]["type"] == "Topic"]
    if limit is not None:
        kept = set(actors[:limit])
        near = {e for event in events if event["source"] in kept for e in _ends(event)}
        topics = [iri for iri in topics if iri in near]
        actors, topics = actors[:limit], topics[:limit]
    nodes = {iri: weights[iri] for iri in (*actors, *topics)}
    total = sum(things[iri]["type"] != "Topic" for iri in order)
    return nodes, {"actors": total - len(actors), "topics": len(order) - total - len(topics)}


def _ends(event: Row) -> tuple[str, ...]:
    """Where the edge of an event begins and ends: at its target, else at its theme, else nowhere."""
    end = event.get("target") or event.get("theme")
    return (event["source"], end) if end else (event["source"],)


def _add(graph: nx.MultiDiGraph, event: Row, quotes: list[dict[str, Any]], relations: Mapping[str, Relation]) -> None:
    """An event joins its edge; without target and theme it joins its actor's statements."""
    ends = _ends(event)
    if any(end not in graph for end in ends):
        return
    name = local(event["relation"])
    if len(ends) == 1:
        what = {"relation": name, "label": _label(name, relations)}
        graph.nodes[ends[0]]["statements"] += [{**what, **quote} for quote in quotes]
        return
    source, target = ends
    if not graph.has_edge(source, target, name):
        family = relations[name].family if name in relations else "other"
        graph.add_edge(source, target, name, relation=name, label=_label(name, relations), family=family, quotes=[])
    graph.edges[source, target, name]["quotes"] += quotes
    if graph.edges[source, target, name]["family"] == "role" and quotes[0]["stands"]:
        graph.nodes[source]["roles"] += [
            {"relation": name, "as": q["cue"], "of": graph.nodes[target]["label"], "time": q["time"]} for q in quotes
        ]


def _label(name: str, relations: Mapping[str, Relation]) -> str:
    """How a relation reads: its label, else its name in words.

    >>> _label("agreesWith", {})
    'agrees with'
    """
    if name in relations:
        return relations[name].label
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _finish(data: dict[str, Any]) -> None:
    """What an edge's events come to."""
    events = {quote["event"]: quote for quote in data["quotes"]}.values()
    data["quotes"].sort(key=lambda q: (q["date"] or "", q["earliest"] or ""), reverse=True)
    data["count"] = data["weight"] = len(events)
    data["stands"] = sum(event["stands"] for event in events)
    data["dates"] = sorted({event["earliest"] or event["latest"] for event in events} - {None})
    data["earliest"] = min((event["earliest"] for event in events if event["earliest"]), default=None)
    data["latest"] = max((event["latest"] for event in events if event["latest"]), default=None)
    data["polarity"] = dict(Counter(event["polarity"] for event in events))
    data["modality"] = dict(Counter(event["modality"] for event in events))
    data["attributed"] = dict(Counter(event["by"] for event in events if event["by"]))


__all__ = ["Query", "network"]
