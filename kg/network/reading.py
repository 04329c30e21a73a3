"""What a network is made of, read with SPARQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.namespaces import KG, PREFIXES, WD
from kg.ontology import local

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


def rows(query: Query, text: str, names: Iterable[str]) -> Iterator[Row]:
    """The rows of a SELECT, with those of its variables that are bound, as strings."""
    for row in query(_HEAD + text):
        yield {name: _text(value) for name in names if (value := _value(row, name)) is not None}


def _value(row: Any, name: str) -> Any:
    try:
        return row[name]
    except KeyError:
        return None


def _text(value: Any) -> str:
    return str(getattr(value, "value", value))


def things_of(query: Query) -> dict[str, dict[str, Any]]:
    """Every actor and topic by its IRI: label, names, type, Wikidata id."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows(query, _NAMES, ("thing", "property", "value")):
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


def events_of(query: Query, filters: str) -> list[Row]:
    """One row per event, in the order of their IRIs."""
    names = (
        "event", "relation", "source", "target", "theme", "polarity", "modality", "by", "time", "earliest", "latest",
        "inferred", "confidence",
    )  # fmt: skip
    found: dict[str, Row] = {}
    for row in rows(query, _EVENTS.format(filters=filters), names):
        first = found.get(row["event"])
        if first is None or sorted(row.items()) < sorted(first.items()):  # a value too many makes another row
            found[row["event"]] = row
    return [found[iri] for iri in sorted(found)]


def quotes_of(
    query: Query, filters: str, events: Sequence[Row], things: dict[str, dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """What is known of each event, once per sentence that says it."""
    articles = {row["article"]: row for row in rows(query, _ARTICLES, ("article", "id", "headline", "published"))}
    names = ("event", "evidence", "quote", "cue", "start", "article")
    evidence: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows(query, _EVIDENCE.format(filters=filters), names):
        evidence[row["event"]][row["evidence"]] = row
    found: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        for end in ("source", "target", "theme", "by"):
            if end in event:
                things.setdefault(event[end], _unnamed(event[end]))
        in_order = sorted(evidence[event["event"]].values(), key=lambda r: (r.get("start", "").zfill(9), r["evidence"]))
        told = in_order or [{}]  # an event of a graph made elsewhere may come without its sentence
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
