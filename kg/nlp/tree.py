"""The least one asks of a dependency parse: children by label, and what form a verb has."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token with one of these labels, in the order of the text."""
    return [child for child in token.children if child.dep_ in deps]


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def is_finite(verb: Token) -> bool:
    """Whether a verb is of the indicative by its form: "left", "has left"; not "(that he) leave", "leaving"."""
    return any(t.tag_ in ("VBD", "VBZ") for t in (verb, *children(verb, "aux", "auxpass")))


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(t.lower_ == "to" for t in children(verb, "aux"))
