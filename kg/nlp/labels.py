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

LONGEST_SPEECH = 2000  # tokens: one paragraph of a transcript
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
        after = mention["end"]
        if after < len(doc) and doc[after].text == ":":
            yield from _before_colon(doc, mention, after)
        elif (after == len(doc) or _breaks(doc[after])) and mention["type"] != "Place":
            yield from _behind_colon(doc, mention)


def _before_colon(doc: Doc, mention: Mention, colon: int) -> Iterator[Label]:
    start = _titled_from(doc, mention["start"])
    if start > 0 and not _breaks(doc[start - 1]) or not _may_speak(mention):
        return
    end = next((t.i for t in doc[colon + 1 : colon + LONGEST_SPEECH] if _breaks(t)), len(doc))
    end = min(end, colon + LONGEST_SPEECH)
    verb = _verb(doc, colon + 1, end)
    if verb is not None and (mention["form"] == "nominal" or _sounds_spoken(doc, colon + 1, end, verb)):
        yield Label(*_unquoted(doc, colon + 1, end), colon, mention["head"])


def _behind_colon(doc: Doc, mention: Mention) -> Iterator[Label]:
    colon = _titled_from(doc, mention["start"]) - 1
    if colon < 0 or doc[colon].text != ":":
        return
    start = colon
    while start > 0 and colon - start <= LONGEST_LINE and not _breaks(doc[start - 1]):
        start -= 1
    if colon - start <= LONGEST_LINE and _verb(doc, start, colon) is not None:
        yield Label(*_unquoted(doc, start, colon), colon, mention["head"])


def _titled_from(doc: Doc, start: int) -> int:
    """Where the title before a name begins: "**Ex-president** Ada Winter"."""
    first = start
    while first > 0 and start - first < _LONGEST_TITLE:
        before = doc[first - 1]
        if before.pos_ not in _TITLE or before.text == ":" or before.is_space:
            break
        first -= 1
    return first


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
