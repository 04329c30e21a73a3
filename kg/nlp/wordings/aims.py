"""At whom a statement is aimed whose target stands in its clause: "threatened to bomb **Chad**"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.data import EventDict
from kg.nlp.wordings.arguments import Argument, Arguments
from kg.nlp.wordings.matching import Match
from kg.ontology import Ontology
from kg.terms import Relation

STATE = "states"  # the family of saying and announcing


class Aims:
    """Finds the targets that the clauses and nouns of a theme name."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.owning, self.aiming = ontology.words("OwningPreposition"), ontology.words("AimingPreposition")
        self.mutual = ontology.words("MutualPreposition")
        self.locating = ontology.words("LocatingPreposition")
        self.conditions = ontology.words("ConditionWord")
        self.aspects, self.inviting = ontology.words("SuccessVerb"), ontology.words("InvitingNoun")

    def aimed(
        self, match: Match, event: EventDict, deeds: dict[int, list[EventDict]], arguments: Arguments
    ) -> Iterator[EventDict]:
        """The event, at whom its clause shows it is aimed: who demands that Chad leave demands it of Chad; who promises
        or threatens to arm Chad promises or threatens Chad.
        """
        relation = self.ontology.relations[event["relation"]]
        themes = match.slots.get("THEME", [])
        clauses = [v for t in themes if grammar.is_verb(t) for up in grammar.coordinated(t) for v in self.within(up)]
        hostile = relation.family.startswith("conflicts")
        targets: list[tuple[str, Argument]] = []
        if event["target"] is None and relation.clause == "subject":
            targets = [(relation.name, a) for t in clauses for a in arguments.actors(grammar.subjects(t))]
        elif event["target"] is None and relation.clause == "object":
            done = {t: [d for at in (t, *grammar.objects(t)) for d in deeds[at.i]] for t in clauses}  # "stage raids on"
            targets = [found for t in clauses for found in self.meant_for(t, relation, event, done[t], arguments)]
        # "warned **of** attacks by rebels" threatens no rebels
        foretold = bool(relation.declares) and match.wording.kind == "verb" and any(t.lower_ == "of" for t in match.cue)
        if event["target"] is None and not targets and relation.reaches_owner and not foretold:
            # who favours talks with somebody does not favour him
            links = self.owning if hostile else self.owning - self.mutual
            inside = [a for t in themes for a in arguments.within(t, links)]
            targets = [(relation.name, a) for a in inside if not is_beside(a.token)]
        # good news of somebody is no praise
        if event["target"] is None and not targets and hostile and relation.clause == "subject":
            told = [c for t in themes for c in noun_clauses(t)]
            targets = [(relation.name, a) for c in told for a in arguments.actors(grammar.subjects(c))]
        others = [(name, a) for name, a in targets if a.actor != event["source"]]
        if not others:
            yield event
        for name, a in others:
            yield {**event, "relation": name, "target": a.actor, "target_token": a.token.i}

    def within(self, verb: Token) -> list[Token]:
        """The verb, and the one whose beginning or course is what it tells: "vowed to keep **arming** Chad"."""
        governed = grammar.children(verb, "xcomp") if verb.lemma_.lower() in self.aspects else []
        return [verb, *(v for t in governed for v in grammar.coordinated(t))]

    def command(self, match: Match, matches: list[Match], arguments: Arguments) -> None:
        """Who is told to is who does it, also where the parser sees a purpose: "persuaded a court **to free** him"."""
        told = match.slots.get("TARGET")
        relation = self.ontology.relations[match.wording.relation]
        themes = match.slots.get("THEME", [])
        clauses = [t for t in themes if t.dep_ == "advcl" and grammar.is_infinitive(t)]
        if relation.clause != "object" and not relation.symmetric:  # "acquitted **the officers** of killing"
            clauses += [t for t in themes if t.dep_ == "pcomp" and t.head.lower_ in ("of", "from")]
        clauses += [t for t in themes if t.dep_ == "pcomp" and t.head.lower_ == "against"]  # "warned him against suing"
        if not told or not clauses or relation.family == STATE or not arguments.actors(told):
            return  # "needs **the consent** of Mali to act": it is not the consent that acts, nor Mali
        for other in matches:
            active = other.wording.kind == "verb" and not grammar.is_passive(other.predicate)
            if active and other.wording.subject and other.predicate in clauses:
                other.slots[other.wording.subject.name] = told

    def is_anothers(self, match: Match, matches: list[Match]) -> bool:
        """Whether a deed is only spoken of, and whose it is, is not told: "welcomed a plan **to arm** Chad"."""
        verb = grammar.first_in_list(match.predicate)
        noun = verb.head
        if verb.dep_ not in ("acl", "relcl") or not grammar.is_infinitive(verb) or grammar.possessors(noun):
            return False
        if noun.lemma_.lower() in self.inviting or grammar.children(noun.head, "dative"):
            return False  # "declined an **invitation** to visit Peru", "denied **Mali** a base to attack"
        return any(
            other.predicate == noun.head and noun in other.slots.get("THEME", []) and other.wording.kind == "verb"
            for other in matches
            if self.ontology.relations[other.wording.relation].family in ("cooperatesVerbally", "conflictsVerbally")
        )

    def meant_for(
        self, clause: Token, relation: Relation, event: EventDict, deeds: list[EventDict], arguments: Arguments
    ) -> Iterator[tuple[str, Argument]]:
        """Whom a deed that is promised, threatened or refused is for, and what that states: who vows to attack Chad
        threatens it. Where no wording covers the deed, whom its verb reaches; of a threat also who is to avert it.
        """
        actors = clause.doc._.kg_actors
        home = actors[event["source"]]["state"]  # of "Chad will strike", said its premier, it is he who threatens
        side = {event["source"], *(i for i, actor in enumerate(actors) if home and actor["known"] == home)}
        own = [d for d in deeds if d["source"] in side]
        doers = {a.actor for a in arguments.actors(grammar.children(clause, *grammar.SUBJECTS))}
        if doers and not doers & side:  # "warned that Chad would attack Mali"
            return
        for deed in own:
            if relation.family != STATE and not relation.declares and self.is_hostile(deed):
                continue  # who refuses to condemn somebody does not reject him
            if relation.family == STATE and self.ontology.relations[deed["relation"]].ambivalent:
                continue
            if deed["target"] is not None and deed["target_token"] is not None:
                stated = self.stated(relation, deed["relation"])
                yield stated, Argument(deed["target"], clause.doc[deed["target_token"]], deed["confidence"])
        if not any(d["target"] is not None for d in own):
            if relation.family != STATE or not any(map(self.is_hostile, own)):
                links = self.aiming | self.locating if relation.places else self.aiming
                reached = arguments.reached(clause, links, relation.places) or self.averting(clause, arguments)
                yield from ((relation.name, a) for a in reached if not is_ones_own(a.token))

    def is_hostile(self, deed: EventDict) -> bool:
        return self.ontology.relations[deed["relation"]].family.startswith("conflicts")

    def averting(self, clause: Token, arguments: Arguments) -> list[Argument]:
        """Who can avert what is announced: "threatened to strike **unless Chad** paid"."""
        above = [clause, clause.head] if grammar.is_verb(clause.head) else [clause]
        conditions = [
            c
            for v in above
            for c in grammar.children(v, "advcl")
            if any(t.lower_ in self.conditions for t in grammar.children(c, "mark"))
        ]
        return [a for c in conditions for a in arguments.actors(grammar.subjects(c) or grammar.objects(c))]

    def stated(self, relation: Relation, deed: str) -> str:
        """The relation that promising a deed is: "vowed to strike Chad" is a threat."""
        kinds = {deed, self.ontology.relations[deed].family}
        others = (r.name for r in self.ontology.relations.values() if kinds & set(r.declares))
        own = relation.family != STATE or kinds & set(relation.declares)
        return relation.name if own else next(others, relation.name)


