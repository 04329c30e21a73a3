"""Which expression of time an event has: the one that modifies it, not the nearest one.

What has no time of its own shares that of the clause, as far as grammar says that both are one occasion: "held
**talks** on Monday", "flew to Oman on Monday to **meet**", "attacked the town on Friday, **killing** two". A report
and what it reports are two occasions, and so are a plan and the deed that is planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import EventDict, Time
from kg.nlp.time_owners import Owned, Owners
from kg.nlp.times import clause_tense, is_near
from kg.ontology import Ontology

Path = list[tuple[Token, Token]]
_VERBAL = frozenset({"states", "cooperatesVerbally", "conflictsVerbally"})
_WEEK = 7  # days
_YEAR = 4  # characters of a year in EDTF


class Timing:
    """Gives events their times. Built once from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.owners = Owners(ontology)
        self.settings, self.sharing = words("TimeSetting"), words("TimeSharing")
        self.occurs, self.shifts = words("Occurs"), words("TimeShift")
        self.apart = words("Foresees") | words("PlannedVerb") | words("DemandVerb") | words("PossibleVerb")
        self.reacts = words("ReportingVerb") | self.apart
        self.scheduling = words("Scheduling")
        self.speaking = words("ReportingVerb") | words("Speaking")
        self.occasions, self.encounters = words("TimeOccasion"), words("TimeEncounter")
        self.families = {r.name: r.family for r in ontology.relations.values()} | {"acts": ""}
        self.recalling, self.afterwards = words("TimeRecalling"), words("TimeAfterwards")
        self.definite = words("Definite")
        self.travels, self.aims = words("Travels"), words("TimeFor") | {"to"}

    def of(self, doc: Doc) -> Clock:
        """What tells the times of the events of one Doc."""
        return Clock(self, doc)


