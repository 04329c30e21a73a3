"""Stage ``kg_times``: expressions of time, resolved against the article's date.

"on Wednesday" is the most recent Wednesday, or the coming one where the clause speaks of the future; "since
November" is open at its end; "from 2009 to 2011" is one time. What cannot be resolved is left out: every relative
expression of an article without a date.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg import edtf
from kg.nlp import data
from kg.nlp.time_phrases import Phrase, TimePhrases, View, alternatives
from kg.ontology import Ontology, cached

_BEFORE = 60  # characters before a phrase in which its preposition is looked for
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
        self.foresees = ontology.words("Foresees")
        vague = rf"(?:{alternatives(ontology.words('TimeVague'))}[\s-]*)*"

        def before(name: str) -> re.Pattern[str]:
            return re.compile(rf"(?<!\w){alternatives(ontology.words(name))}\s+{vague}$")

        self.each, self.since, self.until = before("TimeEach"), before("TimeSince"), before("TimeUntil")
        self.aims, self.at, self.between = before("TimeFor"), before("TimeIn"), before("TimeBetween")
        self.up_to = re.compile(rf"\s*{alternatives(ontology.words('TimeUpTo'))}\s*{vague}")
        self.joins = re.compile(rf"\s*{alternatives(ontology.words('TimeAnd'))}\s*{vague}")

    def __call__(self, doc: Doc) -> Doc:
        today = date.fromisoformat(doc._.kg_date) if doc._.kg_date else None
        found = list(self.found(doc))
        near = None if today else self.first_day(found)
        times = (self.time(f, today or (near if "day" in f.phrases[0].parts else None)) for f in found)
        doc._.kg_times = [time for time in times if time is not None]
        return doc

    def first_day(self, found: Iterable[_Found]) -> date | None:
        """The first full date of a text: what "on 4 April" is near to when the article has no date."""
        complete = (f.phrases[-1] for f in found if f.phrases[-1].complete and "day" in f.phrases[-1].parts)
        values = (self.phrases.read(phrase, View(None)) for phrase in complete)
        return next((edtf.bounds(value)[0] for value in values if value), None)

    def found(self, doc: Doc) -> Iterator[_Found]:
        """The phrases that are times in this text, the ends of a range together."""
        kept: list[tuple[Phrase, Span]] = []
        for phrase in self.phrases.find(doc.text):
            span = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
            if span is not None and self.is_time(doc.text, phrase, span):
                kept.append((phrase, span))
        days = {id(s) for p, s in kept if not p.parts.get("point") and p.kind in ("weekday", "month", "daymonth")}
        i = 0
        while i < len(kept):
            phrase, span = kept[i]
            following = kept[i + 1] if i + 1 < len(kept) else None
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
        if self.each.search(before) or (phrase.kind in ("month", "weekday", "season") and root.ent_type_ in _NO_TIME):
            return False
        if phrase.kind == "month" and (root.tag_ == "MD" or root.pos_ == "VERB") and "day" not in phrase.parts:
            return False
        if not phrase.bare:
            return True
        placed = any(p.search(before) for p in (self.at, self.since, self.until, self.aims))
        if phrase.kind == "season":
            compound = root.dep_ == "compound" or text[phrase.end : phrase.end + 4] == " of "
            return placed and root.text.islower() and root.pos_ != "VERB" and not compound
        return root.ent_type_ == "DATE" or (placed and root.dep_ in ("pobj", "conj", "appos"))

    def is_range(self, text: str, start: Phrase, end: Phrase) -> bool:
        """Whether two phrases are the ends of one time: "from May to June", "2010-2012", "between 2010 and 2012"."""
        gap, before = text[start.end : end.start], text[max(start.start - _BEFORE, 0) : start.start]
        if self.between.search(before):
            return bool(self.joins.fullmatch(gap))
        if not self.up_to.fullmatch(gap):
            return False
        return bool(self.since.search(before)) or not gap.strip()[:1].isalpha() or "through" in gap.lower()

    def time(self, found: _Found, today: date | None) -> data.Time | None:
        """What was found as plain data; None where it cannot be resolved."""
        start = found.phrases[0]
        text = found.span.doc.text
        before = text[max(start.start - _BEFORE, 0) : start.start]
        view = View(today, None if self.aims.search(before) else self.ahead(found.span.root))
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
            start=found.span.start, end=found.span.end, head=found.span.root.i, edtf=value,
            earliest=earliest.isoformat() if earliest else None, latest=latest.isoformat() if latest else None,
        )

    def open(self, phrase: Phrase, before: str, view: View, span: Span) -> str | None:
        """A single phrase, with the open end that its preposition gives it."""
        if self.since.search(before) and "to" not in phrase.parts:
            value = self.phrases.read(phrase, view)
            return edtf.since(value) if value else None
        if self.until.search(before):
            later = view if view.ahead is False else View(view.today, True)
            value = self.phrases.read(phrase, later)
            return edtf.until(value) if value and not negated(span.root) else value
        return self.phrases.read(phrase, view)

    def range(self, start: Phrase, end: Phrase, view: View) -> str | None:
        """From one phrase to another; the one that names its year helps the other."""
        if end.complete and not start.complete:
            last = self.phrases.read(end, view)
            anchor = edtf.bounds(last)[1] if last else None
            first = self.phrases.read(start, View(anchor, False))
        else:
            first = self.phrases.read(start, view)
            anchor = edtf.bounds(first)[0] if first else None
            last = self.phrases.read(end, view if end.complete else View(anchor, True))
        return edtf.between(first, last) if first and last else None

    def ahead(self, head: Token) -> bool | None:
        """Whether the clause of a time speaks of the future (True) or the past (False); None if it does not tell."""
        through_noun = False
        for token in head.ancestors:
            if token.lemma_.lower() in self.foresees:
                return True
            if token.pos_ not in ("VERB", "AUX"):
                through_noun |= token.pos_ in ("NOUN", "PROPN")
                continue
            tense = clause_tense(token)
            if tense == "present":
                weekday = not through_noun and token.sent.start_char >= token.doc._.kg_title_end
                return weekday or None
            if tense:
                return tense == "future"
        return None


def clause_tense(verb: Token) -> str | None:
    """past, present or future; None for a verb that takes its tense from another ("agreed to meet")."""
    auxiliaries = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    tags = {t.tag_ for t in auxiliaries}
    if any(t.lemma_ == "have" for t in auxiliaries) or "VBD" in tags or verb.tag_ == "VBD":
        return "past"
    if "MD" in tags or ("TO" in tags and verb.dep_ in ("relcl", "acl")):
        return "future"
    if verb.tag_ in ("VBZ", "VBP") or tags & {"VBZ", "VBP"}:
        return "present"
    return "past" if verb.tag_ == "VBN" and verb.dep_ != "ROOT" else None


def negated(head: Token) -> bool:
    """Whether the word that a time hangs on, or what governs it, is denied: "not due until October"."""
    for distance, token in enumerate(head.ancestors):
        if any(t.dep_ == "neg" for t in token.children):
            return True
        if token.pos_ in ("VERB", "AUX") or distance > 2:
            return False
    return False


@Language.factory(
    "kg_times",
    assigns=["doc._.kg_times"],
    requires=["token.dep", "token.tag", "token.lemma", "token.ent_type"],
    default_config={"ontology": []},
)
def make_times(nlp: Language, name: str, ontology: list[str]) -> Times:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Times(cached(*ontology))
