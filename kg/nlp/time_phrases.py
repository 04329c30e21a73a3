"""The phrases that state a time, and what each means on a given day.

A phrase is found by one of a few regular expressions over the text, whose words are lists of the ontology
(``ontology/times.ttl``), and read by the method that goes with it. What comes out is EDTF with the granularity of
the words: "in May 2023" is a month.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from kg import edtf
from kg.ontology import Ontology

_FAR = 10  # months back from which a month or day without a year rather means the next one
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NUMBERED = ("Month", "Weekday", "Season", "Number", "Ordinal")
_UNITS = ("Hour", "Day", "Week", "Weekend", "Month", "Quarter", "Year", "Decade")


@dataclass(frozen=True, slots=True)
class View:
    """Where a phrase is read from: the article's day, and whether its clause speaks of what lies ahead."""

    today: date | None
    ahead: bool | None = None  # None where the clause does not tell


class Phrase(NamedTuple):
    """A phrase as found: characters, half-open; ``kind`` is the name of its pattern; ``parts`` its named groups."""

    start: int
    end: int
    kind: str
    parts: dict[str, str]

    @property
    def complete(self) -> bool:
        """Whether it names its year itself."""
        return bool(self.parts.get("year") or self.kind in ("iso", "numeric", "decade"))

    @property
    def bare(self) -> bool:
        """Whether it is one word that could well be no time: "March", "spring", "2000"."""
        return self.kind == "year" or (self.kind in ("month", "season") and set(self.parts) <= {"month", "season"})