class Clock:
    """The times of one Doc and their owners."""

    def __init__(self, rules: Timing, doc: Doc) -> None:
        self.rules = rules
        self.times: list[Time] = doc._.kg_times
        self.says = {e["predicate"] for e in doc._.kg_events if rules.families[e["relation"]] in _VERBAL}
        self.owned = rules.owners.of(doc) if self.times else {}
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

    def recalled(self, event: EventDict, before: Sequence[EventDict], doc: Doc) -> int | None:
        """The time of an occasion told of before, on which this was: "during **the talks**", "**the two** agreed"."""
        predicate = doc[event["predicate"]]
        nouns = [
            (preposition.lower_ in self.rules.afterwards, self.rules.owners.named.get(noun.lemma_.lower(), set()))
            for preposition in grammar.children(predicate, "prep")
            if preposition.lower_ in self.rules.recalling | self.rules.afterwards
            for noun in grammar.children(preposition, "pobj")
            if any(t.lower_ in self.rules.definite for t in grammar.children(noun, "det")) and not list(noun.rights)
        ]
        for e in reversed(before):
            if e["time"] is None or e["relation"] not in self.rules.occasions or self.is_open(e["time"]):
                continue
            short = e["relation"] in self.rules.encounters
            if any(e["relation"] in named and (short or not afterwards) for afterwards, named in nouns):
                return e["time"]
            if self.is_same_encounter(event, e, doc):
                return e["time"]
        return None

    def is_same_encounter(self, event: EventDict, e: EventDict, doc: Doc) -> bool:
        """Whether two who met are told, right after, what they said to one another."""
        predicate, ends = doc[event["predicate"]], {event["source"], event["target"]}
        if e["relation"] not in self.rules.encounters or self.rules.families[event["relation"]] not in _VERBAL:
            return False
        said = predicate.tag_ == "VBD" and clause_tense(predicate) == "past" and predicate.dep_ in ("ROOT", "conj")
        return said and ends == {e["source"], e["target"]} and is_near(predicate, doc[e["predicate"]])

    def is_open(self, time: int) -> bool:
        return self.times[time]["earliest"] is None or self.times[time]["latest"] is None

    def rank(self, owned: Owned) -> tuple[int, int]:
        """The most exact of several times comes first, then the first of the text."""
        time = self.times[owned.time]
        return (-len(time["edtf"].split("/")[0].strip(".")), owned.at)

    def direct(self, token: Token) -> list[Owned]:
        return self.owned.get(token.i, [])

    def hooked(self, target: Token, predicate: Token) -> list[Owned]:
        """The times of a predicate that stand on one of its objects."""
        return [o for o in self.direct(predicate) if o.hook == target.i]

    def setting(self, token: Token) -> Iterator[Owned]:
        """The time of the occasion on which something was done: "said in a **Monday** interview"."""
        goes = token.lemma_.lower() in self.rules.travels or clause_tense(token) == "future"
        for preposition in grammar.children(token, "prep"):
            if preposition.lower_ in self.rules.settings or goes and preposition.lower_ in self.rules.aims:
                for noun in grammar.children(preposition, "pobj"):  # the year of an occasion is part of its name
                    yield from (o for o in self.direct(noun) if len(self.times[o.time]["edtf"]) > _YEAR)

    def parts(self, token: Token) -> Iterator[Owned]:
        """The time of a participle that says how a deed came about: "a deal **reached** in May"."""
        if not grammar.is_verb(token):
            for verb in grammar.children(token, "acl"):
                if verb.tag_ == "VBN":
                    yield from self.direct(verb)
        if grammar.is_verb(token) and not grammar.children(token, "dobj", "prep"):
            for verb in grammar.children(token, "conj"):  # "was arrested and charged on Monday"
                if grammar.is_verb(verb) and not grammar.children(verb, *grammar.SUBJECTS):
                    yield from self.direct(verb)
        yield from self.meanwhile(token)
        for subject in grammar.children(token, "nsubj") if clause_tense(token) == "past" else ():
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

    def day(self, verb: Token) -> list[Owned]:
        """The one day behind an object of a verb in the past: "announced the sale on Monday"."""
        if verb.tag_ != "VBD":
            return []
        nouns = [*grammar.children(verb, "dobj"), *(o for p in grammar.children(verb, "prep") for o in p.children)]
        found = [o for n in nouns for o in self.direct(n) if not o.attributive and not o.aimed and self.is_day(o)]
        return found if len(found) == 1 else []

    def is_day(self, owned: Owned) -> bool:
        time = self.times[owned.time]
        return time["earliest"] is not None and time["earliest"] == time["latest"]

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

    def inherited(self, path: Path) -> list[Owned]:
        """The times of the words above that hold for the word below them as well."""
        foot = path[0][0] if path else None
        for below, above in path:
            if any(t.lower_ in self.rules.shifts for t in grammar.children(below, "advmod")):
                return []  # "…, later admitting it"
            if below.dep_ in ("pcomp", "pobj") and above.pos_ in ("ADP", "SCONJ"):
                if above.lower_ not in (self.rules.sharing if below.dep_ == "pcomp" else self.rules.settings):
                    return []
                continue
            assert foot is not None
            found = self.shared(below, above, foot)
            if found is None:
                return []
            if found:
                return found
        return []

    def shared(self, below: Token, above: Token, foot: Token) -> list[Owned] | None:
        """The times of ``above`` that hold for ``below`` too; None where it is another occasion."""
        times, lemma = self.direct(above), above.lemma_.lower()
        if below.dep_ in ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "acomp") and grammar.is_verb(above):
            return self.of_noun(below, above, times)
        if below.dep_ in ("xcomp", "ccomp") and not (below.dep_ == "ccomp" and grammar.children(below, "nsubj")):
            if lemma in self.rules.apart:  # "agreed on Monday to meet": only what stands behind "meet" is of it
                return [o for o in times if o.at > foot.i] or None
            return times if below.dep_ == "xcomp" else None
        if below.dep_ == "conj":
            return self.of_conjunct(below, above, times)
        if below.dep_ in ("advcl", "prep") and grammar.is_verb(above):
            return times if below.dep_ == "prep" or is_part(below) else None
        if below.dep_ in ("acl", "relcl") and self.rules.owners.is_deed(above) and not grammar.is_verb(above):
            return times if says_of(below) else None
        return times if below.dep_ == "prep" and lemma in self.rules.owners.deeds else None

    def of_noun(self, below: Token, verb: Token, times: list[Owned]) -> list[Owned] | None:
        """The times of a verb that are those of its subject or object."""
        lemma = verb.lemma_.lower()
        if below.dep_ == "nsubj":
            if lemma not in self.rules.occurs:
                return None
        elif lemma in self.rules.scheduling:
            pass
        elif (lemma in self.rules.reacts or verb.i in self.says) and lemma not in self.rules.occurs:
            return None
        if times or lemma not in self.rules.occurs | self.rules.scheduling:
            return times
        return [o for v in grammar.children(verb, "xcomp") for o in self.direct(v)]  # "is set to begin on Monday"

    def of_conjunct(self, below: Token, above: Token, times: list[Owned]) -> list[Owned] | None:
        """Coordinated verbs share what stands before the first; without a subject also what stands between."""
        if not grammar.is_verb(below) or not grammar.is_verb(above):
            return times
        own = grammar.children(below, *grammar.SUBJECTS)
        if not own:
            return [o for o in times if o.at < below.i]
        first = min((s.i for s in grammar.children(above, *grammar.SUBJECTS)), default=above.i)
        fronted = [o for o in times if o.at < first]
        return fronted if fronted and clause_tense(below) == clause_tense(above) else None


def dated_headlines(events: Iterable[EventDict], doc: Doc) -> Iterator[EventDict]:
    """The events, those of a headline with the time that the text gives for the same."""
    told: dict[tuple[object, ...], int] = {}
    listed = list(events)
    for e in listed:
        if e["time"] is not None:
            told.setdefault(_key(e, doc), e["time"])
    for e in listed:
        if e["time"] is None and doc[e["predicate"]].idx < doc._.kg_title_end:
            yield {**e, "time": told.get(_key(e, doc))}
        else:
            yield e


def _key(e: EventDict, doc: Doc) -> tuple[object, ...]:
    """What is the same in a headline and in the text: who, what, to whom, or about what with the same word."""
    word = doc[e["predicate"]].lemma_ if e["target"] is None else None
    return e["relation"], e["source"], e["target"], word, e["polarity"]


def is_part(verb: Token) -> bool:
    """Whether an adverbial clause tells a part or the aim of what the clause above tells: "…, killing two"."""
    if grammar.children(verb, "mark", *grammar.SUBJECTS):
        return False
    aim = any(t.lower_ == "to" for t in grammar.children(verb, "aux"))
    return aim or verb.tag_ in ("VBG", "VBN")


def says_of(verb: Token) -> bool:
    """Whether a clause on a noun tells what the deed that it names did: "Friday's attack, which killed two"."""
    if verb.dep_ == "acl":
        return verb.tag_ == "VBG"
    subjects = grammar.children(verb, "nsubj")
    return clause_tense(verb) == "past" and any(grammar.relative_antecedent(s) for s in subjects)
