"""Whether what is told is so: polarity and modality, from the words that govern it in its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp import grammar
from kg.ontology import Ontology

_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "prep", "oprd"})


class Factuality:
    """Climbs from a predicate to the root of its sentence and asks the word lists of what it meets."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.negating_words, self.negating_verbs = words("NegatingWord"), words("NegatingVerb")
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
        self.possible = words("PossibleWord")
        self.reporting = words("ReportingVerb")
        self.success = words("SuccessVerb")

    def negated(self, predicate: Token, path: list[tuple[Token, Token]]) -> bool:
        """An odd number of negations above and on the predicate."""
        count = self.negations(predicate)
        for below, above in path:
            if below.dep_ == "conj":
                if not grammar.children(below, *grammar.SUBJECTS) and below.tag_ == above.tag_:
                    count += self.negations(above)
                continue
            if below.dep_ in ("xcomp", "pcomp", "dobj") and above.lemma_.lower() in self.negating_verbs:
                count += 1
            if below.dep_ in ("xcomp", "dobj", "acomp", "attr"):
                count += self.negations(above)
            elif below.dep_ != "pcomp":
                break
        return count % 2 == 1

    def negations(self, token: Token) -> int:
        """Negations on a word itself: "did **not**", "**no** agreement", "**neither** side", "without"."""
        own = [
            t
            for t in token.children
            if t.dep_ == "neg" or t.lower_ in self.negating_words and t.dep_ in ("advmod", "det", "preconj", "cc")
        ]
        own += [
            d
            for s in grammar.children(token, *grammar.SUBJECTS, "dobj")
            for d in s.children
            if d.dep_ in ("det", "neg", "preconj") and d.lower_ in self.negating_words
        ]
        if token.dep_ == "pcomp" and token.head.lower_ in self.negating_words:
            own.append(token.head)
        return len(own)

    def modality(self, predicate: Token, path: list[tuple[Token, Token]], family: str) -> str:
        """The nearest thing above that says it is not simply so."""
        if own := self.own_modality(predicate):
            return "Possible" if own == "Planned" and self.dreaded(predicate) else own
        for below, above in path:
            if below.dep_ == "conj":
                if not grammar.children(below, "aux", *grammar.SUBJECTS) and (own := self.own_modality(above)):
                    return own
                continue
            lemma = above.lemma_.lower()
            if lemma in self.success and below.dep_ in ("xcomp", "pcomp", "advcl"):
                if own := self.own_modality(above):  # "will continue to supply"
                    return own
                continue
            embedded = below.dep_ in _GOVERNED or is_asked(below)
            told = below.dep_ == "ccomp" and (lemma not in self.asking or self.is_report(below, above))
            if embedded and lemma in self.governing and not told:
                return self.governing[lemma]
            if below.dep_ in ("xcomp", "dobj", "acomp", "attr", "ccomp", "pcomp"):
                if lemma not in self.reporting and (own := self.own_modality(above)):
                    return own
            if below.dep_ in ("advcl", "relcl", "ccomp", "acl") and not grammar.is_infinitive(below):
                break
            if (
                below.dep_ == "advcl"
                and grammar.is_infinitive(below)
                and not grammar.children(below, *grammar.SUBJECTS)
            ):
                return "Planned"
        return "Actual"

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
        for word in auxiliaries:
            if found := self.modal.get(word):
                # "would" under a report is the future of the past: "said it would supply"
                return found
        for child in grammar.children(token, "mark", "advmod", "amod", "acomp"):
            if child.lower_ in self.possible:
                return "Possible"
        return None


def is_asked(verb: Token) -> bool:
    """Whether it is an infinitive with a subject of its own, which no purpose has: "calls **for Chad to sign**"."""
    return grammar.is_infinitive(verb) and any(t.lower_ == "for" for t in grammar.children(verb, "mark"))


def climb(token: Token) -> Iterator[tuple[Token, Token]]:
    """The steps from a word to the root of its sentence: (below, above)."""
    while token.head.i != token.i:
        yield token, token.head
        token = token.head
