"""From tokens to actors: which mentions stand in a slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.wordings import deeds
from kg.ontology import Ontology


class Argument(NamedTuple):
    """An actor in a slot: its index in ``doc._.kg_actors``, the head of the mention, how sure that is."""

    actor: int
    token: Token
    confidence: float


def at_home(source: Argument, target: Argument) -> bool:
    """Whether a pronoun means somebody of the very state, or a body is at home in it: "Chad's premier met Ada Winter on
    **her** visit to Chad", "Ford moved back to America"."""
    actors = source.token.doc._.kg_actors
    fits = source.token.pos_ == "PRON" or actors[source.actor]["type"] == "Organization"
    home = actors[source.actor]["state"] if fits else None
    return home is not None and actors[target.actor]["known"] == home


# How often a mention of each form is the actor it is taken for (measured on annotated articles).
_SURE = {"name": 1.0, "demonym": 0.95, "nominal": 0.85, "pronoun": 0.8}

OWNED = 0.7  # for an actor reached through what it owns or does


def noun_lists(ontology: Ontology) -> tuple[frozenset[str], ...]:
    """The word lists that ``Arguments`` takes, in its order."""
    words = ontology.words
    undergone, quantities, officials, probes = (
        words(f"{k}Noun") for k in ("Undergone", "Quantity", "Official", "Probe")
    )
    return words("MakingVerb"), words("PersonNoun") | words("FamilyNoun"), undergone, quantities, officials, probes


