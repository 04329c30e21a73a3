"""The ontology's names in a Doc, longest first, and the adjectives and words for a people."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.nlp.lexicon import Lexicon, key
from kg.nlp.names.capitals import person_noun
from kg.nlp.names.entities import TYPES


@dataclass(slots=True)
class Name:
    """A name at tokens ``start`` to ``end`` (half-open). ``known``: the ontology has it. ``form`` as in Mention."""

    start: int
    end: int
    type: str
    form: str = "name"
    known: bool = False

    def text(self, doc: Doc) -> str:
        return key(doc[self.start : self.end].text)


class KnownNames:
    """Finds the names a lexicon has."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.common = lexicon.words("ArticleName")
        self.kin = lexicon.words("EthnicWord")
        self.forms, self.links = lexicon.words("LegalForm"), lexicon.words("PlaceNameLink")

    def find(self, doc: Doc) -> Iterator[Name]:
        """The ontology's names, longest first; adjectives are demonyms unless they stand as a noun."""
        i = 0
        while i < len(doc):
            span = self.lexicon.longest(doc, i)
            if span is None or not self.proper(doc, span.start, span.end):
                i += 1
                continue
            end = self.past_forms(doc, span.start, span.end)
            if (name := self.known(doc, span.start, span.end)) is not None:
                name.end = end
                yield name
            i = end

    def past_forms(self, doc: Doc, start: int, end: int) -> int:
        """The end of a company's name with its legal form: "Chrysler **LLC**"."""
        entry = self.lexicon.entry(key(doc[start:end].text))
        firm = entry is not None and entry.type == "Organization"
        while firm and end < len(doc) and doc[end].text[0].isupper() and doc[end].lower_.rstrip(".") in self.forms:
            end += 1
        return end

    def known(self, doc: Doc, start: int, end: int) -> Name | None:
        text = key(doc[start:end].text)
        entry = self.lexicon.entry(text)
        if entry is None:
            return None
        if self.lexicon.has_name(text):
            start += doc[start].lower_ == "the" and end - start > 1
            return Name(start, end, entry.type, known=True)
        if self.is_adjective(doc[end - 1], text):
            return Name(start, end, entry.type, "demonym", True)
        before = doc[start - 1] if start else doc[start]
        if entry.type == "Organization" and before.pos_ == "PROPN" and before.dep_ == "compound" and before.i < start:
            return None  # a "New Democrat" is none of the Democratic Party
        if f"{text}s" in self.lexicon.people and doc[end - 1].dep_ not in ("amod", "compound", "nmod"):
            return Name(start, end, "Person", "nominal", True)  # "the American" is a person, "the French" are not
        if before.lower_ in self.kin and doc[end - 1].tag_ in ("NNS", "NNPS"):
            return Name(start - 1, end, "Group")  # "ethnic Turks" are another people than Turkey's
        if text in self.lexicon.people:
            people = entry.type in ("State", "Place") and is_people(doc[end - 1]) or person_noun(doc[end - 1])
            return Name(start, end, "Group" if people else entry.type, "nominal", True)
        return None

    def proper(self, doc: Doc, start: int, end: int) -> bool:
        """Whether an ontology name is one here: not "The Australian" in "The Australian government"."""
        last, first = doc[end - 1], doc[start]
        text = key(doc[start:end].text)
        if end < len(doc) and doc[end].tag_ == "HYPH" and not last.whitespace_ and end + 1 < len(doc):
            return doc[end + 1].lower_ not in ("like", "style", "type")
        if (
            first.lower_ == "the"
            and end - start == 2
            and (last.text in self.lexicon.adjectives and end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN", "ADJ"))
        ):
            return False
        if len(text) == 2 and text.isupper() and self.is_place(text):  # "Flint, MI", not "VT Group"
            return (
                start > 0
                and doc[start - 1].text in (",", "(", "-", "–")
                and (end == len(doc) or not doc[end].text[0].isupper())
            )
        if text in self.common and end < len(doc) and doc[end].pos_ == "PROPN" and first.dep_ == "compound":
            return False  # "West Ham"
        if text in self.common and start and (doc[start - 1].text[0].isupper() or doc[start - 1].tag_ == "HYPH"):
            return False
        if end + 1 < len(doc) and doc[end].text in self.links and doc[end + 1].is_title:
            return False  # "**Santiago** de Compostela" is another
        if f"the {text}" in self.lexicon.articled and (start == 0 or doc[start - 1].lower_ != "the"):
            return False
        acronym = len(text) > 2 and text.isupper() and end < len(doc) and not doc[end].is_upper  # "WHO", for a pronoun
        common = last.pos_ in ("AUX", "VERB", "ADV", "PRON", "INTJ") and end - start == 1
        return acronym or not common or last.ent_type_ in TYPES

    def is_place(self, text: str) -> bool:
        entry = self.lexicon.entry(text)
        return entry is not None and entry.type == "Place"

    def is_adjective(self, token: Token, text: str) -> bool:
        """Whether "Russian" modifies a noun here."""
        if text not in self.lexicon.adjectives:
            return False
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        inner = ("amod", "compound", "nmod")
        if token.dep_ in inner or token.dep_ == "conj" and token.head.dep_ in inner:
            return True
        if after is not None and after.tag_ == "HYPH":
            return True
        return token.pos_ == "ADJ" and after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ", "CCONJ")


def is_people(token: Token) -> bool:
    """Whether "Syrians" are the people rather than the state: without "the", or the ones "who …"."""
    if token.tag_ not in ("NNS", "NNPS"):
        return False
    return not any(t.lower_ == "the" for t in token.lefts) or any(t.dep_ in ("relcl", "acl") for t in token.rights)
