"""Who holds which role, as titles and appositions of an article tell: "Iraqi Prime Minister Haider al-Abadi"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.clusters import Cluster, Clusters
from kg.nlp.lexicon import Lexicon, key, lemma
from kg.nlp.mentions import owners
from kg.terms import Role

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_INNER = frozenset({"ADP", "DET", "PROPN", "NOUN", "ADJ", "CCONJ", "NUM"})
_LONG = 14  # tokens of a title with its phrase: "Special Envoy for the Fight against Piracy off Somalia"


class Holders:
    """Reads the roles of the named people of one Doc, and resolves descriptions that stand beside a name."""

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
        self.titles = {"male": lexicon.words("MaleTitle"), "female": lexicon.words("FemaleTitle")}
        self.words_before_names, self.address = lexicon.words("Title"), lexicon.words("AddressTitle")
        self.deployed = lexicon.words("DeployedNoun")
        self.sides = lexicon.words("PairNoun")
        self.role_verbs, self.tenures = lexicon.words("RoleVerb"), lexicon.words("TenureNoun")
        self.modifiers, self.former = lexicon.words("RoleAdjective"), lexicon.words("FormerWord")

    def read(self) -> None:
        """Gives every named person the roles, states and gender that titles and appositions state."""
        for mention in self.mentions:
            if mention["form"] == "name" and mention["type"] == "Person":
                self.read_title(mention)
        for mention in self.mentions:
            if mention["form"] == "nominal" and mention["head"] not in self.meant:
                if (holder := self.beside(mention)) is not None:
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
        stop = next((i for i in range(end, min(end + _LONG, len(self.doc))) if self.doc[i].text == ","), end + _LONG)
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

    def beside(self, mention: Mention) -> int | None:
        """Whom a description is apposed to or said of: "X, a **senator**", "the **leader**, X", "X is a **spy**"."""
        head = self.doc[mention["head"]]
        options: list[Token] = []
        if head.dep_ == "appos":
            options.append(head.head)
        options += [t for t in head.children if t.dep_ == "appos"]
        if head.dep_ == "attr" and head.head.lemma_ == "be" and not any(t.dep_ == "neg" for t in head.head.children):
            options += [t for t in head.head.children if t.dep_ == "nsubj"]
        if head.dep_ == "pobj" and head.head.lower_ == "as":
            options += self.in_office(head.head) or self.named_as(head.head.head)
        options += [self.doc[m["head"]] for m in (self.before_comma(mention),) if m]
        for token in options:
            other = self.by_head.get(token.i) or self.covering.get(token.i)
            if other and other is not mention and other["form"] == "name" and other["head"] in self.meant:
                index = self.meant[other["head"]][0]
                if self.agree(mention, self.clusters[index]):
                    return index
        if mention["type"] == "Organization" and not mention["plural"] or mention["type"] == "Group":
            return self.called(mention, head)
        if mention["type"] != "Person" or mention["plural"]:
            return None
        return self.before_name(mention) if head.dep_ != "poss" else None

    def before_comma(self, mention: Mention) -> Mention | None:
        """Whose name stands before a comma and a role or kind: "**Ada Moyo**, the president of X said", "**NHA**, the
        health agency, said", however the sentence was parsed."""
        i = mention["start"]
        if mention["plural"] or i < 3 or self.doc[i - 1].lower_ != "the" or self.doc[i - 2].text != ",":
            return None
        name = self.covering.get(i - 3)
        if name is None or name["end"] != i - 2 or self.doc[i - 1].sent != self.doc[i - 3].sent:
            return None
        first = name["start"] == self.doc[i - 3].sent.start and self.doc[name["head"]].dep_ in ("npadvmod", "dep")
        kind = self.roles(mention) if mention["type"] == "Person" else mention["type"] == "Organization" and first
        return name if kind and name["type"] == mention["type"] else None

    def called(self, mention: Mention, head: Token) -> int | None:
        """The organisation whose name follows what it is: "the **startup** Lumo", not "the firm Lumo bought"."""
        after = self.covering.get(mention["end"])
        if after is None or after["start"] != mention["end"] or after["type"] != "Organization":
            return None
        name, index = self.doc[after["head"]], self.meant.get(after["head"], [-1])[0]
        whole = name.head.dep_ == "relcl" and grammar.children(name.head, "dobj")  # a clause without a gap is none
        beside = head.dep_ in ("compound", "nmod") or name.dep_ == "appos" or head.head == name.head or bool(whole)
        return index if beside and index >= 0 and self.agree(mention, self.clusters[index]) else None

    def in_office(self, preposition: Token) -> list[Token]:
        """Whose time in an office it is: "**Ann Lee** enjoyed a start to life **as** Ajax boss", "praised **Lee**'s
        record as mayor"."""
        noun = preposition.nbor(-1) if preposition.i else preposition
        if noun.pos_ != "NOUN" or lemma(noun) not in self.tenures:
            return []
        verb = next((t for t in noun.ancestors if grammar.is_verb(t)), None)
        return grammar.children(noun, "poss") or (grammar.subjects(verb) if verb is not None else [])

    def named_as(self, verb: Token) -> list[Token]:
        """Of whom "as" speaks: "named **X** as", "referred to **X** as", "**X** serves as"."""
        if not grammar.is_verb(verb):
            return []
        if found := grammar.objects(verb):
            return found
        to = [t for p in grammar.complements(verb, "to") for t in grammar.preposition_objects(p)]
        alone = grammar.is_infinitive(verb) and not grammar.is_verb(verb.head)
        headline = [verb.head] if alone else []  # "Lee to quit as chief"
        return to or ((grammar.subjects(verb) or headline) if verb.lemma_.lower() in self.role_verbs else [])

    def before_name(self, mention: Mention) -> int | None:
        """The person whose name follows a title, or a title with its phrase: "the Minister for Asia, **X**, said"."""
        doc, i = self.doc, self.role_end(mention)
        if (holder := self.after_other(mention, i)) is not None:
            return holder
        first, stop = i, min(len(doc), i + _LONG)
        while i < stop and not doc[i].is_sent_start:
            other = self.covering.get(i)
            if other and other["type"] == "Person" and other["start"] == i and other["head"] in self.meant:
                before = doc[i - 1].lower_.rstrip(".")
                if self.governed(i):  # "the brother **of X**" is not X
                    return None
                own_title = self.lexicon.role_at(doc, i) or before in self.words_before_names - self.address
                own_title = own_title and not (i > 1 and doc[i - 2].text == ",")  # "the envoy, **Cardinal** X, said"
                return None if own_title and i > self.role_end(mention) else self.meant[other["head"]][0]
            comma = doc[i].text == ","
            if not comma and doc[i].pos_ not in _INNER and doc[i].text != ".":
                return None
            if comma and not self.closed(i + 1, i > first) or not comma and i == first and doc[i].pos_ != "ADP":
                return None
            i += 1
        return None

    def after_other(self, mention: Mention, i: int) -> int | None:
        """The person whose name follows a second role in a firm behind "and" at token ``i``: "Ford CEO and chairman
        **Ann Lee**"; "the prime minister and President Lee" are two."""
        firm = (owner := self.owner(mention)) is not None and self.clusters[owner].type == "Organization"
        if i >= len(self.doc) or self.doc[i].pos_ != "CCONJ" or not firm:
            return None
        for start in range(i + 2, min(i + 6, len(self.doc))):
            other, role = self.covering.get(start), self.lexicon.role_at(self.doc, start)
            if other and role and other["start"] == start and other["type"] == "Person" and role[0] == i + 1:
                return self.meant.get(other["head"], [None])[0]
        return None

    def governed(self, i: int) -> bool:
        """Whether a name that begins at token ``i`` stands right behind a preposition, perhaps with its title."""
        while i > 1 and self.doc[i - 1].lower_.rstrip(".") in self.words_before_names:
            i -= 1
        return self.doc[i - 1].pos_ == "ADP"

    def closed(self, i: int, verb: bool) -> bool:
        """Whether a name between commas begins at token ``i``; or, with ``verb``, one before a verb."""
        if i + 1 < len(self.doc) and self.doc[i].lower_.rstrip(".") in self.words_before_names:
            i += 1
        other = self.covering.get(i)
        if other is None or other["start"] != i or other["end"] >= len(self.doc):
            return False
        after = self.doc[other["end"]]
        return after.text in (",", ".", ":", ";", ")") or after.is_space or verb and after.pos_ in ("VERB", "AUX")

    def agree(self, mention: Mention, cluster: Cluster) -> bool:
        if mention["plural"] and not cluster.plural:
            return self.team(mention, cluster)
        if mention["type"] in ("Organization", "Group") and cluster.type in ("Organization", "Group"):
            head = self.doc[mention["head"]]
            cluster.kinds |= {lemma(head), key(self.doc[mention["start"] : mention["end"]].text).lower()}
            return True
        if lemma(self.doc[mention["head"]]) in self.sides and cluster.type != "Place":
            return True  # "its **rival**, Airbus"
        return mention["type"] == cluster.type

    def team(self, mention: Mention, cluster: Cluster) -> bool:
        """Whether a plural is one team that is named right behind it: "the defending **champions** Ajax won"."""
        after = self.covering.get(mention["end"])
        alone = after is not None and not grammar.children(self.doc[after["head"]], "conj", "appos")
        return mention["type"] == "Group" and cluster.type == "Organization" and alone

    def before(self, i: int, far: int) -> Iterator[Mention]:
        """The mentions before token ``i``, not more than ``far`` tokens away, the nearest first."""
        for n in range(bisect_left(self.order, i) - 1, -1, -1):
            if i - self.order[n] > far:
                return
            yield self.in_order[n]

    # --- parts of a description

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
