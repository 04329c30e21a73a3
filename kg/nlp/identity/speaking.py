"""Whom "I" and "we" mean: who speaks in a quotation, and outside of them who issued the text."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.clusters import Cluster, Clusters
from kg.nlp.identity.holders import Holders
from kg.nlp.lexicon import Lexicon
from kg.nlp.quotes import Quote

FIRST, FIRST_PLURAL = frozenset("i my me mine myself".split()), frozenset("we our us ours ourselves".split())
_PRESENT = frozenset({"VBP", "VBZ", "MD"})
_TOP = 3  # sentences at the top in which a text names who issued it


class FirstPerson:
    """Resolves the first person of one Doc; ``quoted`` tells for each token the quotation it is in."""

    def __init__(
        self, doc: Doc, lexicon: Lexicon, clusters: Clusters, holders: Holders, quoted: Mapping[int, Quote]
    ) -> None:
        self.doc, self.lexicon, self.clusters, self.holders, self.quoted = doc, lexicon, clusters, holders, quoted
        self.mentions, self.meant, self.sentence = holders.mentions, holders.meant, holders.sentence
        self.statements, self.governing = lexicon.words("StatementNoun"), lexicon.words("GovernmentBody")

    def resolve(self) -> None:
        """ "I" is who speaks; "we" is whom the speaker leads or speaks for. Outside quotes the publisher speaks."""
        author = self.author()
        for mention in self.mentions:
            word = self.doc[mention["head"]].lower_
            if mention["form"] != "pronoun" or word not in FIRST | FIRST_PLURAL:  # "US" is none
                continue
            quote = self.quoted.get(mention["head"])
            if quote is not None and quote.speaker is not None:
                who = self.meant.get(quote.speaker, [])
            else:
                types = ("Person",) if word in FIRST else ("State", "Organization")
                who = author or (self.publisher(mention, types) if quote is None else [])
            if len(who) == 1 and (found := list(who) if word in FIRST else self.spoken_for(who[0])):
                self.meant[mention["head"]] = found
                self.clusters[found[0]].heads.append(mention["head"])

    def author(self) -> list[int]:
        """Whose statement an article is, if its first lines say so: "Statement by **X** on …", "**X**'s remarks"."""
        for token in self.doc:
            if self.sentence[token.i] > 1:
                break
            if token.lemma_.lower() not in self.statements:
                continue
            near = [t for t in token.lefts if t.dep_ in ("poss", "compound", "nmod")]
            near += [t for p in token.rights if p.lower_ in ("by", "of", "from") for t in p.children]
            for other in near:
                mention = self.holders.covering.get(other.i) or self.holders.by_head.get(other.i)
                found = self.meant.get(mention["head"], []) if mention else []
                if len(found) == 1 and self.clusters[found[0]].named:
                    return found
        return []

    def publisher(self, speaking: Mention, types: Sequence[str]) -> list[int]:
        """Who issued a statement written in the first person: who does something now in a sentence before, near the
        top; else the one state of which the text says what it does ("as **we** have said, the **US** supports it").
        """
        states: list[int] = []
        for mention in self.mentions:
            found = self.meant.get(mention["head"], [])
            if len(found) != 1 or mention["form"] == "demonym":
                continue
            who = self.clusters[found[0]]
            near = self.sentence[mention["head"]] <= _TOP and mention["head"] < speaking["head"]
            issuer = near and who.type in types and who.named
            state = who.type == "State" in types and not self.quoted  # where nobody else speaks
            if not (issuer or state) or not self.acts_now(mention["head"]):
                continue
            if issuer:
                return found
            states += [i for i in found if i not in states]
        return states if len(states) == 1 else []

    def acts_now(self, head: int) -> bool:
        """Whether an actor is the subject of what is going on or will be: statements of others' deeds are past."""
        token = self.doc[head]
        verb = token.head
        finite = [verb, *(t for t in verb.children if t.dep_ in ("aux", "auxpass"))]
        other = verb.lemma_ == "be" and any(  # "Chad is one of **our** partners"
            t.lower_ in FIRST_PLURAL for a in grammar.children(verb, "attr") for t in a.subtree
        )
        return token.dep_ in grammar.SUBJECTS and not other and any(t.tag_ in _PRESENT for t in finite)

    def spoken_for(self, speaker: int) -> list[int]:
        """The state or organisation a speaker speaks for; of a ministry's people, the state. Nobody else's "we" is
        clear."""
        cluster = self.clusters[speaker]
        if cluster.type != "Person":
            return [speaker]
        owners = {self.whole(o) for _, o in cluster.offices if self.clusters[o].type in ("State", "Organization")}
        owners = owners or self.in_office(cluster)
        if len(owners) == 1:
            return [owners.pop()]
        if any(self.clusters[o].type == "Place" and not self.holders.is_region(o) for _, o in cluster.offices):
            return []  # a mayor's "we" are not the state
        return [self.clusters.of_entry(self.lexicon.ontology.actors[cluster.state])] if cluster.state else []

    def in_office(self, cluster: Cluster) -> set[int]:
        """Whose office somebody holds on the article's day, as far as the ontology knows; without a day, has held.

        What the article calls him tells which, where there are several.
        """
        known, day = cluster.known, self.doc._.kg_date
        held = self.lexicon.offices.get(known.name, []) if known else []
        held = [o for o in held if not day or (o.since or "") <= day and (not o.until or day < o.until)]
        held = [o for o in held if o.role in cluster.roles] or held
        entries = (self.lexicon.ontology.actors.get(o.of) for o in held)
        return {self.clusters.of_entry(e) for e in entries if e is not None}

    def whole(self, index: int) -> int:
        """The state a ministry or army belongs to; else the actor itself: a watchdog speaks for itself."""
        known = self.clusters[index].known
        state = next((s for s in known.part_of if self.clusters.is_state(s)), None) if known else None
        if known is None or state is None or self.governing.isdisjoint(known.kind):
            return index
        return self.clusters.of_entry(self.lexicon.ontology.actors[state])
