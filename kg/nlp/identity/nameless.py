"""Actors without a name: "two senior officials", "the protesters", "the Syrian opposition"."""

from spacy.tokens import Doc, Span, Token

from kg.nlp.data import Mention
from kg.nlp.identity.clusters import Cluster, Clusters
from kg.nlp.identity.forms import other_forms
from kg.nlp.identity.holders import Holders
from kg.nlp.lexicon import Lexicon, fold, key, lemma
from kg.nlp.names.capitals import title_case
from kg.nlp.nouns import definite, owners


class Nameless:
    """The actors of one Doc that only descriptions speak of."""

    def __init__(self, doc: Doc, lexicon: Lexicon, clusters: Clusters, holders: Holders) -> None:
        self.doc, self.clusters, self.holders = doc, clusters, holders
        self.unnamed: dict[str, int] = {}
        self.capitals, self.needed = title_case(doc), lexicon.words("NeededModifier")
        self.groups, self.naming = lexicon.words("GroupNoun"), lexicon.words("NamingNoun")
        self.male, self.female = lexicon.words("MaleNoun"), lexicon.words("FemaleNoun")

    def of(self, mention: Mention, owner: int | None) -> int:
        """The actor of a description; "the protesters" are those of before. "The Board", "the Syrian opposition" are
        names of a kind and keep their capitals."""
        head, text = self.doc[mention["head"]], key(self.doc[mention["start"] : mention["end"]].text)
        word = lemma(head)
        named = self.capitalised(mention) or self.known_group(mention, owner)
        name = text if named else common(self.doc[mention["start"] : mention["end"]])
        if word in self.naming and mention["type"] == "Organization" and not mention["plural"] and not named:
            name = text[0].upper() + text[1:]  # "Global coalition": as good as a name in one article
        kind = f"{mention['type']} {word}"
        forms = {common(form) for form in other_forms(self.doc, mention, self.named, self.needed)}
        if definite(head) or mention["plural"] or word in self.naming:
            for known in (fold(name), kind):
                if known in self.unnamed and (
                    known != kind or (definite(head) or word in self.naming) and (owner is None or named)
                ):
                    before = self.clusters[self.unnamed[known]].names
                    if forms and len(before) > 1 and not forms & set(before):
                        continue  # "the governments of Asia" and "the governments of Europe"
                    before.update(dict.fromkeys(sorted(forms - set(before)), 0))
                    return self.unnamed[known]
        gender = "male" if word in self.male else "female" if word in self.female else None
        cluster = Cluster(mention["type"], named=named, plural=mention["plural"], gender=gender)
        cluster.names[name] += 1
        cluster.state = self.clusters.state_of(owner) or None if owner is not None else None
        if word in self.naming:
            cluster.names[word.capitalize()] += 0
        cluster.names.update(dict.fromkeys(sorted(forms), 0))
        index = self.clusters.add(cluster)
        self.unnamed[fold(name)] = self.unnamed[kind] = index
        return index

    def each(self, mention: Mention) -> list[int]:
        """The groups that one noun stands for: "French and German banks" are French banks and German banks."""
        head = self.doc[mention["head"]]
        parts = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod", "nsubj") and self.named(t)]
        for part in parts:
            parts += [t for t in part.children if t.dep_ == "conj"]
        if len(parts) < 2 or head.tag_ not in ("NNS", "NNPS") or not all(self.named(t) for t in parts):
            return []
        rest = self.doc[max(t.i for t in parts) + 1 : mention["end"]]
        return [self.part(mention, f"{key(t.text)} {common(rest)}") for t in sorted(parts, key=lambda t: t.i)]

    def part(self, mention: Mention, name: str) -> int:
        """The group of that name."""
        if fold(name) not in self.unnamed:
            cluster = Cluster(mention["type"], named=False, plural=True)
            cluster.names[name] += 1
            self.unnamed[fold(name)] = self.clusters.add(cluster)
        return self.unnamed[fold(name)]

    def capitalised(self, mention: Mention) -> bool:
        """Whether an organisation's noun is written as a name: "the Coalition"."""
        head = self.doc[mention["head"]]
        first = self.doc[mention["start"]]
        return (
            mention["type"] == "Organization"
            and head.text[0].isupper()
            and not self.capitals[head.i]
            and (definite(head) and not first.is_sent_start and not head.is_sent_start)
        )

    def known_group(self, mention: Mention, owner: int | None) -> bool:
        """Whether a loose group is one by its state: "the Syrian opposition"."""
        word = lemma(self.doc[mention["head"]])
        state = owner is not None and self.clusters[owner].type in ("State", "Place") and self.clusters[owner].named
        if mention["type"] != "Group" or not state or word not in self.groups:
            return False
        modifiers = (self.holders.by_head.get(t.i) for t in owners(self.doc[mention["head"]]))
        return any(m["form"] == "demonym" for m in modifiers if m)

    def named(self, token: Token) -> bool:
        """Whether a token belongs to a name or a demonym."""
        mention = self.holders.covering.get(token.i) or self.holders.by_head.get(token.i)
        return mention is not None and mention["form"] in ("name", "demonym")


def common(phrase: Span) -> str:
    """A phrase as it stands inside a sentence: "two senior officials", "Afghan rebels"."""
    proper = (
        t.pos_ == "PROPN"
        or any(map(str.isupper, t.text[1:]))
        or t.text[:1].isupper()
        and (t.pos_ == "ADJ" or t.text.isupper())
        for t in phrase
    )  # "MPs" are not "mps"
    words = (t.text if kept else t.lower_ for t, kept in zip(phrase, proper, strict=True))
    return " ".join("".join(w + t.whitespace_ for w, t in zip(words, phrase, strict=True)).split())
