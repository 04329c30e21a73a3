"""Text of strangers, fit to be shown."""

from __future__ import annotations

import unicodedata

LONGEST = 1_200  # characters of a sentence on a page


def shown(text: str | None, longest: int = LONGEST) -> str:
    """A text fit to be shown: on one line, cut, without control and direction characters.

    >>> shown("a\\u202eb" + "c" * 9, longest=5)
    'abcc…'
    """
    spaced = (" " if c.isspace() else c for c in (text or "")[: 4 * longest])
    line = " ".join("".join(c for c in spaced if unicodedata.category(c)[0] != "C").split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
