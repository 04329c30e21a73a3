"""What a phrase of time means: EDTF with the granularity of its words ("in May 2023" is a month)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kg import edtf
from kg.nlp.timing.phrases import Phrase, TimeWords
from kg.nlp.timing.units import away, calendar, point

_FAR = 10  # months back from which a month or day without a year rather means the next one
Parts = dict[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """Where a phrase is read from: the article's day, and what its clause and the text before it tell."""

    today: date | None
    ahead: bool | None = None  # whether the clause speaks of what lies ahead; None where it does not tell
    going_on: bool = False  # whether what it speaks of still goes on: "has led"
    told: str | None = None  # the time told of last: what "two days later" is counted from
    here: str | None = None  # the same in this sentence: "on Friday, a day after"


class TimeReading:
    """Reads phrases, by the method of the name of their pattern. Those that need a day give None without it."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words

    def read(self, phrase: Phrase, view: View) -> str | None:
        """What a phrase means, as EDTF; None where it cannot be resolved or names no day there is."""
        reader: Callable[[Parts, View], str | None] = getattr(self, f"_{phrase.kind}")
        try:
            value = reader(phrase.parts, view)
            if value:
                edtf.bounds(value)
        except (ValueError, OverflowError):  # 30 February; before the year 1 or after 9999
            return None
        return value

    # What the calendar names.

    def _iso(self, parts: Parts, view: View) -> str:
        return "-".join((parts["year"], parts["month"], parts["day"]))

    def _numeric(self, parts: Parts, view: View) -> str:
        """Month first as in the United States, unless that is no month or the marks are full stops."""
        first, second = int(parts["first"]), int(parts["second"])
        day_first = first > 12 or (parts["mark"] == "." and second <= 12)
        number, day = (second, first) if day_first else (first, second)
        return date(int(parts["year"]), number, day).isoformat()

    def _month(self, parts: Parts, view: View) -> str | None:
        number = self.words.number["Month"][parts["month"]]
        day = self._day(parts["day"]) if "day" in parts else None
        year = self._year_of(parts, view) or self._near(view, parts, (number, day or 1))
        if year is None:
            return None
        value = edtf.month(year, number)
        if day is None:
            return value
        value = f"{value}-{day:02d}"
        return edtf.between(value, f"{value[:8]}{self._day(parts['to']):02d}") if "to" in parts else value

    _daymonth = _month

    def _day(self, word: str) -> int:
        return self.words.number["Ordinal"].get(word) or int(word.rstrip("sthndr"))

    def _feast(self, parts: Parts, view: View) -> str | None:
        number, day = self.words.feast[parts["feast"]]
        year = self._year_of(parts, view) or self._near(view, {**parts, "day": ""}, (number, day))
        return None if year is None else f"{edtf.month(year, number)}-{day:02d}"

    def _season(self, parts: Parts, view: View) -> str | None:
        number = self.words.number["Season"][parts["season"]]
        year = self._year_of(parts, view) or self._near(view, parts, (3 * (number - 20), 1))
        if year is None:
            return None
        if view.today and (step := self.words.step.get(parts.get("step", ""), 1)) < 1:
            now = edtf.month(*edtf.shift(view.today.year, view.today.month, -(view.today.month % 3)))
            if now == edtf.month(year - 1 - step, 3 * (number - 20)):
                year -= 1  # this winter began last year; last summer is not the one that is on
        return edtf.month(year, number)

    def _quarter(self, parts: Parts, view: View) -> str | None:
        number = int(parts["short"]) if "short" in parts else self.words.number["Ordinal"][parts["ordinal"]]
        year = self._year_of(parts, view) or self._near(view, parts, (3 * number - 2, 1))
        return None if year is None else edtf.quarter(year, number)

    def _half(self, parts: Parts, view: View) -> str | None:
        year = self._year_of(parts, view) or (view.today.year if view.today else None)
        last = 6 * self.words.number["Ordinal"][parts["ordinal"]]
        return edtf.between(edtf.month(year, last - 5), edtf.month(year, last)) if year else None

    def _century(self, parts: Parts, view: View) -> str:
        word = parts["ordinal"]
        return f"{self._day(word) - 1:02d}XX"

    def _decade(self, parts: Parts, view: View) -> str:
        century, ten = parts["century"], parts["ten"]
        if not century.isdigit():
            century = "19" if ten > "2" else "20"
        elif ten == "0" and century < "20":
            return f"{century}XX"  # "the 1800s"
        return f"{century}{ten}X"

    def _years(self, parts: Parts, view: View) -> str | None:
        """ "2014-15"; "2010-12" could be a month as well."""
        first, last = int(parts["from"]), int(parts["to"])
        if last != (first + 1) % 100 and not (last > 12 and last > first % 100):
            return None
        return edtf.between(str(first), str(first - first % 100 + last + (100 if last == 0 else 0)))

    def _year(self, parts: Parts, view: View) -> str:
        return parts["year"]

    def _year_of(self, parts: Parts, view: View) -> int | None:
        if "year" in parts:
            return int(parts["year"])
        if "of" in parts and view.today:
            return view.today.year + self.words.step[parts["of"]]
        return None

    def _near(self, view: View, parts: Parts, begins: tuple[int, int]) -> int | None:
        """The year in which what begins on that month and day is meant."""
        if view.today is None:
            return None
        number = begins[0]
        today = (view.today.month, view.today.day if "day" in parts else 1)
        year = view.today.year
        step = self.words.step.get(parts.get("step", ""))
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

    # What is counted from the article's day.

    def _weekday(self, parts: Parts, view: View) -> str | None:
        if view.today is None:
            return None
        number, today = self.words.number["Weekday"][parts["weekday"]], view.today
        days = number - today.isoweekday()
        step = self.words.step.get(parts.get("step", ""))
        if "of" in parts:  # "Friday last week"
            days += 7 * self.words.step[parts["of"]]
        elif step == 1 or "count" in parts or (step != -1 and view.ahead):
            days %= 7
            days += 7 if step == 1 and days == 0 else 0
            days += 7 * self._count(parts) if "count" in parts else 0
        else:
            days = -(-days % 7)
            days -= 7 if step == -1 and days == 0 else 0
        return (today + timedelta(days=days)).isoformat()

    def _deictic(self, parts: Parts, view: View) -> str | None:
        if view.today is None:
            return None
        days = 0
        if "deictic" in parts:
            days = self.words.deictic[parts["deictic"]]
        elif "part" in parts:
            days = self.words.step[parts["step"]]
            if days < 0 and parts["part"] not in self.words.night or days > 0:
                return None  # "the next morning" is another day than tomorrow
        return (view.today + timedelta(days=days)).isoformat()

    def _stretch(self, parts: Parts, view: View) -> str | None:
        """ "last month", "this week", "the past two decades", "the next four years"."""
        if view.today is None or ("plural" in parts and "count" not in parts) or self._vague(parts):
            return None
        unit, step = self.words.unit[parts["unit"]], self.words.step[parts["step"]]
        if step and ("count" in parts or unit == "Decade" or parts["step"] in self.words.past):
            far = away(unit, step * self._count(parts), view.today)
            if far is None:
                return None
            near = view.today.isoformat()[: len(far)]
            return edtf.between(far, near) if step < 0 else edtf.between(near, far)
        if unit == "Weekend" and step == 0 and view.ahead is False:
            step = -1
        return calendar(unit, step, view.today)

    def _weekend(self, parts: Parts, view: View) -> str | None:
        return None if view.today is None else calendar("Weekend", 1 if view.ahead else -1, view.today)

    def _running(self, parts: Parts, view: View) -> str | None:
        """ "by the end of the year": the one that is running."""
        return calendar("Year" if "close" in parts else self.words.unit[parts["unit"]], 0, view.today)

    def _distance(self, parts: Parts, view: View) -> str | None:
        """ "two years ago", "three months from now"; what is only bounded is open: "more than a year ago"."""
        if view.today is None or ("count" not in parts and "plural" not in parts):
            return None
        way = -1 if parts["way"] in self.words.ago else 1
        value = away(self.words.unit[parts["unit"]], way * self._count(parts), view.today)
        about = parts.get("about", "")
        if value is None or about in self.words.less:
            return value and (edtf.between(value, view.today.isoformat()[: len(value)]) if way < 0 else value)
        if self._vague(parts) or about in self.words.more:
            return edtf.until(value) if way < 0 else edtf.since(value)
        return value

    def _within(self, parts: Parts, view: View) -> str | None:
        """ "in two weeks", "within 30 days": from the article's day on, where the clause looks ahead."""
        if view.today is None or not view.ahead or self._vague(parts):
            return None
        value = away(self.words.unit[parts["unit"]], self._count(parts), view.today)
        if value and parts["inside"] != "in":
            return edtf.between(view.today.isoformat()[: len(value)], value)
        return value

    def _lasting(self, parts: Parts, view: View) -> str | None:
        """ "has led it for three years": since then; of what is over it is only a length."""
        if view.today is None or not view.going_on or self._vague(parts):
            return None
        value = away(self.words.unit[parts["unit"]], -self._count(parts), view.today)
        return edtf.since(value) if value else None

    # What is counted from the time told of before.

    def _shifted(self, parts: Parts, view: View) -> str | None:
        """ "two days later", "a year earlier"."""
        unit = self.words.unit[parts["unit"]]
        if ("plural" in parts and "count" not in parts) or self._vague(parts):
            return None
        told = point(view.told, unit)
        return away(unit, self.words.shift[parts["shift"]] * self._count(parts), told) if told else None

    def _offset(self, parts: Parts, view: View) -> str | None:
        """ "on Friday, a day after Chad left": when that was which stands behind "after"."""
        unit = self.words.unit[parts["unit"]]
        told = None if self._vague(parts) or "about" in parts else point(view.here, unit)
        return away(unit, -self.words.shift[parts["shift"]] * self._count(parts), told) if told else None

    def _that(self, parts: Parts, view: View) -> str | None:
        """ "the following day", "that year", "the same night"."""
        unit = self.words.unit[parts["unit"]] if "unit" in parts else "Day"
        word = parts.get("that", "")
        told, step = point(view.told, unit), self.words.step.get(word)
        back = step is not None and (view.ahead is False if step > 0 else told is not None)
        if step and unit != "Day" and not back:  # "over the next year", "the previous year"
            return self._stretch({"step": word, "unit": parts["unit"]}, view)
        return calendar(unit, self.words.that.get(word, 0), told) if told else None

    def _vague(self, parts: Parts) -> bool:
        return parts.get("count", "") in self.words.few or ("plural" in parts and "count" not in parts)

    def _count(self, parts: Parts) -> int:
        words = parts.get("count", "some" if "plural" in parts else "1")
        if words.isdigit():
            return int(words)
        return self.words.number["Number"].get(words, 2)  # "several" are two at least
