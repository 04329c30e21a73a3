"""Of which word an expression of time says when: the verb or the noun of a deed that it modifies.

The parse names the word on which a time hangs. That may be a word of no deed ("was named **chairman** in 2009"):
then the time is of the deed further up. A time before its noun ("the **July** deal", "**Tuesday's** vote") is of that
noun alone; a time with "for" is of what is planned for it ("scheduled the **vote** for Friday").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Time
from kg.ontology import Ontology
from kg.wording import index

_BEFORE_NOUN = frozenset({"poss", "compound", "nmod", "nummod", "amod"})
_NAMES = frozenset({"PROPN", "NUM"})


@dataclass(frozen=True, slots=True)
class Owned:
    """A time (index into ``doc._.kg_times``) and how it stands to the word that it is of."""

    time: int
    at: int  # token where the expression stands
    hook: int  # the word on which it hangs
    attributive: bool  # before its noun, or behind "of"
    aimed: bool  # "for Friday"


class Owners:
    """Finds the owners of the times of a Doc."""

    def __init__(self, ontology: Ontology) -> None:
        nouns = {head for kind, head in index(ontology) if kind == "noun"}
        self.deeds = nouns | ontology.words("EventNoun")
        self.roles = {r.name for r in ontology.relations.values() if r.family == "role"}
        self.parts = ontology.words("TimePart")
        self.aims = ontology.words("TimeFor")
        self.since = ontology.words("TimeSince")
        self.ranks = ontology.words("TimeRank")

    def of(self, doc: Doc) -> dict[int, list[Owned]]:
        """Token -> the times that say when it was, in the order of the text."""
        found: dict[int, list[Owned]] = {}
        spans = {i: t["head"] for t in doc._.kg_times for i in range(t["start"], t["end"])}
        roles = {e["predicate"] for e in doc._.kg_events if e["relation"] in self.roles}
        for number, time in enumerate(doc._.kg_times):
            placed = self.hook(doc, time, spans)
            if placed is None:
                continue
            hook, last, preposition = placed
            within = last.dep_ in _BEFORE_NOUN or last.lower_ == "of"  # "Friday's vote", "the vote of Friday"
            attributive = within and hook.pos_ in ("NOUN", "PROPN")
            aimed = preposition is not None and preposition.lower_ in self.aims and not _lasts(time)
            if self.ranked(time, hook):
                continue
            held = "/" in time["edtf"] and hook.i in roles  # "the president since 2010"
            for owner in [hook] if held else self.owners(hook, attributive, aimed):
                found.setdefault(owner.i, []).append(Owned(number, time["start"], hook.i, attributive, aimed))
        return found

    def hook(self, doc: Doc, time: Time, spans: dict[int, int]) -> tuple[Token, Token, Token | None] | None:
        """The word a time hangs on, the last word of the time's own phrase, and the preposition between."""
        token, preposition = doc[time["head"]], None
        if outside := [t for t in grammar.children(token, "pobj") if t.i >= time["end"]]:
            return outside[0], token, None  # "two days after the vote": that of the vote
        if grammar.is_verb(token.head) and token.dep_ in ("nsubj", "nsubjpass"):
            return None
        while token.head.i != token.i:
            above = token.head
            if above.i in spans or self.is_part(token, above):
                token = above
            elif above.tag_ == "VBG" and above.lower_ in self.since and above.dep_ in ("acl", "advcl", "prep"):
                token = above  # "a call starting at 3 p.m. on Friday"
            elif above.pos_ in ("ADP", "SCONJ", "ADV") and token.dep_ != "npadvmod" or above.dep_ in ("prep", "advmod"):
                preposition = preposition or (above if above.pos_ in ("ADP", "SCONJ") else None)
                token = above
            else:
                return above, token, preposition
        return None

    def is_part(self, token: Token, above: Token) -> bool:
        """Whether a time hangs on what names a part of it: "the end of May", "early in May"."""
        return token.dep_ in ("pobj", "prep") and not grammar.is_verb(above) and above.lemma_.lower() in self.parts

    def owners(self, hook: Token, attributive: bool, aimed: bool) -> Iterator[Token]:
        """The words of deeds that a time on ``hook`` is of."""
        if attributive or aimed and not grammar.is_verb(hook):
            yield hook
        elif aimed:
            planned = grammar.children(hook, "dobj", "nsubjpass") or grammar.children(hook, "nsubj")
            yield from planned
        else:
            yield self.deed(hook)

    def deed(self, token: Token) -> Token:
        """The nearest verb or noun of a deed from a word upward, inside its clause."""
        while not self.is_deed(token) and token.head.i != token.i:
            token = token.head
        return token

    def is_deed(self, token: Token) -> bool:
        return grammar.is_verb(token) or token.pos_ not in _NAMES and token.lemma_.lower() in self.deeds

    def ranked(self, time: Time, hook: Token) -> bool:
        """Whether a time says since when nothing like it was: "the first loss since 2002" is no loss since 2002."""
        if time["latest"] is not None:
            return False
        nouns = [hook, *grammar.children(hook, "dobj", "attr", "nsubj")]
        nouns += [o for p in grammar.children(hook, "prep") for o in grammar.children(p, "pobj")]
        return any(
            t.tag_ in ("JJS", "RBS") or t.lower_ in self.ranks for n in nouns if n.pos_ == "NOUN" for t in n.lefts
        )


def _lasts(time: Time) -> bool:
    """Whether "for" belongs to a stretch of time: "for the past two years"."""
    return "/" in time["edtf"]
