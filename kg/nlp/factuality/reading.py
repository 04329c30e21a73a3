"""Whether what is told is so: polarity and modality, from the words that govern it in its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.factuality.given import Given
from kg.ontology import Ontology

_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "prep", "oprd"})
_UNDONE = frozenset({"xcomp", "ccomp", "pcomp", "dobj"})  # where what a verb such as "deny" governs hangs


class Factuality:
    """Climbs from a predicate to the root of its sentence and asks the word lists of what it meets."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.negating_words, self.negating_verbs = words("NegatingWord"), words("NegatingVerb")
        self.sparing = self.negating_words | words("SparingWord")
        self.modal = {
            **dict.fromkeys(words("PossibleModal"), "Possible"),
            **dict.fromkeys(words("DemandedModal"), "Demanded"),
            **dict.fromkeys(words("PlannedModal"), "Planned"),
        }
        self.governing = {
            **dict.fromkeys(words("PossibleVerb"), "Possible"),
            **dict.fromkeys(words("PlannedVerb"), "Planned"),
            **dict.fromkeys(words("DemandVerb"), "Demanded"),
        }
        # "agreed that they met" is a report of what was; "feared", "urged that they meet" are not
        self.asking = words("PossibleVerb") | words("DemandVerb")
        self.possible, self.wrongly = words("PossibleWord"), words("WronglyWord")
        self.rumoured, self.opining = words("RumouredVerb"), words("OpiningVerb")
        self.planned, self.efforts = words("PlannedWord"), words("EffortNoun")
        self.charging, self.voiding = words("ChargingVerb"), words("VoidingVerb")
        self.reporting = words("ReportingVerb")
        self.success = words("SuccessVerb")
        self.setting = words("SettingPreposition")
        self.rumours = words("RumourNoun")
        self.ending, self.given = words("EndingWord"), Given(ontology, frozenset(self.governing))

    def negated(self, predicate: Token, path: list[tuple[Token, Token]]) -> bool:
        """An odd number of negations above and on the predicate. What is to be ended goes on till then."""
        if self.still(path):
            return False
        count = self.negations(predicate)
        for below, above in path:
            if below.dep_ == "conj":
                if not grammar.children(below, *grammar.SUBJECTS) and below.tag_ == above.tag_:
                    count += self.negations(above)
                continue
            leads = below.dep_ == "prep" and bool(grammar.children(below, "pcomp"))  # "acquitted **of** killing"
            leads = leads and below.lower_ != "but"  # "no choice **but** to kill"
            refused = below.dep_ in ("acl", "relcl") and grammar.is_infinitive(below)  # "a **refusal** to sign"
            cancelled = below.dep_ == "nsubjpass" and below.i == predicate.i
            undone = below.dep_ in _UNDONE and not self.is_aside(below, above)
            if (leads or refused or cancelled or undone) and with_particle(above) in self.negating_verbs:
                count += 1
            if refused and above.pos_ == "NOUN":
                count += self.lacking(above)
            if leads or below.dep_ in ("ccomp", "csubj") and above.lemma_ == "be":
                count += self.negations(above)  # "not guilty of killing", "it is not true that"
            if below.dep_ in ("xcomp", "dobj", "acomp", "attr"):
                count += self.negations(above, below)
                count += any(t.lower_ == "yet" for t in grammar.children(above, "advmod")) and is_due(below)
            elif below.dep_ != "pcomp" and not leads:
                break
        return count % 2 == 1

    def lacking(self, noun: Token) -> int:
        """Negations on what an infinitive is the content of: "has **no** plans to sign", "does **not** have plans to",
        "**dropped** plans to".
        """
        verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else noun
        undone = verb != noun and with_particle(verb) in self.negating_verbs
        return self.negations(noun) + undone + (self.negations(verb, noun) if undone or verb.lemma_ == "have" else 0)

    def is_aside(self, clause: Token, verb: Token) -> bool:
        """Whether a clause hangs on a verb that takes none: "Mali **was afraid**, so it **stopped** trade"."""
        return clause.dep_ == "ccomp" and grammar.is_finite(clause) and verb.lemma_.lower() not in self.reporting

    def negations(self, token: Token, below: Token | None = None) -> int:
        """Negations on a word itself: "did **not**", "**no** agreement", "**neither** side", "without"; but those of
        the word ``below``.
        """
        own = [
            t
            for t in token.children
            if t.dep_ == "neg" or t.lower_ in self.negating_words and t.dep_ in ("advmod", "det", "preconj", "cc")
        ]
        longer = grammar.children(token, "advmod")
        own += [c for t in longer for c in t.children if c.lower_ == "no"]  # "**no** longer"
        own += [
            d
            for s in grammar.children(token, *grammar.SUBJECTS, "dobj")
            for d in s.children
            if s != below and d.dep_ in ("det", "neg", "preconj") and d.lower_ in self.negating_words
        ]
        own = [t for t in own if all(c.lower_ != "only" for c in t.children)]  # "**not only** did they condemn it"
        if token.dep_ == "pcomp":  # "**without** arming them", "**instead** of arming them"
            own += [t for t in (token.head, *token.head.children) if t.lower_ in self.sparing][:1]
        return len(own)

    def modality(self, predicate: Token, path: list[tuple[Token, Token]], family: str) -> str:
        """The nearest thing above that says it is not simply so. ``family`` is that of the event's relation."""
        if self.still(path):
            return "Actual"
        setting = False
        if own := self.own_modality(predicate):
            return "Possible" if own == "Planned" and self.dreaded(predicate) else own
        for below, above in path:
            if below.dep_ == "conj":
                if not grammar.children(below, "aux", *grammar.SUBJECTS) and (own := self.own_modality(above)):
                    return own
                continue
            lemma = above.lemma_.lower()
            if lemma in self.success and below.dep_ in ("xcomp", "pcomp", "advcl") and not is_to_be(below):
                if own := self.own_modality(above):  # "will continue to supply"
                    return own
                continue
            if self.given(predicate, below, above, family):
                return "Actual"
            setting = setting or below.dep_ == "prep" and below.lower_ in self.setting
            if setting and lemma in self.reporting:  # "agreed to do it during a visit": there they agreed
                return "Actual"
            if found := self.modality_from(below, above):
                return found
            if is_purpose(below) and not self.given.is_expressed(below, above):
                return "Planned"
            if below.dep_ in ("advcl", "relcl", "ccomp", "acl") and not grammar.is_infinitive(below):
                break
        return "Actual"

    def modality_from(self, below: Token, above: Token) -> str | None:
        """What one word above says: a verb that governs, or a modal of its own."""
        lemma = above.lemma_.lower()
        if below.dep_ == "prep" and below.lower_ in self.setting:
            return self.own_modality(above)
        if below.dep_ in _UNDONE and with_particle(above) in self.negating_verbs and self.negations(above):
            return "Possible"  # "did not rule out suing"
        if below.dep_ in ("acl", "relcl") and grammar.children(below, "mark"):
            if lemma in self.rumours or self.negations(above):
                return "Possible"  # "retracted a story that", "no evidence that"
        if self.is_unproven(below, above):
            return "Possible"
        if is_to_be(below):
            return "Planned"
        told = below.dep_ == "ccomp" and not grammar.is_infinitive(below)
        told = told and (lemma not in self.asking or self.is_report(below, above))
        linked = above.dep_ == "prep" and below.dep_ == "pobj"  # "**about** the raid" is not "about to"
        embedded = (
            below.dep_ in _GOVERNED
            and not linked
            or is_asked(below)
            or is_aim(below)
            or bool(grammar.blamed_too(below))
        )
        if embedded and lemma in self.governing and not told and with_particle(above) not in self.negating_verbs:
            return self.governing[lemma]
        if is_content(below, above) and lemma not in self.efforts | self.negating_verbs:
            return "Planned"
        if below.dep_ in ("xcomp", "dobj", "acomp", "attr", "ccomp", "pcomp") and lemma not in self.reporting:
            return self.own_modality(above)
        return None

    def is_unproven(self, below: Token, above: Token) -> bool:
        """Whether somebody is only said to have done it: "wrongly convicted **of killing**", "arrested **for** it", "a
        conviction **for killing** was quashed", "is said **to have met** her"; or may do it: "opposes **arming** Chad".
        """
        if below.dep_ == "xcomp" and above.lemma_.lower() in self.rumoured and grammar.is_passive(above):
            return True
        if below.dep_ in ("xcomp", "ccomp") and below.tag_ == "VBG" and above.lemma_.lower() in self.opining:
            return True
        if below.dep_ in ("nsubjpass", "dobj") and with_particle(above) in self.voiding:
            return True
        if below.dep_ != "prep" or not grammar.children(below, "pcomp", "pobj"):
            return False
        wrongly = any(t.lower_ in self.wrongly for t in grammar.children(above, "advmod"))
        charged = above.lemma_.lower() in self.charging or above.lower_ in self.charging
        of_it = below.lower_ in ("of", "for", "with", "over") or grammar.children(below, "pcomp")
        return wrongly or charged and bool(of_it)

    def still(self, path: list[tuple[Token, Token]]) -> bool:
        """Whether it goes on because its end is only wanted or planned: "urged Chad to stop **bombing** the town"."""
        for i, (below, above) in enumerate(path):
            if above.lemma_.lower() in self.ending and below.dep_ in ("xcomp", "dobj", "pobj", "prep"):
                if below.dep_ != "prep" or below.lower_ in ("to", "of"):
                    return self.modality(above, path[i + 1 :], "") != "Actual"
            if below.dep_ not in ("prep", "pobj", "dobj", "xcomp", "pcomp"):
                return False
        return False

    def is_report(self, clause: Token, verb: Token) -> bool:
        """Whether a verb that also asks tells of a fact: "told reporters that Chad **left**"."""
        lemma = verb.lemma_.lower()
        return lemma in self.reporting and self.governing.get(lemma) == "Demanded" and grammar.is_finite(clause)

    def dreaded(self, verb: Token) -> bool:
        """Whether what "will" be is only feared or alleged: "warned that Chad would attack"."""
        return verb.dep_ == "ccomp" and self.governing.get(verb.head.lemma_.lower()) == "Possible"

    def own_modality(self, token: Token) -> str | None:
        """From auxiliaries, conjunctions and adverbs of the word itself."""
        auxiliaries = [t.lower_ for t in grammar.children(token, "aux")]
        if is_unreal(token):
            return "Possible"
        for word in auxiliaries:
            if found := self.modal.get(word):
                # "would" under a report is the future of the past: "said it would supply"
                return found
        if token.dep_ == "ROOT" and grammar.is_infinitive(token):  # a headline: "Chad **to leave** bloc"
            return "Planned"
        taken = token.dep_ == "nsubj" and token.tag_ in ("VBZ", "VBD", "VBP")  # a clause taken for a subject
        marks = [t for t in grammar.children(token.head, "mark") if t.i < token.i] if taken else []
        for child in (*marks, *grammar.children(token, "mark", "advmod", "amod", "acomp")):
            if child.lower_ in self.possible:
                return "Possible"
            if child.lower_ in self.planned and child.dep_ == "amod":
                return "Planned"
        return None


