"""The mentions of one Doc by place, and the parts of a description: its role, whose it is."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.nlp.data import Mention
from kg.nlp.identity.clusters import Clusters
from kg.nlp.lexicon import Lexicon, key, lemma
from kg.nlp.nouns import owners
from kg.terms import Role


class Mentioned:
    """The mentions of one Doc; ``meant`` tells by head token which clusters each means, as far as that is known."""

    def __init__(
        self, doc: Doc, lexicon: Lexicon, clusters: Clusters, mentions: Sequence[Mention], meant: dict[int, list[int]]
    ) -> None:
        self.doc, self.lexicon, self.clusters, self.meant = doc, lexicon, clusters, meant
        self.mentions = mentions
        self.by_head = {m["head"]: m for m in mentions}
        self.in_order = sorted(mentions, key=lambda m: m["head"])
        self.order = [m["head"] for m in self.in_order]
        self.sentence = [0] * len(doc)  # of each token, its number
        for number, sentence in enumerate(doc.sents):
            self.sentence[sentence.start : sentence.end] = [number] * len(sentence)
        self.covering = {i: m for m in mentions if m["form"] == "name" for i in range(m["start"], m["end"])}
        self.ending = {m["end"]: m for m in mentions if m["form"] in ("name", "demonym")}
        self.starting = {m["start"]: m for m in mentions if m["form"] in ("name", "demonym")}
        self.deployed, self.reporting = lexicon.words("DeployedNoun"), lexicon.words("ReportingVerb")

    def before(self, i: int, far: int) -> Iterator[Mention]:
        """The mentions before token ``i``, not more than ``far`` tokens away, the nearest first."""
        for n in range(bisect_left(self.order, i) - 1, -1, -1):
            if i - self.order[n] > far:
                return
            yield self.in_order[n]

    def telling(self, token: Token) -> bool:
        """Whether somebody only tells what stands before: "X met Y, **a spokesman** said"."""
        verb = token.head
        if token.dep_ not in ("nsubj", "appos", "compound") or token.dep_ != "nsubj" and verb.dep_ != "nsubj":
            return False
        verb = verb if token.dep_ == "nsubj" else verb.head
        told = (t for t in verb.children if t.dep_ in ("ccomp", "parataxis"))
        return verb.lemma_.lower() in self.reporting and any(t.i < token.i for t in told)

    def roles(self, mention: Mention) -> tuple[Role, ...]:
        """The roles a description names."""
        found = self.lexicon.role_of(self.doc[mention["head"]])
        return found[2] if found else ()

    def role_text(self, mention: Mention) -> str:
        """The words of the role: "prime minister"."""
        found = self.lexicon.role_of(self.doc[mention["head"]])
        start, end = (found[0], found[1]) if found else (mention["head"], mention["end"])
        return key(self.doc[start:end].text).lower()

    def role_end(self, mention: Mention) -> int:
        """The token after a description's role words: after "Secretary of State"."""
        found = self.lexicon.role_of(self.doc[mention["head"]])
        return found[1] if found else mention["end"]

    def owner(self, mention: Mention) -> int | None:
        """The actor whose leader, forces or spokesman a description speaks of."""
        return next(iter(self.owners(mention)), None)

    def led_by_state(self, mention: Mention) -> bool:
        """Whether a plural is of a state that is described: "**leaders** of Chad's new government"."""
        for token in owners(self.doc[mention["head"]]):
            other = self.by_head.get(token.i)
            if other is not None and other["type"] == "State" and other["form"] == "nominal":
                return True
        return False

    def owners(self, mention: Mention, in_text_order: bool = False) -> list[int]:
        """The actors among a noun's modifiers, possessors and "of" phrases, nearest first."""
        found: list[int] = []
        head = self.doc[mention["head"]]
        abroad = bool({lemma(head), head.lower_} & self.deployed)  # "six militants in Arsal" are not the town's
        tokens = [t for t in owners(head) if not (abroad and t.head.lower_ == "in")]
        for token in sorted(tokens, key=lambda t: t.i) if in_text_order else tokens:
            other = self.by_head.get(token.i) or self.covering.get(token.i)
            if other and other is not mention and len(self.meant.get(other["head"], ())) == 1:
                found += [i for i in self.meant[other["head"]] if i not in found]
        return found
