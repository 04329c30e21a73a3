"""Who is named before a colon at the head of a line, or behind one at its end, as saying what stands on the other
side: "Merkel: Mali must pay", "Mali must pay: Merkel", and transcripts.

The label of a topic looks the same ("Mali: rebels take town", "Ada Winter: court frees banker"). So only persons and
nameless bodies ("Police: …") speak before a colon, and who is named only what sounds like speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.nlp.data import Mention
from kg.nlp.tree import children

LONGEST_LINE = 25  # tokens of a headline that ends with who says it
_TITLE = frozenset({"ADJ", "DET", "NOUN", "PROPN", "PUNCT"})  # what stands before a name: "Ex-president Ada Winter:"
_LONGEST_TITLE = 5
_TENSED = frozenset({"VBD", "VBP", "VBZ", "MD"})


class Label(NamedTuple):
    """What somebody is named beside a colon as saying: tokens, half-open, without quotation marks; the colon; the head
    of his name.
    """

    start: int
    end: int
    colon: int
    speaker: int


def labels(doc: Doc) -> Iterator[Label]:
    """The labelled statements of a text whose mentions are known."""
    for mention in doc._.kg_mentions:
        start, end = _line(doc, mention["start"])
        before, after = mention["start"] - start, mention["end"]
        if before <= _LONGEST_TITLE and after < end and doc[after].text == ":" and _may_speak(mention):
            titled = all(t.pos_ in _TITLE and t.text != ":" for t in doc[start : mention["start"]])
            verb = _verb(doc, after + 1, end) if titled else None
            if verb is not None and (mention["form"] == "nominal" or _sounds_spoken(doc, after + 1, end, verb)):
                yield Label(*_unquoted(doc, after + 1, end), after, mention["head"])
        elif after == end and end - start <= LONGEST_LINE and mention["type"] != "Place":
            colon = mention["start"] - 1
            while colon > start and doc[colon].pos_ in _TITLE and doc[colon].text != ":":
                colon -= 1
            named = doc[colon].text == ":" and mention["start"] - colon <= _LONGEST_TITLE
            if named and _verb(doc, start, colon) is not None:
                yield Label(*_unquoted(doc, start, colon), colon, mention["head"])


def _unquoted(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while end - start > 1 and doc[start].is_quote:
        start += 1
    while end - start > 1 and doc[end - 1].is_quote:
        end -= 1
    return start, end


def _may_speak(mention: Mention) -> bool:
    return mention["type"] == "Person" or mention["form"] == "nominal" and mention["type"] in ("Group", "Organization")


def _sounds_spoken(doc: Doc, start: int, end: int, verb: int) -> bool:
    """Whether a clause is in quotation marks or in the first or second person, says what must or will be, or what
    something is.
    """
    words = doc[start:end]
    spoken = words[0].is_quote or any({"1", "2"} & set(t.morph.get("Person", [])) for t in words if t.pos_ == "PRON")
    return spoken or doc[verb].lemma_ == "be" or any(t.tag_ == "MD" for t in children(doc[verb], "aux"))


def _line(doc: Doc, i: int) -> tuple[int, int]:
    """The line a token is in: tokens, half-open, without line breaks."""
    start, end = i, i
    while start > 0 and not _breaks(doc[start - 1]):
        start -= 1
    while end < len(doc) and not _breaks(doc[end]):
        end += 1
    return start, end


def _breaks(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _verb(doc: Doc, start: int, end: int) -> int | None:
    """The verb of the first clause between two tokens, if it is one that tells something and does not ask."""
    words = [t for t in doc[start:end] if not t.is_punct and not t.is_space]
    if not words or words[0].tag_ in ("WP", "WRB", "WDT"):
        return None
    roots = [t for t in words if t.head == t or not start <= t.head.i < end]
    if not roots or roots[0].pos_ not in ("VERB", "AUX"):
        return None
    tensed = any(t.tag_ in _TENSED for t in (roots[0], *children(roots[0], "aux", "auxpass")))
    return roots[0].i if tensed else None
