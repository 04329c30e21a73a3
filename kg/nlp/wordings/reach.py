"""Where the prepositions of a wording may hang, and where they belong to something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.wordings import deeds

if TYPE_CHECKING:
    from kg.nlp.wordings.matching import Match

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})


def attachments(found: Match, anchors: list[Token]) -> Iterator[Token]:
    """Where a preposition may hang instead: on an object, or on the phrase before it ("talks in Minsk with Kiev").

    The parser attaches prepositional phrases to the nearest noun more often than they belong there.
    """
    head = found.predicate
    if found.wording.kind == "verb":
        for thing in grammar.objects(head):
            yield from grammar.coordinated(thing)  # "charged Chad and Mali **with** fraud"
            # "the worst raid **seen** on Mali"
            yield from (c for c in grammar.children(thing, "acl") if c.tag_ == "VBN")
            yield from grammar.next_in_list(thing)  # "charged Ada Winter, a banker, and six others **with** fraud"
            if (inner := grammar.content(thing)) is not thing:  # "$100 million in assistance to Chad"
                yield inner
    for anchor in anchors:
        if anchor.pos_ in NOMINAL:
            for preposition in grammar.children(anchor, "prep"):
                yield preposition
                yield from grammar.children(preposition, "pobj")
            told = [c for c in grammar.children(anchor, "acl") if not grammar.is_infinitive(c)]
            for clause in told:  # "a suit **brought** by the union against the bank"
                yield clause
                yield from (o for p in grammar.children(clause, "agent", "prep") for o in grammar.children(p, "pobj"))
        yield from (t for t in grammar.children(anchor, "xcomp", "acl") if found.wording.kind == "verb")
    if found.wording.kind == "noun":  # "gave **its support** to Kiev", "a deal **signed** with Kiev"
        yield from deeds.light_verbs(head, found.light)


def is_of_another(preposition: Token, anchors: list[Token]) -> bool:
    """ "of" belongs to the word before it: "the attack by guerrillas **of the ELN**" is none on the ELN."""
    return preposition.lower_ == "of" and preposition.head not in anchors and preposition.head.pos_ in NOMINAL


def is_inside(preposition: Token, anchors: list[Token]) -> bool:
    """Whether "of" is within what a noun is for: "the request for the arrest **of X**" is no request of X."""
    noun, inner = preposition.head, preposition.head.head
    inside = preposition.lower_ == "of" and noun.dep_ == "pobj" and noun not in anchors
    return inside and inner.lower_ not in ("of", "in") and inner.head in anchors and inner.head.pos_ in NOMINAL
