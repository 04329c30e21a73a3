"""Where a wording is found but says something else: a price war, a verb with another particle, a day for a theme."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.wordings import deeds
from kg.nlp.wordings.arguments import Arguments
from kg.nlp.wordings.matching import Match
from kg.ontology import Ontology

TIMES = frozenset({"DATE", "TIME"})  # the recogniser's labels of what is no theme


class Misreadings:
    """Tells misreadings of an ontology's wordings; ``heads`` are the words they are looked up by, with their kinds."""

    def __init__(self, ontology: Ontology, heads: Container[tuple[str, str]]) -> None:
        self.relations, self.heads = ontology.relations, heads
        self.unless = {r.name: ontology.words(r.unless) for r in ontology.relations.values() if r.unless}
        self.wrapping = ontology.words("WrappingNoun")

    def is_one(self, matched: Match, arguments: Arguments) -> bool:
        """Whether the match says something else than its wording."""
        wording, head = matched.wording, matched.predicate
        if self.figurative(matched) or self.indicative(matched) or is_day(matched):
            return True
        if matched.lacks_particle() or matched.spares_object():
            return True
        if wording.kind == "noun":  # "the bloc **condemn** attack on", a headline's verb taken for a noun
            return any(self.is_verb_only(t) for t in grammar.children(head, "compound")) and wording.subject is not None
        hostile = self.relations[wording.relation].family.startswith("conflicts")
        return wording.kind == "verb" and wording.subject is None and hostile and has_doer(matched, arguments)

    def is_verb_only(self, token: Token) -> bool:
        """Whether a word behind a name in the headline is a verb of the wordings, and no noun of theirs."""
        word, named = token.lower_, token.i > 0 and token.nbor(-1).pos_ == "PROPN"
        above = named and (token.sent.start == 0 or token.idx < token.doc._.kg_title_end)
        return above and token.tag_ == "NN" and ("verb", word) in self.heads and ("noun", word) not in self.heads

    def indicative(self, matched: Match) -> bool:
        """Whether what would be demanded is told as a fact: "insisted that Chad **had left**"."""
        themes = matched.slots.get("THEME", []) if self.relations[matched.wording.relation].modals else []
        return any(t.dep_ == "ccomp" and grammar.is_finite(t) for t in themes)

    def figurative(self, matched: Match) -> bool:
        """Whether a modifier makes a noun of the wording mean something else: "a **price** war"."""
        words = self.unless.get(matched.wording.relation, ())
        nouns = [t for t in matched.cue if t.pos_ in ("NOUN", "PROPN")] if words else []
        around = [m for t in nouns for m in grammar.children(t, "amod", "compound", "nmod")]
        around += [w for t in nouns if (w := deeds.whole(t, self.wrapping)) is not None]
        return any(form in words for m in around for form in (m.lower_, m.lemma_.lower()))


def has_doer(matched: Match, arguments: Arguments) -> bool:
    """Whether somebody is told to do it: "**police** shot a man in a clash with rivals". Not where the source is
    whom it is done to: "Ada led **Peru** to a win over Chile".
    """
    verb, steps = matched.predicate, matched.wording.steps
    if any(step.slot and step.slot.name == "SOURCE" and not step.words for step in steps):
        return False
    return not grammar.is_passive(verb) and bool(arguments.actors(grammar.subjects(verb)))


def is_day(matched: Match) -> bool:
    """Whether what stands behind "on" is a day and nothing spoken of: "issued a statement **on Monday**"."""
    themes = matched.slots.get("THEME", [])[:1]
    return any(t.ent_type_ in TIMES and t.dep_ == "pobj" and t.head.lower_ == "on" for t in themes)
