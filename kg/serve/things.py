"""What the graph says of one thing: an actor, a topic, an event, an article.

Every question is a short one with IRIs that are in the graph; they are written by Oxigraph, which escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg.iris import clean
from kg.namespaces import BASE, RDF
from kg.ontology import local
from kg.serve.told import Query, Ref, Told, facts_of, label_of, named, told

KINDS = ("actor", "topic", "event", "article", "run")
PAGE = 100  # events of one list on one page
_NEAR = 12  # actors it has most to do with
_DONE = "?event kg:source {iri}"
_SUFFERED = "?event kg:target {iri} FILTER NOT EXISTS {{ ?event kg:source {iri} }}"
_CLAIMED = "?event kg:attributedTo {iri} FILTER NOT EXISTS {{ ?event kg:source|kg:target {iri} }}"
_ABOUT = "?event kg:theme {iri}"
_IN = "?event prov:wasDerivedFrom/schema:isPartOf {iri}"
_SAID = "?event prov:wasDerivedFrom {iri}"
_COUNTS = {
    "events": "SELECT (COUNT(*) AS ?n) { ?e a kg:Event }",
    "actors": "SELECT (COUNT(DISTINCT ?x) AS ?n) { VALUES ?t { kg:Person kg:State kg:Organization kg:Group } ?x a ?t }",
    "topics": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a kg:Topic }",
    "articles": "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a kg:Article }",
}
_ACTIVE = (
    "SELECT ?one (COUNT(?e) AS ?n) { { ?e kg:source ?one } UNION { ?e kg:target ?one } } "
    "GROUP BY ?one ORDER BY DESC(?n) ?one LIMIT 24"
)
_LATEST = (
    "SELECT ?a ?title ?day { ?a a kg:Article OPTIONAL { ?a schema:headline ?h } OPTIONAL { ?a schema:identifier ?i } "
    "OPTIONAL { ?a schema:datePublished ?day } BIND(COALESCE(?h, ?i, STR(?a)) AS ?title) } "
    "ORDER BY DESC(?day) ?a LIMIT 12"
)
_LISTS = {
    "actor": {"What it does": _DONE, "What is done to it": _SUFFERED, "What it says of others": _CLAIMED},
    "topic": {"What is said about it": _ABOUT},
    "article": {"What it says": _IN},
}
_BY_TIME = ("kg:earliest", "(!BOUND(?key)) ?key ?event")
_BY_PLACE = ("prov:wasDerivedFrom/kg:start", "?key ?event")


@dataclass
class Section:
    """A list of events, of which this page shows some."""

    title: str
    count: int
    events: list[Told]


@dataclass
class Thing:
    """A thing and what is said of it."""

    kind: str
    iri: str
    label: str
    types: list[str]
    facts: dict[str, list[Any]]  # what it says of itself, by the IRI of the property
    near: list[tuple[Ref, int]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def find(query: Query, kind: str, name: str) -> str | None:
    """The IRI of a thing, whatever base the graph was built with."""
    if _said(query, iri := f"{BASE}{kind}/{name}"):
        return iri
    return next((iri for base in bases(query) if _said(query, iri := f"{base}{kind}/{name}")), None)


def bases(query: Query) -> list[str]:
    """What the IRIs of ids begin with in this graph."""
    text = 'SELECT DISTINCT ?base { ?a a kg:Article BIND(STRBEFORE(STR(?a), "article/") AS ?base) } ORDER BY ?base'
    return [row["base"].value for row in query(text)]


def thing(query: Query, kind: str, iri: str, page: int = 1) -> Thing:
    """What the graph says of a thing that is in it; of long lists, one page."""
    facts = facts_of(query, [iri])[iri]
    types = sorted({local(t.value) for t in facts.get(RDF + "type", ())} - {"Actor", "NamedIndividual"})
    found = Thing(kind, iri, label_of(iri, facts), types, facts)
    if kind == "event" and "Event" in types:
        found.sections = [Section("", 1, told(query, [iri]))]
    lists = {"What it says": _SAID} if "Evidence" in types else _LISTS.get(kind, {})
    for title, pattern in lists.items():
        order = _BY_PLACE if kind == "article" else _BY_TIME
        if section := _section(query, title, pattern.format(iri=ox.NamedNode(iri)), order, page):
            found.sections.append(section)
    if kind == "actor":
        found.near = _near(query, iri)
    return found


def described(kind: str, iri: str) -> str:
    """The query for a thing as RDF: what is said of it and what names it; an event with its evidence."""
    node = ox.NamedNode(iri)
    more = {
        "event": f"UNION {{ {node} prov:wasDerivedFrom ?s . ?s ?p ?o }}",
        "article": f"UNION {{ GRAPH {node} {{ ?s ?p ?o }} }}",
    }.get(kind, "")
    return (
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ VALUES ?s {{ {node} }} ?s ?p ?o }} "
        f"UNION {{ VALUES ?o {{ {node} }} ?s ?p ?o }} {more} }}"
    )


@dataclass(frozen=True)
class Overview:
    """What a graph is about."""

    counts: dict[str, int]
    actors: list[tuple[Ref, int]]
    articles: list[tuple[Ref, str]]


def overview(query: Query) -> Overview:
    """Counts, the most active actors, and the latest articles."""
    counts = {name: int(next(iter(query(text)))["n"].value) for name, text in _COUNTS.items()}
    active = {row["one"].value: int(row["n"].value) for row in query(_ACTIVE)}
    refs = named(query, active)
    latest = [(Ref(row["a"].value, row["title"].value), getattr(row["day"], "value", "")) for row in query(_LATEST)]
    return Overview(counts, [(refs[iri], n) for iri, n in active.items()], latest)


def called(query: Query, name: str, most: int = 60) -> list[Ref]:
    """Actors and topics by a name or a part of one, those with the very name first."""
    wanted = ox.Literal(clean(name).casefold())
    text = (
        "SELECT ?thing (MIN(?o) AS ?order) {{ ?thing rdfs:label|skos:altLabel ?name BIND(LCASE(STR(?name)) AS ?n) "
        "FILTER(CONTAINS(?n, {wanted})) FILTER EXISTS {{ [] kg:source|kg:target|kg:theme ?thing }} "
        "BIND(IF(?n = {wanted}, 0, STRLEN(?n)) AS ?o) }} GROUP BY ?thing ORDER BY ?order ?thing LIMIT {most}"
    )
    found = [(row["thing"].value, row["order"].value) for row in query(text.format(wanted=wanted, most=most))]
    exact = [iri for iri, order in found if order == "0"]
    refs = named(query, exact or [iri for iri, _ in found])
    return [refs[iri] for iri in (exact or [iri for iri, _ in found])]


def _said(query: Query, iri: str) -> bool:
    try:
        return bool(query(f"ASK {{ {ox.NamedNode(iri)} ?p ?o }}"))
    except ValueError:  # no IRI
        return False


def _section(query: Query, title: str, pattern: str, order: tuple[str, str], page: int) -> Section | None:
    counted = query(f"SELECT (COUNT(DISTINCT ?event) AS ?n) {{ {pattern} }}")
    count = int(next(iter(counted))["n"].value)
    if not count:
        return None
    path, by = order
    chosen = (
        f"SELECT ?event (MIN(?k) AS ?key) {{ {pattern} OPTIONAL {{ ?event {path} ?k }} }} "
        f"GROUP BY ?event ORDER BY {by} LIMIT {PAGE} OFFSET {PAGE * (page - 1)}"
    )
    return Section(title, count, told(query, [row["event"].value for row in query(chosen)]))


def _near(query: Query, iri: str) -> list[tuple[Ref, int]]:
    node = ox.NamedNode(iri)
    rows = query(
        f"SELECT ?other (COUNT(DISTINCT ?event) AS ?n) {{ {{ ?event kg:source {node} ; kg:target ?other }} UNION "
        f"{{ ?event kg:target {node} ; kg:source ?other }} FILTER(?other != {node}) }} "
        f"GROUP BY ?other ORDER BY DESC(?n) ?other LIMIT {_NEAR}"
    )
    counts = {row["other"].value: int(row["n"].value) for row in rows}
    refs = named(query, counts)
    return [(refs[other], count) for other, count in counts.items()]
