"""The sentences behind an edge, with article and date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.bearers import bearers
from kg.errors import QueryError
from kg.namespaces import KG, PREFIXES
from kg.ontology import local

Query = Callable[[str], Iterable[Any]]

_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("kg", "rdfs", "skos", "prov", "schema"))

_EVENTS = """SELECT * {{
  {limits}
  ?event a kg:Event ; kg:relation ?relation ; kg:source ?source ; prov:wasDerivedFrom ?evidence .
  ?source rdfs:label ?who .
  ?evidence kg:quote ?quote ; kg:start ?start ; schema:isPartOf ?in .
  ?in schema:identifier ?article .
  OPTIONAL {{ ?in schema:headline ?headline }} OPTIONAL {{ ?in schema:datePublished ?published }}
  OPTIONAL {{ ?event kg:target ?target . ?target rdfs:label ?whom }}
  OPTIONAL {{ ?event kg:theme/rdfs:label ?theme }}
  OPTIONAL {{ ?event kg:attributedTo/rdfs:label ?by }}
  OPTIONAL {{ ?event kg:polarity ?polarity }} OPTIONAL {{ ?event kg:modality ?modality }}
  OPTIONAL {{ ?event kg:time ?time }} OPTIONAL {{ ?evidence kg:cue ?cue }}
}}"""

_COLUMNS = (
    *("event", "evidence", "source", "relation", "target", "who", "whom", "theme", "by", "polarity", "modality"),
    *("time", "cue", "quote", "start", "article", "headline", "published"),
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence and what it is taken to say; ``start`` is its first character in the article."""

    source: str
    relation: str
    target: str | None
    theme: str | None
    polarity: str
    modality: str
    by: str | None
    time: str | None
    quote: str
    cue: str
    start: int
    article: str
    headline: str | None
    published: str | None

    @property
    def claim(self) -> str:
        """What it says, in one line: "Russia accuses Ukraine: provocations (planned)"."""
        manner = [m.lower() for m in (self.polarity, self.modality) if m and m not in ("Affirmed", "Actual")]
        if self.by and self.by != self.source:
            manner.append(f"says {self.by}")
        said = " ".join(part for part in (self.source, self.relation, self.target) if part)
        return said + (f": {self.theme}" if self.theme else "") + (f" ({', '.join(manner)})" if manner else "")


def explain(
    query: Query, source: str | None = None, relation: str | None = None, target: str | None = None
) -> list[Explanation]:
    """The sentences that say of ``source`` that it stands in ``relation`` to ``target``; None stands for any.

    Actors go by any of their names, in any case. ``query`` takes SPARQL and gives rows with terms by variable name.
    Oldest article first. Raises QueryError for a name that nobody in the graph bears.
    """
    if relation and not relation.isidentifier():
        raise QueryError(f"“{relation}” is no relation", todo="see kg ontology for those there are")
    limits = [
        _values("source", _called(query, source)) if source else "",
        _values("target", _called(query, target)) if target else "",
        _values("relation", [KG + relation]) if relation else "",
    ]
    rows = _rows(query, _EVENTS.format(limits="\n  ".join(filter(None, limits))))
    kept: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:  # an actor may have another label in another article: take the longest
        first = kept.setdefault((row["event"], row["evidence"]), row)
        for column in ("who", "whom", "by"):
            if column in row:
                first[column] = max(first.get(column, ""), row[column], key=lambda name: (len(name), name))
    found = [_explanation(row) for row in kept.values()]
    return sorted(found, key=lambda e: (e.published or "", e.article, e.start, e.claim))


def _explanation(row: dict[str, str]) -> Explanation:
    return Explanation(
        source=row["who"],
        relation=local(row["relation"]),
        target=row.get("whom"),
        theme=row.get("theme"),
        polarity=local(row.get("polarity", "")),
        modality=local(row.get("modality", "")),
        by=row.get("by"),
        time=row.get("time"),
        quote=row["quote"],
        cue=row.get("cue", ""),
        start=int(row["start"]),
        article=row["article"],
        headline=row.get("headline"),
        published=row.get("published"),
    )


def _called(query: Query, name: str) -> list[str]:
    return [iri.value for iri in bearers(lambda text: query(_HEAD + text), name)]


def _values(variable: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(str(ox.NamedNode(iri)) for iri in iris)} }}"


def _rows(query: Query, text: str, columns: Iterable[str] = _COLUMNS) -> Iterator[dict[str, str]]:
    for row in query(_HEAD + text):
        values = {name: _value(row, name) for name in columns}
        yield {name: str(getattr(value, "value", value)) for name, value in values.items() if value is not None}


def _value(row: Any, name: str) -> Any:
    try:
        return row[name]
    except KeyError:
        return None
