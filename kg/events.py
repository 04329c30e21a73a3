"""A Doc and the identities of its actors -> ``Event`` records.

An event is one occasion as one article tells it. What several sentences say of it with the same words of argument,
perspective and time is one event with several pieces of evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.iris import clean

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from kg.actors import Identity
    from kg.nlp.data import EventDict

_BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "punct", "npadvmod", "advmod"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that says it: ``quote`` is the article's text from ``start`` to ``end`` (characters, half-open)."""

    quote: str
    start: int
    end: int
    cue: str  # the words that carry the relation
    predicate: int  # character where the predicate begins: tells two occasions in one sentence apart
    wording: str = ""  # the pattern that matched


@dataclass(frozen=True, slots=True)
class When:
    """A time in EDTF and the ISO days it spans; ``inferred`` where it is only the article's date."""

    edtf: str
    earliest: str | None
    latest: str | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, about what, when, and who says so."""

    relation: str  # local name: "accuses"
    source: Identity
    target: Identity | None
    theme: str | None  # the topic in the article's words: "military maneuvers"
    polarity: str  # Affirmed Negated
    modality: str  # Actual Planned Possible Demanded
    by: Identity | None
    time: When | None
    confidence: float
    evidence: tuple[Evidence, ...]

    @property
    def stands(self) -> bool:
        """Whether it may be drawn as a direct edge: it is so, and the article itself or its own source says it."""
        said_of_others = self.by is not None and self.by != self.source
        return self.polarity == "Affirmed" and self.modality == "Actual" and not said_of_others

    def __str__(self) -> str:
        parts = (self.source.name, self.relation, self.target.name if self.target else None, self.theme)
        return " · ".join(part for part in parts if part)


def events(doc: Doc, actors: Sequence[Identity], symmetric: Set[str] = frozenset()) -> list[Event]:
    """The events of a Doc, in the order of the text; ``actors`` are the identities of ``doc._.kg_actors``.

    A relation in ``symmetric`` is written once, from the actor that is named first. Nobody acts upon himself: what
    would be from an actor to itself is left out.
    """
    found = (event for data in doc._.kg_events if (event := _event(doc, data, actors)) is not None)
    return list(_merged(found, symmetric))


def _event(doc: Doc, data: EventDict, actors: Sequence[Identity]) -> Event | None:
    source = actors[data["source"]]
    target = None if data["target"] is None else actors[data["target"]]
    if target is not None and source.local == target.local:
        return None
    return Event(
        relation=data["relation"],
        source=source,
        target=target,
        theme=_topic(doc, data),
        polarity=data["polarity"],
        modality=data["modality"],
        by=None if data["by"] is None else actors[data["by"]],
        time=_when(doc, data),
        confidence=min(max(round(data["confidence"], 2), 0.0), 1.0),
        evidence=(_evidence(doc, data),),
    )


def _merged(found: Iterable[Event], symmetric: Set[str]) -> Iterator[Event]:
    """Each event once, with all its evidence and the confidence of its surest."""
    kept: dict[tuple[object, ...], Event] = {}
    for event in found:
        if event.relation in symmetric and event.target is not None and _key(_turned(event)) in kept:
            event = _turned(event)
        key = _key(event)
        first = kept.get(key)
        if first is None:
            kept[key] = event
        else:
            known = {(e.start, e.predicate) for e in first.evidence}
            more = tuple(e for e in event.evidence if (e.start, e.predicate) not in known)
            confidence = max(first.confidence, event.confidence)
            kept[key] = replace(first, evidence=first.evidence + more, confidence=confidence)
    yield from kept.values()


def _key(event: Event) -> tuple[object, ...]:
    ends = (event.source.local, event.target.local if event.target else None)
    by = event.by.local if event.by else None
    return (event.relation, *ends, event.theme, event.polarity, event.modality, by, event.time)


def _turned(event: Event) -> Event:
    assert event.target is not None
    return replace(event, source=event.target, target=event.source)


def _when(doc: Doc, data: EventDict) -> When | None:
    """The time the sentence gives, else the article's date."""
    if data["time"] is not None:
        time = doc._.kg_times[data["time"]]
        return When(time["edtf"], time["earliest"], time["latest"])
    day = doc._.kg_date
    return When(day, day, day, inferred=True) if day else None


def _evidence(doc: Doc, data: EventDict) -> Evidence:
    sentence: Span = doc[data["predicate"]].sent
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    quote = text.strip()
    cue = " ".join(clean(doc[i].text) for i in data["cue"] or [data["predicate"]])
    return Evidence(quote, start, start + len(quote), cue, doc[data["predicate"]].idx, data["wording"])


def _topic(doc: Doc, data: EventDict) -> str | None:
    """What the theme is about, short enough to name a node: of a noun phrase its head with what describes it."""
    if data["theme_start"] is None or data["theme_end"] is None:
        return None
    span = doc.char_span(data["theme_start"], data["theme_end"], alignment_mode="expand")
    if span is None:
        return None
    tokens = _phrase(span.root, span) if span.root.pos_ in ("NOUN", "PROPN") else list(span)
    words = "".join((t.text if _keeps_capitals(t) else t.lower_) + (" " if t.whitespace_ else "") for t in tokens)
    return clean(words).strip(" ,;:.!?-–—\"'“”‘’()") or None


def _keeps_capitals(token: Token) -> bool:
    """A name, an acronym, or an adjective of a name: "a Russian invasion". Headlines capitalise everything."""
    if token.pos_ == "PROPN" or token.text.isupper():
        return True
    in_text = token.idx >= token.doc._.kg_title_end and token.i > token.sent.start
    return token.pos_ == "ADJ" and token.text[:1].isupper() and in_text


def _phrase(root: Token, span: Span) -> list[Token]:
    """A noun with the describing words before it and the phrase with "of" behind it."""
    start = root.i
    while start > span.start and _describes(span.doc[start - 1], root):
        start -= 1
    end = root.i + 1
    while end + 1 < span.end and span.doc[end].text == "-" and not span.doc[end - 1].whitespace_:
        end += 2  # "a re-run of the vote"
    for child in root.rights:
        if child.lower_ == "of" and child.i == end:
            end = min(max(t.i for t in child.subtree) + 1, span.end)
            break
    return list(span.doc[start:end])


def _describes(token: Token, noun: Token) -> bool:
    return token.dep_ in _BEFORE_NOUN and (token.head == noun or noun.is_ancestor(token))
