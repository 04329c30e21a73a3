"""What is so whatever is said, planned or asked about it: "will speak about **the attack**", "voted **to back** it"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp import grammar
from kg.ontology import Ontology

SPOKEN = frozenset({"cooperatesVerbally", "conflictsVerbally"})  # families of what is done by saying so
# families of what a noun with "the" is taken to have happened: "duties under **the treaty**", but not "**the sale**"
GIVEN = SPOKEN | {"conflictsMaterially"}
_GOING = frozenset({"VBG", "VBP", "VBZ", "VB"})


class Given:
    """Tells what a clause takes as given. ``governing`` are words whose complement need not be so."""

    def __init__(self, ontology: Ontology, governing: frozenset[str]) -> None:
        words = ontology.words
        self.ruled = governing | words("RumourNoun")
        self.unsure = governing | words("LightVerb") | words("NegatingVerb") | words("SuccessVerb")
        self.topical, self.about = words("TopicVerb"), words("TopicPreposition")
        self.defying, self.voting, self.polite = words("DefyingPreposition"), words("VotingVerb"), words("PoliteVerb")
        self.expressive = words("ExpressiveVerb")

    def __call__(self, predicate: Token, below: Token, above: Token, family: str) -> bool:
        """Whether it is so, as far as one step of the way up from a predicate tells."""
        if family in SPOKEN and (self.is_polite(below, above) or self.is_beside(below, above, family)):
            return True
        return self.is_presupposed(predicate, below, above, family)

    def is_presupposed(self, predicate: Token, below: Token, above: Token, family: str) -> bool:
        """Whether a deed is taken as given by what is done about it: "may condemn the **attack**", "will speak about
        Mali's **attack**", "duties under **its treaty** with Mali".
        """
        if predicate.pos_ not in ("NOUN", "PROPN"):
            return False
        done = grammar.is_verb(above) and below.dep_ in ("dobj", "nsubjpass")
        lemma = above.lemma_.lower()
        inside = below == predicate.head and predicate.dep_ == "pobj"
        if lemma in self.topical and (is_definite(predicate) or any(grammar.complements(predicate, "between"))):
            reached = inside and below.dep_ == "prep" and below.lower_ in self.about
            if reached or done and family.startswith("conflicts") and below == predicate:
                return True
        if inside and is_definite(predicate) and family in GIVEN:
            return above.pos_ == "NOUN" and lemma not in self.ruled
        return done and lemma not in self.unsure

    def is_beside(self, below: Token, above: Token, family: str) -> bool:
        """Whether words are spoken whatever becomes of the deed above: "**despite** calls from Peru, Chile will build
        it"; or by that deed: "**voted** to back it".
        """
        if below.dep_ == "xcomp" and above.lemma_.lower() in self.voting:
            return not grammar.children(above, "aux") or above.tag_ == "VBN"
        return self.is_defied(below, family)

    def is_defied(self, preposition: Token, family: str) -> bool:
        """Whether the words behind a preposition did not hinder or have brought about a deed."""
        return preposition.dep_ == "prep" and preposition.lower_ in self.defying and family == "conflictsVerbally"

    def is_polite(self, below: Token, above: Token) -> bool:
        """ "I want to **thank** the nurses": who says so does so."""
        wanted = above.lemma_.lower() in self.polite and below.dep_ == "xcomp"
        return wanted and any("1" in t.morph.get("Person", []) for t in grammar.children(above, *grammar.SUBJECTS))

    def is_expressed(self, purpose: Token, above: Token) -> bool:
        """Whether who did a thing in order to say something has said it: "blocked a road **to protest**"; not "is
        travelling to Oman **to thank** her".
        """
        return purpose.lemma_.lower() in self.expressive and above.tag_ not in _GOING


def is_definite(noun: Token) -> bool:
    """Whether a noun is of somebody, or of what was told of: "**Mali's** attack", "**the** attack"."""
    own = grammar.children(noun, "poss")
    return bool(own) or any(t.lower_ in ("the", "this", "these") for t in grammar.children(noun, "det"))