class Arguments:
    """The mentions of one Doc by head token, and the few ways a noun phrase leads to one.

    ``undergone`` are the nouns whose "of" names whom it befalls ("the arrest of the editor"), ``making`` the verbs that
    say whose a thing is ("rockets fired by"), ``quantities`` nouns that count ("thousands of refugees"),
    ``people`` nouns of persons: what "the brother of X" does is not done by X; ``probes`` are nouns before which a
    name may be either's ("the **Winter** probe").
    """

    def __init__(
        self,
        doc: Doc,
        making: frozenset[str] = frozenset(),
        people: frozenset[str] = frozenset(),
        undergone: frozenset[str] = frozenset(),
        quantities: frozenset[str] = frozenset(),
        officials: frozenset[str] = frozenset(),
        probes: frozenset[str] = frozenset(),
    ) -> None:
        self.doc = doc
        self.undergone, self.making, self.quantities, self.officials = undergone, making, quantities, officials
        self.people, self.probes = people, probes
        self.mentions: dict[int, Mention] = {m["head"]: m for m in doc._.kg_mentions}
        for m in doc._.kg_mentions:  # a name taken apart by the parser ("Ban Ki-moon") has more than one head
            for token in doc[m["start"] : m["end"]] if m["form"] == "name" else ():
                if not m["start"] <= token.head.i < m["end"]:
                    self.mentions.setdefault(token.i, m)
        self.starting = {m["start"]: m for m in doc._.kg_mentions if m["form"] == "name"}

    def actors(
        self, tokens: Iterable[Token], types: frozenset[str] = frozenset(), places: bool = False
    ) -> list[Argument]:
        """The actors of these tokens and of what is coordinated with them, of these types.

        Without types any but a Place; with ``places`` these too.
        """
        found: dict[int, Argument] = {}
        for token in tokens:
            for part in self.listed(token):
                for argument in self._of(part):
                    kind = self.doc._.kg_actors[argument.actor]["type"]
                    if kind in types or (not types and (places or kind != "Place")):
                        found.setdefault(argument.actor, argument)
        return list(found.values())

    def owners(self, tokens: Iterable[Token], giving: bool = False) -> list[Argument]:
        """Whose the things are that stand where an actor should: "alarmed by Russia's presence" -> Russia.

        What a state or company does and has stands for it; so does a deed for its doer ("the decision by France"), and,
        where ``giving`` is asked for, what comes from it ("helped by loans from France").
        """
        found: dict[int, Argument] = {}
        for token in tokens:
            for part in grammar.coordinated(token):
                if part.i in self.mentions or part.pos_ not in ("NOUN", "PROPN") or self.is_person(part):
                    continue
                for argument in self.doers(part, giving) or self.content_of(part):
                    found.setdefault(argument.actor, argument._replace(confidence=argument.confidence * OWNED))
        return list(found.values())

    def is_person(self, noun: Token) -> bool:
        """Whether a noun is of a person, who answers for himself: "a supporter of Ada Winter"."""
        return noun.lemma_.lower() in self.people and noun.lemma_.lower() not in self.officials

    def doers(self, noun: Token, giving: bool = False) -> list[Argument]:
        """Whose a thing or deed is."""
        owners = [t for t in grammar.owners(noun) if not self.befallen(t) and not self.locates(t)]
        found = self.actors(owners) or self.actors(deeds.makers(noun, self.making))
        if giving and not found:
            found = self.actors(o for p in grammar.complements(noun, "from") for o in grammar.preposition_objects(p))
        return found

    def content_of(self, noun: Token) -> list[Argument]:
        """Whose is what a noun holds: "a series of **Russian** raids", "the accounts of President **X**"."""
        if noun.lemma_.lower() in self.undergone:  # "the killing of **Kenyan** pilgrims"
            return []
        inner = grammar.content(noun)
        return self.doers(inner) if inner.i not in self.mentions else self.actors([inner])

    def befallen(self, token: Token) -> bool:
        """Whether what depends on a noun is whom it befell: "the arrest **of** Ada Winter", "**Ada Winter**'s arrest".

        Who protests against an arrest does not protest against the arrested. A state's arrest of somebody is its deed.
        """
        noun = token.head
        if token.dep_ == "poss" and noun.lemma_.lower() in self.undergone and grammar.made_by(noun):
            return True  # "**Mali's** invasion by Chad"
        either = token.dep_ == "compound" and noun.lemma_.lower() in self.probes
        if noun.lemma_.lower() not in self.undergone and not either:
            return False
        if token.dep_ == "prep":
            return token.lower_ == "of"
        if token.dep_ not in ("poss", "compound", "nmod") or any(grammar.complements(noun, "of")):
            return False
        return any(self.doc._.kg_actors[a.actor]["type"] in ("Person", "Group") for a in self._of(token))

    def locates(self, token: Token) -> bool:
        """Whether a name before a noun says where or of what it is: "the **Kabul** attack", "**Syria** sanctions".

        What a state does has its adjective ("Syrian sanctions"); only acronyms have none ("US sanctions").
        """
        mention = self.mentions.get(token.i)
        modifies = token.dep_ in ("compound", "nmod") and not token.is_upper
        return modifies and mention is not None and mention["form"] == "name" and mention["type"] in ("State", "Place")

    def seats(self, token: Token) -> bool:
        """Whether a name before a noun is a capital, where something was and not whose it is: "the **Kabul** raid"."""
        mention = self.mentions.get(token.i)
        if token.dep_ not in ("compound", "nmod") or mention is None or mention["form"] != "name":
            return False
        return any(self.doc._.kg_actors[i]["name"] != token.text for i in mention["actor"]) and self.locates(token)

    def within(self, noun: Token, links: frozenset[str]) -> list[Argument]:
        """The first actor a noun phrase speaks of: "demanded an admission by **Moscow**".

        ``links`` are the prepositions that lead to whose something is; behind others stands where it is, or whom it
        hits.
        """
        if noun.pos_ not in ("NOUN", "PROPN") or self.is_person(noun):
            return []
        stack, inside = [noun], []
        while stack:
            for child in stack.pop().children:
                linked = child.dep_ not in ("prep", "agent") or child.lower_ in links
                told = self.befallen(child) or self.locates(child)
                if linked and not told and child.dep_ not in ("relcl", "acl", "advcl", "appos", "conj"):
                    inside.append(child)
                    if not self.actors([child]):  # of "President X of Chad" it is X
                        stack.append(child)
        for token in sorted(inside, key=lambda t: t.i):
            if token.pos_ != "PRON" and (found := self.actors([token])):
                return found
        return []

    def reached(self, verb: Token, links: frozenset[str], there: bool = False) -> list[Argument]:
        """Whom a deed reaches that no wording covers: "keep up its gifts to **Chad**", "curb imports from **Chad**".

        ``links`` are the prepositions that lead to whom something is aimed at; with ``there`` it can be a place.
        """
        things = grammar.objects(verb)
        found = self.actors(things, places=there)
        return found or self.beyond([verb, *things, *(grammar.content(t) for t in things)], links, there)

    def beyond(self, tokens: Iterable[Token], links: frozenset[str], there: bool = False) -> list[Argument]:
        """The actors behind the prepositions on these words: "answer **to** a call **from** Chad"."""
        places = dict.fromkeys(tokens)
        for _ in range(2):
            prepositions = [p for t in places for p in grammar.complements(t, *links)]
            phrases = [o for p in prepositions for o in grammar.preposition_objects(p)]
            if found := self.actors(phrases, places=there) or self.owners(phrases) or self.owners(places):
                return found
            places = dict.fromkeys(phrases)
        return []

    def listed(self, token: Token) -> list[Token]:
        """The conjuncts of a token, and those that the parser took for appositions: "Iran, Qatar, Turkey and Egypt"."""
        found: list[Token] = []
        # "committed to **working** with Chad and the **bank**": what a clause is coordinated with by mistake
        parts = [token] if token.tag_ == "VBG" and token.i not in self.mentions else grammar.coordinated(token)
        for part in parts:
            if self.is_scene(part):
                continue
            found.append(part)
            for modifier in grammar.children(part, "nmod"):  # "the government and the SPLM/A", taken apart
                if grammar.children(modifier, "cc") and modifier.i in self.mentions:
                    found.append(modifier)
            here = self.mentions.get(part.i)
            if here is None or here["type"] == "Place":  # "Aceh, Indonesia" is one place
                continue
            for apposed in grammar.children(part, "appos", "npadvmod"):
                there = self.mentions.get(apposed.i)
                # of "a rift between Chad and Mali, Ada Winter said" she is no party
                people = there and there["type"] == "Person" != here["type"]
                listed = there and not people and (there["form"] == "name" or there["type"] == "State" != here["type"])
                # "Mazda (Matsuda)": another name of it, or where it is
                if apposed.left_edge.i > part.i and apposed.left_edge.nbor(-1).text == "(":
                    continue
                if there and listed and not set(there["actor"]) & set(here["actor"]):
                    found += self.listed(apposed)
                else:
                    found += [t for c in grammar.next_in_list(apposed) for t in self.listed(c)]
            found += [t for c in self.next_behind_place(part) for t in self.listed(c)]
            found += [t for c in grammar.next_loose(part) for t in self.listed(c)]
            for some in grammar.examples(part):  # "many states, including **Chad** and **Mali**"
                found += self.listed(some)
        return found

    def next_behind_place(self, noun: Token) -> list[Token]:
        """The people next in a list, taken for what a place is: "traders from Kisumu, **nurses** and teachers"."""
        inside = [t for c in grammar.children(noun, "acl", "prep") for t in (c, *grammar.children(c, "prep"))]
        ends = [o for p in inside for o in grammar.children(p, "pobj")]
        places = [o for o in ends if o.i in self.mentions and self.mentions[o.i]["type"] in ("Place", "State")]
        behind = [t for o in places for t in grammar.children(o, "appos", "conj") if t.tag_ == "NNS"]
        return [t for t in behind if (m := self.mentions.get(t.i)) and m["type"] in ("Person", "Group", "Organization")]

    def is_scene(self, conjunct: Token) -> bool:
        """Whether a state is only where the others are: "bombed rebels in Chad **and Mali**", hung on the rebels."""
        here, there = self.mentions.get(conjunct.i), self.mentions.get(conjunct.head.i)
        places = ("State", "Place")
        if conjunct.dep_ != "conj" or not here or not there or here["type"] not in places or there["type"] in places:
            return False
        scenes = [o for p in grammar.complements(conjunct.head, "in") for o in grammar.preposition_objects(p)]
        return any(o.i in self.mentions and self.mentions[o.i]["type"] in places and o.i < conjunct.i for o in scenes)

    def named_beside(self, mention: Mention) -> Mention | None:
        """The name right behind a description, which is whom it means: "the relief group **Himal Care**"."""
        named = self.starting.get(mention["end"])
        if named is None or mention["form"] != "nominal" or mention["plural"]:
            return None
        head = self.doc[named["head"]]
        return named if head.dep_ in ("appos", "npadvmod", "dep", "nmod") else None

    def represented(self, mention: Mention, token: Token) -> list[Argument]:
        """Whom several officials act for: "the ministers of **Chad** and **Mali** met"."""
        if not mention["plural"] or mention["form"] != "nominal" or token.lemma_.lower() not in self.officials:
            return []
        whose = [o for p in grammar.complements(token, "of") for o in grammar.preposition_objects(p)]
        found = self.actors(whose)
        return found if len(found) > 1 else []

    def _of(self, token: Token, depth: int = 3) -> Sequence[Argument]:
        """The actors one noun phrase denotes."""
        if (mention := self.mentions.get(token.i)) and (named := self.named_beside(mention)):
            mention, token = named, self.doc[named["head"]]
        if mention and (members := self.represented(mention, token)):
            return members
        if mention:
            return [Argument(actor, token, _SURE[mention["form"]]) for actor in mention["actor"]]
        if depth == 0:
            return ()
        if antecedent := grammar.relative_antecedent(token):
            return self._of(antecedent, depth - 1)
        for apposed in grammar.children(token, "appos"):
            if found := self._of(apposed, depth - 1):
                return found
        beside = self.starting.get(token.i + 1)
        if beside and token.pos_ == "NOUN" and self.doc[beside["head"]].dep_ in ("npadvmod", "nmod", "dep"):
            return self._of(self.doc[beside["head"]], depth - 1)  # "beat debutants Panama", taken apart by the parser
        if token.pos_ in ("NUM", "PRON", "DET") or token.lower_ in self.quantities:
            # "one of the ministers", "both of them", "many of the rebels", "thousands of refugees"
            for preposition in grammar.complements(token, "of"):
                for inner in grammar.preposition_objects(preposition):
                    if found := self._of(inner, depth - 1):
                        return found
        return ()
