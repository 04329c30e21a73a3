"""From the plain data of the stages to events, on Docs made by hand."""

from typing import Any

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from kg.actors import Identity
from kg.events import Event, events
from kg.nlp import data  # noqa: F401  (declares the extensions)

VOCAB = English().vocab
A, B, C = (Identity(name, name, (name,), "State") for name in ("A", "B", "C"))


def sentence(*words: str, pos: str = "", deps: str = "", heads: str = "", copies: int = 1) -> Doc:
    """A Doc of one parsed sentence, or of the same sentence several times."""
    n = len(words)
    return Doc(
        VOCAB,
        words=list(words) * copies,
        pos=(pos.split() or ["NOUN"] * n) * copies,
        deps=(deps.split() or ["ROOT"] + ["dep"] * (n - 1)) * copies,
        heads=[i * n + int(h) for i in range(copies) for h in (heads.split() or ["0"] * n)],
        sent_starts=([True] + [False] * (n - 1)) * copies,
    )


def event(**given: Any) -> dict[str, Any]:
    plain = {
        "relation": "accuses", "source": 0, "target": 1, "theme": None, "theme_start": None, "theme_end": None,
        "predicate": 1, "cue": [1], "wording": "SOURCE accuse TARGET", "polarity": "Affirmed", "modality": "Actual",
        "by": None, "time": None, "confidence": 0.9,
    }  # fmt: skip
    return plain | given


def found(doc: Doc, *given: dict[str, Any], symmetric: frozenset[str] = frozenset()) -> list[Event]:
    doc._.kg_events = list(given)
    return events(doc, [A, B, C], symmetric)


def test_evidence_is_the_sentence_at_its_place() -> None:
    doc = sentence(" ", "A", "accuses", "B", ".")
    (only,) = found(doc, event(predicate=2, cue=[2]))
    (evidence,) = only.evidence
    assert (evidence.quote, evidence.cue) == ("A accuses B .", "accuses")
    assert doc.text[evidence.start : evidence.end] == evidence.quote
    assert doc.text[evidence.predicate :].startswith("accuses")


def test_nobody_acts_upon_himself() -> None:
    assert not found(sentence("A", "accuses", "A"), event(target=0))


def test_what_two_sentences_say_is_one_event_with_two_pieces_of_evidence() -> None:
    doc = sentence("A", "accuses", "B", copies=2)
    (only,) = found(doc, event(confidence=0.5), event(predicate=4, cue=[4], confidence=0.8))
    assert [e.start for e in only.evidence] == [0, 12]
    assert only.confidence == 0.8


@pytest.mark.parametrize("differs", [{"polarity": "Negated"}, {"modality": "Planned"}, {"by": 2}, {"target": 2}])
def test_what_differs_stays_apart(differs: dict[str, Any]) -> None:
    assert len(found(sentence("A", "accuses", "B"), event(), event(**differs))) == 2


def test_symmetric_acts_are_written_once_from_the_first_named() -> None:
    doc = sentence("A", "meets", "B", copies=2)
    meets = event(relation="meets"), event(relation="meets", source=1, target=0, predicate=4, cue=[4])
    (only,) = found(doc, *meets, symmetric=frozenset({"meets"}))
    assert (only.source, only.target, len(only.evidence)) == (A, B, 2)
    assert len(found(doc, *meets)) == 2


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({}, True),
        ({"by": 0}, True),  # said by its own source
        ({"by": 2}, False),
        ({"polarity": "Negated"}, False),
        ({"modality": "Planned"}, False),
    ],
)
def test_when_an_event_may_be_drawn_as_an_edge(given: dict[str, Any], stands: bool) -> None:
    (only,) = found(sentence("A", "accuses", "B"), event(**given))
    assert only.stands is stands


def test_time_of_the_sentence_else_of_the_article() -> None:
    doc = sentence("A", "accuses", "B")
    doc._.kg_date = "2022-01-17"
    doc._.kg_times = [{"edtf": "2021-11/..", "earliest": "2021-11-01", "latest": None}]
    dated, undated = found(doc, event(time=0), event(target=2))
    assert dated.time is not None
    assert (dated.time.edtf, dated.time.latest, dated.time.inferred) == ("2021-11/..", None, False)
    assert undated.time is not None
    assert (undated.time.edtf, undated.time.inferred) == ("2022-01-17", True)
    doc._.kg_date = None
    assert found(doc, event())[0].time is None


WORDS = ("A", "announced", "the", "new", "military", "exercises", "of", "NATO", "in", "May")
POS = "PROPN VERB DET ADJ ADJ NOUN ADP PROPN ADP PROPN"
DEPS = "nsubj ROOT det amod amod dobj prep pobj prep pobj"
HEADS = "1 1 5 5 5 1 5 6 5 8"


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("new military exercises of NATO in May", "new military exercises of NATO"),
        ("military exercises of NATO", "military exercises of NATO"),
        ("exercises", "exercises"),
        ("announced the new military exercises", "announced the new military exercises"),
    ],
)
def test_a_topic_is_the_noun_with_what_describes_it(words: str, topic: str) -> None:
    doc = sentence(*WORDS, pos=POS, deps=DEPS, heads=HEADS)
    start = doc.text.index(words)
    (only,) = found(doc, event(target=None, theme=words, theme_start=start, theme_end=start + len(words)))
    assert only.theme == topic
