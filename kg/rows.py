"""Events as rows of a table, for those who analyse them: names in place of IRIs, and the sentence with its article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.namespaces import KG, PROV, RDF, RDFS, SCHEMA
from kg.ontology import cached, local

COLUMNS = (
    *("source", "source_type", "relation", "family", "target", "target_type", "theme"),
    *("polarity", "modality", "attributed_to", "time", "earliest", "latest", "time_inferred", "confidence"),
    *("article", "headline", "date", "url", "quote", "start", "end", "cue", "sentences", "event"),
)
_LABEL = ox.NamedNode(RDFS + "label")
_TYPE = ox.NamedNode(RDF + "type")
_PUBLISHED = ox.NamedNode(SCHEMA + "datePublished")
_Facts = dict[str, dict[str, list[str]]]  # subject -> predicate -> objects


def rows(store: ox.Store) -> Iterator[tuple[str, ...]]:
    """One row per event with the values of ``COLUMNS``, by the date of the article and the place in its text.

    The sentence is the first that tells the event; ``sentences`` counts them. An actor is called the same in all
    rows. What is not known is empty. No more than one article is held in memory.
    """
    names: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, _LABEL, None):
        iri, name = _text(quad.subject), _text(quad.object)
        names[iri] = max(names.get(iri, ""), name, key=lambda n: (len(n), n))  # articles may name it in full or not
    families = {relation.name: relation.family for relation in cached().relations.values()}
    for graph in _graphs(store):
        facts: _Facts = defaultdict(lambda: defaultdict(list))
        for quad in store.quads_for_pattern(None, None, None, graph):
            facts[_text(quad.subject)][_text(quad.predicate)].append(_text(quad.object))
        events = [iri for iri, said in facts.items() if KG + "Event" in said.get(RDF + "type", ())]
        found = [_row(iri, facts, names, families) for iri in events]
        at = COLUMNS.index("start")
        yield from sorted(found, key=lambda row: (row[at].zfill(9), row))


def _graphs(store: ox.Store) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
    dates = {_text(q.graph_name): _text(q.object) for q in store.quads_for_pattern(None, _PUBLISHED, None)}
    named = sorted(store.named_graphs(), key=lambda graph: (dates.get(_text(graph), ""), _text(graph)))
    return [*named] or [ox.DefaultGraph()]  # the default graph is only what the others say, if there are any


def _row(event: str, facts: _Facts, names: dict[str, str], families: dict[str, str]) -> tuple[str, ...]:
    def one(subject: str, predicate: str) -> str:
        return min(facts[subject].get(predicate, ("",))) if subject in facts else ""

    def name(predicate: str) -> str:
        iri = one(event, KG + predicate)
        return names.get(iri) or local(iri).replace("_", " ")

    def kind(predicate: str) -> str:
        types = facts.get(one(event, KG + predicate), {}).get(RDF + "type", [])
        return min((local(t) for t in types if t.startswith(KG) and t != KG + "Actor"), default="")

    told = sorted(facts[event].get(PROV + "wasDerivedFrom", []), key=lambda e: (one(e, KG + "start").zfill(9), e))
    first = told[0] if told else ""
    article = one(first, SCHEMA + "isPartOf")
    relation = local(one(event, KG + "relation"))
    return (
        *(name("source"), kind("source"), relation, families.get(relation, "")),
        *(name("target"), kind("target"), name("theme")),
        *(local(one(event, KG + "polarity")), local(one(event, KG + "modality")), name("attributedTo")),
        *(one(event, KG + predicate) for predicate in ("time", "earliest", "latest")),
        *(one(event, KG + "timeInferred") or "false", one(event, KG + "confidence")),
        *(one(article, SCHEMA + p) for p in ("identifier", "headline", "datePublished", "url")),
        *(one(first, KG + predicate) for predicate in ("quote", "start", "end", "cue")),
        *(str(len(told)), event),
    )


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
