"""Whom a description means that stands beside a name: "X, a senator", "the startup Lumo", "the Minister, X"."""

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.clusters import Cluster
from kg.nlp.identity.mentioned import Mentioned
from kg.nlp.lexicon import key, lemma

LONG = 14  # tokens of a title with its phrase: "Special Envoy for the Fight against Piracy off Somalia"
_INNER = frozenset({"ADP", "DET", "PROPN", "NOUN", "ADJ", "CCONJ", "NUM"})


class Beside:
    """Reads appositions, predicates and titles of one Doc."""

    def __init__(self, index: Mentioned) -> None:
        self.doc, self.lexicon, self.clusters, self.index = index.doc, index.lexicon, index.clusters, index
        words = index.lexicon.words
        self.titles, self.address = words("Title"), words("AddressTitle")
        self.sides, self.role_verbs, self.tenures = words("PairNoun"), words("RoleVerb"), words("TenureNoun")
        self.naming = words("NamingVerb")

    def name(self, mention: Mention) -> int | None:
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
        options += self.known_as(head)
        for token in options:
            other = self.index.by_head.get(token.i) or self.index.covering.get(token.i)
            if other and other is not mention and other["form"] == "name" and other["head"] in self.index.meant:
                index = self.index.meant[other["head"]][0]
                if self.agree(mention, self.clusters[index]):
                    return index
        if mention["type"] == "Organization" and not mention["plural"] or mention["type"] == "Group":
            return self.called(mention, head)
        if mention["type"] != "Person" or mention["plural"]:
            return None
        return self.before_name(mention) if head.dep_ != "poss" else None

    def known_as(self, head: Token) -> list[Token]:
        """What somebody is called: "the group, known as **Alba**", "a party called **Alba**"."""
        verbs = [t for t in head.rights if t.dep_ == "acl" and t.tag_ == "VBN" and t.lemma_.lower() in self.naming]
        names = [o for v in verbs for p in grammar.complements(v, "as") for o in grammar.preposition_objects(p)]
        return names + [t for v in verbs for t in grammar.children(v, "oprd", "attr", "dobj")]

    def before_comma(self, mention: Mention) -> Mention | None:
        """Whose name stands before a comma and a role or kind: "**Ada Moyo**, the president of X said", "**NHA**, the
        health agency, said", however the sentence was parsed."""
        i = mention["start"]
        if mention["plural"] or i < 3 or self.doc[i - 1].lower_ != "the" or self.doc[i - 2].text != ",":
            return None
        name = self.index.covering.get(i - 3)
        if name is None or name["end"] != i - 2 or self.doc[i - 1].sent != self.doc[i - 3].sent:
            return None
        first = name["start"] == self.doc[i - 3].sent.start and self.doc[name["head"]].dep_ in ("npadvmod", "dep")
        kind = self.index.roles(mention) if mention["type"] == "Person" else mention["type"] == "Organization" and first
        return name if kind and name["type"] == mention["type"] else None

    def called(self, mention: Mention, head: Token) -> int | None:
        """The organisation whose name follows what it is: "the **startup** Lumo", not "the firm Lumo bought"."""
        after = self.index.covering.get(mention["end"])
        if after is None or after["start"] != mention["end"] or after["type"] != "Organization":
            return None
        name, index = self.doc[after["head"]], self.index.meant.get(after["head"], [-1])[0]
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
        doc, i = self.doc, self.index.role_end(mention)
        if (holder := self.after_other(mention, i)) is not None:
            return holder
        first, stop = i, min(len(doc), i + LONG)
        while i < stop and not doc[i].is_sent_start:
            other = self.index.covering.get(i)
            if other and other["type"] == "Person" and other["start"] == i and other["head"] in self.index.meant:
                before = doc[i - 1].lower_.rstrip(".")
                if self.governed(i):  # "the brother **of X**" is not X
                    return None
                own_title = self.lexicon.role_at(doc, i) or before in self.titles - self.address
                own_title = own_title and not (i > 1 and doc[i - 2].text == ",")  # "the envoy, **Cardinal** X, said"
                return None if own_title and i > self.index.role_end(mention) else self.index.meant[other["head"]][0]
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
        firm = (owner := self.index.owner(mention)) is not None and self.clusters[owner].type == "Organization"
        if i >= len(self.doc) or self.doc[i].pos_ != "CCONJ" or not firm:
            return None
        for start in range(i + 2, min(i + 6, len(self.doc))):
            other, role = self.index.covering.get(start), self.lexicon.role_at(self.doc, start)
            if other and role and other["start"] == start and other["type"] == "Person" and role[0] == i + 1:
                return self.index.meant.get(other["head"], [None])[0]
        return None

    def governed(self, i: int) -> bool:
        """Whether a name that begins at token ``i`` stands right behind a preposition, perhaps with its title."""
        while i > 1 and self.doc[i - 1].lower_.rstrip(".") in self.titles:
            i -= 1
        return self.doc[i - 1].pos_ == "ADP"

    def closed(self, i: int, verb: bool) -> bool:
        """Whether a name between commas begins at token ``i``; or, with ``verb``, one before a verb."""
        if i + 1 < len(self.doc) and self.doc[i].lower_.rstrip(".") in self.titles:
            i += 1
        other = self.index.covering.get(i)
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
        after = self.index.covering.get(mention["end"])
        alone = after is not None and not grammar.children(self.doc[after["head"]], "conj", "appos")
        return mention["type"] == "Group" and cluster.type == "Organization" and alone
