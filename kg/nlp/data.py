"""What the stages leave in a Doc: plain data in extensions, so that it survives bytes and processes.

Token indexes and character offsets are half-open. See docs/architecture.md for the order of the stages.
"""

from __future__ import annotations

from typing import Any, TypedDict

from spacy.tokens import Doc


class Mention(TypedDict):
    """A word or noun phrase that denotes an actor. One mention per ``head`` token."""

    start: int  # tokens, half-open, without a leading determiner
    end: int
    head: int  # token index of the syntactic head: arguments are found by it
    type: str  # Person State Organization Group Place
    form: str  # name demonym nominal pronoun
    plural: bool
    actor: list[int]  # indexes into doc._.kg_actors; several for "both", "the two leaders"


class Actor(TypedDict):
    """Who a cluster of mentions is, as far as this article and the ontology say."""

    name: str
    names: list[str]
    type: str  # Person State Organization Group Place
    named: bool
    known: str | None  # local name in ontology/actors.ttl
    state: str | None  # local name of the state a person or organisation belongs to


class Time(TypedDict):
    """An expression of time, resolved against the article's date."""

    start: int
    end: int
    head: int
    edtf: str
    earliest: str | None  # ISO days it spans; None where open
    latest: str | None


class EventDict(TypedDict):
    """Who did what to whom, as one sentence says it."""

    relation: str
    source: int
    target: int | None
    source_token: int
    target_token: int | None
    theme: str | None
    theme_start: int | None  # characters
    theme_end: int | None
    predicate: int
    cue: list[int]
    wording: str
    polarity: str  # Affirmed Negated
    modality: str  # Actual Planned Possible Demanded
    by: int | None  # index into doc._.kg_actors
    time: int | None  # index into doc._.kg_times
    confidence: float


_EXTENSIONS: dict[str, dict[str, Any]] = {
    "kg_date": {"default": None},
    "kg_title_end": {"default": 0},
    "kg_mentions": {"default": []},
    "kg_actors": {"default": []},
    "kg_times": {"default": []},
    "kg_events": {"default": []},
}

for _name, _options in _EXTENSIONS.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, **_options)
