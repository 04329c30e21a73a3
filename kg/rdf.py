"""Article, actors and events -> quads in the article's named graph.

IRIs, literals and their order depend on the article and on the versions of program, model and ontology alone, never
on the clock or the machine: the same article built twice gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import digest, slug
from kg.namespaces import BASE, EDTF, KG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, WD, XSD

if TYPE_CHECKING:
    from kg.actors import Identity
    from kg.documents import Article
    from kg.events import Event, Evidence

_Term = ox.NamedNode | ox.Literal
_Pair = tuple[str, _Term]

_TYPE = RDF + "type"


@dataclass(frozen=True)
class Run:
    """What made the statements. Its IRI stands for all of it: another version of anything is another run."""

    program: str
    model: str
    ontology: str
    options: str = ""
    base: str = BASE

    @cached_property
    def iri(self) -> ox.NamedNode:
        """The run's IRI."""
        return ox.NamedNode(f"{self.base}run/{digest(self.program, self.model, self.ontology, self.options)}")


def article_iri(identifier: str, base: str = BASE) -> ox.NamedNode:
    """The IRI of an article, which is also that of its named graph.

    >>> article_iri("seed").value
    'https://w3id.org/newskg/id/article/seed'
    """
    return ox.NamedNode(f"{base}article/{slug(identifier, exact=True)}")


def actor_iri(actor: Identity, base: str = BASE) -> ox.NamedNode:
    """The IRI of an actor."""
    return ox.NamedNode(f"{base}actor/{actor.local}")


def topic_iri(theme: str, base: str = BASE) -> ox.NamedNode:
    """The IRI of a topic.

    >>> topic_iri("military maneuvers").value
    'https://w3id.org/newskg/id/topic/military_maneuvers'
    """
    return ox.NamedNode(f"{base}topic/{slug(theme)}")


def quads(article: Article, events: Sequence[Event], run: Run) -> list[ox.Quad]:
    """All that an article says, in its named graph."""
    graph = article_iri(article.id, run.base)
    return list(dict.fromkeys(ox.Quad(t.subject, t.predicate, t.object, graph) for t in _triples(article, events, run)))


def _triples(article: Article, events: Sequence[Event], run: Run) -> Iterator[ox.Triple]:
    subject = article_iri(article.id, run.base)
    yield from _about(subject, _article(article, run))
    yield from _about(run.iri, _run(run))
    everyone = {a.local: a for e in events for a in (e.source, e.target, e.by) if a is not None}
    for actor in everyone.values():
        yield from _about(actor_iri(actor, run.base), _actor(actor))
    for theme in dict.fromkeys(e.theme for e in events if e.theme):
        yield from _about(topic_iri(theme, run.base), [(_TYPE, _kg("Topic")), (RDFS + "label", ox.Literal(theme))])
    for event in events:
        yield from _event(event, subject, run.base)


def _about(subject: ox.NamedNode, pairs: Iterable[_Pair]) -> Iterator[ox.Triple]:
    return (ox.Triple(subject, ox.NamedNode(predicate), value) for predicate, value in pairs)


def _article(article: Article, run: Run) -> Iterator[_Pair]:
    yield _TYPE, _kg("Article")
    yield SCHEMA + "identifier", ox.Literal(article.id)
    if article.title:
        yield SCHEMA + "headline", ox.Literal(article.title)
    if article.date and (day := _day(article.date)):
        yield SCHEMA + "datePublished", day
    if where := article.url or article.file:
        yield SCHEMA + "url", ox.Literal(where)
    yield KG + "sha256", ox.Literal(article.sha256)
    yield PROV + "wasGeneratedBy", run.iri


def _run(run: Run) -> Iterator[_Pair]:
    yield _TYPE, ox.NamedNode(PROV + "Activity")
    yield RDFS + "label", ox.Literal(f"kg {run.program}, {run.model}, ontology {run.ontology}")
    yield KG + "programVersion", ox.Literal(run.program)
    yield KG + "model", ox.Literal(run.model)
    yield KG + "ontologyVersion", ox.Literal(run.ontology)


def _actor(actor: Identity) -> Iterator[_Pair]:
    yield _TYPE, _kg(actor.type)
    yield RDFS + "label", ox.Literal(actor.name)
    for name in actor.names:
        if name != actor.name:
            yield SKOS + "altLabel", ox.Literal(name)
    if actor.wikidata:
        yield OWL + "sameAs", ox.NamedNode(WD + actor.wikidata)


def _event(event: Event, article: ox.NamedNode, base: str) -> Iterator[ox.Triple]:
    source = actor_iri(event.source, base)
    target = actor_iri(event.target, base) if event.target else None
    topic = topic_iri(event.theme, base) if event.theme else None
    subject = event_iri(event, article, base)
    pairs = [
        (_TYPE, _kg("Event")),
        (KG + "relation", _kg(event.relation)),
        (KG + "source", source),
        (KG + "target", target),
        (KG + "theme", topic),
        (KG + "polarity", _kg(event.polarity)),
        (KG + "modality", _kg(event.modality)),
        (KG + "attributedTo", actor_iri(event.by, base) if event.by else None),
        (KG + "confidence", ox.Literal(f"{event.confidence:.2f}", datatype=ox.NamedNode(XSD + "decimal"))),
        *_time(event),
    ]
    yield from _about(subject, [(p, o) for p, o in pairs if o is not None])
    for evidence in event.evidence:
        node = ox.NamedNode(f"{subject.value}-{evidence.predicate}")
        yield from _about(subject, [(PROV + "wasDerivedFrom", node)])
        yield from _about(node, _evidence(evidence, article))
    if event.stands and (end := target or topic) is not None:
        yield from _about(source, [(KG + event.relation, end)])


def event_iri(event: Event, article: ox.NamedNode, base: str = BASE) -> ox.NamedNode:
    """The IRI of an event: a hash of the article and of all that tells its events apart."""
    others = (actor.local if actor else "" for actor in (event.source, event.target, event.by))
    time = event.time.edtf if event.time else ""
    inferred = event.time.inferred if event.time else False
    parts = (event.relation, *others, event.theme or "", event.polarity, event.modality, time, inferred)
    return ox.NamedNode(f"{base}event/{digest(article.value, *parts, size=8)}")


def _time(event: Event) -> Iterator[_Pair]:
    if event.time is None:
        return
    yield KG + "time", ox.Literal(event.time.edtf, datatype=ox.NamedNode(EDTF + "EDTF"))
    for name, value in (("earliest", event.time.earliest), ("latest", event.time.latest)):
        if value and (day := _day(value)):
            yield KG + name, day
    if event.time.inferred:
        yield KG + "timeInferred", ox.Literal(True)


def _evidence(evidence: Evidence, article: ox.NamedNode) -> Iterator[_Pair]:
    yield _TYPE, _kg("Evidence")
    yield SCHEMA + "isPartOf", article
    yield KG + "quote", ox.Literal(evidence.quote)
    yield KG + "start", ox.Literal(evidence.start)
    yield KG + "end", ox.Literal(evidence.end)
    yield KG + "cue", ox.Literal(evidence.cue)
    if evidence.wording:
        yield KG + "wording", ox.Literal(evidence.wording)


def _kg(name: str) -> ox.NamedNode:
    return ox.NamedNode(KG + name)


def _day(iso: str) -> ox.Literal | None:
    """An xsd:date, or None for a day that is not in the calendar: one such literal would fail a whole query."""
    try:
        return ox.Literal(date.fromisoformat(iso).isoformat(), datatype=ox.NamedNode(XSD + "date"))
    except ValueError:
        return None
