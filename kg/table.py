"""A query's answer as text to read: a table, or triples in Turtle."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query import Answer

WIDEST = 80  # characters of a cell


def table(answer: Answer) -> str:
    """The rows in columns, IRIs shortened; a truth as ``true`` or ``false``; triples as Turtle."""
    if not answer.variables:
        text = answer.truth()
        if text is not None:
            return "true\n" if text else "false\n"
        return (answer.serialize("ttl") or b"").decode("utf-8")
    rows = [[_cell(c) for c in row] for row in answer.cells()]
    widths = [max(map(len, column)) for column in zip(answer.variables, *rows, strict=True)]
    rule = ["-" * width for width in widths]
    lines = [
        "  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in (answer.variables, rule, *rows)
    ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """One line without characters that could steer a terminal, cut where it is too long."""
    plain = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return plain if len(plain) <= WIDEST else plain[: WIDEST - 1] + "…"