def is_due(verb: Token) -> bool:
    """Whether it is what somebody has or is to do: with "yet" it is not done: "has yet **to sign**"."""
    return verb.dep_ == "xcomp" and grammar.is_infinitive(verb) and verb.head.lemma_ in ("have", "be")


def is_asked(verb: Token) -> bool:
    """Whether it is an infinitive with a subject of its own, which no purpose has: "calls **for Chad to sign**"."""
    return grammar.is_infinitive(verb) and any(t.lower_ == "for" for t in grammar.children(verb, "mark"))


def is_unreal(verb: Token) -> bool:
    """Whether a verb tells what was not: "**would have** killed", "**had** they attacked, …"."""
    auxiliaries = grammar.children(verb, "aux")
    words = [t.lower_ for t in auxiliaries]
    subjects = grammar.children(verb, *grammar.SUBJECTS)
    first = [t for t in auxiliaries if t.lower_ in ("had", "were", "should") and any(t.i < s.i for s in subjects)]
    inverted = verb.dep_ == "advcl" and bool(first)
    return inverted or ("would" in words and "have" in words)


def with_particle(verb: Token) -> str:
    """The lemma, and the particle that makes another verb of it: "rule out"."""
    return " ".join([verb.lemma_.lower(), *(t.lower_ for t in grammar.children(verb, "prt"))])


