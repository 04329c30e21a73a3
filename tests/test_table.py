"""Answers as text on a terminal: readable, in columns, and harmless."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.query import ask
from kg.table import plain, table


def shown(text: str, width: int | None = None) -> list[str]:
    return "".join(table(ask(ox.Store(), text), width)).splitlines()


def test_iris_are_shortened_and_columns_even() -> None:
    text = 'SELECT ?who ?n { VALUES (?who ?n) { (actor:Ana_Ferro 1) (<urn:x> UNDEF) ("Ana" 12.50) } }'
    rows = ["who              n", "---------------  ----", "actor:Ana_Ferro  1", "urn:x", "Ana              12.5"]
    assert shown(text) == rows


@pytest.mark.parametrize(
    ("text", "wanted"), [("ASK {}", ["true"]), ("SELECT ?x { FILTER(false) }", ["x", "-"]), ("SELECT * {}", [""] * 3)]
)
def test_truths_and_nothing(text: str, wanted: list[str]) -> None:
    assert shown(text) == wanted


def test_triples_are_turtle() -> None:
    text = "".join(table(ask(ox.Store(), 'CONSTRUCT { actor:A rdfs:label "a\\u001b[2J" } WHERE {}')))
    assert text.splitlines()[-1] == 'actor:A rdfs:label "a\\u001B[2J" .' and "\x1b" not in text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a\x1b[31mred\x1b[0m\x07", "a[31mred[0m"),
        ("\x1b]0;title\x07", "]0;title"),
        ("\u202eevil\u2066\u200b", "evil"),
        ("two\nlines\tand\r\x85more", "two lines and  more"),
        ("\x9b2J\ufeff", "2J"),
        ("Zürich 東京", "Zürich 東京"),
    ],
)
def test_nothing_steers_the_terminal(text: str, wanted: str) -> None:
    assert plain(text) == wanted


def test_wide_and_combining_characters_keep_the_columns_even() -> None:
    rows = shown('SELECT ?a ?b { VALUES (?a ?b) { ("東京" 1) ("e\u0301te\u0301" 2) ("four" 3) } }')
    assert rows == ["a     b", "----  -", "東京  1", "e\u0301te\u0301   2", "four  3"]


@pytest.mark.parametrize(("width", "longest"), [(None, 80 + 2 + 80), (60, 60)])
def test_long_cells_are_cut_to_fit(width: int | None, longest: int) -> None:
    rows = shown(f'SELECT ("{"a" * 500}" AS ?x) ("{"東" * 500}" AS ?y) {{}}', width)
    assert max(len(row) + row.count("東") for row in rows) in (longest, longest - 1)
    assert rows[2].count("…") == 2
