"""What capital letters tell: lines in Title Case, and names that the recogniser overlooked."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.nlp.lexicon import Lexicon

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})
_CAMEL = re.compile(r"[A-Z]?[a-z]+[A-Z][a-z]+\w*")  # "AppleCare", "eBay"
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos"})


def overlooked(doc: Doc, lexicon: Lexicon, capitals: list[bool], taken: set[int]) -> Iterator[tuple[int, int, str]]:
    """Names outside ``taken`` as (start, end, type): after a noun that says what they are ("the blog **Gizmodo**"),
    in camel case ("AppleCare"), plural ("the **Yazidis**")."""
    for token in doc:
        if token.i in taken or capitals[token.i] or not token.text[0].isalpha():
            continue
        before = token.nbor(-1) if token.i else None
        if (
            token.pos_ == "PROPN"
            and token.text[0].isupper()
            and not token.is_sent_start
            and before is not None
            and (before.tag_ == "NN" and before.text.islower() and lexicon.is_a(before, "SelfNoun", "CompanyNoun"))
            and not lexicon.role_at(doc, token.i + 1)
        ):
            end = token.i + 1
            while end < len(doc) and end not in taken and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
                end += 1
            yield token.i, end, "Organization"
        elif token.dep_ in _ROLES and _CAMEL.fullmatch(token.text) and token.tag_ in ("NNP", "NN") and alone(token):
            yield token.i, token.i + 1, "Organization"
        elif is_people(token) and not lexicon.is_a(token, *_NOUNS):
            yield token.i, token.i + 1, "Group"


def is_people(token: Token) -> bool:
    """Whether a plural in capitals stands where an actor does: "the **Yazidis** fled"."""
    plural = token.tag_ in ("NNPS", "NNS") and token.text[0].isupper() and token.text.endswith("s")
    return plural and not token.is_sent_start and token.dep_ in _ROLES and alone(token)


_NOUNS = ("PersonNoun", "GroupNoun", "OrganizationNoun", "StateNoun", "PlaceNoun", "ThingNoun")


def alone(token: Token) -> bool:
    """Whether a word stands without others in capitals beside it."""
    before = token.nbor(-1) if token.i else None
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    beside = (t for t in (before, after) if t is not None)
    return token.pos_ == "PROPN" and not any(t.pos_ == "PROPN" and t.whitespace_ for t in beside)


def title_case(doc: Doc) -> list[bool]:
    """For each token, whether its sentence is printed in Title Case or capitals, as headlines are.

    Such a line has no full stop and next to no content word in lower case.
    """
    flags = [False] * len(doc)
    for sentence in doc.sents:
        words = [t for t in sentence if t.is_alpha]
        lower = sum(t.text[0].islower() and t.pos_ in _CONTENT for t in words)
        if len(words) > 2 and lower <= len(words) / 10 and not sentence.text.rstrip().endswith((".", "”", '"')):
            flags[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
    return flags


def person_noun(token: Token) -> bool:
    """Whether "an American", "two Russians" speaks of somebody rather than of a people."""
    if token.tag_ in ("NN", "NNP", "JJ"):
        return any(t.lower_ in ("a", "an", "another") or t.dep_ in ("nummod", "poss") for t in token.lefts)
    return any(t.dep_ in ("nummod", "poss") or t.lower_ in ("some", "several", "most", "other") for t in token.lefts)
