"""The least one asks of a dependency parse: children by label, prepositions, relative pronouns, a verb's form."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token with one of these labels, in the order of the text."""
    return [child for child in token.children if child.dep_ in deps]


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def is_finite(verb: Token) -> bool:
    """Whether a verb is of the indicative by its form: "left", "have left"; not "(that they) leave", "leaving"."""
    auxiliaries = children(verb, "aux", "auxpass")
    return any(t.tag_ in ("VBD", "VBZ") for t in (verb, *auxiliaries)) or any(t.tag_ == "VBP" for t in auxiliaries)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(t.lower_ == "to" for t in children(verb, "aux"))


def complements(head: Token, *words: str) -> Iterator[Token]:
    """The prepositions of ``words`` below a verb, noun or adjective: its own, or one on its object by attachment."""
    for child in head.children:
        if child.dep_ in ("prep", "dative", "agent", "prt", "advmod", "mark") and child.lower_ in words:
            yield child


def relative_antecedent(token: Token) -> Token | None:
    """What a relative pronoun stands for: "Lukashenko, who is loyal" -> Lukashenko."""
    if token.tag_ not in RELATIVE_TAGS and not (token.lower_ == "that" and token.dep_ in SUBJECTS | {"dobj", "pobj"}):
        return None
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head
        if ancestor.dep_ in ("ccomp", "csubj", "ROOT"):
            return _cleft(ancestor)
    return None


def _cleft(clause: Token) -> Token | None:
    """What is singled out before a clause: "it was **Chad** that attacked"."""
    told = children(clause.head, "attr") if clause.head.lemma_ == "be" and clause.dep_ == "ccomp" else []
    bare = any(t.lower_ == "it" for t in children(clause.head, *SUBJECTS))
    return told[0] if told and bare and told[0].right_edge.i == clause.left_edge.i - 1 else None
