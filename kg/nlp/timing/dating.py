"""Which expression of time an event has: the one that modifies it, not the nearest one.

What has no time of its own shares that of the clause, as far as grammar says that both are one occasion: "held
**talks** on Monday", "flew to Oman on Monday to **meet**", "attacked the town on Friday, **killing** two". A report
and what it reports are two occasions, and so are a plan and the deed that is planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import EventDict, Time
from kg.nlp.timing.owners import Owned
from kg.nlp.timing.sharing import Path, Sharing, SharingRules
from kg.nlp.timing.tenses import clause_tense
from kg.ontology import Ontology

_WEEK = 7  # days
_YEAR = 4  # characters of a year in EDTF


class Timing(SharingRules):
    """Gives events their times. Built once from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        super().__init__(ontology)
        words = ontology.words
        self.speaking = words("ReportingVerb") | words("Speaking")
        self.travels, self.aims = words("Travels"), words("TimeFor") | {"to"}

    def of(self, doc: Doc) -> Clock:
        """What tells the times of the events of one Doc."""
        return Clock(self, doc)


class Clock(Sharing):
    """What tells the times of the events of one Doc."""

    rules: Timing

    def __init__(self, rules: Timing, doc: Doc) -> None:
        super().__init__(rules, doc)
        self.today = date.fromisoformat(doc._.kg_date) if doc._.kg_date else None

    def time_of(self, event: EventDict, path: Path, doc: Doc, role: bool) -> int | None:
        """The time of an event, whose predicate stands at the foot of ``path``; a role only has one of its own."""
        if not self.owned:
            return None
        predicate = doc[event["predicate"]]
        places = [t for i in event["cue"] if (t := doc[i]) != predicate and t.pos_ in ("VERB", "NOUN")]
        occurs = predicate.lemma_.lower() in self.rules.occurs  # "held Friday talks", but "rejected a 2010 request"
        steps: list[Iterable[Owned]] = [
            self.direct(predicate),
            *([o for o in self.direct(t) if occurs or not o.attributive] for t in places),
        ]
        if event["target_token"] is not None:  # "visited Oman on Monday and Qatar on Tuesday"
            steps.insert(0, self.hooked(doc[event["target_token"]], predicate))
        if role and path and predicate.dep_ == "attr" and predicate.head.lemma_ == "be":
            steps.append(self.direct(predicate.head))
        if not role and predicate.dep_ != "prep":
            steps += [self.setting(t) for t in (predicate, *places)] + [self.inherited(path)]
            steps += [self.parts(predicate), self.day(predicate)]
        for found in steps:
            fitting = [o for o in found if self.fits(predicate, self.times[o.time])]
            if fitting:
                return min(fitting, key=self.rank).time
        return None

    def rank(self, owned: Owned) -> tuple[int, int]:
        """The most exact of several times comes first, then the first of the text."""
        time = self.times[owned.time]
        return (-len(time["edtf"].split("/")[0].strip(".")), owned.at)

    def hooked(self, target: Token, predicate: Token) -> list[Owned]:
        """The times of a predicate that stand on one of its objects."""
        return [o for o in self.direct(predicate) if o.hook == target.i]

    def setting(self, token: Token) -> Iterator[Owned]:
        """The time of the occasion on which something was done: "said in a **Monday** interview"."""
        goes = token.lemma_.lower() in self.rules.travels or clause_tense(token) == "future"
        for preposition in grammar.children(token, "prep"):
            if preposition.lower_ in self.rules.settings or goes and preposition.lower_ in self.rules.aims:
                for noun in grammar.children(preposition, "pobj"):  # the year of an occasion is part of its name
                    found = self.direct(noun)
                    yield from (o for o in found if not o.attributive or len(self.times[o.time]["edtf"]) > _YEAR)

    def parts(self, token: Token) -> Iterator[Owned]:
        """The times of what is a part of a deed, or of which it is one."""
        if not grammar.is_verb(token):
            yield from self.reached(token)
        if grammar.is_verb(token) and not grammar.children(token, "dobj", "prep"):
            for verb in grammar.children(token, "conj"):  # "was arrested and charged on Monday"
                if grammar.is_verb(verb) and not grammar.children(verb, *grammar.SUBJECTS):
                    yield from self.direct(verb)
        yield from self.meanwhile(token)
        yield from self.fronted(token, clause_tense(token)) if grammar.is_verb(token) else ()
        subjects = grammar.children(token, "nsubj") if clause_tense(token) == "past" else []
        for subject in filter(self.rules.owners.is_deed, subjects):
            yield from (o for o in self.direct(subject) if self.is_day(o))  # "Friday's attack killed two"

    def meanwhile(self, verb: Token) -> Iterator[Owned]:
        """The time of what one does while doing it: "**speaking on Monday**, she praised them"."""
        beside = [t for t in grammar.children(verb, "advcl") if t.i < verb.i or self.is_speaking(t)]
        clauses = (t for s in grammar.children(verb, "nsubj") for t in grammar.children(s, "acl"))
        beside += [t for t in clauses if self.is_speaking(t)]
        for participle in beside:
            if participle.tag_ == "VBG" and not grammar.children(participle, "mark", "aux", *grammar.SUBJECTS):
                yield from self.direct(participle)

    def is_speaking(self, verb: Token) -> bool:
        return verb.lemma_.lower() in self.rules.speaking

    def fits(self, predicate: Token, time: Time) -> bool:
        """Whether what is told as past does not lie ahead of the article's day, and the other way round."""
        if self.today is None or not grammar.is_verb(predicate):
            return True
        if time["edtf"].startswith("..") and predicate.lemma_.lower() in self.rules.apart:
            return False  # "promised to pay by May"
        tense = clause_tense(predicate)
        earliest, latest = (date.fromisoformat(d) if (d := time[k]) else None for k in ("earliest", "latest"))
        if tense == "past":
            if earliest and earliest > self.today:
                return False
            last = time["edtf"].rpartition("/")[2]  # "over the next two years" ends in another year than this
            return latest is None or (latest - self.today).days <= _WEEK or self.today.isoformat().startswith(last)
        return not (tense == "future" and latest and latest < self.today)
