"""Whose claim something is: the nearest report above it, "according to", or the speaker of the quote around it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.data import EventDict
from kg.nlp.quotes import Quote
from kg.nlp.wordings.arguments import Arguments
from kg.nlp.wordings.reports import Reports
from kg.ontology import Ontology


class Speakers:
    """Finds who says what a clause tells."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.reporting = words("ReportingVerb")
        self.reports = Reports(words("ReportNoun"), words("LightVerb"), words("Definite"))
        self.asking = words("PossibleVerb") | words("DemandVerb")
        self.governing = self.asking | words("PlannedVerb")

    def speaker(
        self,
        predicate: Token,
        path: list[tuple[Token, Token]],
        arguments: Arguments,
        spoken: list[Quote],
        e: EventDict | None,
    ) -> int | None:
        """Whose claim it is: the nearest report above, "according to", or the speaker of the quote around it."""
        for below, above in path:
            if below.dep_ in ("ccomp", "parataxis") and above.lemma_.lower() in self.reporting:
                found = self.reporter(above, arguments)
                if found is not None:
                    return found
            held = above.lemma_.lower() in (self.governing if below.dep_ == "dobj" else self.asking)
            gerund = grammar.children(below, "pcomp") or grammar.blamed_too(below)
            if held and (below.dep_ in ("dobj", "xcomp", "ccomp") or gerund):
                # "announced a Russian exercise", "urged Chad to attack", "accused Chad of attacking"
                found = self.reporter(above, arguments)
                if found not in (None, e["source"] if e else None):
                    return found
            if named := self.accordingly(above, arguments):
                return named[0]
        if named := self.accordingly(predicate, arguments):
            return named[0]
        for token in (predicate, *(above for _, above in path)):
            if (found := self.aside(token, arguments)) is not None:
                return found
        for quote in spoken:
            if quote.start <= predicate.i < quote.end and quote.speaker is not None:
                said = arguments.actors([predicate.doc[quote.speaker]], frozenset())
                if said:
                    return said[0].actor
        return None

    def reporter(self, verb: Token, arguments: Arguments) -> int | None:
        """Who a reporting verb says it of; a report ("the statement said") speaks for whose it is."""
        tokens = grammar.subjects(verb)
        if found := arguments.actors(tokens):
            return found[0].actor
        for token in tokens:
            if found := self.reports.issuers(token, arguments):
                return found[0].actor
        return None

    def is_of_another(self, path: list[tuple[Token, Token]]) -> bool:
        """Whether somebody or something that is no known actor says so: "a book **claims** that X lied"."""
        return any(
            below.dep_ == "ccomp" and above.lemma_.lower() in self.reporting and has_subject(above)
            for below, above in path
        )

    def aside(self, verb: Token, arguments: Arguments) -> int | None:
        """Who is named in passing as saying so: "**As the minister announced**, Peru will sell its mines"."""
        for clause in grammar.children(verb, "advcl"):
            marks = [t for t in grammar.children(clause, "mark", "advmod") if t.lower_ == "as"]
            if marks and clause.lemma_.lower() in self.reporting and not grammar.children(clause, "ccomp", "dobj"):
                return self.reporter(clause, arguments)
        return None

    def accordingly(self, token: Token, arguments: Arguments) -> list[int]:
        """The actor of an "according to" on this word."""
        for child in grammar.children(token, "prep", "advmod", "advcl"):
            if child.lower_ != "according":
                continue
            for to in grammar.children(child, "prep"):
                named = grammar.preposition_objects(to)
                named += [o for t in named for o in grammar.owners(t)]
                if found := arguments.actors(named):
                    return [found[0].actor]
        return []


def has_subject(verb: Token) -> bool:
    return any(t.pos_ in ("NOUN", "PROPN") for t in grammar.subjects(verb))
