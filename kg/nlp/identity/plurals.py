"""Whom plurals mean that the article names: "the two countries", "the automakers Ford and GM", "sites such as X"."""

from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.bodies import Bodies
from kg.nlp.identity.clusters import Clusters
from kg.nlp.identity.holders import Holders
from kg.nlp.lexicon import Lexicon
from kg.nlp.nouns import definite

_SIDES = ("State", "Organization", "Person")  # who "the two sides" can be
_PAIR = 125  # tokens between "both countries" and the two


class Plurals:
    """Resolves the nominals in the plural of one Doc to those named beside or before."""

    def __init__(self, doc: Doc, lexicon: Lexicon, clusters: Clusters, holders: Holders, bodies: Bodies) -> None:
        self.doc, self.lexicon, self.clusters, self.holders = doc, lexicon, clusters, holders
        self.meant, self.bodies = holders.meant, bodies
        self.pairs, self.exemplifying = lexicon.words("PairNoun"), lexicon.words("ExampleWord")

    def of(self, mention: Mention, head: Token, word: str) -> list[int]:
        """The actors a plural means; empty where the article does not name them."""
        return self.listed(head) or self.examples(head) or self.offices(mention, head) or self.pair(mention, head, word)

    def listed(self, head: Token) -> list[int]:
        """The actors named right after a plural: "the automakers **Ford**, **Chrysler** and **GM**"."""
        found: list[int] = []
        after = self.holders.covering.get(head.i + 1)
        stack = [t for t in head.children if t.dep_ == "appos" and t.i > head.i]
        stack = stack or ([self.doc[after["head"]]] if after else [])
        while stack:
            token = stack.pop(0)
            found += [i for i in self.meant.get(token.i, ()) if self.clusters[i].named and i not in found]
            stack += [t for t in token.children if t.dep_ in ("conj", "appos")]
        return found if len(found) > 1 else []

    def examples(self, head: Token) -> list[int]:
        """The actors named as examples of a plural: "sites such as **Gizmodo**", "militias including **Hezbollah**"."""
        found: list[int] = []
        for preposition in (t for t in head.rights if t.dep_ == "prep" and t.lower_ in self.exemplifying):
            if preposition.lower_ != "as" or preposition.nbor(-1).lower_ == "such":
                tokens = (c for t in grammar.preposition_objects(preposition) for c in grammar.coordinated(t))
                found += [i for t in tokens for i in self.meant.get(t.i, ()) if self.clusters[i].named]
        return list(dict.fromkeys(found))

    def offices(self, mention: Mention, head: Token) -> list[int]:
        """The states whose ministers meet and speak as one: "the foreign ministers of **Chad** and **Mali**"."""
        of = (p for p in head.rights if p.lower_ == "of") if self.holders.roles(mention) else ()
        tokens = [c for p in of for t in grammar.preposition_objects(p) for c in grammar.coordinated(t)]
        states = self.states(takewhile(lambda t: self.states([t]), tokens))  # "… of Chad, Mali, and the EU's envoy"
        # the parser may coordinate the second state with the ministers
        return states if len(states) > 1 or states and self.states(grammar.coordinated(head)[1:]) else []

    def states(self, tokens: Iterable[Token]) -> list[int]:
        return [i for t in tokens for i in self.meant.get(t.i, ()) if self.clusters[i].type == "State"]

    def dual(self, head: Token) -> bool:
        """Whether "the two", "both" count the noun."""
        words = {t.lower_ for t in head.lefts}
        return "both" in words or bool(words & {"two", "2"}) and definite(head)

    def pair(self, mention: Mention, head: Token, word: str) -> list[int]:
        """The last two different actors that "the two leaders", "both countries" can mean."""
        if not self.dual(head):
            return []
        kind = "Person" if self.holders.roles(mention) else "" if word in self.pairs else mention["type"]
        if kind == "State" and (theirs := self.two_states(mention)):
            return theirs
        found: list[int] = []
        apart = self.asking(head) if word in self.pairs else set()
        for other in self.holders.before(mention["start"], _PAIR):
            if self.holders.telling(self.doc[other["head"]]):
                continue
            for index in self.meant.get(other["head"], ()):
                cluster = self.clusters[index]
                if index in apart:
                    continue
                kind = kind or (cluster.type if cluster.type in _SIDES else "")
                fit = cluster.type == kind and (
                    kind != "Organization" or word in self.pairs or self.bodies.fits(cluster, mention, word)
                )
                named = cluster.named or kind == "Person" and not cluster.plural
                if fit and named and other["form"] != "demonym" and index not in found:
                    found.append(index)
            if len(found) >= 2:
                return found[1::-1]
        return []

    def asking(self, head: Token) -> set[int]:
        """Who asks, tells or helps the two sides, and so is neither: "**Chad** urged both sides to stop"."""
        if head.dep_ not in ("dobj", "iobj", "pobj", "dative"):
            return set()
        verb = head.head if head.dep_ != "pobj" else head.head.head
        asking = [t for s in grammar.subjects(verb) for t in s.subtree] if grammar.is_verb(verb) else []
        return {i for t in asking for i in self.meant.get(t.i, ())}

    def two_states(self, mention: Mention) -> list[int]:
        """The states of those who act in the sentence of "the two countries" and those it names, if that makes two."""
        number = self.holders.sentence[mention["start"]]
        found: list[int] = []
        for other in self.holders.before(mention["start"], _PAIR):
            if self.holders.sentence[other["head"]] != number:
                break
            for index in self.meant.get(other["head"], ()):
                cluster = self.clusters[index]
                if cluster.type == "Person" and cluster.state:
                    index = self.clusters.of_entry(self.lexicon.ontology.actors[cluster.state])
                elif cluster.type != "State":
                    continue
                found += [index] if index not in found else []
        return found[::-1] if len(found) == 2 else []
