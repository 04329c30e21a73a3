"""What shares the time of a word above it: the parts of one occasion do, a report and what it reports do not."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Time
from kg.nlp.timing.owners import Owned, Owners
from kg.nlp.timing.tenses import clause_tense
from kg.ontology import Ontology

VERBAL = frozenset({"states", "cooperatesVerbally", "conflictsVerbally"})
Path = list[tuple[Token, Token]]


class SharingRules:
    """The words that tell whether two words are of one occasion."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.owners = Owners(ontology)
        self.families = {r.name: r.family for r in ontology.relations.values()} | {"acts": ""}
        self.settings, self.sharing = words("TimeSetting"), words("TimeSharing")
        self.occurs, self.shifts, self.whiles = words("Occurs"), words("TimeShift"), words("TimeWhile")
        self.whens, self.ases = words("TimeWhen"), words("TimeAs")
        self.apart = words("Foresees") | words("PlannedVerb") | words("DemandVerb") | words("PossibleVerb")
        self.reacts = words("ReportingVerb") | self.apart
        self.scheduling = words("Scheduling")


class Sharing:
    """The owners of the times of one Doc, and what shares their times."""

    def __init__(self, rules: SharingRules, doc: Doc) -> None:
        self.rules = rules
        self.says = {e["predicate"] for e in doc._.kg_events if rules.families[e["relation"]] in VERBAL}
        self.times: list[Time] = doc._.kg_times
        self.owned = rules.owners.of(doc) if self.times else {}

    def direct(self, token: Token) -> list[Owned]:
        """The times of a word itself."""
        return self.owned.get(token.i, [])

    def reached(self, noun: Token) -> list[Owned]:
        """The times of participles that say how a deed came about: "a deal **reached** in May"."""
        return [o for verb in grammar.children(noun, "acl") if verb.tag_ == "VBN" for o in self.direct(verb)]

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
        times, lemma = self.direct(above) or self.day(above), above.lemma_.lower()
        if below.dep_ in ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "acomp") and grammar.is_verb(above):
            return self.of_noun(below, above, times)
        if lemma == "be" and below.dep_ in ("ccomp", "advcl") and any(t.lower_ == "it" for t in above.lefts):
            return times or None  # "it was in May that they met"
        if lemma in self.rules.apart and below.dep_ == "advcl" and grammar.is_infinitive(below):
            return [o for o in times if o.at > foot.i] or None  # "asked the court on Monday to stop it"
        if below.dep_ in ("xcomp", "ccomp") and not (below.dep_ == "ccomp" and grammar.children(below, "nsubj")):
            if lemma in self.rules.apart:  # "agreed on Monday to meet": only what stands behind "meet" is of it
                return [o for o in times if o.at > foot.i] or None
            return times if below.dep_ == "xcomp" else None
        if below.dep_ == "relcl" and (named := [n for n, t in enumerate(self.times) if t["head"] == above.i]):
            named = [n for n in named if self.times[n]["latest"]]  # not "since 2018, when"
            asked = any(t.lower_ in self.rules.whens for t in grammar.children(below, "advmod"))
            return [Owned(n, above.i, above.i, False, False) for n in named] if asked else None  # "on Monday, when"
        if below.dep_ == "conj":
            return self.of_conjunct(below, above, times)
        if below.dep_ in ("advcl", "prep") and grammar.is_verb(above):
            mark = next((t.lower_ for t in grammar.children(below, "mark", "advmod") if t.i < below.i), "")
            if mark in self.rules.whiles:
                return self.fronted(above, clause_tense(below)) or None
            said = {lemma, below.lemma_.lower()} & self.rules.reacts
            if mark in self.rules.whens or mark in self.rules.ases and not said:  # not "as she announced"
                return times if clause_tense(below) == clause_tense(above) == "past" else None
            return times if below.dep_ == "prep" or is_part(below) else None
        if below.dep_ in ("acl", "relcl") and self.rules.owners.is_deed(above) and not grammar.is_verb(above):
            return times or self.reached(above) if says_of(below) else None
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
        if not grammar.children(below, *grammar.SUBJECTS):
            return [o for o in times if o.at < below.i]
        return self.fronted(above, clause_tense(below)) or None

    def fronted(self, verb: Token, tense: str | None) -> list[Owned]:
        """The times before the first of several clauses, which all share: "On Friday Chad won; Mali lost"."""
        first = min((s.i for s in grammar.children(verb, *grammar.SUBJECTS)), default=verb.i)
        own = [o for o in self.direct(verb) if o.at < first]
        if own or clause_tense(verb) != tense or tense is None:
            return own if clause_tense(verb) == tense else []
        before = [t for t in grammar.children(verb, "ccomp") if t.i < verb.i]
        return [
            o
            for clause in before
            if any(t.text == ";" for t in verb.doc[clause.i : verb.i])
            for o in self.fronted(clause, tense)
        ]


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
