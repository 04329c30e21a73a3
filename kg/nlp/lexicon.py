"""What the ontology knows about words, arranged for looking tokens up: names, adjectives, roles, word lists.

Built once for a set of ontology folders and shared by the stages that find and resolve mentions.
"""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from kg.ontology import Ontology, cached
from kg.terms import ActorEntry, Office, Role

LONGEST_NAME = 9  # tokens; "al-" and hyphens count
LONGEST_ROLE = 7
_MARKS = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "`": "'"})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def key(text: str) -> str:
    """A text as it is looked up: one kind of apostrophe, single spaces, no invisible characters; case is kept."""
    if text.isalnum() and text.isascii():
        return text
    return _INVISIBLE.sub("", " ".join(text.split())).translate(_MARKS)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """A text without case, accents, dots and articles: to compare names."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", key(text)) if not unicodedata.combining(c))
    words = re.sub(r"[^\w\s'&-]", "", plain.replace("-", " ").casefold()).replace("'s", "").split()
    return " ".join([w for w in words if w != "the"] or words)


def undoubled(text: str) -> str:
    """A folded name without doubled letters, which transliteration is not sure of."""
    return re.sub(r"(.)\1", r"\1", fold(text))


class Lexicon:
    """Names and words of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.names: dict[str, tuple[ActorEntry, ...]] = defaultdict(tuple)
        for name, entries in ontology.by_name.items():
            self.names[key(name)] += entries
        self.articled = {name for name in self.names if name.startswith("the ")}
        self.any_case = {name.lower(): name for name in self.names if name.count(" ") and len(name) > 10}
        self.adjectives: dict[str, ActorEntry] = {}
        self.people: dict[str, ActorEntry] = {}
        for entry in ontology.actors.values():
            self.adjectives.update(dict.fromkeys(map(key, entry.adjectives), entry))
            self.people.update(dict.fromkeys(map(key, entry.people), entry))
        self.longest_from: dict[str, int] = {}  # first word -> characters of the longest name that begins with it
        for name in (*self.names, *self.adjectives, *self.people, *(n[4:] for n in self.articled), *self.any_case):
            for word in beginnings(name):
                self.longest_from[word] = max(self.longest_from.get(word, 0), len(name))
        self.states = [e for e in ontology.actors.values() if e.type == "State"]
        self.ways = frozenset(word.capitalize() for word in ontology.words("RegionWord"))  # "North"
        self.roles: dict[str, tuple[Role, ...]] = defaultdict(tuple)
        for role in ontology.roles.values():
            for word in role.words:
                self.roles[word.lower()] += (role,)
        self.role_ends = {part for word in self.roles for part in (word.split()[-1], word.split("-")[-1])}
        self.offices: dict[str, list[Office]] = defaultdict(list)  # who held which
        for office in ontology.offices:
            self.offices[office.holder].append(office)
        self.folded: dict[str, ActorEntry] = {}
        self.sounding: dict[str, ActorEntry] = {}  # people by names without doubled letters: "Asad" for "Assad"
        for name, entries in self.names.items():
            self.folded.setdefault(fold(name), entries[0])
            if entries[0].type == "Person" and len(name) > 3:
                self.sounding.setdefault(undoubled(name), entries[0])

    def words(self, name: str) -> frozenset[str]:
        """A word list of the ontology."""
        return self.ontology.words(name)

    def is_a(self, token: Token, *lists: str) -> bool:
        """Whether a noun, by its lemma or with the word before it, is in one of these word lists."""
        two = f"{token.nbor(-1).lower_} {lemma(token)}" if token.i else ""
        return any(w in self.ontology.words(name) for name in lists for w in (lemma(token), token.lower_, two))

    def has_name(self, text: str) -> bool:
        """Whether an actor of the ontology bears that name, with or without "the"; long names in any case."""
        if text in self.names or f"the {text}" in self.articled:
            return True
        return text.lower() in self.any_case and text != text.lower()  # any "nationalist party" is not the Kuomintang

    def entry(self, text: str, kind: str | None = None) -> ActorEntry | None:
        """The actor of that name, of that type if several bear it."""
        name = key(text)
        found = self.names.get(name) or self.names.get(f"the {name}") or ()
        if not found and name not in self.adjectives and name not in self.people:
            found = self.names.get(f"The {name}") or self.names.get(self.any_case.get(name.lower(), "")) or ()
        fitting = [e for e in found if kind is None or e.type == kind] or list(found)
        return fitting[0] if fitting else self.adjectives.get(name) or self.people.get(name)

    def longest(self, doc: Doc, start: int) -> Span | None:
        """The longest name, adjective or people's word of the ontology that begins at a token."""
        first = key(doc[start].text)
        limit = self.longest_from.get(first) or self.longest_from.get(first.lower(), 0)
        if not limit:
            return None
        best, text, blank = start, "", ""
        for end in range(start, min(len(doc), start + LONGEST_NAME)):
            token = doc[end]
            text, blank = text + blank + key(token.text), " " if token.whitespace_ or token.is_space else ""
            if len(text) > limit:
                break
            known = text in self.adjectives or text in self.people or self.has_name(text)
            if known and not token.is_space and (text in self.names or token.ent_type_ != "DATE"):  # "Russia today"
                best = end + 1
        return doc[start:best] if best > start else None

    def role_at(self, doc: Doc, end: int) -> tuple[int, tuple[Role, ...]] | None:
        """Where the longest role that ends before token ``end`` starts, and which roles it can be."""
        if end < 1 or not {key(doc[end - 1].text).lower(), lemma(doc[end - 1])} & self.role_ends:
            return None
        for start in range(max(0, end - LONGEST_ROLE), end):
            span = doc[start:end]
            text = key(span.text).lower()
            for word in (text, f"{doc[start : end - 1].text.lower()} {lemma(doc[end - 1])}".strip()):
                if roles := self.roles.get(word.replace(" - ", "-")):
                    return start, roles
        return None

    def role_of(self, head: Token) -> tuple[int, int, tuple[Role, ...]] | None:
        """The longest role phrase that a noun is the head of, as (start, end, roles): "**Secretary** of State"."""
        doc = head.doc
        for end in range(min(len(doc), head.i + 4), head.i, -1):
            if (found := self.role_at(doc, end)) and found[0] <= head.i and doc[found[0] : end].root.i == head.i:
                return found[0], end, found[1]
        return None


def beginnings(name: str) -> set[str]:
    """How the first token of a name can read: its first word, or what stands before a hyphen or apostrophe."""
    word = name.split()[0]
    return {word, re.split(r"(?<=\w)[-'’/,]", word)[0], word.rstrip(",")} | {word.lower()} & {name.lower().split()[0]}


def lemma(token: Token) -> str:
    """The lemma in lower case; of capitalised nouns, which the lemmatizer leaves alone, without the plural s."""
    word = token.lemma_.lower()
    if token.tag_ in ("NNPS", "NNP") and word == token.lower_ and word.endswith("s") and not word.endswith("ss"):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


@lru_cache(maxsize=4)
def lexicon(*extra: str) -> Lexicon:
    """The lexicon of the package's ontology and the folders ``extra``; one for a process."""
    return Lexicon(cached(*extra))