def is_beside(token: Token) -> bool:
    """Whether somebody is only one of two a theme is between: "ruled out a link **between X** and the theft"."""
    return token.dep_ == "pobj" and token.head.lower_ == "between" and bool(grammar.children(token, "conj"))


def is_ones_own(token: Token) -> bool:
    """ "threatened to withdraw **its troops**": it does not threaten them."""
    return any(t.pos_ == "PRON" for t in grammar.children(token, "poss"))


def noun_clauses(noun: Token) -> list[Token]:
    """The clauses that tell what a claim or a fear is: "investigates claims **that Chad bribed** them"."""
    return [c for c in grammar.children(noun, "acl") if grammar.children(c, "mark") and grammar.children(c, "nsubj")]


def participle(match: Match, arguments: Arguments) -> None:
    """A participle right behind people is theirs: "clashed with **nurses** demanding more pay"."""
    verb, subject = match.predicate, match.wording.subject
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.left_edge != verb or verb.i == 0 or not subject:
        return
    people = next((t for t in (verb.nbor(-1), *verb.nbor(-1).ancestors) if t.dep_ in ("dobj", "pobj")), None)
    mention = arguments.mentions.get(people.i) if people is not None else None
    if people is not None and mention and mention["type"] in ("Person", "Group") and people.right_edge.i == verb.i - 1:
        match.slots[subject.name] = [people]
