"""What was found, as the plain data of an event; perspective, attribution and time are the next stage's."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.nlp.data import EventDict
from kg.nlp.wordings.arguments import Argument
from kg.nlp.wordings.matching import Match
from kg.nlp.wordings.themes import theme_span

LEFTOVER = "acts"
SURE = 0.9  # a first guess, lowered by how surely the arguments are known
UNSURE = 0.3  # that a leftover is worth to be told


def event_of(matched: Match, source: Argument, target: Argument | None, themes: Sequence[Token]) -> EventDict:
    """The event of a wording."""
    told = record(matched.wording.relation, source, target, matched.predicate)
    theme = theme_span(themes[0], matched.predicate) if themes else None
    if theme is not None:
        told["theme"], told["theme_start"], told["theme_end"] = theme.text, theme.start_char, theme.end_char
    told["cue"], told["wording"] = sorted({t.i for t in matched.cue}), matched.wording.text
    return told


def leftover(verb: Token, source: Argument, target: Argument) -> EventDict:
    """The event of a verb that no wording covers: the article's verb is all that is told of it."""
    return {**record(LEFTOVER, source, target, verb), "confidence": UNSURE}


def record(relation: str, source: Argument, target: Argument | None, predicate: Token) -> EventDict:
    """Who does what to whom, told by one word."""
    sure = SURE if relation != LEFTOVER else UNSURE
    return EventDict(
        relation=relation,
        source=source.actor,
        target=target.actor if target else None,
        source_token=source.token.i,
        target_token=target.token.i if target else None,
        theme=None,
        theme_start=None,
        theme_end=None,
        predicate=predicate.i,
        cue=[predicate.i],
        wording="",
        polarity="Affirmed",
        modality="Actual",
        by=None,
        time=None,
        confidence=round(sure * source.confidence * (target.confidence if target else 1), 3),
    )
