"""Tense: whether the clause of a time speaks of what lies ahead, of what was, or of what goes on."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp import grammar
from kg.ontology import Ontology


class Tenses:
    """Tells the tense of the clause that a time stands in. Built once from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.foresees, self.figures, self.terms = words("Foresees"), words("TimeFigure"), words("TimeTerm")
        self.scheduling, self.settings = words("Scheduling"), words("TimeSetting")
        self.governing = words("PlannedVerb") | words("DemandVerb") | words("PossibleVerb")

    def was_done(self, verb: Token) -> bool:
        """Whether a time on a verb of foresight is of the act itself: "agreed on Monday", not "was due on Monday"."""
        passive = any(t.dep_ == "auxpass" for t in verb.children)
        return not passive and verb.lemma_.lower() not in self.scheduling and clause_tense(verb) == "past"

    def aimed(self, head: Token) -> bool | None:
        """Whether what a time with "for" is of lies ahead: "talks for June" do, "sales for June" do not."""
        nouns = [t for t in head.ancestors if t.pos_ in ("NOUN", "PROPN", "VERB")][:1]
        nouns += [o for v in nouns if v.pos_ == "VERB" for o in v.children if o.dep_ in ("dobj", "nsubjpass")]
        if any(t.lemma_.lower() in self.figures for t in nouns):
            return False
        return True if any(t.pos_ == "NOUN" for t in nouns) else None

    def goes_on(self, head: Token) -> bool:
        """Whether the clause of a time says what still goes on: "has led it", not "has extended it", "was banned"."""
        verb = next((t for t in (head, *head.ancestors) if t.pos_ in ("VERB", "AUX")), None)
        if verb is None or verb.lemma_.lower() in self.terms:
            return False
        auxiliaries = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
        passive = any(t.dep_ == "auxpass" for t in auxiliaries)
        return not passive and any(t.lemma_ == "have" and t.tag_ in ("VBZ", "VBP") for t in auxiliaries)

    def ahead(self, head: Token) -> bool | None:
        """Whether the clause of a time speaks of the future (True) or the past (False); None if it does not tell."""
        through_noun = through_verb = False
        below = head
        for token in head.ancestors:
            bidden = grammar.is_infinitive(below) and token.lemma_.lower() in self.governing  # "told to pay by May"
            if bidden or token.lemma_.lower() in self.foresees:
                if any(t.lower_ == "had" for t in grammar.children(token, "aux")):
                    return None  # "had planned to leave in May": whether that lies ahead is not said
                within = through_noun and not self.is_setting(below)
                return within or through_verb or not self.was_done(token)
            below = token
            if token.pos_ not in ("VERB", "AUX"):
                through_noun |= token.pos_ in ("NOUN", "PROPN")
                continue
            tense = clause_tense(token)
            if tense == "present":
                weekday = not through_noun and token.sent.start_char >= token.doc._.kg_title_end
                return weekday or None
            if tense:
                return tense == "future"
            through_verb = True
        return None

    def is_setting(self, token: Token) -> bool:
        """Whether a noun tells where something was said, not what: "urged her **in a call on Monday** to sign"."""
        return token.dep_ == "prep" and token.lower_ in self.settings


def clause_tense(verb: Token) -> str | None:
    """past, present or future; None for a verb that takes its tense from another ("agreed to meet")."""
    auxiliaries = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    tags = {t.tag_ for t in auxiliaries}
    if any(t.lemma_ == "have" for t in auxiliaries) or "VBD" in tags or verb.tag_ == "VBD":
        return "past"
    if "MD" in tags or ("TO" in tags and verb.dep_ in ("relcl", "acl")):
        return "future"
    if verb.tag_ in ("VBZ", "VBP") or tags & {"VBZ", "VBP"}:
        return "present"
    finite = verb.dep_ != "ROOT" or any(t.dep_ == "nsubj" for t in verb.children)  # a past that was tagged a participle
    return "past" if verb.tag_ == "VBN" and finite else None


def negated(head: Token) -> bool:
    """Whether the word that a time hangs on, or what governs it, is denied: "not due until October"."""
    for distance, token in enumerate(head.ancestors):
        if any(t.dep_ == "neg" for t in token.children):
            return True
        if token.pos_ in ("VERB", "AUX") or distance > 2:
            return False
    return False
