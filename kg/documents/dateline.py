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
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})\b"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})\b"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
]
HEAD = 6  # lines in which a date line stands
_LONGEST = 60  # characters of a line that is a date line
_DATELINE = re.compile(r"^[A-Z][\w .,'-]{1,40}?[,(]\s*(?P<rest>[^\n]{4,40}?)\s*(?:\([A-Z]\w+\)\s*)?[-–—]\s")


def article_date(text: str) -> str | None:
    """The ISO day a text says it was written on: a line of its own near the top, or a place and date before a dash.

    Numbers with slashes are read as in the United States unless that is impossible.

    >>> article_date("Peace at last\\n01/17/2022, 4:35 p.m\\nThe two sides …")
    '2022-01-17'
    >>> article_date("LONDON, Jan 3, 2021 (Reuters) - The bank said …")
    '2021-01-03'
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()][:HEAD]
    for line in lines:
        if len(line) <= _LONGEST and (found := day(line)):
            return found
    for line in lines:
        if (match := _DATELINE.match(line)) and (found := day(match["rest"])):
            return found
    return None


def day(value: str) -> str | None:
    """The first whole date in a string as an ISO day; None if there is none, or none that exists."""
    for form in _FORMS:
        if match := form.search(value):
            found = match.groupdict()
            year, parts = int(found["year"]), []
            if "first" in found:
                first, second = int(found["first"]), int(found["second"])
                parts = [(first, second), (second, first)]
            elif "number" in found:
                parts = [(int(found["number"]), int(found["day"]))]
            else:
                parts = [(_MONTHS[found["month"].lower()], int(found["day"]))]
            for month, number in parts:
                try:
                    return date(year, month, number).isoformat()
                except ValueError:
                    continue
    return None
