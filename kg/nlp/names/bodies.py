"""Names of organisations that their own words or what follows them tell, where the recogniser cuts them short.

"UN Board of Inquiry", "Health Canada", "Local 1520", and what stands right before a role one has in organisations
only: "**Brenner Asset Management** analyst Ann Lee".
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.nlp.lexicon import Lexicon, key, lemma

_INNER = frozenset({"compound", "amod", "nmod"})
_ORDINAL = re.compile(r"\d+(st|nd|rd|th|d)")
_WORDS = 5  # of a unit's name behind its number
_ORGANIZATIONS = frozenset({"Organization", "Group"})


class BodyNames:
    """Reads such names of Docs as (start, end), tokens half-open."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        words = lexicon.words
        self.offices, self.marks = words("OfficeNoun"), words("OrganizationMark")
        self.state_nouns = words("StateNoun") | words("BareStateNoun")
        self.portfolios, self.numbered = words("PortfolioNoun"), words("NumberedBody")
        self.first_names = words("MaleName") | words("FemaleName")
        self.modifiers = words("RoleAdjective")

    def __call__(self, doc: Doc, capitals: list[bool], roles: dict[int, int]) -> Iterator[tuple[int, int]]:
        """All of them; ``capitals`` tells lines in Title Case, ``roles`` the tokens of role phrases."""
        yield from self.with_ordinal(doc)
        for start, end in (*self.with_phrase(doc), *self.of_state(doc), *self.with_number(doc)):
            if not any(i in roles for i in range(start, end)):
                yield start, end
        for start, end in self.before_role(doc, roles):
            if not capitals[start]:
                yield start, end

    def with_phrase(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Names with "of" or "for": "UN Board of Inquiry", "Office of Foreign Assets Control"."""
        for i in range(1, len(doc) - 1):
            word, before = doc[i].lower_, doc[i - 1]
            if word not in ("of", "for") or not before.text[0].isupper() or before.pos_ not in ("PROPN", "NOUN"):
                continue
            if before.lower_ not in self.offices | self.marks or lemma(before) in self.state_nouns:
                continue
            end = i + 1 + (doc[i + 1].lower_ == "the")
            while end < len(doc) and self.inside(doc, end):
                end += 1
            start = i - 1
            while (
                start
                and doc[start - 1].text[0].isupper()
                and doc[start - 1].pos_ in ("PROPN", "ADJ")
                and (doc[start - 1].dep_ in _INNER)
            ):
                start -= 1
            if doc[end - 1].text[0].isupper() and end > i + 1 and not self.at_home(doc, i + 1, end):
                yield start, end

    def at_home(self, doc: Doc, start: int, end: int) -> bool:
        """Whether "of" only says where an organisation is, by an acronym: "Riverton State University of the **US**"."""
        entry = self.lexicon.entry(key(doc[end - 1].text)) if doc[end - 1].text.isupper() else None
        return entry is not None and entry.type == "State" and end - start < 3

    def inside(self, doc: Doc, i: int) -> bool:
        """Whether a name of an organisation goes on at token ``i``."""
        token = doc[i]
        if token.lower_ in ("of", "and", "&"):
            return token.ent_type_ == "ORG" and i + 1 < len(doc) and doc[i + 1].text[0].isupper()
        return token.text[0].isupper() and token.pos_ in ("PROPN", "ADJ", "NOUN") and token.ent_type_ != "PERSON"

    def of_state(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """An agency by its field and state: "**Health Canada**", "**Sport England**"."""
        for i in range(1, len(doc)):
            field = doc[i - 1]
            if (
                field.lower_ in self.portfolios
                and field.text.istitle()
                and doc[i].pos_ == "PROPN"
                and (field.dep_ in _INNER and field.head.i == i)
            ):
                entry = self.lexicon.entry(key(doc[i].text))
                if entry is not None and entry.type in ("State", "Place") and doc[i].text in entry.names:
                    yield i - 1, i + 1

    def with_number(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """A body among others of its kind: "**Local 1520**", "**Task Force 50**"."""
        for i in range(1, len(doc)):
            before = doc[i - 1]
            two = f"{doc[i - 2].lower_} {before.lower_}" if i > 1 else ""
            if doc[i].is_digit and before.text[0].isupper() and {before.lower_, two} & self.numbered:
                yield i - 1 - (two in self.numbered), i + 1

    def with_ordinal(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """A unit among others: "the **158th Fighter Wing**", "**3rd Battalion**"."""
        for first in doc[:-1]:
            if not _ORDINAL.fullmatch(first.text):
                continue
            end = first.i + 1
            while (
                end < len(doc)
                and end - first.i <= _WORDS
                and doc[end].pos_ in ("PROPN", "NOUN", "ADJ")
                and (doc[end].text[0].isupper())
            ):
                end += 1
                if doc[end - 1].lower_ in self.numbered and (end == len(doc) or not doc[end].text.istitle()):
                    yield first.i, end
                    break

    def before_role(self, doc: Doc, roles: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Capitals right before a role that one has in organisations only."""
        for start in sorted(set(roles.values())):
            stop = start
            while stop < len(doc) and roles.get(stop) == start:
                stop += 1
            found = self.lexicon.role_at(doc, stop)
            only = found is not None and all(role.of and set(role.of) <= _ORGANIZATIONS for role in found[1])
            if found is None or not any("Organization" in role.of for role in found[1]):
                continue
            end = start
            while (
                end > 0
                and doc[end - 1].text.islower()
                and doc[end - 1].pos_ in ("NOUN", "ADJ")
                and (doc[end - 1].dep_ in _INNER and start - end < 2)
            ):
                end -= 1  # "JSA Research **defence** analyst"
            first = end
            while first > 0 and self.belongs(doc, first - 1, roles):
                first -= 1
            while 0 < first < end and doc[first - 1].text[0].isdigit() and doc[first - 1].dep_ in _INNER | {"nummod"}:
                first -= 1  # "**31st** Fighter Wing commander"
            titled = stop < len(doc) and doc[stop].pos_ == "PROPN"
            if first < end and (self.is_firm(doc, first, end, titled) if only else self.is_part(doc, first, end)):
                yield first, end

    def belongs(self, doc: Doc, i: int, roles: dict[int, int]) -> bool:
        """Whether token ``i`` can be part of a firm's name before a role."""
        token = doc[i]
        return (
            token.pos_ == "PROPN"
            and token.text[0].isupper()
            and token.dep_ in _INNER
            and i not in roles
            and token.lower_ not in self.modifiers
            and key(token.text) not in self.lexicon.adjectives
        )

    def is_part(self, doc: Doc, start: int, end: int) -> bool:
        """Whether capitals begin with a known firm's name: "**Sony Pictures** chief", whatever else has chiefs."""
        for stop in range(end - 1, start, -1):
            entry = self.lexicon.entry(key(doc[start:stop].text))
            if entry is not None:
                return entry.type == "Organization" and self.lexicon.has_name(key(doc[start:stop].text))
        return False

    def is_firm(self, doc: Doc, start: int, end: int, titled: bool) -> bool:
        """Whether capitals name a firm: not a field ("**Retail** analyst") nor a person ("**Ann**, chief …"); a single
        word does only before the holder's name: "**Shona** rebels" are of no firm.
        """
        if end - start > 1:
            return doc[start].text not in self.first_names
        word = doc[start]
        known = self.lexicon.has_name(key(word.text)) or key(word.text) in self.lexicon.people
        return titled and not known and word.lower_ not in self.portfolios and word.text not in self.first_names
