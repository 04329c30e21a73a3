"""Events told by verbs, in the shapes that sentences give them: what must be read, and what must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], set[str]]

SAID = [
    # by whom it is done
    ("Villagers were killed at the hands of Boko Haram.", "Boko Haram kills villagers"),
    ("Shell, along with Toyota, sued the bank.", "Toyota sues bank"),
    ("The union wants the bill to be paid by Ford and Toyota.", "union demands Toyota"),
    ("Germany remains committed to helping Mali.", "Germany aids Mali"),
    # whom it is for, beyond the verb of its course
    ("Norway vowed to keep supplying Mali with medicine.", "Norway promises Mali"),
    ("Boko Haram vowed to continue attacking Chad.", "Boko Haram threatens Chad"),
    # who is named of many
    ("The paper criticised ministers from the cabinet including Ben Moe.", "paper criticizes Ben Moe"),
]


@pytest.mark.parametrize(("text", "event"), SAID)
def test_what_verbs_say(read: Read, text: str, event: str) -> None:
    assert event in read(text)


UNSAID = [
    ("Norway vowed to stop supplying Mali with medicine.", "Norway promises Mali"),
    ("Norway, together with its fjords, impressed Merkel.", "fjords"),
    ("The board criticised a minister from the cabinet including Ben Moe.", "board criticizes Ben Moe"),
]


@pytest.mark.parametrize(("text", "event"), UNSAID)
def test_what_verbs_do_not_say(read: Read, text: str, event: str) -> None:
    assert not any(event in said for said in read(text))
