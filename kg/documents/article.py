"""An article as it was read, and what was not."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_ACCENTS = "`'"  # two of them are a quotation mark, as typewriters and news wires write it
LONGEST = 250_000  # characters: a book; the parser needs some gigabytes for four times as much
# A tokenizer that tries every bracket in a row as a prefix needs the square of their number in steps.
_RUN = re.compile(r"([^\w\s])\1{199,}|[^\s\w]{2000,}|[()\[\]{}]{200,}|\S{20000,}")


@dataclass(frozen=True)
class Article:
    """A text and what is known of it. All offsets in the graph are characters of ``text``, as it was given."""

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

    @cached_property
    def plain(self) -> str:
        """The text as the stages read it: ``clean``."""
        return clean(self.text)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of ``plain`` (characters, half-open, not empty) stands in ``text``."""
        if self.plain is self.text or self.plain == self.text:
            return start, end
        return self._places[start], self._places[end - 1] + 1

    @cached_property
    def _places(self) -> list[int]:
        return [i for i, _ in _kept(self.text)]


@dataclass(frozen=True)
class Skipped:
    """Something that was not read: where it is, and why."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


def clean(text: str) -> str:
    """A text as the stages read it: no control, zero-width or soft-hyphen characters, lines ended by ``\\n``,
    quotation marks that are typed as two signs as one.

    What is taken out is invisible and would stay inside names; of two accents the parser makes no quotation.

    >>> clean("\\ufeffNA\\u00adTO\\r\\nmet\\x07.")
    'NATO\\nmet.'
    >>> clean("`" * 2 + "Go!" + "'" * 2 + " she said.")
    '"Go!" she said.'
    """
    return "".join(c for _, c in _kept(text))


def _kept(text: str) -> Iterator[tuple[int, str]]:
    """The characters that are read, each with where it stands."""
    for i, c in enumerate(text):
        if c in "\u2028\u2029" or (c == "\r" and text[i + 1 : i + 2] != "\n"):
            yield i, "\n"
        elif c in _ACCENTS and text[i - 1 : i] == c:  # the second of two
            continue
        elif c in _ACCENTS and text[i + 1 : i + 2] == c:
            yield i, '"'
        elif c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"):
            yield i, c


_NEARLY = 0.15  # log likelihood per character; Pidgin is half a unit from English, most languages more than one


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
    """The code of the language; English where it is nearly as likely: foreign names fill a short report."""
    import py3langid

    start = text[:5000]
    ranked: list[tuple[str, float]] = py3langid.rank(start)
    code, best = ranked[0]
    return "en" if best - dict(ranked)["en"] < _NEARLY * len(start) else code
