"""The events of a graph with the sentences that tell them, as the pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.namespaces import KG, PROV, RDFS, SCHEMA
from kg.ontology import local

Query = Callable[[str], Any]
Facts = dict[str, dict[str, list[Any]]]

_NAMES = f"<{RDFS}label>|<{SCHEMA}headline>"
_DERIVED = PROV + "wasDerivedFrom"
_FEW = 20  # names that are looked at to find the longest


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


def told(query: Query, iris: Sequence[str]) -> list[Told]:
    """The events, in the order given."""
    events = facts_of(query, iris)
    evidence = facts_of(query, [node.value for facts in events.values() for node in facts.get(_DERIVED, ())])
    ends = [KG + name for name in ("source", "target", "theme", "attributedTo")]
    things = {node.value for facts in events.values() for end in ends for node in facts.get(end, ())}
    places = {node.value for facts in evidence.values() for node in facts.get(SCHEMA + "isPartOf", ())}
    names, dates = named(query, things | places), facts_of(query, sorted(places), [SCHEMA + "datePublished"])
    return [_event(iri, events[iri], evidence, names, dates) for iri in iris if iri in events]


def _event(iri: str, facts: dict[str, list[Any]], evidence: Facts, names: dict[str, Ref], dates: Facts) -> Told:
    def ref(name: str) -> Ref | None:
        return names.get(first(facts, KG + name))

    nodes = [node.value for node in facts.get(_DERIVED, ())]
    sentences = [_sentence(evidence[node], names, dates) for node in nodes if node in evidence]
    return Told(
        iri=iri,
        relation=first(facts, KG + "relation"),
        source=ref("source"),
        target=ref("target"),
        theme=ref("theme"),
        by=ref("attributedTo"),
        polarity=local(first(facts, KG + "polarity") or "Affirmed"),
        modality=local(first(facts, KG + "modality") or "Actual"),
        time=first(facts, KG + "time"),
        inferred=first(facts, KG + "timeInferred") in ("true", "1"),
        confidence=float(first(facts, KG + "confidence") or 1.0),
        sentences=sorted(sentences, key=lambda s: (s.article.iri, s.start)),
    )


def _sentence(facts: dict[str, list[Any]], names: dict[str, Ref], dates: Facts) -> Sentence:
    article = first(facts, SCHEMA + "isPartOf")
    return Sentence(
        quote=first(facts, KG + "quote"),
        cue=first(facts, KG + "cue"),
        wording=first(facts, KG + "wording"),
        start=int(first(facts, KG + "start") or 0),
        article=names.get(article, Ref(article, article)),
        date=first(dates.get(article, {}), SCHEMA + "datePublished"),
    )


def named(query: Query, iris: Iterable[str]) -> dict[str, Ref]:
    """What each is called. Popular things bear the same name in every article: the first few will do."""
    found = {}
    for iri in sorted(set(iris)):
        names = [row["o"] for row in query(f"SELECT ?o {{ {ox.NamedNode(iri)} {_NAMES} ?o }} LIMIT {_FEW}")]
        found[iri] = Ref(iri, label_of(iri, {RDFS + "label": names}))
    return found


def label_of(iri: str, facts: dict[str, list[Any]]) -> str:
    """Its longest name, as articles may name it in full or not; an article's headline."""
    for name in (RDFS + "label", SCHEMA + "headline", SCHEMA + "identifier"):
        if values := [value.value for value in facts.get(name, ())]:
            return str(max(values, key=lambda text: (len(text), text)))
    return local(iri).replace("_", " ")


def facts_of(query: Query, iris: Sequence[str], properties: Sequence[str] = ()) -> Facts:
    """What is said of each, by property; the values in the order of their text."""
    found: Facts = defaultdict(lambda: defaultdict(list))
    limit = f"VALUES ?p {{ {' '.join(str(ox.NamedNode(p)) for p in properties)} }}" if properties else ""
    if iris:
        subjects = " ".join(str(ox.NamedNode(iri)) for iri in iris)
        rows = query(f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {subjects} }} {limit} ?s ?p ?o }}")
        for row in sorted(rows, key=lambda row: str(row["o"])):
            found[row["s"].value][row["p"].value].append(row["o"])
    return found


def first(facts: dict[str, list[Any]], name: str) -> str:
    values = facts.get(name)
    return str(values[0].value) if values else ""
