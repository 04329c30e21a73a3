"""What no wording covers: a verb between two actors, which is seen in the graph and not lost."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Set
from itertools import product

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.data import EventDict
from kg.nlp.wordings import deeds
from kg.nlp.wordings.arguments import Argument, Arguments
from kg.nlp.wordings.records import leftover
from kg.ontology import Ontology


class Acts:
    """Finds who does something to whom, whatever it is."""

    def __init__(self, ontology: Ontology) -> None:
        self.reaching, self.setting = ontology.words("ReachingPreposition"), ontology.words("SettingPreposition")
        self.owning, self.idle = ontology.words("OwningPreposition"), ontology.words("StativeVerb")

    def __call__(self, verb: Token, arguments: Arguments) -> Iterator[EventDict]:
        """The events of a verb that no wording covers: every source with every target; having and lasting are none."""
        if verb.lemma_.lower() in self.idle:
            return
        if sources := arguments.actors(grammar.subjects(verb)):
            targets = self.reached(verb, arguments, {s.actor for s in sources})
        else:  # "**the ship** was towed to Norland": without an agent, the one it befalls
            sent = grammar.surface_subjects(verb) if grammar.is_passive(verb) else []
            sources = arguments.actors(sent) or arguments.actors(possessors(sent, arguments.making))
            targets = list(self.behind([verb], arguments, self.reaching))
        couples = {(s.actor, t.actor): (s, t) for s, t in product(sources, targets) if s.actor != t.actor}
        yield from (leftover(verb, source, target) for source, target in couples.values())

    def reached(self, verb: Token, arguments: Arguments, doers: Set[int]) -> list[Argument]:
        """Whom a deed reaches but its doers: its object, or whose that is, and who stands behind a preposition."""
        things = [t for t in grammar.objects(verb) if not grammar.is_reflexive(t)]
        found = arguments.actors(things) or arguments.actors(possessors(things, arguments.making))
        found += self.behind([verb], arguments, self.reaching)
        # what is done in a state is not done to it, but in a body it is
        found += [a for a in self.behind([verb], arguments, self.setting) if not is_state(a)]
        found = [a for a in found if a.actor not in doers]
        return found or list(self.behind(things, arguments, self.reaching))  # "holds a post **at the bank**"

    def behind(self, heads: Iterable[Token], arguments: Arguments, words: Container[str]) -> Iterator[Argument]:
        """Who stands behind these prepositions on these words, or whose that is which does."""
        prepositions = [p for head in heads for p in grammar.children(head, "prep", "dative") if p.lower_ in words]
        for preposition in prepositions:
            phrases = grammar.children(preposition, "pobj")
            found = arguments.actors(phrases)
            yield from found or (arguments.owners(phrases) if preposition.lower_ in self.owning else [])


def possessors(things: Iterable[Token], making: Container[str]) -> list[Token]:
    """Whose things are or by whom they were done: "halted **Chad's** advance", "halted an advance made by **Chad**"."""
    parts = [part for thing in things for part in grammar.coordinated(thing)]
    by = [o for part in parts for p in grammar.complements(part, "by") for o in grammar.preposition_objects(p)]
    made = [maker for part in parts for maker in deeds.makers(part, making)]
    return [owner for part in parts for owner in grammar.children(part, "poss")] + by + made


def is_state(argument: Argument) -> bool:
    return bool(argument.token.doc._.kg_actors[argument.actor]["type"] == "State")
