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
        self.contrasting = words("ContrastWord")

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
            if self.is_contrast(below):
                break
            told = self.is_told(below, above)
            if told or self.is_held(below, above, e):
                found = self.reporter(above, arguments)
                if found is not None and (told or e is None or found != e["source"]):
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
                token = predicate.doc[quote.speaker]
                said = arguments.actors([token], frozenset()) or self.reports.issuers(token, arguments)
                if said:
                    return said[0].actor
        return None

    def is_told(self, below: Token, above: Token) -> bool:
        """Whether a clause is what a verb above reports: "said **Chad attacked**", "quoted her **as saying**"."""
        quoting = below.lower_ == "as" and bool(grammar.children(below, "pcomp"))
        return (below.dep_ in ("ccomp", "parataxis") or quoting) and above.lemma_.lower() in self.reporting

    def is_held(self, below: Token, above: Token, e: EventDict | None) -> bool:
        """Whether a deed is what somebody announces, asks or alleges: "announced a Russian **exercise**", "urged Chad
        to **attack**", "accused Chad of **attacking**". What is so whatever is asked is nobody's claim.
        """
        if e is not None and e["modality"] == "Actual":
            return False
        gerund = grammar.children(below, "pcomp") or grammar.blamed_too(below)
        held = above.lemma_.lower() in (self.governing if below.dep_ == "dobj" else self.asking)
        return held and (below.dep_ in ("dobj", "xcomp", "ccomp") or bool(gerund))

    def reporter(self, verb: Token, arguments: Arguments) -> int | None:
        """Who a reporting verb says it of; a report ("the statement said") speaks for whose it is."""
        tokens = grammar.subjects(verb)
        if found := arguments.actors(tokens):
            return found[0].actor
        for token in tokens:
            if found := self.reports.issuers(token, arguments):
                return found[0].actor
        return None

    def is_contrast(self, clause: Token) -> bool:
        """Whether a clause is set against the one before, which may be all that is reported: "Mali says it won, **while
        Chad claims** a draw".
        """
        set_off = clause.dep_ == "advcl" and clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text == ","
        return set_off and any(t.lower_ in self.contrasting for t in grammar.children(clause, "mark"))

    def is_of_another(self, path: list[tuple[Token, Token]]) -> bool:
        """Whether somebody or something that is no known actor says so: "a book **claims** that X lied"."""
        for below, above in path:
            if self.is_contrast(below):
                return False
            if below.dep_ == "ccomp" and above.lemma_.lower() in self.reporting and has_subject(above):
                return True
        return False

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
