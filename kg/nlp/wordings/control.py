"""Whose an infinitive behind an object is: "urged **Chad** to leave", but "**Mali** left the bloc to join another"."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from kg.nlp import grammar


def mark_purposes(doc: Doc, controlling: Container[str]) -> None:
    """Label the infinitives of purpose that the parser took for complements as the adverbial clauses they are.

    ``controlling`` are the verbs whose object does what the infinitive says.
    """
    for token in doc:
        verb = token.head
        if (told := _told(token)) is not None and verb.lemma_.lower() not in controlling:
            token.dep_, told.head, told.dep_ = "advcl", verb, "dobj"
        if token.dep_ != "xcomp" or not grammar.is_infinitive(token) or verb.pos_ != "VERB":
            continue
        before = any(o.i < token.i for o in grammar.children(verb, "dobj"))
        if before and not grammar.is_passive(verb) and verb.lemma_.lower() not in controlling:
            token.dep_ = "advcl"


def _told(participle: Token) -> Token | None:
    """To whom somebody speaks, taken for who does: "she updated **Parliament** saying that it went well"."""
    if participle.tag_ != "VBG" or participle.dep_ != "ccomp" or grammar.children(participle, "aux", "mark"):
        return None
    before = grammar.children(participle, "nsubj")
    behind = before and before[0].left_edge.i == participle.head.i + 1 and before[0].right_edge.i == participle.i - 1
    speaks = grammar.children(participle, "ccomp") and grammar.is_finite(participle.head)
    return before[0] if behind and speaks else None
