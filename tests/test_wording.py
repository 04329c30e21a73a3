"""Wordings: what compiles to what, and what is refused with file, term and pattern."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.terms import Relation
from kg.wording import compile_wording

RELATION = Relation("accuses", "accuses", "conflictsVerbally", False, (), file="mine.ttl")

# pattern -> kind, heads, slot before, steps (words, slot)
COMPILED = {
    "SOURCE accuse TARGET of THEME": ("verb", "accuse", "SOURCE", [("", "TARGET"), ("of", "THEME")]),
    "TARGET alarm SOURCE": ("verb", "alarm", "TARGET", [("", "SOURCE")]),
    "SOURCE call off THEME": ("verb", "call", "SOURCE", [("off", "THEME")]),
    "SOURCE hold talk|meeting with TARGET": ("verb", "hold", "SOURCE", [("meeting talk", None), ("with", "TARGET")]),
    "SOURCE's attack on TARGET": ("noun", "attack", "SOURCE", [("on", "TARGET")]),
    "talk between SOURCE and TARGET": ("noun", "talk", None, [("between", "SOURCE"), ("and", "TARGET")]),
    "someone sell TARGET to SOURCE": ("verb", "sell", None, [("", "TARGET"), ("to", "SOURCE")]),
    "SOURCE be loyal to TARGET": ("predicate", "loyal", "SOURCE", [("to", "TARGET")]),
    "SOURCE point the finger at TARGET": ("verb", "point", "SOURCE", [("finger", None), ("at", "TARGET")]),
    "SOURCE take TARGET's side": ("verb", "take", "SOURCE", [("side", "TARGET")]),
}


@pytest.mark.parametrize(("pattern", "expected"), COMPILED.items())
def test_patterns_compile_to_heads_and_steps(pattern: str, expected: tuple[object, ...]) -> None:
    w = compile_wording(pattern, RELATION)
    steps = [(" ".join(sorted(s.words)), s.slot.name if s.slot else None) for s in w.steps]
    assert (w.kind, " ".join(sorted(w.heads)), w.subject.name if w.subject else None, steps) == expected


def test_brackets_make_steps_optional() -> None:
    w = compile_wording("SOURCE thank TARGET [for THEME]", RELATION)
    assert [s.optional for s in w.steps] == [False, True]


def test_words_that_a_sentence_must_have_are_known_before_it_is_tried() -> None:
    wording = compile_wording("SOURCE hold talk|meeting of THEME with TARGET", RELATION)
    assert wording.needed == (frozenset({"talk", "meeting"}), frozenset({"with"}))


def test_a_slot_may_name_the_types_it_takes() -> None:
    w = compile_wording("SOURCE fire TARGET:Person|Group", RELATION)
    assert w.steps[0].slot is not None and w.steps[0].slot.types == {"Person", "Group"}


def test_more_words_weigh_more() -> None:
    patterns = ["SOURCE call THEME", "SOURCE call for THEME", "SOURCE call on TARGET to THEME"]
    weights = [compile_wording(p, RELATION).weight for p in patterns]
    assert weights == sorted(weights) and len(set(weights)) == 3


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "empty"),
        ("accuse TARGET", "no SOURCE"),
        ("SOURCE Accuse TARGET", "lower case"),
        ("SOURCE hit [TARGET", "bracket"),
        ("SOURCE hit TARGET]", "bracket"),
        ("SOURCE hit TARGET:Ship", "Ship is no actor type"),
        ("SOURCE hit TARGET with TARGET", "twice"),
        ("SOURCE take TARGET's", "a word must follow"),
        ("SOURCE hit VICTIM", "neither a slot nor a word"),
    ],
)
def test_a_wrong_pattern_is_named_with_file_term_and_pattern(pattern: str, message: str) -> None:
    with pytest.raises(OntologyError) as caught:
        compile_wording(pattern, RELATION)
    assert message in str(caught.value)
    assert (caught.value.file, caught.value.term, caught.value.pattern) == ("mine.ttl", "kg:accuses", pattern)
