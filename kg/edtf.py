"""Times as strings of the Extended Date/Time Format, and the days they span.

The part of EDTF (ISO 8601-2:2019, levels 0 and 1; https://www.loc.gov/standards/datetime/) that news needs: a day
``2022-01-17``, a month ``2022-01``, a year ``2022``, a season ``2021-21`` (spring), a decade ``199X``, a century
``18XX``, an interval ``2016-10-25/2016-10-26`` with an open end ``2021-11/..`` or ``../2030``, and the mark ``~`` for
about.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?[~?%]?|(?P<decade>\d{3})X[~?%]?|(?P<century>\d\d)XX",
    re.ASCII,
)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # the month each begins in, as meteorologists in the north count them
OPEN = ".."


def bounds(value: str) -> tuple[date | None, date | None]:
    """The first and the last day of an EDTF value; None where it is open.

    Winter is of the year it begins in. Raises ValueError for what is no such value, names an impossible day, or ends
    before it begins.

    >>> bounds("2021-11/..")
    (datetime.date(2021, 11, 1), None)
    """
    start, slash, end = value.partition("/")
    if not slash:
        return _span(start)
    earliest = None if start == OPEN else _span(start)[0]
    latest = None if end == OPEN else _span(end)[1]
    if earliest is None and latest is None:
        raise ValueError(f"“{value}” has no end that is not open")
    if earliest and latest and latest < earliest:
        raise ValueError(f"“{value}” ends before it begins")
    return earliest, latest


def _span(value: str) -> tuple[date, date]:
    match = _DATE.fullmatch(value)
    if not match:
        raise ValueError(f"“{value}” is no date in EDTF")
    if match["decade"] or match["century"]:
        length = 10 if match["decade"] else 100
        first = int(match["decade"] or match["century"]) * length
        return date(first, 1, 1), date(first + length - 1, 12, 31)
    year, number = int(match["year"]), int(match["month"] or 0)
    if match["day"]:
        day = date(year, number, int(match["day"]))
        return day, day
    if match["month"] is None:
        return date(year, 1, 1), date(year, 12, 31)
    if number in _SEASONS:
        begin = _SEASONS[number]
        return date(year, begin, 1), _end(*shift(year, begin, 2))
    return date(year, number, 1), _end(year, number)


def _end(year: int, number: int) -> date:
    if not 1 <= number <= 12:
        raise ValueError(f"there is no month {number}")
    return date(year, number, monthrange(year, number)[1])


def shift(year: int, number: int, months: int) -> tuple[int, int]:
    """The year and month that lie so many months later (or earlier, below 0)."""
    total = year * 12 + number - 1 + months
    return total // 12, total % 12 + 1


def month(year: int, number: int) -> str:
    """The month as EDTF."""
    return f"{year:04d}-{number:02d}"


def week(day: date) -> str:
    """The week of a day, from Monday to Sunday, as an interval: EDTF has no weeks."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday}/{monday + timedelta(days=6)}"


def quarter(year: int, number: int) -> str:
    """A quarter of a year as an interval of months."""
    return f"{month(year, 3 * number - 2)}/{month(year, 3 * number)}"


def since(value: str) -> str:
    """From the beginning of a time on.

    >>> since("199X")
    '1990/..'
    """
    return f"{_first(value)}/{OPEN}"


def until(value: str) -> str:
    """Up to the end of a time.

    >>> until("2017")
    '../2017'
    """
    return f"{OPEN}/{_last(value)}"


def between(start: str, end: str) -> str:
    """From the beginning of one time to the end of another; raises ValueError if that is no time."""
    first, last = _first(start), _last(end)
    if first == last:
        return first
    value = f"{first}/{last}"
    bounds(value)
    return value


def _first(value: str) -> str:
    """The start of an interval; decades and seasons are no ends of intervals at level 1, so years and months are."""
    start = value.split("/")[0]
    return _plain(start, 0)


def _last(value: str) -> str:
    end = value.split("/")[-1]
    return _plain(end, 1)


def _plain(value: str, end: int) -> str:
    if value == OPEN:
        return value
    day = _span(value)[end]
    if "X" in value:
        return f"{day.year:04d}"
    if len(value) >= 7 and int(value[5:7]) in _SEASONS:
        return month(day.year, day.month)
    return value
