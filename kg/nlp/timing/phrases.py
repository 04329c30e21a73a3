"""The phrases that state a time, found by a few regular expressions.

Their words are lists of the ontology (``ontology/times.ttl``). What a phrase means on a given day says
``time_reading.py``, by a method of the name of the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.ontology import Ontology

_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NUMBERED = ("Month", "Weekday", "Season", "Number", "Ordinal")
_UNITS = ("Hour", "Day", "Week", "Weekend", "Month", "Quarter", "Year", "Decade")
_DASH = r"\s?[-–—]\s?"


class Phrase(NamedTuple):
    """A phrase as found: characters, half-open; ``kind`` is the name of its pattern; ``parts`` its named groups."""

    start: int
    end: int
    kind: str
    parts: dict[str, str]

    @property
    def complete(self) -> bool:
        """Whether it names its year itself."""
        return bool(self.parts.get("year") or self.kind in ("iso", "numeric", "decade", "century", "years"))

    @property
    def bare(self) -> bool:
        """Whether it is one word that could well be no time: "March", "spring", "2000"."""
        return self.kind == "year" or (self.kind in ("month", "season") and set(self.parts) <= {"month", "season"})


class TimeWords:
    """The words that times are made of, and what each means."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.number: dict[str, dict[str, int]] = {name: {} for name in _NUMBERED}
        for name in _NUMBERED:
            for value in range(1, 61):
                self.number[name].update((word.lower(), value) for word in words(f"Time{name}{value}"))
        self.unit = {word: unit for unit in _UNITS for word in words(f"Time{unit}")}
        self.deictic = _valued(ontology, {"Today": 0, "Yesterday": -1, "Tomorrow": 1, "Eve": -2, "Morrow": 2})
        self.step = _valued(ontology, {"Last": -1, "Past": -1, "This": 0, "Next": 1})
        self.shift = _valued(ontology, {"Earlier": -1, "Before": -1, "Later": 1, "After": 1})
        self.that = _valued(ontology, {"Preceding": -1, "Same": 0, "Following": 1})
        self.feast = {
            word.lower(): (int(name[-4:-2]), int(name[-2:]))
            for name in ontology.lexicon
            if name.startswith("TimeFeast")
            for word in words(name)
        }
        self.night, self.past, self.ago = words("TimeNight"), words("TimePast"), words("TimeAgo")
        self.few, self.more, self.less = words("TimeFew"), words("TimeMore"), words("TimeLess")
        self.about = self.more | self.less | words("TimeAbout")
        self.inside = words("TimeInside")


