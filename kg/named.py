"""Named queries: files in ``queries/`` with a description, parameters and an example.

A parameter is told in a line such as ``# param actor (actor ?source): any name of who accuses``: its value is any name
of an actor, and the variable ``?source`` is bound to those who bear it. So no value is ever part of a query's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from kg.bearers import bearers, suggestion
from kg.errors import QueryError
from kg.namespaces import KG

QUERIES = Path(__file__).parent / "queries"
Term = ox.Literal | ox.NamedNode
Query = Callable[[str], Iterable[Any]]


@dataclass(frozen=True)
class Parameter:
    """What a named query takes: its value says an actor by any name, or a relation, and is bound to a variable."""

    name: str
    kind: str
    variable: str
    needed: bool


@dataclass(frozen=True)
class NamedQuery:
    """A query with a name: ``parameters`` maps each name to what it means, ``takes`` to what it is."""

    name: str
    text: str
    description: str
    parameters: Mapping[str, str]
    takes: Mapping[str, Parameter]
    example: str


@cache
def named() -> Mapping[str, NamedQuery]:
    """The named queries by name, in alphabetical order."""
    return MappingProxyType({file.stem: _parsed(file) for file in sorted(QUERIES.glob("*.rq"))})


def bind(query: Query, known: NamedQuery, values: Mapping[str, str]) -> dict[str, list[Term]]:
    """The values of a named query's parameters as the terms that they mean in the graph, by variable.

    ``query`` asks the graph. Raises QueryError for a parameter that it does not know or needs, and for an actor or a
    relation that is not there.
    """
    for name in values:
        if name not in known.takes:
            takes = suggestion(name, known.takes) or f"it takes: {', '.join(known.takes) or 'none'}"
            raise QueryError(f"the query “{known.name}” has no parameter “{name}”", todo=takes)
    for name, parameter in known.takes.items():
        if parameter.needed and name not in values:
            raise QueryError(f"the query “{known.name}” needs the parameter “{name}”", todo=f"try {known.example}")
    meant = {"actor": bearers, "relation": _relation}
    return {known.takes[n].variable: [*meant[known.takes[n].kind](query, value)] for n, value in values.items()}


def _relation(query: Query, name: str) -> list[ox.NamedNode]:
    there = {row["r"].value.removeprefix(KG) for row in query("SELECT DISTINCT ?r { ?event kg:relation ?r }")}
    if name.removeprefix("kg:") not in there:
        todo = suggestion(name, there) or "see kg query relations for those there are"
        raise QueryError(f"there is no relation “{name}” in this graph", todo=todo)
    return [ox.NamedNode(KG + name.removeprefix("kg:"))]


def _parsed(file: Path) -> NamedQuery:
    text = file.read_text(encoding="utf-8")
    comments = [line[1:].strip() for line in text.splitlines() if line.startswith("#")]
    found = re.findall(r"^param (\w+) \((\w+) \?(\w+)(, needed)?\): (.*)$", "\n".join(comments), re.MULTILINE)
    takes = {name: Parameter(name, kind, variable, bool(needed)) for name, kind, variable, needed, _ in found}
    meanings = {name: meaning for name, *_, meaning in found}
    example = next((c.removeprefix("example: ") for c in comments if c.startswith("example: ")), "")
    about = " ".join(c for c in comments if not c.startswith(("param ", "example: ")))
    return NamedQuery(file.stem, text, about, meanings, takes, example)
