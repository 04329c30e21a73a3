"""Who holds which role, as titles and appositions of an article tell: "Iraqi Prime Minister Haider al-Abadi"."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from kg.nlp.data import Mention
from kg.nlp.identity.beside import LONG, Beside
from kg.nlp.identity.clusters import Clusters
from kg.nlp.identity.mentioned import Mentioned
from kg.nlp.lexicon import Lexicon, key
from kg.terms import Role

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


class Holders(Mentioned):
    """Reads the roles of the named people of one Doc, and resolves descriptions that stand beside a name."""

    def __init__(
        self, doc: Doc, lexicon: Lexicon, clusters: Clusters, mentions: Sequence[Mention], meant: dict[int, list[int]]
    ) -> None:
        super().__init__(doc, lexicon, clusters, mentions, meant)
        self.beside = Beside(self)
        self.titles = {"male": lexicon.words("MaleTitle"), "female": lexicon.words("FemaleTitle")}
        self.words_before_names, self.address = lexicon.words("Title"), lexicon.words("AddressTitle")
        self.ranks = dict(pair.split(": ", 1) for pair in lexicon.words("RankWord"))
        self.modifiers, self.former = lexicon.words("RoleAdjective"), lexicon.words("FormerWord")

    def read(self) -> None:
        """Gives every named person the roles, states and gender that titles and appositions state."""
        for mention in self.mentions:
            if mention["form"] == "name" and mention["type"] == "Person":
                self.read_title(mention)
        for mention in self.mentions:
            if mention["form"] == "nominal" and mention["head"] not in self.meant:
                if (holder := self.beside.name(mention)) is not None:
                    self.meant[mention["head"]] = [holder]
                    self.clusters[holder].heads.append(mention["head"])
                    if mention["type"] == "Person":
                        self.clusters[holder].titled |= self.described(mention)
                        self.hold(holder, self.roles(mention), self.owner(mention), self.role_text(mention))

    def read_title(self, mention: Mention) -> None:
        """The title right before a name."""
        holder = self.meant[mention["head"]][0]
        start = mention["start"]
        before = self.doc[start - 1].lower_.rstrip(".") if start else ""
        for gender, titles in self.titles.items():
            if before in titles:
                self.clusters[holder].gender = gender
        if before in self.words_before_names - self.address and not self.doc[start - 1].text[0].islower():
            self.clusters[holder].titled.add(key(self.doc[start - 1 : mention["end"]].text))  # "Archbishop Tutu"
        stop = start > 1 and before == ""  # "Col", ".", "Tom Lee"
        if noun := self.ranks.get(self.doc[start - 2].lower_ if stop else before):  # "Col. Tom Lee" is the colonel
            self.hold(holder, self.lexicon.roles.get(noun, ()), None, noun)
        if self.doc[start].lower_ in self.words_before_names - self.address:  # "King Abdullah" is the name
            self.clusters[holder].titled |= self.titled(start, mention)
        if found := self.lexicon.role_at(self.doc, start):
            self.clusters[holder].titled |= self.titled(found[0], mention)
            past = self.was(found[0])
            self.clusters[holder].past |= {role.name for role in found[1] if past}
            words = key(self.doc[found[0] : start].text).lower()
            self.hold(holder, () if past else found[1], self.ending_at(found[0]), words)

    def was(self, i: int) -> bool:
        """Whether an office at token ``i`` is over: "**former** US president", "Iraq's **ousted** leader"."""
        first = self.before_modifiers(i)
        owner = self.ending.get(first)
        words = list(self.doc[first:i]) + ([self.doc[owner["start"] - 1]] if owner and owner["start"] else [])
        return any(t.lower_ in self.former for t in words)

    def titled(self, start: int, mention: Mention) -> set[str]:
        """The name with its title, and with whose office it is: "French President Macron", "Iran's leader X"."""
        first, found = self.before_modifiers(start), set()
        name = key(self.doc[start : mention["end"]].text)
        if not self.doc[start].text[0].islower():
            found.add(name)
        if (before := self.ending.get(first)) is not None:
            owned = first < start and self.doc[first].lower_ in _POSSESSIVE
            owner = key(self.doc[before["start"] : first + owned].text)
            found |= {f"{owner} {name}", key(self.doc[before["start"] : mention["end"]].text)}
        return found

    def described(self, mention: Mention) -> set[str]:
        """The name with the description it follows, if that says whose: "**Iran's spiritual leader** Ali Khamenei"; or
        with the whole title: "**Federal Minister for Health** Amara Diallo".
        """
        start, end = mention["start"], self.role_end(mention)
        stop = next((i for i in range(end, min(end + LONG, len(self.doc))) if self.doc[i].text == ","), end + LONG)
        name = next((m for i in range(end, min(stop, len(self.doc))) if (m := self.covering.get(i))), None)
        owned = start > 0 and self.doc[start - 1].lower_ in _POSSESSIVE
        owner = self.ending.get(start - 1 if owned else start) or self.starting.get(start)
        if name is None or name["type"] != "Person" or name["start"] > end and self.doc[end].pos_ != "ADP":
            return set()
        if owner is not None:
            return {key(self.doc[owner["start"] : name["end"]].text)}
        return {key(self.doc[start : name["end"]].text)} if self.doc[start].text[0].isupper() and start else set()

    def hold(self, holder: int, roles: Iterable[Role], owner: int | None, words: str) -> None:
        """Notes that somebody holds a role, of ``owner`` or the one it belongs to by itself."""
        cluster = self.clusters[holder]
        cluster.titles.add(words)
        home = None
        for role in roles:
            cluster.roles.add(role.name)
            home = self.lexicon.ontology.actors.get(role.at or "")
            if owner is not None:
                cluster.offices.add((role.name, owner))
            elif home is not None and home.type == "State":
                cluster.offices.add((role.name, self.clusters.of_entry(home)))
        if cluster.type == "Person" and cluster.state is None:
            if owner is not None and not self.is_region(owner):
                known, state = self.clusters[owner].known, self.clusters[owner].state
                cluster.state = known.name if known and known.type == "State" else state
            elif home is not None and home.type == "State":
                cluster.state = home.name

    def is_region(self, index: int) -> bool:
        """Whether an actor is a part of the world that an office is for, not of: "Minister for the Middle East"."""
        known = self.clusters[index].known
        return known is not None and known.type == "Place" and not known.part_of

    def ending_at(self, i: int) -> int | None:
        """The actor whose name or demonym ends before token ``i``: "**Iraqi** Minister", "**Ford**'s chairman"."""
        mention = self.ending.get(self.before_modifiers(i))
        if mention and mention["head"] in self.meant:
            index = self.meant[mention["head"]][0]
            return index if self.clusters[index].type != "Person" else None
        return None

    def before_modifiers(self, i: int) -> int:
        """The token where the possessive and adjectives before an office begin: "Iraq**'s former** president"."""
        while i and (self.doc[i - 1].lower_ in _POSSESSIVE or self.doc[i - 1].lower_ in self.modifiers):
            i -= 1
        return i