class TimePhrases:
    """Finds phrases. Built once from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.words = TimeWords(ontology)
        self.patterns = [
            (kind, re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.ASCII if kind == "iso" else 0))
            for kind, source in {**self._dates(ontology), **self._relative(ontology)}.items()
        ]

    def _dates(self, ontology: Ontology) -> dict[str, str]:
        """The patterns of what the calendar names."""
        number, lists = self.words.number, ontology.words
        month, weekday = (alternatives(number[name], title=True) for name in ("Month", "Weekday"))
        season, part = alternatives(number["Season"]), alternatives(lists("TimeDayPart"))
        step, ordinal = alternatives(self.words.step), alternatives(number["Ordinal"])
        year = rf"(?P<year>{_YEAR})"
        years = alternatives(lists("TimeYear"))
        of_year = rf"(?:(?:-|(?:,|\s+of|\s+in)?\s+)(?:{year}|(?P<of>{step})\s+{years}))?"
        day_of = rf"(?:(?P<weekday>{weekday})(?:\s+{part})?,?\s+(?:the\s+)?)?"
        join = alternatives([*lists("TimeUpTo"), *lists("TimeAnd")])
        more = rf"(?:(?:{_DASH}|\s+{join}\s+)(?P<to>{_DAY})(?!\s+[a-z]+s\b))?"
        named = rf"(?P<day>{_DAY}|{alternatives(w for w in number['Ordinal'] if not w[0].isdigit())}(?=\s+of))"
        return {
            "iso": rf"(?P<year>{_YEAR})(?P<mark>[-/.])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)",
            "numeric": rf"(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)(?P<year>{_YEAR})(?!\d)",
            "month": rf"{day_of}(?:(?P<step>{step})\s+)?(?P<month>{month})"
            rf"(?:(?:\s+|(?<=\.))(?P<day>{_DAY})(?![\d:,]\d|\w|%){more}(?![\d:,]\d|\w|%))?{of_year}",
            "daymonth": rf"{day_of}{named}{more}(?:\s+of\s+|\s+|-)(?P<month>{month}){of_year}",
            "weekday": rf"(?:(?P<count>{alternatives(number['Number'])})\s+weeks?\s+from\s+|(?P<step>{step})\s+)?"
            rf"(?P<weekday>{weekday})(?:\s+{part})?(?:(?:\s+of)?\s+(?P<of>{step})\s+{alternatives(lists('TimeWeek'))})?",
            "season": rf"(?:(?P<step>{step})\s+)?(?P<season>{season}){of_year}",
            "quarter": rf"(?:(?P<ordinal>{ordinal})[-\s]{alternatives(lists('TimeQuarter'))}|Q(?P<short>[1-4]))"
            rf"{of_year}",
            "half": rf"(?P<ordinal>{ordinal})\s+{alternatives(lists('TimeHalf'))}\s+of\s+"
            rf"(?:{year}|(?:(?P<of>{step})|the)\s+{years})",
            "feast": rf"(?P<feast>{alternatives(self.words.feast)}){of_year}",
            "century": rf"(?P<ordinal>{ordinal}|\d\d?th|21st)[-\s]{alternatives(lists('TimeCentury'))}",
            "decade": r"(?P<century>1[5-9]|20|['’])(?P<ten>\d)0(?:['’])?s",
            "years": rf"(?P<from>{_YEAR})[-–/](?P<to>\d\d)(?![-–/\d])",
            "year": rf"(?<![$€£¥,.:/\d])(?P<year>{_YEAR})(?![,.:/]\d|\d|%|\s?"
            rf"{alternatives(lists('TimeMeasure'))})",
        }

    def _relative(self, ontology: Ontology) -> dict[str, str]:
        """The patterns of what is counted from the article's day, or from the day told of before."""
        words, lists = self.words, ontology.words
        unit, part, step = alternatives(words.unit), alternatives(lists("TimeDayPart")), alternatives(words.step)
        about = rf"(?:(?P<about>{alternatives(words.about)})\s+)?"
        count = rf"(?P<count>\d{{1,3}}|{alternatives([*words.number['Number'], *words.few])})"
        units = rf"(?P<unit>{unit})(?P<plural>s)?"
        way = alternatives([*words.ago, *lists("TimeHence")])
        shift, stop = alternatives([*lists("TimeEarlier"), *lists("TimeLater")]), r"(?=\s*(?:[.,;:)–—]|$))"
        last = alternatives([*lists("TimeBefore"), *lists("TimeAfter")])
        same = rf"(?:(?i:the)\s+(?P<that>{alternatives(words.that)})|(?i:that))"
        return {
            "deictic": rf"(?:(?P<deictic>{alternatives(words.deictic)})(?:\s+{part})?"
            rf"|(?P<step>{step})\s+(?P<part>{part})|(?<=\bat )(?P<point>{alternatives(lists('TimePoint'))}))",
            "stretch": rf"(?P<step>{step})\s+(?:{count}\s+)?{units}",
            "weekend": rf"(?<=\bthe )(?P<unit>{alternatives(lists('TimeWeekend'))})",
            "running": rf"{alternatives(lists('TimeRunning'))}\s+the\s+(?P<unit>{unit})"
            rf"|(?P<close>{alternatives(lists('TimeYearEnd'))})",
            "distance": rf"{about}(?:{count}\s+)?{units}\s+(?P<way>{way})",
            "within": rf"(?P<inside>{alternatives(words.inside)})\s+{about}{count}\s+{units}(?:['’]?\s+time)?",
            "lasting": rf"(?i:for)\s+{about}{count}\s+{units}",
            "shifted": rf"{about}(?:{count}|(?i:the))\s+{units}\s+(?P<shift>{shift}(?!\s+than)|{last}{stop})",
            "offset": rf"(?<!\bto ){about}(?:{count}|(?i:the))\s+{units}\s+(?P<shift>{last})(?=\s+\w)",
            "that": rf"{same}\s+(?:(?P<unit>{unit})|{part})(?!-)",
        }

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


def _valued(ontology: Ontology, lists: Mapping[str, int]) -> dict[str, int]:
    """Word -> the value of the list ``Time…`` that it stands in."""
    return {word: value for name, value in lists.items() for word in ontology.words(f"Time{name}")}


def alternatives(words: Iterable[str], title: bool = False) -> str:
    """The words as a group of alternatives, the longest first.

    ``title``: only with a capital, as names of months are written; else in any case.
    """
    listed = sorted(set(words), key=lambda w: (-len(w), w))
    if title:
        listed = [form for word in listed for form in (word.capitalize(), word.upper())]
    body = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed) or r"(?!)"
    return f"(?:{body})" if title else f"(?i:{body})"
