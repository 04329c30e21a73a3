"""Who bears a name: the actors and topics of a graph that are called so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError

Query = Callable[[str], Iterable[Any]]

_EXACT = "SELECT DISTINCT ?who { ?who rdfs:label|skos:altLabel %s }"
_ANY_CASE = "SELECT DISTINCT ?who { ?who rdfs:label|skos:altLabel ?name FILTER(LCASE(STR(?name)) = LCASE(%s)) }"
_NAMES = "SELECT DISTINCT ?name { [] kg:source|kg:target ?who . ?who rdfs:label|skos:altLabel ?name }"


def bearers(query: Query, name: str) -> list[ox.NamedNode]:
    """All that go by a name, in any case, in the order of their IRIs.

    ``query`` takes SPARQL and gives rows. Raises QueryError, with names that are like it, if nobody does.
    """
    literal = str(ox.Literal(name))
    found: set[Any] = set()
    for text in (_EXACT, _ANY_CASE):  # the first needs no look at every name
        found = found or {row["who"] for row in query(text % literal)}
    if not found:
        names = {row["name"].value for row in query(_NAMES)}
        raise QueryError(
            f"nobody is called “{name}” in this graph",
            todo=suggestion(name, names) or "see kg query actors for who is there",
        )
    return sorted(found, key=str)


def suggestion(name: str, known: Iterable[str]) -> str:
    """What may have been meant, as a question; empty if nothing is near."""
    from rapidfuzz import process, utils

    found = process.extract(name, sorted(known), limit=3, score_cutoff=60, processor=utils.default_process)
    return f"did you mean {' or '.join(match for match, *_ in found)}?" if found else ""
