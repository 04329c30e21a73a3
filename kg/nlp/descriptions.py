"""Whom descriptions mean: "the Belarusian ruler", "the company", "Kiev's troops", "two senior officials".

A description that nobody in the article fits is an actor of its own without a name.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.nlp.clusters import Cluster, Clusters
from kg.nlp.data import Mention
from kg.nlp.lexicon import Lexicon, lemma
from kg.nlp.mentions import definite, owners
from kg.ontology import Role

_FAR = 250  # tokens between a description and the actor it takes up


class Descriptions:
    """Resolves the nominals of one Doc."""

    def __init__(
        self, doc: Doc, lexicon: Lexicon, clusters: Clusters, mentions: Sequence[Mention], meant: dict[int, list[int]]
    ) -> None:
        self.doc, self.lexicon, self.clusters, self.meant = doc, lexicon, clusters, meant
        self.mentions = mentions
        self.by_head = {m["head"]: m for m in mentions}
        self.covering = {i: m for m in mentions if m["form"] == "name" for i in range(m["start"], m["end"])}
        self.unnamed: dict[str, int] = {}
        words = lexicon.words
        self.state_nouns = words("StateNoun") | words("RulerNoun")
        self.bare, self.offices, self.staff = words("BareStateNoun"), words("OfficeNoun"), words("OrganizationPeople")
        self.male, self.female = words("MaleNoun"), words("FemaleNoun")
        self.titles = {"male": words("MaleTitle"), "female": words("FemaleTitle")}
        self.spokesmen, self.family = words("Spokesman"), words("FamilyNoun")
        self.former, self.counterpart = words("FormerWord"), words("CounterpartNoun")
        self.generic = frozenset(w for r in (lexicon.ontology.roles.get("Leader"),) if r for w in r.words)

    # --- titles and appositions tell who holds which role

    def read_titles(self) -> None:
        """Gives every named person the roles, states and gender that titles and appositions state."""
        for mention in self.mentions:
            if mention["form"] == "name" and mention["type"] == "Person":
                self.read_title(mention)
        for mention in self.mentions:
            if mention["form"] == "nominal" and mention["head"] not in self.meant:
                if (holder := self.holder(mention)) is not None:
                    self.meant[mention["head"]] = [holder]
                    self.hold(holder, self.roles(mention), self.owner(mention))

    def read_title(self, mention: Mention) -> None:
        cluster = self.clusters[self.meant[mention["head"]][0]]
        start = mention["start"]
        before = self.doc[start - 1].lower_.rstrip(".") if start else ""
        for gender, titles in self.titles.items():
            if before in titles:
                cluster.gender = gender
        if found := self.lexicon.role_at(self.doc, start):
            start, roles = found
            self.hold(self.meant[mention["head"]][0], roles, self.ending_at(start))

    def hold(self, holder: int, roles: Sequence[Role], owner: int | None) -> None:
        cluster = self.clusters[holder]
        for role in roles:
            cluster.roles.add(role.name)
            if owner is None and role.at and role.at in self.lexicon.ontology.actors:
                continue
            if owner is not None:
                cluster.offices.add((role.name, owner))
        if owner is not None and cluster.type == "Person" and cluster.state is None:
            known, state = self.clusters[owner].known, self.clusters[owner].state
            cluster.state = known.name if known and known.type == "State" else state

    def ending_at(self, i: int) -> int | None:
        """The actor whose name or demonym ends before token ``i``: "**Iraqi** Prime Minister", "**Ford**'s chairman"."""
        while i and (self.doc[i - 1].lower_ in ("'s", "’s", "'", "’") or self.is_modifier(self.doc[i - 1])):
            i -= 1
        for mention in self.mentions:
            if mention["end"] == i and mention["form"] in ("name", "demonym") and mention["head"] in self.meant:
                index = self.meant[mention["head"]][0]
                return index if self.clusters[index].type != "Person" else None
        return None

    def is_modifier(self, token: Token) -> bool:
        return token.lower_ in self.lexicon.words("RoleAdjective") and token.pos_ in ("ADJ", "NOUN", "PROPN")

    def holder(self, mention: Mention) -> int | None:
        """Who a description is apposed to or said of: "Kit Bond, a **senator**", "the **leader**, X", "X is a **spy**"."""
        head, doc = self.doc[mention["head"]], self.doc
        options: list[Token] = []
        if head.dep_ == "appos":
            options.append(head.head)
        options += [t for t in head.children if t.dep_ == "appos"]
        if head.dep_ == "attr" and head.head.lemma_ == "be" and not any(t.dep_ == "neg" for t in head.head.children):
            options += [t for t in head.head.children if t.dep_ == "nsubj"]
        if mention["end"] < len(doc) and doc[mention["end"]] in (head.head, head) or head.dep_ in ("nmod", "compound"):
            options += [doc[mention["end"]]] if mention["end"] < len(doc) else []
        for token in options:
            other = self.by_head.get(token.i) or self.covering.get(token.i)
            if other and other is not mention and other["form"] == "name" and other["head"] in self.meant:
                index = self.meant[other["head"]][0]
                if self.agree(mention, self.clusters[index]):
                    return index
        if mention["end"] < len(doc) and mention["type"] == "Person":
            other = self.covering.get(mention["end"])
            if other and other["start"] == mention["end"] and other["type"] == "Person" and other["head"] in self.meant:
                return self.meant[other["head"]][0]
        return None

    def agree(self, mention: Mention, cluster: Cluster) -> bool:
        if mention["plural"] != cluster.plural and mention["type"] != cluster.type:
            return False
        if mention["type"] in ("Organization", "Group") and cluster.type in ("Organization", "Group"):
            cluster.kinds.add(lemma(self.doc[mention["head"]]))
            return True
        return mention["type"] == cluster.type

    # --- parts of a description

    def roles(self, mention: Mention) -> tuple[Role, ...]:
        found = self.lexicon.role_at(self.doc, mention["head"] + 1)
        return found[1] if found and mention["type"] == "Person" or found and mention["plural"] else ()

    def owner(self, mention: Mention) -> int | None:
        """The actor whose leader, forces or spokesman a description speaks of."""
        for token in owners(self.doc[mention["head"]]):
            other = self.by_head.get(token.i) or self.covering.get(token.i)
            if other and other is not mention and len(self.meant.get(other["head"], ())) == 1:
                return self.meant[other["head"]][0]
        return None

    # --- resolution

    def resolve(self, mention: Mention) -> list[int]:
        """The clusters a nominal means; a new one without a name where nothing fits."""
        head = self.doc[mention["head"]]
        owner = self.owner(mention)
        owned = self.clusters[owner] if owner is not None else None
        word = lemma(head)
        if owner is not None and owned is not None:
            if found := self.stands_for(mention, head, word, owner, owned):
                return found
        if mention["type"] == "Person" and not mention["plural"]:
            if (person := self.person(mention, head, owner)) is not None:
                return [person]
        elif mention["plural"] and self.dual(head):
            if len(pair := self.pair(mention, head)) == 2:
                return pair
        elif mention["type"] == "State" and not mention["plural"] and definite(head):
            if (state := self.state(mention)) is not None:
                return [state]
        elif mention["type"] in ("Organization", "Group") and not mention["plural"] and definite(head):
            if (body := self.body(mention, head, word)) is not None:
                return [body]
        return [self.nameless(mention, owner)]

    def stands_for(self, mention: Mention, head: Token, word: str, owner: int, owned: Cluster) -> list[int]:
        """"Kiev's troops" -> Ukraine; "NATO officials" -> NATO; "the Merkel government" -> Germany."""
        both = {word, head.lower_}
        if mention["type"] == "State" and owned.type == "State" and both & self.state_nouns:
            return [owner]
        if mention["type"] == "State" and owned.type == "Person" and owned.state:
            return [self.clusters.of_entry(self.lexicon.ontology.actors[owned.state])]
        if owned.type in ("Organization", "Group", "State") and (
            both & self.spokesmen or mention["type"] != "Person" and both & self.staff and owned.type != "State"
        ):
            return [owner]
        return []

    def person(self, mention: Mention, head: Token, owner: int | None) -> int | None:
        """The person of that role, of that state or organisation, whom the article or the ontology names."""
        roles = self.roles(mention)
        if not roles or not (definite(head) or owner is not None or self.in_headline(head)):
            return None
        if any(t.lower_ in self.former for t in head.lefts):
            return None
        fits = [
            i for i, c in enumerate(self.clusters.all)
            if c.type == "Person" and c.named and self.has_role(c, roles, owner)
        ]
        if fits:
            return self.nearest(fits, mention["head"])
        return self.from_ontology(roles, owner)

    def has_role(self, cluster: Cluster, roles: Sequence[Role], owner: int | None) -> bool:
        names = {r.name for r in roles}
        leads = any(r.words[0] in self.generic for r in roles)
        held = cluster.roles if not leads else {
            r for r in cluster.roles if self.lexicon.ontology.roles[r].relation == "leads"} | (cluster.roles & names)
        if not (held & names or leads and held):
            return False
        if owner is None:
            return True
        owners_ = {o for r, o in cluster.offices if r in held and (leads or r in names)}
        if owners_:
            return owner in owners_
        state = self.clusters[owner].known
        return cluster.state is None or state is not None and cluster.state == state.name

    def from_ontology(self, roles: Sequence[Role], owner: int | None) -> int | None:
        """Who held the office on the article's day, as far as the ontology knows."""
        day = self.doc._.kg_date
        if not day:
            return None
        for role in roles:
            of = self.clusters[owner].known.name if owner is not None and self.clusters[owner].known else role.at
            if role.national and of and (holder := self.lexicon.ontology.holder(role.name, of, day)):
                if entry := self.lexicon.ontology.actors.get(holder):
                    index = self.clusters.of_entry(entry)
                    self.clusters[index].roles.add(role.name)
                    return index
        return None

    def nearest(self, indexes: Sequence[int], position: int) -> int:
        """The one last spoken of before, else the first after."""
        def distance(i: int) -> tuple[int, int]:
            before = [position - h for h in self.clusters[i].heads if h < position]
            after = [h - position for h in self.clusters[i].heads if h > position]
            return (0, min(before)) if before else (1, min(after, default=10**6))
        return min(indexes, key=distance)

    def in_headline(self, token: Token) -> bool:
        return token.sent.start == 0 or token.idx < self.doc._.kg_title_end

    def dual(self, head: Token) -> bool:
        """Whether "two", "both" count the noun."""
        return any(t.lower_ in ("two", "both", "2") for t in head.lefts) and (
            definite(head) or any(t.lower_ == "both" for t in head.lefts)
        )

    def pair(self, mention: Mention, head: Token) -> list[int]:
        """The last two different actors that "the two leaders", "both countries" can mean."""
        kind = "State" if mention["type"] == "State" else "Person" if self.lexicon.role_at(
            self.doc, mention["head"] + 1) else mention["type"]
        found: list[int] = []
        for other in sorted((m for m in self.mentions if m["head"] < mention["start"]), key=lambda m: -m["head"]):
            if mention["start"] - other["head"] > _FAR // 2:
                break
            for index in self.meant.get(other["head"], ()):
                cluster = self.clusters[index]
                if cluster.type == kind and cluster.named and other["form"] != "demonym" and index not in found:
                    found.append(index)
            if len(found) >= 2:
                break
        return found[1::-1]

    def state(self, mention: Mention) -> int | None:
        """The state "the country" means: the last one named by its name, as long as one is."""
        for other in sorted((m for m in self.mentions if m["head"] < mention["start"]), key=lambda m: -m["head"]):
            found = self.meant.get(other["head"], ())
            if len(found) == 1 and self.clusters[found[0]].type == "State" and mention["start"] - other["head"] < _FAR:
                return found[0]
        return None

    def body(self, mention: Mention, head: Token, word: str) -> int | None:
        """The organisation that "the company" means: the last one that is of that kind."""
        best, rank = None, 0.0
        for index, cluster in enumerate(self.clusters.all):
            if cluster.type not in ("Organization", "Group") or not cluster.named or cluster.plural:
                continue
            before = [h for h in cluster.heads if h < mention["start"]]
            if not before or mention["start"] - before[-1] > _FAR or not (fit := self.fits(cluster, mention, word)):
                continue
            near = sum(1.0 / (1 + self.sentences_between(h, mention["start"])) for h in before[-4:])
            if (value := fit * near) > rank:
                best, rank = index, value
        return best

    def sentences_between(self, i: int, j: int) -> int:
        return sum(bool(t.is_sent_start) for t in self.doc[i + 1 : j + 1])

    def fits(self, cluster: Cluster, mention: Mention, word: str) -> float:
        """How well a noun suits an organisation: called so, named so, nothing known, or 0."""
        phrase = self.doc[mention["start"] : mention["end"]].text.lower()
        kinds = {k.lower() for k in cluster.kinds}
        if phrase in kinds or any(k.split()[-1] == word for k in kinds):
            return 3.0 if phrase in kinds else 2.0
        if any(word in name.lower().split() for name in cluster.names):
            return 2.5
        if kinds or cluster.known:
            return 0.0
        return 0.7

    def nameless(self, mention: Mention, owner: int | None) -> int:
        """An actor without a name; "the protesters" are those of before."""
        words = [t for t in self.doc[mention["start"] : mention["end"]] if not t.is_space]
        name = " ".join("".join(t.text_with_ws for t in words).split()).lower()
        word = lemma(self.doc[mention["head"]])
        if definite(self.doc[mention["head"]]) or mention["plural"]:
            for known in (name, f"{mention['type']} {word}"):
                if known in self.unnamed and (known == name or definite(self.doc[mention["head"]])):
                    return self.unnamed[known]
        gender = "male" if word in self.male else "female" if word in self.female else None
        cluster = Cluster(mention["type"], named=False, plural=mention["plural"], gender=gender)
        cluster.names[name or word] += 1
        if owner is not None and (known := self.clusters[owner].known):
            cluster.state = known.name if known.type == "State" else None
        index = self.clusters.add(cluster)
        self.unnamed[name] = index
        self.unnamed[f"{mention['type']} {word}"] = index
        return index
