"""Workers that die cost no article that can be read."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.documents import Article, Skipped
from kg.workers import spread


def article(name: str) -> Article:
    return Article(id=name, text=name, title="", date=None, url=None, file=None)


def read(articles: Sequence[Article]) -> list[Any]:
    """Stands in for a reader: names each article as read; "kill" ends the process, "once:PATH" only the first time."""
    for each in articles:
        flag = Path(each.id.removeprefix("once:"))
        if each.id == "kill" or (each.id.startswith("once:") and not flag.exists()):
            flag.touch() if each.id != "kill" else None
            os.kill(os.getpid(), signal.SIGKILL)
        if each.id == "raise":
            raise ValueError("a bug")
    return [Skipped(each.id, "read") for each in articles]


def chunks(names: Sequence[str], size: int = 4) -> list[list[Article]]:
    return [[article(n) for n in names[i : i + size]] for i in range(0, len(names), size)]


def outcomes(names: Sequence[str]) -> dict[str, str]:
    found = [(str(o.where), o.why) for chunk in spread(chunks(names), read, 2) for o in chunk if isinstance(o, Skipped)]
    assert len(found) == len(dict(found)), "an article was read twice"
    return dict(found)


def test_all_is_read() -> None:
    names = [f"a{i}" for i in range(30)]
    assert outcomes(names) == dict.fromkeys(names, "read")


def test_an_article_that_ends_its_process_is_the_only_one_left_out() -> None:
    names = [f"a{i}" for i in range(9)] + ["kill"] + [f"b{i}" for i in range(9)]
    found = outcomes(names)
    assert set(found) == set(names)
    assert [name for name, why in found.items() if why != "read"] == ["kill"]
    assert "ended the process" in found["kill"]


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    names = ["a", f"once:{tmp_path / 'flag'}", "b"]
    assert outcomes(names) == dict.fromkeys(names, "read")


def test_what_a_worker_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="a bug"):
        outcomes(["a", "raise"])
