"""Whose an infinitive behind an object is: "urged **Chad** to leave", but "**Mali** left the bloc to join another"."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

from kg.nlp import grammar


def mark_purposes(
    doc: Doc,
    controlling: Container[str],
    endeavours: Container[str] = (),
    roles: Container[str] = (),
    obtaining: Container[str] = (),
) -> None:
    """Label the infinitives of purpose that the parser took for complements as the adverbial clauses they are, and hang
    those that say what is tried on the noun that says so.

    ``controlling`` are the verbs whose object does what the infinitive says, ``endeavours`` such nouns; ``roles`` are
    nouns behind which a gerund says so ("Mali's **role** in arming them"); ``obtaining`` are verbs whose subject does
    what a noun allows: "**Mali** won French approval to buy it".
    """
    for token in doc:
        if (noun := _involved(token, roles)) is not None:
            token.head = noun
        if _allowed(token) and token.head.head.lemma_.lower() in obtaining:
            token.dep_, token.head = "advcl", token.head.head
        if (noun := _tried(token, endeavours)) is not None:
            token.dep_, token.head = "acl", noun
        verb = token.head
        if (told := _told(token)) is not None and verb.lemma_.lower() not in controlling:
            token.dep_, told.head, told.dep_ = "advcl", verb, "dobj"
        if token.dep_ != "xcomp" or not grammar.is_infinitive(token) or verb.pos_ != "VERB":
            continue
        if (asked := _asked(token)) is not None and verb.lemma_.lower() in controlling:
            asked.head = verb
        before = any(o.i < token.i for o in grammar.children(verb, "dobj"))
        if before and not grammar.is_passive(verb) and verb.lemma_.lower() not in controlling:
            token.dep_ = "advcl"


def _involved(preposition: Token, roles: Container[str]) -> Token | None:
    """The noun right before "in" that says who does what follows, taken for a part of the clause: "hailed Mali's
    **role** in arming them".
    """
    if preposition.lower_ != "in" or preposition.dep_ != "prep" or not grammar.children(preposition, "pcomp"):
        return None
    before = [t for t in grammar.children(preposition.head, "dobj") if t.right_edge.i == preposition.i - 1]
    return next((t for t in before if t.lemma_.lower() in roles and grammar.possessors(t)), None)


def _allowed(infinitive: Token) -> bool:
    """Whether an infinitive stands behind an object with its giver before it: "won French **approval** to buy it"."""
    noun = infinitive.head
    behind = infinitive.dep_ == "acl" and grammar.is_infinitive(infinitive) and noun.dep_ == "dobj"
    return behind and bool(grammar.possessors(noun)) and not grammar.children(noun, "poss")


def _asked(infinitive: Token) -> Token | None:
    """Who is asked, taken for whom it is done to: "Mali, **which** Chad had invited to join the bloc"."""
    things = grammar.children(infinitive, "dobj")
    asked = [t for t in things if t.i < infinitive.head.i and grammar.relative_antecedent(t) is not None]
    return asked[0] if asked and (len(things) > 1 or asked[0].lower_ == "whom") else None


def _told(participle: Token) -> Token | None:
    """To whom somebody speaks, taken for who does: "she updated **Parliament** saying that it went well"."""
    if participle.tag_ != "VBG" or participle.dep_ != "ccomp" or grammar.children(participle, "aux", "mark"):
        return None
    before = grammar.children(participle, "nsubj")
    behind = before and before[0].left_edge.i == participle.head.i + 1 and before[0].right_edge.i == participle.i - 1
    speaks = grammar.children(participle, "ccomp") and grammar.is_finite(participle.head)
    return before[0] if behind and speaks else None


def _tried(infinitive: Token, endeavours: Container[str]) -> Token | None:
    """The noun right before an infinitive that says what it is to do, taken for a purpose of the verb above: "condemned
    Mali's **attempt** to seize it".
    """
    if infinitive.dep_ not in ("advcl", "xcomp", "acl") or not grammar.is_infinitive(infinitive):
        return None
    if infinitive.left_edge.i == 0:
        return None
    if infinitive.i < infinitive.head.i:  # "**calls** by the union for the chief to go grew"
        called = [s for s in grammar.children(infinitive.head, "nsubj") if s.right_edge.i == infinitive.left_edge.i - 1]
        return next((s for s in called if s.lemma_.lower() in endeavours), None)
    noun = infinitive.left_edge.nbor(-1)
    above = noun.dep_ in ("dobj", "pobj", "conj") and infinitive.head in noun.ancestors
    tried = noun.pos_ == "NOUN" and noun.lemma_.lower() in endeavours and infinitive.head.i < noun.i
    return noun if above and tried and grammar.possessors(noun) else None
