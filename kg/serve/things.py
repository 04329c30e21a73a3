"""What the graph says of one thing: an actor, a topic, an event, an article.

Every question is a short one with IRIs that are in the graph; they are written by Oxigraph, which escapes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from kg.iris import clean
from kg.namespaces import BASE, KG, PROV, RDF, RDFS, SCHEMA
from kg.ontology import local

Query = Callable[[str], Any]
Facts = dict[str, dict[str, list[Any]]]

KINDS = ("actor", "topic", "event", "article", "run")
PAGE = 100  # events of one list on one page
_NEAR = 12  # actors it has most to do with
_NAMES = f"<{RDFS}label>|<{SCHEMA}headline>"
_DERIVED = PROV + "wasDerivedFrom"
_FEW = 20  # names that are looked at to find the longest
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


@dataclass(frozen=True)
class Ref:
    """A thing that is named: where its page is, and what it is called."""

    iri: str
    label: str


@dataclass
class Told:
    """One event with the sentences that say it."""

    iri: str
    relation: str
    source: Ref | None
    target: Ref | None
    theme: Ref | None
    by: Ref | None
    polarity: str
    modality: str
    time: str
    inferred: bool
    confidence: float
    sentences: list[Sentence]

    @property
    def stands(self) -> bool:
        """Whether it is told as fact, by the article or by its own source."""
        own = self.by is None or (self.source is not None and self.by.iri == self.source.iri)
        return own and self.polarity == "Affirmed" and self.modality == "Actual"


@dataclass(frozen=True)
class Sentence:
    """A sentence that says an event, and where."""

    quote: str
    cue: str
    wording: str
    start: int
    article: Ref
    date: str


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
    facts = _facts(query, [iri])[iri]
    types = sorted({local(t.value) for t in facts.get(RDF + "type", ())} - {"Actor", "NamedIndividual"})
    found = Thing(kind, iri, _label(iri, facts), types, facts)
    if kind == "event" and "Event" in types:
        found.sections = [Section("", 1, _told(query, [iri]))]
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
    named = _named(query, active)
    latest = [(Ref(row["a"].value, row["title"].value), getattr(row["day"], "value", "")) for row in query(_LATEST)]
    return Overview(counts, [(named[iri], n) for iri, n in active.items()], latest)


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
    named = _named(query, exact or [iri for iri, _ in found])
    return [named[iri] for iri in (exact or [iri for iri, _ in found])]


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
    return Section(title, count, _told(query, [row["event"].value for row in query(chosen)]))


def _near(query: Query, iri: str) -> list[tuple[Ref, int]]:
    node = ox.NamedNode(iri)
    rows = query(
        f"SELECT ?other (COUNT(DISTINCT ?event) AS ?n) {{ {{ ?event kg:source {node} ; kg:target ?other }} UNION "
        f"{{ ?event kg:target {node} ; kg:source ?other }} FILTER(?other != {node}) }} "
        f"GROUP BY ?other ORDER BY DESC(?n) ?other LIMIT {_NEAR}"
    )
    counts = {row["other"].value: int(row["n"].value) for row in rows}
    named = _named(query, counts)
    return [(named[other], count) for other, count in counts.items()]


def _told(query: Query, iris: Sequence[str]) -> list[Told]:
    """The events, in the order given."""
    events = _facts(query, iris)
    evidence = _facts(query, [node.value for facts in events.values() for node in facts.get(_DERIVED, ())])
    ends = [KG + name for name in ("source", "target", "theme", "attributedTo")]
    things = {node.value for facts in events.values() for end in ends for node in facts.get(end, ())}
    places = {node.value for facts in evidence.values() for node in facts.get(SCHEMA + "isPartOf", ())}
    named, dates = _named(query, things | places), _facts(query, sorted(places), [SCHEMA + "datePublished"])
    return [_event(iri, events[iri], evidence, named, dates) for iri in iris if iri in events]


def _event(iri: str, facts: dict[str, list[Any]], evidence: Facts, named: dict[str, Ref], dates: Facts) -> Told:
    def ref(name: str) -> Ref | None:
        return named.get(_first(facts, KG + name))

    nodes = [node.value for node in facts.get(_DERIVED, ())]
    sentences = [_sentence(evidence[node], named, dates) for node in nodes if node in evidence]
    return Told(
        iri=iri,
        relation=_first(facts, KG + "relation"),
        source=ref("source"),
        target=ref("target"),
        theme=ref("theme"),
        by=ref("attributedTo"),
        polarity=local(_first(facts, KG + "polarity") or "Affirmed"),
        modality=local(_first(facts, KG + "modality") or "Actual"),
        time=_first(facts, KG + "time"),
        inferred=_first(facts, KG + "timeInferred") in ("true", "1"),
        confidence=float(_first(facts, KG + "confidence") or 1.0),
        sentences=sorted(sentences, key=lambda s: (s.article.iri, s.start)),
    )


def _sentence(facts: dict[str, list[Any]], named: dict[str, Ref], dates: Facts) -> Sentence:
    article = _first(facts, SCHEMA + "isPartOf")
    return Sentence(
        quote=_first(facts, KG + "quote"),
        cue=_first(facts, KG + "cue"),
        wording=_first(facts, KG + "wording"),
        start=int(_first(facts, KG + "start") or 0),
        article=named.get(article, Ref(article, article)),
        date=_first(dates.get(article, {}), SCHEMA + "datePublished"),
    )


def _named(query: Query, iris: Iterable[str]) -> dict[str, Ref]:
    """What each is called. Popular things bear the same name in every article: the first few will do."""
    found = {}
    for iri in sorted(set(iris)):
        names = [row["o"] for row in query(f"SELECT ?o {{ {ox.NamedNode(iri)} {_NAMES} ?o }} LIMIT {_FEW}")]
        found[iri] = Ref(iri, _label(iri, {RDFS + "label": names}))
    return found


def _label(iri: str, facts: dict[str, list[Any]]) -> str:
    """Its longest name, as articles may name it in full or not; an article's headline."""
    for name in (RDFS + "label", SCHEMA + "headline", SCHEMA + "identifier"):
        if values := [value.value for value in facts.get(name, ())]:
            return str(max(values, key=lambda text: (len(text), text)))
    return local(iri).replace("_", " ")


def _facts(query: Query, iris: Sequence[str], properties: Sequence[str] = ()) -> Facts:
    """What is said of each, by property; the values in the order of their text."""
    found: Facts = defaultdict(lambda: defaultdict(list))
    limit = f"VALUES ?p {{ {' '.join(str(ox.NamedNode(p)) for p in properties)} }}" if properties else ""
    if iris:
        subjects = " ".join(str(ox.NamedNode(iri)) for iri in iris)
        rows = query(f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {subjects} }} {limit} ?s ?p ?o }}")
        for row in sorted(rows, key=lambda row: str(row["o"])):
            found[row["s"].value][row["p"].value].append(row["o"])
    return found


def _first(facts: dict[str, list[Any]], name: str) -> str:
    values = facts.get(name)
    return str(values[0].value) if values else ""
