"""An article as it was read, and what was not."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

LONGEST = 1_000_000  # characters: one text of this size already takes the parser gigabytes
# A tokenizer that tries every bracket in a row as a prefix needs the square of their number in steps.
_RUN = re.compile(r"([^\w\s])\1{199,}|[^\s\w]{2000,}|[()\[\]{}]{200,}|\S{20000,}")


@dataclass(frozen=True)
class Article:
    """A text and what is known of it. All offsets in the graph are characters of ``text``."""

    id: str
    text: str
    title: str = ""  # as ``text`` begins with it; empty if there is none
    date: str | None = None  # ISO day
    url: str | None = None
    file: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Skipped:
    """Something that was not read: where it is, and why."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


def clean(text: str) -> str:
    """A text as the stages read it: no control, zero-width or soft-hyphen characters, lines ended by ``\\n``.

    What is taken out is invisible and would stay inside names. Offsets count in what is left.

    >>> clean("\\ufeffNA\\u00adTO\\r\\nmet\\x07.")
    'NATO\\nmet.'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))


def fault(text: str) -> str | None:
    """Why a text cannot be read, None if it can: empty, too long, no prose, or not English."""
    if not text.strip():
        return "it is empty"
    if len(text) > LONGEST:
        return f"it has {len(text)} characters, more than {LONGEST}; split it into articles"
    if _RUN.search(text):
        return "it holds a long run of signs that is no prose"
    letters = sum(c.isalpha() for c in text)
    if letters < len(text) / 4:
        return "it is not prose: too few letters"
    if letters >= 100 and (language := _language(text)) != "en":
        return f"it is not English ({language})"
    return None


def _language(text: str) -> str:
    import py3langid

    code: str = py3langid.classify(text[:5000])[0]
    return code
