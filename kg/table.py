"""A query's answer as text to read: a table, or triples in Turtle.

Nothing in the data can steer a terminal. Rows are written as they come, so that a long answer takes no memory: the
widths are those of the first rows.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query import Answer

WIDEST = 80  # columns of a cell
_NARROWEST = 8
_LOOKED_AT = 1_000  # rows that say how wide the columns are


def table(answer: Answer, width: int | None = None) -> Iterator[str]:
    """The lines of the rows in columns, IRIs shortened; a truth as ``true`` or ``false``; triples as Turtle.

    With ``width`` the columns are made to fit a terminal of so many, if that can be.
    """
    if answer.triples:
        data = io.BytesIO()
        answer.serialize("ttl", data)
        yield from (plain(line) + "\n" for line in data.getvalue().decode("utf-8").splitlines())
        return
    if answer.truth() is not None:
        yield "true\n" if answer.truth() else "false\n"
        return
    rows = ([plain(cell) for cell in row] for row in answer.cells(keep=False))
    first = list(islice(rows, _LOOKED_AT))
    names = answer.variables
    widths = _fitted([min(WIDEST, max(map(_width, column))) for column in zip(names, *first, strict=True)], width)
    for row in chain((names, ["-" * width for width in widths]), first, rows):
        yield "  ".join(_filled(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"


def plain(text: str) -> str:
    """One line without characters that could steer a terminal or turn its text round.

    >>> plain("a\\x1b[2Jb\\n\\u202ec")
    'a[2Jb c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")


def _fitted(widths: Sequence[int], whole: int | None) -> list[int]:
    """Widths that fit into the whole: the widest columns give way first."""
    fitted = list(widths)
    while whole and sum(fitted) + 2 * len(fitted) - 2 > whole and max(fitted, default=0) > _NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _filled(text: str, width: int) -> str:
    """The text in so many columns of a terminal, cut where it is too long."""
    over = _width(text) - width
    if over <= 0:
        return text + " " * -over
    kept = 0
    for at, c in enumerate(text):
        if kept + _width(c) > width - 1:
            return text[:at] + "…" + " " * (width - 1 - kept)
        kept += _width(c)
    return text


def _width(text: str) -> int:
    """How many columns of a terminal it takes: East Asian characters two, accents that combine none."""
    if text.isascii():
        return len(text)
    return sum((unicodedata.east_asian_width(c) in "WF") + 1 for c in text if unicodedata.category(c)[0] != "M")
