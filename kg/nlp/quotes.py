"""Who speaks in a quotation.

Quotes run over several sentences and paragraphs; the speaker stands beside one of them ("…", said X), before a
colon, or is the speaker of the quote before. Statements printed without marks after "X said:" count as quotes up to
the end of the text.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from kg.nlp import grammar
from kg.nlp.labels import labels

_OPEN, _CLOSE, _EITHER = frozenset("“„«"), frozenset("”»"), frozenset({'"', "''", "``"})


class Quote(NamedTuple):
    """A quotation: tokens, half-open, and the token of who speaks (head of a noun phrase), None if unknown."""

    start: int
    end: int
    speaker: int | None


def quotes(doc: Doc, reporting: frozenset[str]) -> list[Quote]:
    """The quotations of a text with their speakers. ``reporting`` are lemmas of verbs such as "say"."""
    found: list[Quote] = []
    spans = list(_marked(doc))
    inside = {i for start, end in spans for i in range(start, end)}
    for start, end in spans:
        speaker = _speaker(doc, start, end, inside, reporting)
        if speaker is None and found and _continues(doc, found[-1].end, start):
            speaker = found[-1].speaker
        found.append(Quote(start, end, speaker))
    return [
        *found,
        *_unmarked(doc, inside, reporting),
        *(Quote(label.start, label.end, label.speaker) for label in labels(doc)),
    ]


def _marked(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans between quotation marks. A paragraph may open anew without the one before being closed."""
    start: int | None = None
    for token in doc:
        text = token.text
        if text in _OPEN or (text in _EITHER and start is None):
            if start is not None:
                yield start, token.i
            start = token.i + 1
        elif start is not None and (text in _CLOSE or text in _EITHER):
            yield start, token.i
            start = None
        elif start is not None and any(mark in text for mark in _CLOSE | _EITHER):  # `hole"--and`, left whole
            yield start, token.i + 1
            start = None
    if start is not None and len(doc) - start < 400:
        yield start, len(doc)


def _speaker(doc: Doc, start: int, end: int, inside: set[int], reporting: frozenset[str]) -> int | None:
    """The subject of a reporting verb in the sentence of the quote's end, of its start, or before a colon."""
    if start >= len(doc):
        return None
    first, last = doc[start].sent, doc[max(start, end - 1)].sent
    for sentence in (last, first, *_next(doc, last, end), *_before(doc, first)):
        for token in sentence:
            if token.i not in inside and is_saying(token, reporting):
                if subject := _named(speakers(token)):
                    return subject.i
    return _led_in(doc, start, end)


def _led_in(doc: Doc, start: int, end: int) -> int | None:
    """Who did something before a comma or colon that leads to words in the first person: "**Ada Winter** shook hands
    with the crew, “We did it.”".
    """
    lead = doc[start - 2] if start >= 2 else None
    if lead is None or lead.text not in (",", ":") or lead.sent != doc[start].sent:
        return None
    if not any("1" in t.morph.get("Person", []) for t in doc[start:end] if t.dep_ in grammar.SUBJECTS):
        return None
    before = [t for t in doc[lead.sent.start : lead.i] if t.dep_ == "nsubj"]
    named = [t for t in before if t.ent_type_ == "PERSON" or t.lower_ in ("he", "she")]
    return named[-1].i if named and before[-1] == named[-1] else None


def speakers(verb: Token) -> list[Token]:
    """Who speaks by a reporting verb: its subject, but whom it quotes: "Reuters quoted **Ada Winter** as saying"."""
    quoted = any(p.lower_ == "as" and grammar.children(p, "pcomp") for p in grammar.children(verb, "prep"))
    return grammar.objects(verb) if quoted else grammar.subjects(verb)


def is_saying(verb: Token, reporting: Container[str]) -> bool:
    """Whether a verb leads to what somebody says: "**said**", "**issued** the following statement"."""
    if not grammar.is_verb(verb):
        return False
    things = grammar.children(verb, "dobj")
    return verb.lemma_.lower() in reporting or any(t.lower_ == "following" for o in things for t in o.children)


def _named(tokens: list[Token]) -> Token | None:
    return next(iter(tokens), None)


def _next(doc: Doc, sentence: Span, end: int) -> Iterator[Span]:
    """The sentence after a quote, where the splitter cut: ``"Stop." said X.``"""
    if sentence.end < len(doc) and end >= sentence.end - 1:
        after = doc[sentence.end].sent
        if doc[after.start].text.islower() or after.start <= end + 1:
            yield after


def _before(doc: Doc, sentence: Span) -> Iterator[Span]:
    """The sentence before a quote, if it leads to it: ``X said: "…"``, ``X was angry. "…"`` does not."""
    if sentence.start > 0:
        before = doc[sentence.start - 1].sent
        if before.text.rstrip().endswith(":"):
            yield before


def _continues(doc: Doc, end: int, start: int) -> bool:
    """Whether a quote goes on where another ended: at most a reporting clause or a paragraph break between them."""
    return sum(not t.is_space for t in doc[end:start]) <= 12


def _unmarked(doc: Doc, inside: set[int], reporting: frozenset[str]) -> Iterator[Quote]:
    """ "X said:" without a quotation mark behind it, and what follows is X's statement."""
    for colon in doc:
        if colon.text != ":" or colon.i in inside:
            continue
        after = next((t for t in doc[colon.i + 1 :] if not t.is_space), None)
        if after is None or after.i in inside or after.text in _OPEN | _EITHER:
            continue
        for token in reversed(doc[max(colon.i - 4, 0) : colon.i]):
            token = token.head if token.dep_ == "dobj" and token.head.i < token.i else token
            if is_saying(token, reporting):
                if subject := _named(grammar.subjects(token)):
                    yield Quote(after.i, _end_of_statement(doc, colon, after, subject, inside), subject.i)
                    return


def _end_of_statement(doc: Doc, colon: Token, after: Token, speaker: Token, inside: set[int]) -> int:
    """Where a statement without marks ends.

    After a colon inside a line it is the sentence, unless somebody goes on in the first person. Nobody speaks of
    himself by name: where the speaker is the subject of a sentence, the article speaks again.
    """
    goes_on = doc[colon.i + 1].is_space or any(
        t.i not in inside and t.morph.get("Person", []) == ["1"] for t in doc[after.i :]
    )
    if not goes_on:
        return int(after.sent.end)
    for sentence in doc.sents:
        if sentence.start > after.i and any(
            t.dep_ in grammar.SUBJECTS and t.lower_ == speaker.lower_ for t in sentence
        ):
            return int(sentence.start)
    return len(doc)
