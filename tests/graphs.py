"""Graphs for the tests of network and view: a few invented articles, a large one, and one of hostile text."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox

from kg.actors import Identity
from kg.events import Event, Evidence, When
from kg.rdf import Run, quads

RUN = Run("test", "none", "none")

ACTORS = {
    actor.local: actor
    for actor in (
        Identity("Norland", "Norland", ("Norland", "Kingdom of Norland"), "State", wikidata="Q1"),
        Identity("Sudria", "Sudria", ("Sudria", "Republic of Sudria"), "State"),
        Identity("Ana_Ferro", "Ana Ferro", ("Ana Ferro", "Ferro", "Anna Ferró"), "Person"),
        Identity("Harbour_Union", "Harbour Union", ("Harbour Union",), "Organization"),
        Identity("fishermen", "fishermen", ("fishermen",), "Group", named=False),
    )
}


def event(
    relation: str,
    source: Identity,
    target: Identity | None = None,
    *,
    quote: str = "",
    cue: str = "",
    theme: str | None = None,
    day: str | None = None,
    until: str | None = None,
    **rest: Any,
) -> Event:
    """An event said by one sentence; with ``day`` it has a time of its own, to ``until`` or that day alone."""
    when = When(day if until is None else f"{day}/{until}", day, until or day) if day else None
    evidence = Evidence(quote or f"{source.name} {cue} somebody.", 10, 10 + len(quote), cue or relation, 10)
    values = {"polarity": "Affirmed", "modality": "Actual", "by": None, "confidence": 0.9, **rest}
    return Event(relation, source, target, theme, time=when, evidence=(evidence,), **values)


def article(name: str, title: str, date: str | None, events: Iterable[Event]) -> list[ox.Quad]:
    """The quads of one article."""
    about: Any = SimpleNamespace(id=name, title=title, date=date, url=None, file=f"{name}.txt", sha256="0" * 64)
    return quads(about, list(events), RUN)


def asking(statements: Iterable[ox.Quad]) -> Callable[[str], Any]:
    """What answers SPARQL over all articles."""
    store = ox.Store()
    store.extend(statements)
    return lambda query: store.query(query, use_default_graph_as_union=True)


def small() -> list[ox.Quad]:
    """Two articles about Norland and Sudria: facts, a claim, a plan, a denial, a topic and a role."""
    norland, sudria, ferro, union, fishermen = ACTORS.values()
    first = [
        event(
            "accuses",
            norland,
            sudria,
            day="2031-03-02",
            cue="accused",
            quote="Norland accused Sudria of cutting its nets.",
        ),
        event(
            "attacks",
            sudria,
            norland,
            day="2031-03-01",
            by=norland,
            cue="attacked",
            quote="Sudria attacked a patrol boat, Norland said.",
        ),
        event(
            "leads",
            ferro,
            norland,
            cue="Prime Minister",
            quote="Prime Minister Ana Ferro spoke to fishermen on Sunday.",
        ),
        event(
            "meets",
            ferro,
            fishermen,
            day="2031-03-02",
            cue="spoke to",
            quote="Prime Minister Ana Ferro spoke to fishermen on Sunday.",
        ),
        event("protests", fishermen, cue="marched", day="2031-03-02", quote="Fishermen marched."),
    ]
    second = [
        event("accuses", norland, sudria, day="2031-04-11", cue="accused", quote="Again Norland accused Sudria."),
        event("attacks", sudria, norland, day="2031-04-10", cue="attack", polarity="Negated",
              quote="Sudria did not attack anybody."),
        event("visits", ferro, sudria, day="2031-05-01", until="2031-05-31", cue="visit", modality="Planned",
              quote="Ferro will visit Sudria in May."),
        event("announces", replace(union, names=("Harbour Union", "the union")), theme="a strike", cue="announced",
              day="2031-04-10", quote="The Harbour Union announced a strike."),
        event("aids", sudria, fishermen, cue="paid", quote="Sudria paid fishermen."),
    ]  # fmt: skip
    return [*article("first", "Nets cut", "2031-03-02", first), *article("second", "Visit", "2031-04-11", second)]


def large(nodes: int, edges: int, seed: int = 4) -> list[ox.Quad]:
    """A graph of about that many nodes and edges, some of them far better connected than others."""
    chance = random.Random(seed)
    relations = ("accuses", "meets", "aids", "criticizes", "attacks", "supports", "demands", "consults", "leads")
    kinds = ("Person", "State", "Organization", "Group")
    actors = [
        Identity(f"Actor_{n}", f"Actor Number {n}", (f"Actor Number {n}", f"A{n}"), kinds[n % 4]) for n in range(nodes)
    ]
    seen: dict[tuple[str, str, str], Event] = {}
    while len(seen) < edges:
        first = actors[len(seen)] if len(seen) < nodes else actors[int(nodes * chance.random() ** 2)]
        second = actors[int(nodes * chance.random() ** 3)]
        if first is second:
            continue
        relation = chance.choice(relations)
        day = f"2031-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        modality = chance.choice(("Actual", "Actual", "Actual", "Planned"))
        seen[first.local, relation, second.local] = event(
            relation, first, second, day=day, cue=relation, modality=modality,
            quote=f"{first.name} {relation} {second.name}, an official said on {day}.",
        )  # fmt: skip
    return article("large", "A large graph", "2031-12-31", seen.values())


HOSTILE = (
    "<script>window.hurt = 1</script>",
    "</script><script>window.hurt = 2</script>",
    "<img src=x onerror='window.hurt = 3'>",
    '" onmouseover="window.hurt = 4',
    "javascript:window.hurt=5",
    "<a href='https://example.org/'>href</a>",
    "<svg/onload=window.hurt=6>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "\u202egnirts desrever\u202c \u2066isolated",
    "<!-- <script>",
    "</style><style>*{display:none}</style>",
    '=HYPERLINK("https://example.org")',
    "long " * 2000,
    "__proto__",
    "constructor",
)


def hostile() -> list[ox.Quad]:
    """Every hostile text as a name, a headline, an id, a cue, a sentence and a theme."""
    found: list[ox.Quad] = []
    actors = [Identity(f"h{n}", text, (text, f"other {text}"), "Person") for n, text in enumerate(HOSTILE)]
    for n, text in enumerate(HOSTILE):
        other = actors[(n + 1) % len(actors)]
        events = [
            event("accuses", actors[n], other, quote=f"{text} said so {text}", cue=text, day="2031-03-02"),
            event("announces", actors[n], theme=text, quote=text, cue=text, by=other),
        ]
        found += article(text, text, "2031-03-02", events)
    return found
