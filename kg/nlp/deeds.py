"""Nouns that name deeds and weapons: whose they are, by the clauses on them."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Token

from kg.nlp import grammar


def makers(noun: Token, making: Container[str]) -> list[Token]:
    """Who made, says a clause on a noun, what it is: "rockets fired by X", "the ban on Y that X imposed".

    ``making`` are the verbs that say so: by whom an attack was condemned is not whose it is.
    """
    for at in (noun, *grammar.complemented(noun)):  # the clause hangs on the nearest noun
        for clause in grammar.children(at, "acl", "relcl"):
            if clause.lemma_.lower() in making and clause.tag_ != "VBG" and not grammar.is_infinitive(clause):
                if found := grammar.agents(clause) if grammar.is_passive(clause) else subjects_within(clause):
                    return found
    return []


def subjects_within(clause: Token) -> list[Token]:
    """The subjects that stand in a relative clause itself: "the sanctions **Paris** imposed"."""
    return [t for t in grammar.children(clause, "nsubj") if grammar.relative_antecedent(t) is None]


def stands_as_noun(token: Token) -> bool:
    """Whether a word has the place of a noun, whatever the tagger says: "**strikes** on the town continued"."""
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and not grammar.children(
        token, "aux", "auxpass", "dobj"
    )
