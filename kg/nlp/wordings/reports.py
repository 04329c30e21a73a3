"""Whose a report, a statement or a resolution is, which says something in somebody's name."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.wordings.arguments import Argument, Arguments
from kg.nlp.wordings.deeds import makers

FARTHEST = 1000  # tokens back to where a report was told of


class Reports:
    """Finds who issued a report; ``reports`` are such nouns, ``light`` verbs that lend a noun their subject,
    ``definite`` determiners of what was told of before.
    """

    def __init__(self, reports: Container[str], light: Container[str], definite: Container[str]) -> None:
        self.nouns, self.light, self.definite = reports, light, definite

    def issuers(self, noun: Token, arguments: Arguments) -> list[Argument]:
        """Whose a report is; "the release" is that of whom the last one was of which the text has told so."""
        if noun.lemma_.lower() not in self.nouns:
            return []
        if found := self.told(noun, arguments):
            return found
        if not any(t.lower_ in self.definite for t in grammar.children(noun, "det")):
            return []
        for i in range(noun.i - 1, max(noun.i - FARTHEST, -1), -1):
            earlier = noun.doc[i]
            if earlier.lemma_.lower() == noun.lemma_.lower() and (found := self.told(earlier, arguments)):
                return found
        return []

    def told(self, noun: Token, arguments: Arguments) -> list[Argument]:
        """Whose a report is by the clause it stands in: "the **ministry**'s report", "**Mali** issued a statement",
        "a statement issued by **Mali**", "in a statement, **Mali** said".
        """
        if found := arguments.actors(grammar.owners(noun) or makers(noun, self.light)):
            return found
        inside = noun.dep_ == "pobj" and noun.head.lower_ == "in"
        verb = noun.head.head if inside else noun.head
        if not grammar.is_verb(verb):
            return []
        issued = noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in self.light
        return arguments.actors(grammar.subjects(verb)) if inside or issued else []
