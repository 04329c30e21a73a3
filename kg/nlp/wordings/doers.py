"""Who does what a noun says: its owner, or, where it has none, whom the words around it name."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.wordings import deeds
from kg.nlp.wordings.arguments import Arguments
from kg.nlp.wordings.matching import Match
from kg.ontology import Ontology
from kg.terms import Relation
from kg.wording import Wording

TALK = "cooperatesVerbally"  # the family of meetings, calls, talks and visits


class Doers:
    """Finds the doers of deeds told by nouns, by the word lists of an ontology."""

    def __init__(self, ontology: Ontology, wordings: Iterable[Wording]) -> None:
        words = ontology.words
        # the nouns whose "of" names at whom or what they are aimed: "criticism **of** the bank"
        self.aimed = {
            (w.relation, head)
            for w in wordings
            for head in w.heads
            if w.kind == "noun" and any("of" in s.words and s.slot and s.slot.name != "SOURCE" for s in w.steps)
        }
        self.light, self.obtaining = words("LightVerb"), words("ObtainingVerb")
        self.bearing, self.framing = words("BearingNoun"), words("FramingPreposition") | words("SettingPreposition")
        self.partaking, self.helping = words("PartakingWord"), words("HelpingWord")
        self.making, self.scenes, self.wrapping = words("MakingVerb"), words("SceneNoun"), words("WrappingNoun")
        self.feats, self.answering = words("FeatNoun"), words("AnsweringVerb")
        self.charging, self.judging = words("ChargingVerb"), words("JudgingVerb") | words("ConvictingVerb")
        self.misdeeds = words("MisdeedNoun") | words("UndergoneNoun")

    def own(self, matched: Match, arguments: Arguments, hostile: bool) -> list[Token]:
        """Whose the noun is, among the tokens that its wording found: not whom the deed befell, nor where it was.

        Of a deed that is not ``hostile`` whose the thing is can have done it: "the delivery of **Chinese** grain".
        """
        noun, wording = matched.predicate, matched.wording
        if wording.subject is None or wording.subject.name not in matched.slots:
            return []
        if helped := deeds.helped(noun, self.helping):
            return helped
        tokens = matched.slots[wording.subject.name]
        if wording.subject.name != "SOURCE":
            return tokens
        aimed = not wording.steps and (wording.relation, noun.lemma_.lower()) in self.aimed
        others = [t for t in tokens if t.dep_ == "pobj" and t.head.lower_ == "of"]
        others = [t for t in others if aimed or arguments.befallen(t.head) and (hostile or arguments.actors([t]))]
        if not hostile:  # "**the striker's** transfer to Chelsea"
            others += [t for t in tokens if t.dep_ == "poss" and arguments.befallen(t)]
        by = [t for t in tokens if t.head.lower_ == "by"]
        others += [t for t in by if any(self.is_misdeed(done, noun) for done in (t.head.head, t.head.nbor(-1)))]
        if self.charged(noun) and grammar.is_passive(noun.head.head):
            others += [t for t in tokens if t.head.lower_ == "by"]  # "accused of attacks on nurses **by the union**"
        if noun.lemma_.lower() in self.scenes:
            others += [t for t in tokens if arguments.seats(t)]
        return [t for t in tokens if t not in others]

    def is_misdeed(self, done: Token, noun: Token) -> bool:
        """Whether what stands before "by" is itself done by somebody: "protests against **killings** by the army"."""
        return done != noun and done.lemma_.lower() in self.misdeeds

    def charged(self, noun: Token) -> list[Token]:
        """Who is blamed, thanked or tried for it; over a deed of others one is only criticised."""
        found = deeds.charged_with(noun, self.charging | self.judging)
        over = noun.head.lower_ == "over" and noun.head.head.lemma_.lower() not in self.charging
        return [] if over else found

    def elsewhere(self, noun: Token, relation: Relation) -> list[Token]:
        """Who does it by the clause it stands in, where nobody owns it: "held **recent** talks"."""
        noun = deeds.whole(noun, self.wrapping) or noun
        ones_own = relation.symmetric or relation.family == TALK or noun.lemma_.lower() in self.feats
        found = self.charged(noun) or self.supported(noun, ones_own)
        found = found or deeds.answered_with(noun, self.answering)
        if not found and relation.family.startswith("conflicts"):
            return deeds.meaning(noun)
        return found

    def supported(self, noun: Token, mutual: bool) -> list[Token]:
        """Who does what a noun says: the subject of its light verb ("Russia launched an attack"), or, of talks and
        meetings, of the clause they are set in ("Kerry spoke of it in a call with Lavrov").
        """
        if noun.dep_ == "dobj" and noun.head.lemma_.lower() in self.obtaining and any(grammar.complements(noun, "of")):
            return []  # "has the support **of Chad**": it is the other's
        borne = deeds.borne(noun, self.bearing)
        if borne.dep_ in ("dobj", "nsubjpass") and borne.head.lemma_.lower() in self.light:
            return grammar.subjects(borne.head)
        if partakers := deeds.partakers(borne, self.partaking):
            return partakers
        if mutual and (actors := deeds.set_in(noun, self.framing)):
            return actors
        return deeds.makers(noun, self.making | self.light)
