"""A graph -> ``networkx.MultiDiGraph``: actors and topics as nodes, one edge per (source, relation, target).

Everything is fetched with SPARQL, so any store that answers it will do. The attributes say all there is to say, in
plain values, so that networkx, pandas and the page need not ask the store again.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import QueryError
from kg.iris import clean
from kg.namespaces import KG, PREFIXES, WD
from kg.ontology import Relation, cached, local

Query = Callable[[str], Iterable[Any]]
Row = dict[str, str]

_USED = ("kg", "rdfs", "skos", "owl", "prov", "schema", "xsd")
_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED)

_EVENTS = """SELECT * {{
  ?event a kg:Event ; kg:relation ?relation ; kg:source ?source .
  OPTIONAL {{ ?event kg:target ?target }} OPTIONAL {{ ?event kg:theme ?theme }}
  OPTIONAL {{ ?event kg:polarity ?polarity }} OPTIONAL {{ ?event kg:modality ?modality }}
  OPTIONAL {{ ?event kg:attributedTo ?by }} OPTIONAL {{ ?event kg:time ?time }}
  OPTIONAL {{ ?event kg:earliest ?earliest }} OPTIONAL {{ ?event kg:latest ?latest }}
  OPTIONAL {{ ?event kg:timeInferred ?inferred }} OPTIONAL {{ ?event kg:confidence ?confidence }}
{filters}}}"""

_EVIDENCE = """SELECT ?event ?evidence ?quote ?cue ?start ?article {{
  ?event kg:relation ?relation ; prov:wasDerivedFrom ?evidence . ?evidence kg:quote ?quote .
  OPTIONAL {{ ?evidence kg:cue ?cue }} OPTIONAL {{ ?evidence kg:start ?start }}
  OPTIONAL {{ ?evidence schema:isPartOf ?article }}
{filters}}}"""

_ARTICLES = """SELECT ?article ?id ?headline ?published {
  ?article a kg:Article .
  OPTIONAL { ?article schema:identifier ?id } OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:datePublished ?published }
}"""

_NAMES = """SELECT DISTINCT ?thing ?property ?value {
  VALUES ?property { rdf:type rdfs:label skos:altLabel owl:sameAs }
  ?thing ?property ?value . FILTER EXISTS { ?thing rdfs:label ?label }
}""".replace("rdf:type", f"<{PREFIXES['rdf']}type>")

_SAFE_IRI = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')  # IRIREF of SPARQL 1.1
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


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
    left out. Raises QueryError for an actor, relation or date that is not known.
    """
    relations = cached(*map(str, ontology)).relations
    things = _things(query)
    filters = "".join(
        [
            _actor_filter(actor, things),
            _relation_filter(relation, relations),
            _date_filter("latest", ">=", since, first=True),
            _date_filter("earliest", "<=", until, first=False),
            _confidence_filter(min_confidence),
        ]
    )
    events = _events(query, filters)
    quotes = _quotes(query, filters, events, things)
    kept, left_out = _strongest(events, things, limit)
    graph = nx.MultiDiGraph(left_out=left_out, articles=len({q["article"] for found in quotes.values() for q in found}))
    for iri, weight in sorted(kept.items()):
        graph.add_node(iri, **things[iri], weight=weight, roles=[], statements=[])
    for event in events:
        _add(graph, event, quotes[event["event"]], relations)
    for _, _, data in graph.edges(data=True):
        _finish(data)
    return graph


# Reading


def _rows(query: Query, text: str, names: Iterable[str]) -> Iterator[Row]:
    for row in query(_HEAD + text):
        yield {name: _text(value) for name in names if (value := _value(row, name)) is not None}


def _value(row: Any, name: str) -> Any:
    try:
        return row[name]
    except KeyError:
        return None


def _text(value: Any) -> str:
    return str(getattr(value, "value", value))


