"""Verbs that no wording covers: between which actors they are seen in the graph."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.nlp.pipeline import load

Acts = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def acts() -> Acts:
    """Reads a text; gives "source verb target" of each leftover."""
    nlp = load()

    def read(text: str) -> set[str]:
        doc = nlp(text)
        name = [actor["name"] for actor in doc._.kg_actors]
        found = [e for e in doc._.kg_events if e["relation"] == "acts" and e["target"] is not None]
        return {f"{name[e['source']]} {doc[e['predicate']].lemma_} {name[e['target']]}" for e in found}

    return read


SEEN = [
    ("Kenya outgrew Uganda.", "Kenya outgrow Uganda"),
    ("Uganda was outgrown by Kenya.", "Kenya outgrow Uganda"),
    ("Kenya, which had outgrown Uganda, was pleased.", "Kenya outgrow Uganda"),
    ("Kenya hoped to rival Uganda.", "Kenya rival Uganda"),
    ("Toyota mirrored Ford's habits.", "Toyota mirror Ford"),
    ("Toyota mirrored the gesture made by Ford.", "Toyota mirror Ford"),
    ("Angela Merkel held a stall at Toyota.", "Angela Merkel hold Toyota"),
    ("Toyota tallied its seats with Ford.", "Toyota tally Ford"),
    ("Angela Merkel excelled in the Bundestag.", "Angela Merkel excel Bundestag"),
    ("Microsoft was likened to Apple.", "Microsoft liken Apple"),
    ("Microsoft was likened to rivals of Apple.", "Microsoft liken rivals"),
]


@pytest.mark.parametrize(("text", "event"), SEEN)
def test_a_verb_between_two_actors_is_seen(acts: Acts, text: str, event: str) -> None:
    assert event in acts(text)


UNSEEN = [
    "Angela Merkel excelled in Norway.",  # where, not with whom
    "Angela Merkel excelled as a senator.",
    "Toyota mirrored itself.",
    "Uganda was outgrown.",
    "Toyota has 40 dealers.",
    "The meeting of the senators took place in Norway.",
    "Kenya relished its war against Uganda.",  # what the noun tells already
    "The bloc includes Uganda.",
    "Toyota has 300 workers.",
]


@pytest.mark.parametrize("text", UNSEEN)
def test_what_only_locates_or_names_is_no_party(acts: Acts, text: str) -> None:
    assert acts(text) == set()