class TimePhrases:
    """Finds phrases and reads them. Built once from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.number: dict[str, dict[str, int]] = {name: {} for name in _NUMBERED}
        for name in _NUMBERED:
            for value in range(1, 61):
                self.number[name].update((word.lower(), value) for word in ontology.words(f"Time{name}{value}"))
        self.unit = {word: unit for unit in _UNITS for word in ontology.words(f"Time{unit}")}
        self.deictic = {
            word: days
            for name, days in (("Today", 0), ("Yesterday", -1), ("Tomorrow", 1))
            for word in ontology.words(f"Time{name}")
        }
        self.night = ontology.words("TimeNight")
        self.step = {
            word: step
            for name, step in (("Last", -1), ("Past", -1), ("This", 0), ("Next", 1))
            for word in ontology.words(f"Time{name}")
        }
        self.past = ontology.words("TimePast")
        self.ago = ontology.words("TimeAgo")
        self.patterns = self._patterns(ontology)

    def _patterns(self, ontology: Ontology) -> list[tuple[str, re.Pattern[str]]]:
        month = alternatives(self.number["Month"], title=True)
        weekday = alternatives(self.number["Weekday"], title=True)
        season, part = alternatives(self.number["Season"]), alternatives(ontology.words("TimeDayPart"))
        step, unit = alternatives(self.step), alternatives(self.unit)
        way = alternatives([*self.ago, *ontology.words("TimeHence")])
        ordinal = alternatives(self.number["Ordinal"])
        count = rf"(?P<count>\d{{1,3}}|{alternatives(self.number['Number'])})"
        year = rf"(?P<year>{_YEAR})"
        of_year = rf"(?:(?:,|\s+of|\s+in)?\s+(?:{year}|(?P<of>{step})\s+{alternatives(ontology.words('TimeYear'))}))?"
        day_of = rf"(?:(?P<weekday>{weekday})(?:\s+{part})?,?\s+(?:the\s+)?)?"
        dash = r"\s?[-–—]\s?"
        sources = {
            "iso": rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
            "numeric": rf"(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year>{_YEAR})(?!\d)",
            "month": rf"{day_of}(?:(?P<step>{step})\s+)?(?P<month>{month})"
            rf"(?:\s+(?P<day>{_DAY})(?:{dash}(?P<to>{_DAY}))?(?![\d:,]\d|\w|%))?{of_year}",
            "daymonth": rf"{day_of}(?P<day>{_DAY})(?:{dash}(?P<to>{_DAY}))?(?:\s+of)?\s+(?P<month>{month}){of_year}",
            "weekday": rf"(?:(?P<step>{step})\s+)?(?P<weekday>{weekday})(?:\s+{part})?",
            "season": rf"(?:(?P<step>{step})\s+)?(?P<season>{season}){of_year}",
            "quarter": rf"(?P<ordinal>{ordinal})[-\s]{alternatives(ontology.words('TimeQuarter'))}{of_year}",
            "deictic": rf"(?:(?P<deictic>{alternatives(self.deictic)})(?:\s+{part})?"
            rf"|(?P<step>{step})\s+(?P<part>{part})|(?<=\bat )(?P<point>{alternatives(ontology.words('TimePoint'))}))",
            "stretch": rf"(?P<step>{step})\s+(?:{count}\s+)?(?P<unit>{unit})(?P<plural>s)?",
            "weekend": rf"(?<=\bthe )(?P<unit>{alternatives(ontology.words('TimeWeekend'))})",
            "distance": rf"{count}\s+(?P<unit>{unit})s?\s+(?P<way>{way})",
            "decade": r"(?P<century>1[5-9]|20|['’])(?P<ten>\d)0(?:['’])?s",
            "year": rf"(?<![$€£¥,.:/\d])(?P<year>{_YEAR})(?![,.:/]\d|\d|%|\s?(?:percent|km|meters|metres))",
        }
        return [
            (kind, re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.ASCII if kind == "iso" else 0))
            for kind, source in sources.items()
        ]

    def find(self, text: str) -> Iterator[Phrase]:
        """The phrases of a text in order, the longest where they overlap."""
        found = [
            Phrase(m.start(), m.end(), kind, {k: " ".join(v.lower().split()) for k, v in m.groupdict().items() if v})
            for kind, pattern in self.patterns
            for m in pattern.finditer(text)
        ]
        end = 0
        for phrase in sorted(found, key=lambda p: (p.start, -p.end)):
            if phrase.start >= end:
                yield phrase
                end = phrase.end

    def read(self, phrase: Phrase, view: View) -> str | None:
        """What a phrase means, as EDTF; None where it cannot be resolved or names no day there is."""
        reader: Callable[[dict[str, str], View], str | None] = getattr(self, f"_{phrase.kind}")
        try:
            value = reader(phrase.parts, view)
            if value:
                edtf.bounds(value)
        except (ValueError, OverflowError):  # 30 February; before the year 1 or after 9999
            return None
        return value

    # One reader per pattern. Those that need the article's day give None without it.

    def _iso(self, parts: dict[str, str], view: View) -> str:
        return "-".join((parts["year"], parts["month"], parts["day"]))

    def _numeric(self, parts: dict[str, str], view: View) -> str:
        """Month first as in the United States, unless that is no month or the marks are full stops."""
        first, second = int(parts["first"]), int(parts["second"])
        day_first = first > 12 or (parts["mark"] == "." and second <= 12)
        number, day = (second, first) if day_first else (first, second)
        return date(int(parts["year"]), number, day).isoformat()

    def _month(self, parts: dict[str, str], view: View) -> str | None:
        number = self.number["Month"][parts["month"]]
        day = int(parts["day"].rstrip("sthndr")) if "day" in parts else None
        year = self._year_of(parts, view) or self._near(view, parts, (number, day or 1))
        if year is None:
            return None
        value = edtf.month(year, number)
        if day is None:
            return value
        value = f"{value}-{day:02d}"
        return edtf.between(value, f"{value[:8]}{int(parts['to'].rstrip('sthndr')):02d}") if "to" in parts else value

    _daymonth = _month

    def _season(self, parts: dict[str, str], view: View) -> str | None:
        number = self.number["Season"][parts["season"]]
        year = self._year_of(parts, view) or self._near(view, parts, (3 * (number - 20), 1))
        if year is None:
            return None
        if view.today and (step := self.step.get(parts.get("step", ""), 1)) < 1:
            now = edtf.month(*edtf.shift(view.today.year, view.today.month, -(view.today.month % 3)))
            if now == edtf.month(year - 1 - step, 3 * (number - 20)):
                year -= 1  # this winter began last year; last summer is not the one that is on
        return edtf.month(year, number)

    def _quarter(self, parts: dict[str, str], view: View) -> str | None:
        number = self.number["Ordinal"][parts["ordinal"]]
        year = self._year_of(parts, view) or self._near(view, parts, (3 * number - 2, 1))
        return None if year is None else edtf.quarter(year, number)

    def _year_of(self, parts: dict[str, str], view: View) -> int | None:
        if "year" in parts:
            return int(parts["year"])
        if "of" in parts and view.today:
            return view.today.year + self.step[parts["of"]]
        return None

    def _near(self, view: View, parts: dict[str, str], begins: tuple[int, int]) -> int | None:
        """The year in which what begins on that month and day is meant."""
        if view.today is None:
            return None
        number = begins[0]
        today = (view.today.month, view.today.day if "day" in parts else 1)
        year = view.today.year
        step = self.step.get(parts.get("step", ""))
        if step == 0:
            return year
        if step == 1:
            return year if begins > today else year + 1
        if step == -1:
            return year if begins < today else year - 1
        if view.ahead:
            return year if begins >= today else year + 1
        past = year if begins <= today else year - 1
        if view.ahead is False:
            return past
        months = (view.today.year - past) * 12 + view.today.month - number
        return past + 1 if months >= _FAR else past

    def _weekday(self, parts: dict[str, str], view: View) -> str | None:
        if view.today is None:
            return None
        step = self.step.get(parts.get("step", ""))
        days = self.number["Weekday"][parts["weekday"]] - view.today.isoweekday()
        if step == 1 or (step != -1 and view.ahead):
            days %= 7
            days += 7 if step == 1 and days == 0 else 0
        else:
            days = -(-days % 7)
            days -= 7 if step == -1 and days == 0 else 0
        return (view.today + timedelta(days=days)).isoformat()

    def _deictic(self, parts: dict[str, str], view: View) -> str | None:
        if view.today is None:
            return None
        days = 0
        if "deictic" in parts:
            days = self.deictic[parts["deictic"]]
        elif "part" in parts:
            days = self.step[parts["step"]]
            if days < 0 and parts["part"] not in self.night or days > 0:
                return None  # "the next morning" is another day than tomorrow
        return (view.today + timedelta(days=days)).isoformat()

    def _stretch(self, parts: dict[str, str], view: View) -> str | None:
        """ "last month", "this week", "the past two decades", "the next four years"."""
        if view.today is None or ("plural" in parts and "count" not in parts):
            return None
        unit, step = self.unit[parts["unit"]], self.step[parts["step"]]
        if step and ("count" in parts or unit == "Decade" or parts["step"] in self.past):
            far = self._away(unit, step * self._count(parts), view.today)
            if far is None:
                return None
            near = view.today.isoformat()[: len(far)]
            return edtf.between(far, near) if step < 0 else edtf.between(near, far)
        if unit == "Weekend" and step == 0 and view.ahead is False:
            step = -1
        return _calendar(unit, step, view.today)

    def _weekend(self, parts: dict[str, str], view: View) -> str | None:
        return None if view.today is None else _calendar("Weekend", 1 if view.ahead else -1, view.today)

    def _distance(self, parts: dict[str, str], view: View) -> str | None:
        """ "two years ago", "three months from now"."""
        if view.today is None:
            return None
        way = -1 if parts["way"] in self.ago else 1
        return self._away(self.unit[parts["unit"]], way * self._count(parts), view.today)

    def _count(self, parts: dict[str, str]) -> int:
        words = parts.get("count", "1")
        return int(words) if words.isdigit() else self.number["Number"][words]

    def _away(self, unit: str, count: int, today: date) -> str | None:
        """So many units away, as exact as the unit; weeks are counted in days."""
        if unit == "Hour":
            return today.isoformat()
        if unit in ("Day", "Week"):
            return (today + timedelta(days=count * (7 if unit == "Week" else 1))).isoformat()
        if unit in ("Month", "Quarter"):
            return edtf.month(*edtf.shift(today.year, today.month, count * (3 if unit == "Quarter" else 1)))
        if unit in ("Year", "Decade"):
            return f"{today.year + count * (10 if unit == 'Decade' else 1):04d}"
        return None

    def _decade(self, parts: dict[str, str], view: View) -> str:
        century, ten = parts["century"], parts["ten"]
        if not century.isdigit():
            century = "19" if ten > "2" else "20"
        return f"{century}{ten}X"

    def _year(self, parts: dict[str, str], view: View) -> str:
        return parts["year"]


def _calendar(unit: str, step: int, today: date) -> str | None:
    """The week, month and so on of the calendar, so many steps away from the one of today."""
    if unit == "Week":
        return edtf.week(today + timedelta(weeks=step))
    if unit == "Weekend":
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 if today.weekday() < 6 else -1)
        if step < 0 and saturday > today:
            saturday -= timedelta(weeks=1)
        return f"{saturday}/{saturday + timedelta(days=1)}"
    if unit == "Month":
        return edtf.month(*edtf.shift(today.year, today.month, step))
    if unit == "Quarter":
        year, number = edtf.shift(today.year, today.month, 3 * step)
        return edtf.quarter(year, (number + 2) // 3)
    if unit == "Year":
        return f"{today.year + step:04d}"
    if unit == "Decade":
        return f"{today.year // 10 + step:03d}X"
    return None


def alternatives(words: Iterable[str], title: bool = False) -> str:
    """The words as a group of alternatives, the longest first.

    ``title``: only with a capital, as names of months are written; else in any case.
    """
    listed = sorted(set(words), key=lambda w: (-len(w), w))
    if title:
        listed = [form for word in listed for form in (word.capitalize(), word.upper())]
    body = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed) or r"(?!)"
    return f"(?:{body})" if title else f"(?i:{body})"
