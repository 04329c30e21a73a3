"""What a sentence tells twice, by its verb and by its noun."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.nlp.data import EventDict


def couple(e: EventDict, doc: Doc) -> tuple[int, frozenset[int | None]]:
    """Between whom a sentence tells something."""
    return doc[e["predicate"]].sent.start, frozenset((e["source"], e["target"]))


def taken_up(e: EventDict, events: Sequence[EventDict]) -> bool:
    """Whether a noun says nothing of its own, being a word of another event: "ended its **partnership** with Chad"."""
    return e["target"] is not None and any(
        e["predicate"] in other["cue"][1:] and (e["source"], e["target"]) == (other["source"], other["target"])
        for other in events
        if other["relation"] != e["relation"] and other["predicate"] < e["predicate"]
    )


def distinct(events: Sequence[EventDict], doc: Doc) -> list[EventDict]:
    """Without what one sentence gives twice, by its verb and by its noun; in the order of the text.

    What another sentence says again stays: it may say it of another day, and it is evidence.
    """
    kept: dict[tuple[object, ...], EventDict] = {}
    for e in events:
        place = e["predicate"] if e["target"] is None else doc[e["predicate"]].sent.start
        key = (e["relation"], e["source"], e["target"], place, e["theme"])
        kept.setdefault(key, e)
    return sorted(kept.values(), key=lambda e: (e["predicate"], e["source"], e["target"] or -1))
