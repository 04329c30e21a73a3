"""Whom descriptions mean: "the Belarusian ruler", "the company", "Kiev's troops", "two senior officials".

A description that nobody in the article fits is an actor of its own without a name.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.bodies import Bodies
from kg.nlp.identity.clusters import Cluster, Clusters
from kg.nlp.identity.holders import Holders
from kg.nlp.identity.nameless import Nameless
from kg.nlp.identity.plurals import Plurals
from kg.nlp.lexicon import Lexicon, key, lemma
from kg.nlp.nouns import coordinated_modifiers, definite
from kg.terms import Role


class Descriptions:
    """Resolves the nominals of one Doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, clusters: Clusters, holders: Holders) -> None:
        self.doc, self.lexicon, self.clusters, self.holders = doc, lexicon, clusters, holders
        self.meant, self.mentions = holders.meant, holders.mentions
        self.nameless = Nameless(doc, lexicon, clusters, holders)
        words = lexicon.words
        self.local = words("LocalAdjective")
        self.state_nouns = words("StateNoun") | words("RulerNoun") | words("BareStateNoun")
        self.staff, self.spokesmen, self.self_nouns = words("OrganizationPeople"), words("Spokesman"), words("SelfNoun")
        self.people = words("PeopleNoun")
        self.counterparts = words("CounterpartNoun")
        self.former, self.persons = words("FormerWord"), words("PersonNoun")
        self.bodies = Bodies(doc, lexicon, clusters, holders)
        self.plurals = Plurals(doc, lexicon, clusters, holders, self.bodies)
        self.any_company = words("AnyCompanyNoun")
        self.naming, self.parties, self.trades = words("NamingNoun"), words("PartyNoun"), words("RoleKind")
        leader = lexicon.ontology.roles.get("Leader")
        self.leader_words = frozenset(leader.words if leader else ())

    def resolve(self, mention: Mention) -> list[int]:
        """The clusters a nominal means; a new one without a name where nothing fits."""
        head = self.doc[mention["head"]]
        word = lemma(head)
        if mention["type"] in ("Place", "State") and (place := self.bodies.place(mention)) is not None:
            return [place]
        owners_ = self.holders.owners(mention)
        if mention["type"] == "State":  # "Chad's Socialist government" is Chad's before it is the Socialists'
            owners_.sort(key=lambda o: self.clusters[o].type != "State")
        owner = owners_[0] if owners_ else None
        if len(owners_) > 1 and coordinated_modifiers(head):
            each = (self.stands_for(mention, head, word, o, True) for o in self.holders.owners(mention, True))
            if several := [i for found in each for i in found]:
                return several
            if mention["plural"] and (several := self.nameless.each(mention)):
                return several
        if owner is not None:
            if found := self.stands_for(mention, head, word, owner):
                return found
            if (national := self.bodies.national(mention, word, owner)) is not None:
                return [national]
        if mention["plural"]:
            return self.plurals.of(mention, head, word) or [self.nameless.of(mention, owner)]
        found_one = None if self.told_apart(mention, head) else self.single(mention, head, word, owner)
        if found_one is None and head.dep_ == "compound" and word not in self.naming:
            return []
        return [self.nameless.of(mention, owner) if found_one is None else found_one]

    def told_apart(self, mention: Mention, head: Token) -> bool:
        """Whether a description says itself whom it means: "the engineer who leaked the report", "the provincial
        government" is neither the engineer nor the government of before.
        """
        clause = next((t for t in head.children if t.dep_ == "relcl"), None)
        between = self.doc[head.i + 1 : clause.left_edge.i + 1] if clause is not None else ()
        restricted = clause is not None and not any(t.text == "," for t in between)
        local = any(
            t.lower_ in self.local or t.lower_ == head.nbor(-1).lower_ == "state"
            for t in head.children
            if t.dep_ in ("amod", "compound")
        )  # "the Bavarian **state** government"
        return local or (mention["type"] == "Person" and restricted)

    def single(self, mention: Mention, head: Token, word: str, owner: int | None) -> int | None:
        """The one actor the article or the ontology names that a description in the singular fits."""
        if word in self.bodies.rivals and owner is not None and (rival := self.bodies.rival(head, owner)) is not None:
            return rival
        if mention["type"] == "Person":
            if word in self.counterparts:
                return self.counterpart(head, owner)
            found = self.person(mention, head, owner)
            if found is not None and owner is not None:  # the headline's "Foreign Office minister"
                self.holders.hold(found, self.holders.roles(mention), owner, self.holders.role_text(mention))
            return found
        inner = head.dep_ == "compound" and mention["type"] == "Organization"  # "company CEO Ann Lee"
        if not (definite(head) or inner or word in self.naming or self.in_headline(head) and word in self.any_company):
            return None
        if mention["type"] == "State":
            return self.bodies.state(mention, word) if owner is None else None
        if mention["type"] in ("Organization", "Group"):
            if word == "party" and any(t.lower_ in ("his", "her", "my") for t in grammar.children(head, "poss")):
                return self.party(owner)
            free = owner is None or not self.clusters[owner].named
            board = self.bodies.of_directors(mention, head, word) if free else None
            return self.bodies.body(mention, head, word, owner) if board is None else board
        return None

    # --- what stands for the one it belongs to

    def stands_for(self, mention: Mention, head: Token, word: str, owner: int, among: bool = False) -> list[int]:
        """ "Kiev's troops" -> Ukraine; "NATO officials" -> NATO; "the Merkel government" -> Germany."""
        owned, both = self.clusters[owner], {word, head.lower_}
        if among and owned.type == "Place" and owned.named and both & self.bodies.governments:
            return [self.bodies.government(owned, "", word)]
        led = mention["type"] == "State" or mention["plural"] and self.holders.led_by_state(mention)
        if owned.type == "State" and (led or among) and both & (self.state_nouns | self.staff):
            owned.kinds.add(word)
            return [owner]
        if owned.type == "State" and owned.known and both & self.people and mention["type"] == "Group":
            return [self.clusters.of_people(owned.known, self.words_of(mention))]
        if mention["type"] == "State" and owned.type in ("Person", "Group") and owned.state:
            ruled = self.clusters.of_entry(self.lexicon.ontology.actors[owned.state])
            self.clusters[ruled].kinds.add(word)
            return [ruled]
        if (owned.type != "Person" or owned.named) and owned.type != "Place" and both & self.spokesmen:
            return [owner]
        past = any(t.lower_ in self.former for t in head.lefts)
        kinds = {k.split()[-1] for k in owned.known.kind} if owned.known else set()
        if word in self.self_nouns - kinds and not mention["plural"] and kinds & self.parties:
            return []  # "the Labour group" of a council is not the party
        if owned.type == "Organization" and mention["type"] != "Person" and both & self.staff and not past:
            return [owner]
        if owned.type == "Group" and mention["plural"] and both & self.state_nouns and not both & self.persons:
            return [owner]
        if owned.type == "Organization" and both & self.self_nouns and not mention["plural"]:
            before = self.holders.covering.get(mention["head"] - 1)
            if before and self.meant.get(before["head"]) == [owner] and head.tag_ in ("NN", "NNP"):
                owned.kinds.add(word)
                return [owner]
        return []

    def party(self, leader: int | None) -> int | None:
        """The party of somebody who has an office in one: "**his** party"; anybody else's is not known."""
        offices = self.clusters[leader].offices if leader is not None else ()
        found = {
            o
            for _, o in offices
            if self.clusters[o].type == "Organization"
            and ({"party"} & {kind.split()[-1] for kind in self.clusters[o].kinds | {self.clusters[o].best.lower()}})
        }
        return found.pop() if len(found) == 1 else None

    # --- people by their roles

    def person(self, mention: Mention, head: Token, owner: int | None) -> int | None:
        """The person of that role, of that state or organisation, whom the article or the ontology names."""
        roles = self.holders.roles(mention)
        if not roles or not (definite(head) or owner is not None or self.in_headline(head)):
            return None
        if any(t.lower_ in ("a", "an", "another") for t in head.lefts):
            return None
        if any(t.lower_ in self.former for t in (*head.lefts, *self.doc[mention["start"] : mention["head"]])):
            return self.once(roles, owner)
        words = self.holders.role_text(mention)
        narrowed = any(t.dep_ == "compound" for t in head.lefts)
        people = [(i, self.clusters[i]) for i in self.clusters.people]
        fits = [i for i, c in people if self.has_role(c, roles, words, owner, narrowed)]
        fits = fits or [i for i, c in people if self.held(c, roles, words, owner)]
        if not self.in_headline(head) and not any(role.national for role in roles):  # none named after
            fits = [i for i in fits if any(h < head.i for h in self.clusters[i].heads)]
        if fits and (owner is not None or len(fits) == 1):
            return self.nearest(fits, mention["head"])
        if fits and not narrowed:
            return self.nearest(fits, mention["head"])
        found = self.from_ontology(roles, owner)
        return self.of_trade(head, words) if found is None and owner is None else found

    def of_trade(self, head: Token, words: str) -> int | None:
        """The only one whom the article names that a noun of a trade can mean by his office: "the **general**" is the
        army chief."""
        offices = {role for role in self.lexicon.ontology.roles if f"{words}: {role}" in self.trades}
        fits = [
            i
            for i in self.clusters.people
            if self.clusters[i].roles & offices and any(h < head.i for h in self.clusters[i].heads)
        ]
        return fits[0] if len(fits) == 1 and definite(head) else None

    def counterpart(self, head: Token, owner: int | None) -> int | None:
        """Who holds the same office elsewhere: "Xi met his Russian **counterpart**"."""
        for token in head.lefts:
            found = self.meant.get(token.i, []) if token.dep_ == "poss" else []
            if len(found) == 1 and owner is not None and owner != found[0]:
                roles = [self.lexicon.ontology.roles[name] for name in sorted(self.clusters[found[0]].roles)]
                others = (i for i in self.clusters.people if i != found[0])
                fits = [i for i in others if any((r.name, owner) in self.clusters[i].offices for r in roles)]
                return fits[0] if len(fits) == 1 else self.from_ontology(roles, owner)
        return None

    def has_role(self, cluster: Cluster, roles: Sequence[Role], words: str, owner: int | None, narrowed: bool) -> bool:
        """Whether somebody holds a role of these; "the secretary" is also the defense secretary."""
        held = cluster.roles & {r.name for r in roles}
        told = cluster.titles & {words, *(r.words[0] for r in roles)} or any(words == r.words[0] for r in roles)
        if cluster.titles and not told and all(r.private and r.relation == "memberOf" for r in roles):
            return False  # the defender is not the goalkeeper
        body = owner is not None and self.clusters[owner].type == "Organization"
        near = owner in {o for _, o in cluster.offices} if body else owner is not None or not narrowed
        if words in self.leader_words and near:  # a speaker is no party's leader
            held |= {r for r in cluster.roles if self.lexicon.ontology.roles[r].relation == "leads"}
        elif any(self.shortened(title, words) for title in cluster.titles):
            held |= cluster.roles
        if body and all(r.relation != "leads" for r in roles):
            held = {r for r in held if self.lexicon.ontology.roles[r].relation != "leads"}  # no "Treasury minister"
        if not held:
            return False
        if owner is None:
            return True
        region = self.holders.is_region(owner)
        if of := {o for role, o in cluster.offices if role in held and self.holders.is_region(o) == region}:
            return owner in of or any(self.within(o, owner) for o in of)
        return cluster.state is None or cluster.state == self.clusters.state_of(owner)

    def shortened(self, title: str, words: str) -> bool:
        """Whether a title can be shortened to some words: "the **secretary**" of state, the defense **secretary**."""
        return title == words or title.endswith(f" {words}") or title.startswith((f"{words} of ", f"{words} for "))

    def within(self, one: int, other: int) -> bool:
        """Whether an office of one is also one of the other: a ministry's of its state, no party's of another party."""
        types = {self.clusters[one].type, self.clusters[other].type}
        return self.clusters.state_of(one) == self.clusters.state_of(other) != "" and types != {"Organization"}

    def once(self, roles: Sequence[Role], owner: int | None) -> int | None:
        """Whom the article names that held an office before: "the **former** prime minister"."""
        names, day = {r.name for r in roles}, self.doc._.kg_date or "9999"
        of = self.clusters.state_of(owner) if owner is not None else ""
        fits = [
            i
            for i in self.clusters.people
            if (known := self.clusters[i].known)
            and any(
                o.role in names and (not of or o.of == of) and o.until and o.until <= day
                for o in self.lexicon.offices.get(known.name, ())
            )
        ]
        fits = fits or [i for i in self.clusters.people if self.clusters[i].past & names]
        return fits[0] if len(fits) == 1 else None

    def held(self, cluster: Cluster, roles: Sequence[Role], words: str, owner: int | None) -> bool:
        """Whether the ontology knows somebody the article names in such an office, on its day if it has one."""
        known, day = cluster.known, self.doc._.kg_date
        if known is None or known.type != "Person":
            return False
        of = {self.clusters.state_of(owner)} if owner is not None else {role.at for role in roles}
        names = {r.name for r in roles}
        return any(
            o.of in of
            and (o.role in names or words in self.leader_words)
            and (not day or (o.since or "") <= day and (not o.until or day < o.until))
            for o in self.lexicon.offices.get(known.name, ())
        )

    def from_ontology(self, roles: Sequence[Role], owner: int | None) -> int | None:
        """Who held the office on the article's day, as far as the ontology knows."""
        day = self.doc._.kg_date
        for role in roles if day else ():
            known = self.clusters[owner].known if owner is not None else None
            of = known.name if known else role.at
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
            return (0, min(before)) if before else (1, min(after, default=len(self.doc)))

        return min(indexes, key=distance)

    def in_headline(self, token: Token) -> bool:
        return token.sent.start == 0 or token.idx < self.doc._.kg_title_end

    def words_of(self, mention: Mention) -> str:
        return key(self.doc[mention["start"] : mention["end"]].text)
