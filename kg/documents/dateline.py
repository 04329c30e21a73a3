"""The date of an article: a date field, or the date line at the head of a text."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_FORMS = [
    re.compile(r"\b(?P<year>\d{4})(?P<mark>[-/.])(?P<number>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})\b"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})\b"),
    re.compile(r"(?<![\d-])(?P<second>\d{1,2})-(?P<first>\d{1,2})-(?P<year>\d{4})\b"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?(?:\s+|[-/]){_MONTH},?(?:\s+|[-/])(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
]
HEAD = 6  # lines in which a date line stands
_LONGEST = 60  # characters of a line that is a date line
_DATELINE = re.compile(r"^[A-Z][\w .,'-]{1,40}?[,(]\s*(?P<rest>[^\n]{4,40}?)\s*(?:\([A-Z]\w+\)\s*)?[-–—]\s")
_OPENING = re.compile(r"^[\W\d]*(?:(?:[A-Z][a-z]*day|[A-Z][a-z]{2,3})[,.]{0,2}\s+)?$")  # at most a weekday
_CLOSING = re.compile(r"\s*(?:$|[-–—|·/:(\[]|,?\s*[A-Z\d])")  # behind a date that opens a long line
_SMALL = re.compile(r"\b[a-z]\w+")
_LABEL = 2  # words in lower case before or behind the date of a line that is no sentence: "First published on"
_FEED = 7  # days between the date a text came with and the one printed in it that are of one article
_REVISED = 31  # days within which several date lines are of one article


def article_date(text: str) -> str | None:
    """The ISO day a text says it was written on: a line of its own near the top, or a place and date before a dash.

    Of "published" and "updated" the earlier. Numbers with slashes are read as in the United States unless that is
    impossible.

    >>> article_date("Peace at last\\n01/17/2022, 4:35 p.m\\nThe two sides …")
    '2022-01-17'
    >>> article_date("LONDON, Jan 3, 2021 (Reuters) - The bank said …")
    '2021-01-03'
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()][:HEAD]
    if found := [d for i, line in enumerate(lines) if (d := _of_line(line, headline=i == 0))]:
        near = (d for d in found if abs((date.fromisoformat(d) - date.fromisoformat(found[0])).days) <= _REVISED)
        return min(near)
    for line in lines:
        if (match := _DATELINE.match(line)) and (value := day(match["rest"])):
            return value
    return None


def day_told(given: str | None, text: str) -> str | None:
    """The day from which a text tells: the one printed at its head, if that is near the one it came with, else that.

    A feed dates an article by its own clock, or by what it tells of; "yesterday" is of the day the paper printed.
    """
    printed = article_date(text)
    if given is None or printed is None:
        return given
    apart = abs((date.fromisoformat(printed) - date.fromisoformat(given)).days)
    return printed if apart <= _FEED else given


def _of_line(line: str, headline: bool) -> str | None:
    """The day of a date line; None for a headline or a sentence in which a day is only named."""
    value, start, end = _first(line)
    if value is None:
        return None
    before, behind = line[:start], line[end:]
    if _OPENING.match(before) and _CLOSING.match(behind):
        return value
    sentence = behind.endswith(".") and not re.search(r"\b[ap]\.m\.$", behind)
    most = max(len(_SMALL.findall(part)) for part in (before, behind))
    return value if not headline and len(line) <= _LONGEST and most <= (0 if sentence else _LABEL) else None


def day(value: str) -> str | None:
    """The first whole date in a string as an ISO day; None if there is none, or none that exists."""
    return _first(value)[0]


def _first(value: str) -> tuple[str | None, int, int]:
    """The first whole date in a string, and where it stands."""
    for form in _FORMS:
        if match := form.search(value):
            found = match.groupdict()
            year = int(found["year"])
            if "first" in found:
                first, second = int(found["first"]), int(found["second"])
                parts = [(first, second), (second, first)]
            elif "number" in found:
                parts = [(int(found["number"]), int(found["day"]))]
            else:
                parts = [(_MONTHS[found["month"].lower()], int(found["day"]))]
            for month, number in parts:
                try:
                    return date(year, month, number).isoformat(), *match.span()
                except ValueError:
                    continue
    return None, 0, 0
