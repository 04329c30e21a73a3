"""Whose an infinitive behind an object is: "urged **Chad** to leave", but "**Mali** left the bloc to join another"."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc

from kg.nlp import grammar


def mark_purposes(doc: Doc, controlling: Container[str]) -> None:
    """Label the infinitives of purpose that the parser took for complements as the adverbial clauses they are.

    ``controlling`` are the verbs whose object does what the infinitive says.
    """
    for token in doc:
        verb = token.head
        if token.dep_ != "xcomp" or not grammar.is_infinitive(token) or verb.pos_ != "VERB":
            continue
        before = any(o.i < token.i for o in grammar.children(verb, "dobj"))
        if before and not grammar.is_passive(verb) and verb.lemma_.lower() not in controlling:
            token.dep_ = "advcl"
