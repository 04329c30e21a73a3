"""What a worker does for the pool: each task takes the graph and what is asked, writes a body and names its format."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol, TypedDict

from kg import query
from kg.store import Store

_NAME = re.compile(r"[\w-]{1,80}")


class Asked(TypedDict):
    """What the pool asks. ``forms`` has the format for rows and for triples, None where none is acceptable."""

    task: str
    text: str  # a query, its name, or a name that is sought
    forms: dict[str, str | None]
    default: list[str] | None  # the graphs of the Protocol; None if the request names none
    named: list[str] | None
    options: dict[str, Any]
    unless: str | None  # a state of the graph for which the answer is known already


class Output(Protocol):
    """Where a body goes."""

    def write(self, data: bytes, /) -> int:
        """Take more of it."""


class Unacceptable(Exception):
    """No format fits."""


class Missing(Exception):
    """There is no such thing in the graph."""


def ask(graph: Store, asked: Asked, output: Output) -> str:
    """Answer a query, or one of the named ones."""
    dataset = None
    if asked["default"] is not None or asked["named"] is not None:
        dataset = query.Dataset(tuple(asked["default"] or ()), tuple(asked["named"] or ()))
    text = asked["text"].strip()
    if _NAME.fullmatch(text) and text in query.named():
        found = query.answer(graph.quads, text, {}, dataset)
    else:
        found = query.ask(graph.quads, asked["text"], dataset=dataset, union=not graph.united)
    kind = "triples" if found.triples else "rows"
    form = asked["forms"][kind]
    if form is None:
        raise Unacceptable(f"the answer is {kind}, and no format of {kind} is acceptable to you")
    found.serialize(form, output)
    return form


def network(graph: Store, asked: Asked, output: Output) -> str:
    """Draw the network as a page; ``options`` are those of ``kg.network.network``."""
    from kg.network import network as drawn
    from kg.view import view

    page = view(drawn(_querying(graph), **asked["options"]))
    output.write(page.html.encode())
    return "html"


def thing(graph: Store, asked: Asked, output: Output) -> str:
    """Tell what the graph says of a thing, by ``options`` kind, name and page: as a page, or as triples."""
    from kg.serve import pages, things

    kind, name, page = (asked["options"][key] for key in ("kind", "name", "page"))
    iri = things.find(_querying(graph), kind, name)
    if iri is None:
        raise Missing(f"there is no {kind} “{name}” in this graph")
    form = asked["forms"]["triples"]
    if form is None:
        output.write(pages.of_thing(things.thing(_querying(graph), kind, iri, page), page).encode())
        return "html"
    _querying(graph)(things.described(kind, iri)).serialize(form, output)
    return form


def home(graph: Store, asked: Asked, output: Output) -> str:
    """Tell what the graph is about."""
    from kg.serve import pages, things

    output.write(pages.of_home(things.overview(_querying(graph)), query.named().values()).encode())
    return "html"


def find(graph: Store, asked: Asked, output: Output) -> str:
    """List who bears a name; of one alone, the path to its page, as ``path``."""
    from kg.serve import pages, things

    found = things.called(_querying(graph), asked["text"]) if asked["text"].strip() else []
    if len(found) == 1 and (path := pages.path(found[0].iri)):
        output.write(path.encode())
        return "path"
    output.write(pages.of_found(asked["text"], found).encode())
    return "html"


def _querying(graph: Store) -> Callable[[str], query.Answer]:
    return lambda text: query.ask(graph.quads, text, union=not graph.united)


TASKS: dict[str, Callable[[Store, Asked, Output], str]] = {
    "ask": ask,
    "network": network,
    "thing": thing,
    "home": home,
    "find": find,
}