def is_aim(verb: Token) -> bool:
    """Whether an infinitive taken for a relative clause says what a noun is for: "a deal **to buy** the firm"."""
    return verb.dep_ == "relcl" and grammar.is_infinitive(verb)


def is_to_be(verb: Token) -> bool:
    """ "She was **to meet** her", "the aim is **to sell** it"."""
    behind = verb.left_edge.i == verb.head.i + 1  # not "was **first** to say so"
    return behind and verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and grammar.is_infinitive(verb)


def is_content(verb: Token, noun: Token) -> bool:
    """Whether an infinitive is what a decision, an offer or the like is about: "an invitation **to visit** Mali". Not
    "the first to visit", "the only country to sign".
    """
    if verb.dep_ != "acl" or not grammar.is_infinitive(verb) or noun.tag_ not in ("NN", "NNS"):
        return False
    return not any(t.tag_ in ("JJS", "RBS") or t.ent_type_ == "ORDINAL" or t.lower_ == "only" for t in noun.lefts)


def is_purpose(verb: Token) -> bool:
    """Whether an infinitive says what something is done for."""
    own = grammar.children(verb, *grammar.SUBJECTS)
    return verb.dep_ == "advcl" and grammar.is_infinitive(verb) and not own


def climb(token: Token) -> Iterator[tuple[Token, Token]]:
    """The steps from a word to the root of its sentence: (below, above)."""
    while token.head.i != token.i:
        yield token, token.head
        token = token.head
