"""Which part of a graph is asked for -> FILTERs on ``?event``, ``?relation`` that stand in every query.

Names and dates that come from outside are looked up or parsed; what reaches the query is IRIs that are in the graph
or the ontology, and dates.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kg.errors import QueryError
from kg.iris import clean
from kg.namespaces import KG
from kg.network.reading import Query, rows
from kg.ontology import local
from kg.terms import Relation

_RELATIONS = "SELECT DISTINCT ?relation { ?event kg:relation ?relation }"
_SAFE_IRI = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')  # IRIREF of SPARQL 1.1
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def actor_filter(actor: str | None, things: Mapping[str, dict[str, Any]]) -> str:
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


def relation_filter(relation: str | None, relations: Mapping[str, Relation], query: Query) -> str:
    if relation is None:
        return ""
    name = local(relation.removeprefix("kg:"))
    members = [r.name for r in relations.values() if name in (r.name, r.family, r.label)]
    if not members:  # perhaps of an ontology that is not at hand
        used = {local(row["relation"]) for row in rows(query, _RELATIONS, ["relation"])}
        if name not in used:
            known = {n for r in relations.values() for n in (r.name, r.family)}
            raise QueryError(f"no relation is called “{relation}”", todo=_nearest(relation, known | used))
        members = [name]
    return f"  FILTER (?relation IN ({', '.join(f'<{KG}{member}>' for member in sorted(members))}))\n"


def date_filter(variable: str, comparison: str, day: str | None, *, first: bool) -> str:
    """Keeps what may lie in the range: an event that is open on this side does, an undated one does not."""
    if day is None:
        return ""
    iso = _iso(day, first=first)
    other = "earliest" if variable == "latest" else "latest"
    inside = f'EXISTS {{ ?event kg:{variable} ?d FILTER (?d {comparison} "{iso}"^^xsd:date) }}'
    opened = f"(EXISTS {{ ?event kg:{other} ?e }} && NOT EXISTS {{ ?event kg:{variable} ?f }})"
    return f"  FILTER ({inside} || {opened})\n"


def confidence_filter(least: float) -> str:
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
