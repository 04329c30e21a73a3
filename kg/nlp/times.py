"""Stage ``kg_times``: expressions of time, resolved against the article's date.

"on Wednesday" is the most recent Wednesday, or the coming one where the clause speaks of the future; "since
November" is open at its end; "from 2009 to 2011" is one time. What cannot be resolved is left out: every relative
expression of an article without a date.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg import edtf
from kg.nlp import data
from kg.nlp.timing.phrases import Phrase, TimePhrases, alternatives
from kg.nlp.timing.reading import TimeReading, View
from kg.nlp.timing.tenses import Tenses, clause_tense, negated
from kg.ontology import Ontology, cached

_BEFORE = 60  # characters before a phrase in which its preposition is looked for
_NARRATED = 3  # sentences within which "two days later" goes back to a time told of
_NO_TIME = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "LAW", "LANGUAGE", "EVENT"}
)


class _Found(NamedTuple):
    """A phrase, or the two ends of a range, with its tokens."""

    phrases: tuple[Phrase, ...]
    span: Span


class Times:
    """Sets ``doc._.kg_times`` from ``doc._.kg_date`` (ISO day of the article, or None)."""

    def __init__(self, ontology: Ontology) -> None:
        self.phrases = TimePhrases(ontology)
        self.reading = TimeReading(self.phrases.words)
        self.tenses, self.comes = Tenses(ontology), ontology.words("TimeComes")
        vague = rf"(?:{alternatives(ontology.words('TimeVague'))}[\s-]*)*"

        def before(name: str) -> re.Pattern[str]:
            return re.compile(rf"(?<!\w){alternatives(ontology.words(name))}\s+{vague}$")

        self.each, self.since, self.until = before("TimeEach"), before("TimeSince"), before("TimeUntil")
        self.named = re.compile(rf"(?<!\w){alternatives(ontology.words('TimeNamed'))}\s+$")
        self.aims, self.at, self.between = before("TimeFor"), before("TimeIn"), before("TimeBetween")
        self.of = re.compile(r"(?<!\w)(?i:the|[a-z]+['’]s|this|these|those)\s+$")
        self.up_to = re.compile(rf"\s*{alternatives(ontology.words('TimeUpTo'))}\s*{vague}")
        self.joins = re.compile(rf"\s*{alternatives(ontology.words('TimeAnd'))}\s*{vague}")

    def __call__(self, doc: Doc) -> Doc:
        today = date.fromisoformat(doc._.kg_date) if doc._.kg_date else None
        found = list(self.found(doc))
        near = None if today else self.first_day(found)
        times: list[data.Time] = []
        for one in found:
            day = today or (near if "day" in one.phrases[0].parts else None)
            if time := self.time(one, day, *self.told(one.span, times[-1] if times else None, today)):
                times.append(time)
        doc._.kg_times = times
        return doc

    def told(self, span: Span, last: data.Time | None, today: date | None) -> tuple[str | None, str | None]:
        """The time told of before a phrase, and the one in the same sentence: "the move **comes** a day after …"."""
        if last and is_near(span[0], head := span.doc[last["head"]]) and ".." not in last["edtf"]:
            if head.sent == span.sent:
                return last["edtf"], last["edtf"]
            told = last["edtf"]
        else:
            told = None
        root = span.sent.root
        comes = root.lemma_.lower() in self.comes and root.i < span.start and clause_tense(root) == "present"
        return told, today.isoformat() if comes and today else None

    def first_day(self, found: Iterable[_Found]) -> date | None:
        """The first full date of a text: what "on 4 April" is near to when the article has no date."""
        complete = (f.phrases[-1] for f in found if f.phrases[-1].complete and "day" in f.phrases[-1].parts)
        values = (self.reading.read(phrase, View(None)) for phrase in complete)
        return next((edtf.bounds(value)[0] for value in values if value), None)

    def found(self, doc: Doc) -> Iterator[_Found]:
        """The phrases that are times in this text, the ends of a range together."""
        kept: list[tuple[Phrase, Span]] = []
        for phrase in self.phrases.find(doc.text):
            span = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
            if span is not None and self.is_time(doc.text, phrase, span):
                kept.append((phrase, span))
        days = {id(s) for p, s in kept if p.kind == "weekday" or "day" in p.parts}
        i = 0
        while i < len(kept):
            phrase, span = kept[i]
            following = kept[i + 1] if i + 1 < len(kept) else None
            if following and shares_year(phrase, span, *following):
                phrase = phrase._replace(parts={**phrase.parts, "year": following[0].parts["year"]})
            if following and self.is_range(doc.text, phrase, following[0]):
                yield _Found((phrase, following[0]), doc[span.start : following[1].end])
                i += 2
                continue
            noon_of_another = "point" in phrase.parts and any(id(s) in days for _, s in kept if s.sent == span.sent)
            if not noon_of_another:
                yield _Found((phrase,), span)
            i += 1

    def is_time(self, text: str, phrase: Phrase, span: Span) -> bool:
        """Whether words that could be a time are one here: not Theresa May, the hot spring, every Friday."""
        before = text[max(phrase.start - _BEFORE, 0) : phrase.start]
        root = span.root
        named = phrase.kind in ("month", "weekday", "season", "deictic") and root.ent_type_ in _NO_TIME
        if named or self.each.search(before) or phrase.kind == "weekday" and self.named.search(before):
            return False
        if phrase.kind == "month" and (root.tag_ == "MD" or root.pos_ == "VERB") and "day" not in phrase.parts:
            return False
        if phrase.kind in ("within", "lasting"):
            return root.head.pos_ in ("VERB", "AUX")  # not "the second in two weeks"
        if not phrase.bare:
            return True
        placed = any(p.search(before) for p in (self.at, self.since, self.until, self.aims))
        if phrase.kind == "season":
            compound = root.dep_ == "compound" or text[phrase.end : phrase.end + 4] == " of "
            return placed and root.text.islower() and root.pos_ != "VERB" and not compound
        if root.dep_ in ("nummod", "nmod", "compound"):  # "Flight 1549", "2000 tanks", but "the 2008 attacks"
            if root.head.lower_ in self.phrases.words.unit:  # "the year 2000"
                return True
            number = root.i > root.head.i or root.head.tag_ == "NNS" and not self.of.search(before)
            return not number and root.ent_type_ in ("DATE", "")
        return root.ent_type_ == "DATE" or (placed and root.dep_ in ("pobj", "conj", "appos"))

    def is_range(self, text: str, start: Phrase, end: Phrase) -> bool:
        """Whether two phrases are the ends of one time: "from May to June", "2010-2012", "between 2010 and 2012"."""
        gap, before = text[start.end : end.start], text[max(start.start - _BEFORE, 0) : start.start]
        if self.between.search(before):
            return bool(self.joins.fullmatch(gap))
        if not self.up_to.fullmatch(gap):
            return False
        return bool(self.since.search(before)) or not gap.strip()[:1].isalpha() or "through" in gap.lower()

    def time(self, found: _Found, today: date | None, told: str | None, here: str | None) -> data.Time | None:
        """What was found as plain data; None where it cannot be resolved. ``told``, ``here``: see ``told``."""
        start = found.phrases[0]
        text = found.span.doc.text
        before = text[max(start.start - _BEFORE, 0) : start.start]
        root = found.span.root
        ahead = self.tenses.aimed(root) if self.aims.search(before) else self.tenses.ahead(root)
        view = View(today, ahead, self.tenses.goes_on(root), told, here)
        try:
            if len(found.phrases) == 2:
                value = self.range(start, found.phrases[1], view)
            else:
                value = self.open(start, before, view, found.span)
            if value is None:
                return None
            earliest, latest = edtf.bounds(value)
        except ValueError:  # a range that ends before it begins
            return None
        return data.Time(
            start=found.span.start,
            end=found.span.end,
            head=found.span.root.i,
            edtf=value,
            earliest=earliest.isoformat() if earliest else None,
            latest=latest.isoformat() if latest else None,
        )

    def open(self, phrase: Phrase, before: str, view: View, span: Span) -> str | None:
        """A single phrase, with the open end that its preposition gives it."""
        if self.since.search(before) and "to" not in phrase.parts:
            value = self.reading.read(phrase, view)
            return edtf.since(value) if value else None
        if self.until.search(before):
            later = view if view.ahead is False and not sets_term(span) else replace(view, ahead=True)
            value = self.reading.read(phrase, later)
            return edtf.until(value) if value and not negated(span.root) else value
        return self.reading.read(phrase, view)

    def range(self, start: Phrase, end: Phrase, view: View) -> str | None:
        """From one phrase to another; the one that names its year helps the other."""
        if start.complete or (view.ahead is not False and not end.complete):
            first = self.reading.read(start, view)
            anchor = edtf.bounds(first)[0] if first else None
            last = self.reading.read(end, view if end.complete else View(anchor, True))
        else:
            last = self.reading.read(end, view)
            anchor = edtf.bounds(last)[1] if last else None
            first = self.reading.read(start, View(anchor, False))
        return edtf.between(first, last) if first and last else None


def shares_year(phrase: Phrase, span: Span, following: Phrase, end: Span) -> bool:
    """Whether a date takes its year from the one it is joined to: "Oman on 4 April and Qatar on 6 April 2016"."""
    if not {phrase.kind, following.kind} <= {"month", "daymonth"} or phrase.complete or "of" in phrase.parts:
        return False
    between = span.doc[span.end : end.start]
    joined = any(t.dep_ == "cc" or t.text in ("-", "–", "to", "through") for t in between)
    return "year" in following.parts and joined and not any(t.pos_ in ("VERB", "AUX") for t in between)


def sets_term(span: Span) -> bool:
    """Whether a time is by when somebody is to do something: "gave the company until 1 June **to pay**"."""
    after = span.doc[span.end : span.end + 2]
    return len(after) == 2 and after[0].tag_ == "TO" and after[1].tag_ == "VB"


def is_near(token: Token, before: Token) -> bool:
    """Whether a word stands so close behind another that it may go on from what is told there."""
    return sum(1 for t in token.doc[before.i : token.i + 1] if t.is_sent_start) <= _NARRATED


@Language.factory(
    "kg_times",
    assigns=["doc._.kg_times"],
    requires=["token.dep", "token.tag", "token.lemma", "token.ent_type"],
    default_config={"ontology": []},
)
def make_times(nlp: Language, name: str, ontology: list[str]) -> Times:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Times(cached(*ontology))