def _things(query: Query) -> dict[str, dict[str, Any]]:
    """Every actor and topic by its IRI: label, names, type, Wikidata id."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(query, _NAMES, ("thing", "property", "value")):
        found[row["thing"]][local(row["property"])].add(row["value"])
    return {iri: _thing(values) for iri, values in found.items()}


def _thing(values: Mapping[str, set[str]]) -> dict[str, Any]:
    label = max(values["label"], key=lambda name: (len(name), name))  # articles may name it in full or not
    names = sorted((values["label"] | values["altLabel"]) - {label}) if "altLabel" in values else []
    types = sorted(local(t) for t in values["type"] if t.startswith(KG)) if "type" in values else []
    same = sorted(local(w) for w in values["sameAs"] if w.startswith(WD)) if "sameAs" in values else []
    return {
        "label": label,
        "names": [label, *names],
        "type": next((t for t in types if t != "Actor"), "Actor"),
        "wikidata": same[0] if same else None,
    }


def _unnamed(iri: str) -> dict[str, Any]:
    label = local(iri).replace("_", " ")
    return {"label": label, "names": [label], "type": "Actor", "wikidata": None}


def _events(query: Query, filters: str) -> list[Row]:
    """One row per event, in the order of their IRIs."""
    names = (
        "event", "relation", "source", "target", "theme", "polarity", "modality", "by", "time", "earliest", "latest",
        "inferred", "confidence",
    )  # fmt: skip
    found: dict[str, Row] = {}
    for row in _rows(query, _EVENTS.format(filters=filters), names):
        first = found.get(row["event"])
        if first is None or sorted(row.items()) < sorted(first.items()):  # a value too many makes another row
            found[row["event"]] = row
    return [found[iri] for iri in sorted(found)]


def _quotes(
    query: Query, filters: str, events: Sequence[Row], things: dict[str, dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """What is known of each event, once per sentence that says it."""
    articles = {row["article"]: row for row in _rows(query, _ARTICLES, ("article", "id", "headline", "published"))}
    names = ("event", "evidence", "quote", "cue", "start", "article")
    evidence: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in _rows(query, _EVIDENCE.format(filters=filters), names):
        evidence[row["event"]][row["evidence"]] = row
    found: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        for end in ("source", "target", "theme", "by"):
            if end in event:
                things.setdefault(event[end], _unnamed(event[end]))
        rows = sorted(evidence[event["event"]].values(), key=lambda row: (int(row.get("start", 0)), row["evidence"]))
        told = rows or [{}]  # an event of a graph made elsewhere may come without its sentence
        found[event["event"]] = [_quote(event, row, articles.get(row.get("article", ""), {}), things) for row in told]
    return found


def _quote(event: Row, evidence: Row, article: Row, things: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "quote": evidence.get("quote"),
        "cue": evidence.get("cue"),
        "event": event["event"],
        "article": evidence.get("article"),
        "id": article.get("id"),
        "headline": article.get("headline"),
        "date": article.get("published"),
        "time": event.get("time"),
        "earliest": event.get("earliest"),
        "latest": event.get("latest"),
        "inferred": event.get("inferred") in ("true", "1"),
        "theme": things[event["theme"]]["label"] if "theme" in event else None,
        "by": things[event["by"]]["label"] if "by" in event else None,
        "polarity": local(event.get("polarity", "Affirmed")),
        "modality": local(event.get("modality", "Actual")),
        "stands": _stands(event),
        "confidence": float(event.get("confidence", 1.0)),
    }


def _stands(event: Row) -> bool:
    """Whether it is told as fact: by the article, or by its own source. The same rule writes the direct edges."""
    fact = local(event.get("polarity", "Affirmed")) == "Affirmed" and local(event.get("modality", "Actual")) == "Actual"
    return fact and event.get("by", event["source"]) == event["source"]


# Asking for a part


def _actor_filter(actor: str | None, things: Mapping[str, dict[str, Any]]) -> str:
    if actor is None:
        return ""
    wanted = _folded(actor)
    found = [
        iri
        for iri, thing in things.items()
        if iri == actor or local(iri) == actor.removeprefix("actor:") or wanted in map(_folded, thing["names"])
    ]
    if not found:
        names = [name for thing in things.values() for name in thing["names"]]
        raise QueryError(f"no actor is called “{actor}”", todo=_nearest(actor, names))
    listed = ", ".join(f"<{iri}>" for iri in sorted(found) if _SAFE_IRI.fullmatch(iri))
    return f"  FILTER (EXISTS {{ ?event kg:source ?a FILTER (?a IN ({listed})) }}" + (
        f" || EXISTS {{ ?event kg:target ?b FILTER (?b IN ({listed})) }}"
        f" || EXISTS {{ ?event kg:theme ?c FILTER (?c IN ({listed})) }})\n"
    )


def _relation_filter(relation: str | None, relations: Mapping[str, Relation]) -> str:
    if relation is None:
        return ""
    name = local(relation.removeprefix("kg:"))
    members = [r.name for r in relations.values() if name in (r.name, r.family, r.label)] or [name]
    if members == [name] and name not in relations and name != "acts":
        names = [n for r in relations.values() for n in (r.name, r.family)]
        raise QueryError(f"no relation is called “{relation}”", todo=_nearest(relation, names))
    return f"  FILTER (?relation IN ({', '.join(f'<{KG}{member}>' for member in sorted(members))}))\n"


def _date_filter(variable: str, comparison: str, day: str | None, *, first: bool) -> str:
    """Keeps what may lie in the range: an event that is open on this side does, an undated one does not."""
    if day is None:
        return ""
    iso = _iso(day, first=first)
    other = "earliest" if variable == "latest" else "latest"
    inside = f'EXISTS {{ ?event kg:{variable} ?d FILTER (?d {comparison} "{iso}"^^xsd:date) }}'
    opened = f"(EXISTS {{ ?event kg:{other} ?e }} && NOT EXISTS {{ ?event kg:{variable} ?f }})"
    return f"  FILTER ({inside} || {opened})\n"


def _confidence_filter(least: float) -> str:
    if not least:
        return ""
    return f"  FILTER NOT EXISTS {{ ?event kg:confidence ?g FILTER (?g < {float(least):.4f}) }}\n"


def _iso(text: str, *, first: bool) -> str:
    """The first or last day of a year, month or day.

    >>> _iso("2022-02", first=False), _iso("2022", first=True)
    ('2022-02-28', '2022-01-01')
    """
    match = _DAY.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in match.groups())
        month = month or (1 if first else 12)
        day = day or (1 if first else calendar.monthrange(year, month)[1])
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise QueryError(f"“{text}” is not a date", todo="write 2022, 2022-01 or 2022-01-17") from error


def _folded(name: str) -> str:
    return clean(name).casefold()


def _nearest(name: str, names: Iterable[str]) -> str:
    from rapidfuzz import process, utils

    found = process.extract(name[:200], sorted(set(names)), limit=3, score_cutoff=60, processor=utils.default_process)
    return f"did you mean {', '.join(f'“{match[0]}”' for match in found)}?" if found else "none has a name near it"


# Building


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
