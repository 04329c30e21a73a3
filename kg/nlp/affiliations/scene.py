"""The mentions of a Doc in a row: which one covers, begins or ends at a token. The role stages read along it.

Titles, tags and possessors are found by neighbourhood rather than by the parse, which is at its worst in the long
runs of capitals in which they stand ("White House budget office chief Dr. Ann Miller").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from kg.nlp.data import Actor, EventDict, Mention
from kg.ontology import Ontology
from kg.terms import ActorEntry


def plain(token: Token) -> str:
    """The token in lower case, without invisible format characters such as the left-to-right mark."""
    text = token.lower_
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")


def title_words(ontology: Ontology) -> frozenset[str]:
    """The words of titles before names, each by itself and without its dot: "lt", "gen"."""
    return frozenset(w.lower().rstrip(".") for word in ontology.words("Title") for w in word.split())


class Scene:
    """Mentions by token; the widest where they nest."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.mentions: list[Mention] = doc._.kg_mentions
        self.actors: list[Actor] = doc._.kg_actors
        self.by_head: dict[int, Mention] = {m["head"]: m for m in self.mentions}
        self.covering: dict[int, list[Mention]] = {}
        for mention in sorted(self.mentions, key=lambda m: m["start"] - m["end"]):
            for i in range(mention["start"], mention["end"]):
                self.covering.setdefault(i, []).append(mention)

    def at(self, i: int, without: int = -1) -> Mention | None:
        """The widest mention over token ``i`` that does not reach over token ``without``."""
        for mention in self.covering.get(i, ()):
            if not mention["start"] <= without < mention["end"]:
                return mention
        return None

    def starting(self, i: int) -> Mention | None:
        """The widest mention whose first token is ``i``."""
        return next((m for m in self.covering.get(i, ()) if m["start"] == i), None)

    def ending(self, i: int) -> Mention | None:
        """The widest mention that ends right before token ``i``."""
        return next((m for m in self.covering.get(i - 1, ()) if m["end"] == i), None)

    def same_sentence(self, i: int, j: int) -> bool:
        """Whether no sentence begins after token ``i`` up to token ``j``."""
        return 0 <= i <= j < len(self.doc) and not any(self.doc[k].is_sent_start for k in range(i + 1, j + 1))

    def is_a(self, mention: Mention, types: Iterable[str]) -> bool:
        """Whether the actors of a mention are of one of these types (as coreference knows them)."""
        if mention["actor"]:
            return all(self.actors[a]["type"] in types for a in mention["actor"])
        return mention["type"] in types

    def names_nobody(self, mention: Mention) -> bool:
        """Whether no named actor stands behind a mention."""
        return not any(self.actors[a]["named"] for a in mention["actor"])

    def speaks_of(self, state: str) -> bool:
        """Whether a state or anybody of it is among the actors."""
        return any(state in (actor["known"], actor["state"]) for actor in self.actors)

    def known(self, entry: ActorEntry) -> int:
        """The index of an actor of the ontology, which joins those of the article if only a tag or prefix names it."""
        for index, actor in enumerate(self.actors):
            if actor["known"] == entry.name:
                return index
        return self.add(entry.label, list(entry.names), entry.type, entry.name)

    def place(self, name: str) -> int:
        """The index of the place of that name, which joins the actors of the article if it is not there."""
        for index, actor in enumerate(self.actors):
            if name in actor["names"] and actor["type"] == "Place":
                return index
        return self.add(name, [name], "Place", None)

    def add(self, name: str, names: list[str], kind: str, known: str | None) -> int:
        self.actors.append(Actor(name=name, names=names, type=kind, named=True, known=known, state=None))
        return len(self.actors) - 1

    def event(
        self,
        relation: str,
        source: tuple[int, int],
        target: tuple[int, int],
        cue: Iterable[int],
        wording: str,
        confidence: float,
        *,
        predicate: int | None = None,
        time: int | None = None,
    ) -> EventDict:
        """A role event; ``source`` and ``target`` are (actor, token). The evidence is the sentence of the cue."""
        tokens = sorted(set(cue))
        return EventDict(
            relation=relation,
            source=source[0],
            target=target[0],
            source_token=source[1],
            target_token=target[1],
            theme=None,
            theme_start=None,
            theme_end=None,
            predicate=tokens[-1] if predicate is None else predicate,
            cue=tokens,
            wording=wording,
            polarity="Affirmed",
            modality="Actual",
            by=None,
            time=time,
            confidence=confidence,
        )


def possessive(doc: Doc, i: int) -> bool:
    """Whether token ``i`` is a possessive ending."""
    return i < len(doc) and doc[i].tag_ == "POS"


def mentioned(scene: Scene, mention: Mention) -> Span:
    """The words of a mention."""
    return scene.doc[mention["start"] : mention["end"]]


def before(scene: Scene, mention: Mention) -> tuple[Mention | None, bool]:
    """The mention right before another, and whether a possessive ending stands between."""
    i = mention["start"]
    has_s = i > 0 and possessive(scene.doc, i - 1)
    found = scene.ending(i - 1 if has_s else i)
    if found is None and i > 0:
        found = scene.ending(i - 1) if plain(scene.doc[i - 1]) == "'s" else scene.at(i - 1, without=i)
        found = found if found and found["form"] == "demonym" else None
    if found and not scene.same_sentence(found["start"], i):
        return None, has_s
    return found, has_s
