"""The actors of one Doc -> identities that hold over all articles.

An identity depends on nothing but the actor's name, the article and the ontology. So articles can be read in any
order, in any number of processes, and the same actor gets the same IRI.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.iris import clean, digest, slug

if TYPE_CHECKING:
    from kg.nlp.data import Actor
    from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an actor is: ``local`` is its local name below ``actor:``, the same wherever it is met."""

    local: str
    name: str
    names: tuple[str, ...]  # every name seen in this article or known, the best one first
    type: str  # Person State Organization Group Place
    named: bool = True
    wikidata: str | None = None  # "Q159"


def identities(actors: Sequence[Actor], article: str, ontology: Ontology) -> list[Identity]:
    """The identity of each actor of the article with the id ``article``, in the same order.

    An actor of the ontology is the one of that name there. Of the others, a name of two or more words is taken to be
    one actor in all articles; a bare surname or first name, and whoever has no name ("two senior officials"), is an
    actor of this article only, so that two Smiths do not become one person.
    """
    return [_identity(actor, article, ontology) for actor in actors]


def _identity(actor: Actor, article: str, ontology: Ontology) -> Identity:
    entry = ontology.actors.get(actor["known"] or "")
    if entry is not None:
        return Identity(
            local=entry.name,
            name=entry.label,
            names=_distinct(entry.label, *entry.names, *actor["names"]),
            type=entry.type,
            wikidata=entry.wikidata,
        )
    name = clean(actor["name"]) or "?"
    local = slug(name)
    if not actor["named"] or (actor["type"] == "Person" and " " not in name):
        local = f"{local}-{digest(article, name)}"
    elif local in ontology.actors:
        local = f"{local}-{digest(name)}"
    return Identity(local, name, _distinct(name, *actor["names"]), actor["type"], actor["named"])


def _distinct(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(clean, names))))
