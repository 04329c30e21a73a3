"""How sure an event is, from its structure."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.nlp import pipeline
from kg.nlp.confidence import EDGE, STATEMENT, share

SURER = [
    # an event of the first sentence is surer than the same of the second
    ("Kenya accused Uganda of spying.", "Kenya closed its border. It accused Uganda of spying."),
    ("Kenya attacked Uganda.", "Kenya sent ships to the lake where fishermen of three nations live to attack Uganda."),
    ("Kenya praised Uganda.", "Kenya will praise Uganda."),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


@pytest.mark.parametrize(("first", "second"), SURER)
def test_structure_tells_what_is_surer(nlp: Language, first: str, second: str) -> None:
    high, low = (
        [e["confidence"] for e in nlp(text)._.kg_events if e["target"] is not None] for text in (first, second)
    )
    assert 0 < max(low) < max(high) < 1


def test_a_leftover_stays_unsure(nlp: Language) -> None:
    (event,) = (e for e in nlp("Kenya outgrew Uganda.")._.kg_events if e["relation"] == "acts")
    assert event["confidence"] == 0.3


@pytest.mark.parametrize("weights", [EDGE, STATEMENT])
def test_a_share_is_between_none_and_all(weights: dict[str, float]) -> None:
    assert 0 < share(dict.fromkeys(weights, 5), weights) < 1
