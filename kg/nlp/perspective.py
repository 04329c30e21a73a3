"""Stage ``kg_perspective``: polarity, modality, who says so, and when, for each event in ``doc._.kg_events``.

From an event's predicate the parse is climbed to the root of its sentence. What governs the predicate on the way
tells how it is meant: "refused to **meet**", "plans to **meet**", "may **meet**", "urged X to **meet**", "said X
**met**". The words with such an effect are word lists of the ontology (``perspective.ttl``). The distinction of
factuality and its sources follows FactBank (Saurí and Pustejovsky 2009, https://doi.org/10.1007/s10579-009-9089-9).
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.arguments import Arguments
from kg.nlp.data import Actor, EventDict
from kg.nlp.quotes import Quote, quotes
from kg.nlp.themes import theme_span
from kg.nlp.timing import Clock, Timing, dated_headlines
from kg.ontology import Ontology, cached

_EMBEDDED = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "relcl", "csubj", "oprd", "parataxis"})
_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "prep", "oprd"})


class Perspective:
    """Says of each event whether it happened, as whom one has to ask, and when."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.negating_words, self.negating_verbs = words("NegatingWord"), words("NegatingVerb")
        self.modal = {
            **dict.fromkeys(words("PossibleModal"), "Possible"),
            **dict.fromkeys(words("DemandedModal"), "Demanded"),
            **dict.fromkeys(words("PlannedModal"), "Planned"),
        }
        self.governing = {
            **dict.fromkeys(words("PossibleVerb"), "Possible"),
            **dict.fromkeys(words("PlannedVerb"), "Planned"),
            **dict.fromkeys(words("DemandVerb"), "Demanded"),
        }
        # "agreed that they met" is a report of what was; "feared", "urged that they meet" are not
        self.asking = words("PossibleVerb") | words("DemandVerb")
        self.possible = words("PossibleWord")
        self.reporting, self.reports = words("ReportingVerb"), words("ReportNoun")
        self.success = words("SuccessVerb")
        self.timing = Timing(ontology)
        self.families = {r.name: r.family for r in ontology.relations.values()}
        self.declaring = [(r.name, r.declares) for r in ontology.relations.values() if r.declares]
        self.said_with = [(r.name, words(r.modals)) for r in ontology.relations.values() if r.modals]

    def __call__(self, doc: Doc) -> Doc:
        arguments = Arguments(doc)
        spoken = quotes(doc, self.reporting)
        clock = self.timing.of(doc)
        events: list[EventDict] = []
        for e in sorted(doc._.kg_events, key=lambda e: e["predicate"]):
            placed = self.placed(e, doc, arguments, spoken, clock)
            if placed["time"] is None and self.families.get(e["relation"]) != "role":
                placed["time"] = clock.recalled(placed, events, doc)
            events.append(placed)
        events += [more for e in events for more in self.declared(e, doc[e["predicate"]], doc._.kg_actors)]
        events += self.bidden(doc, arguments, spoken)
        doc._.kg_events = sorted(dated_headlines(events, doc), key=lambda e: e["predicate"])
        return doc

    def declared(self, e: EventDict, predicate: Token, actors: list[Actor]) -> Iterator[EventDict]:
        """Who says what he will do to somebody promises it, or threatens it: "Chad said it will attack Mali". So does a
        state of which its own official says it.

        What something was done for is none of it: "said he had called **to thank** her".
        """
        if predicate.dep_ == "advcl" and grammar.is_infinitive(predicate):
            return
        if e["by"] is None or e["modality"] != "Planned" or e["target"] is None or e["polarity"] == "Negated":
            return
        state = actors[e["source"]]["known"] or ""
        if e["by"] != e["source"] and actors[e["by"]]["state"] != state:
            return
        for relation, families in self.declaring:
            if e["relation"] in families or self.families.get(e["relation"]) in families:
                yield {
                    **e,
                    "relation": relation,
                    "modality": "Actual",
                    "by": None,
                    "wording": f"say to {e['relation']}",
                    "confidence": round(e["confidence"] * 0.8, 3),
                }

    def bidden(self, doc: Doc, arguments: Arguments, spoken: list[Quote]) -> Iterator[EventDict]:
        """What a speaker wants done by whom he names: "The regime must comply", said the minister."""
        for token in doc:
            for relation, modals in self.said_with if token.pos_ == "VERB" else ():
                modal = next((t for t in grammar.children(token, "aux") if t.lower_ in modals), None)
                if modal is None:
                    continue
                path = list(climb(token))
                speaker = self.speaker(token, path, arguments, spoken, None)
                if speaker is None:
                    continue
                for other in arguments.actors(t for t in grammar.subjects(token) if t.pos_ != "PRON"):
                    if other.actor != speaker:
                        theme = theme_span(token, token)
                        yield EventDict(
                            relation=relation,
                            source=speaker,
                            target=other.actor,
                            source_token=modal.i,
                            target_token=other.token.i,
                            theme=theme.text,
                            theme_start=theme.start_char,
                            theme_end=theme.end_char,
                            predicate=token.i,
                            cue=[modal.i],
                            wording=f"TARGET {modal.lower_}",
                            polarity="Affirmed",
                            modality="Actual",
                            by=None,
                            time=None,
                            confidence=round(0.7 * other.confidence, 3),
                        )

    def placed(self, e: EventDict, doc: Doc, arguments: Arguments, spoken: list[Quote], clock: Clock) -> EventDict:
        """The event with its perspective and time. Titles and appositions ("role" wordings) stand as they are."""
        predicate = doc[e["predicate"]]
        path = list(climb(predicate))
        is_role = self.families.get(e["relation"]) == "role"
        changed: EventDict = {**e, "time": clock.time_of(e, path, doc, is_role)}
        if e["wording"].islower() and "SOURCE" not in e["wording"]:
            return changed
        if predicate.dep_ == "prep":  # "according to": it is said, however what is said is meant
            return changed
        changed["polarity"] = "Negated" if self.negated(predicate, path) else "Affirmed"
        changed["modality"] = self.modality(predicate, path)
        by = self.speaker(predicate, path, arguments, spoken, e)
        changed["by"] = None if by == e["source"] and e["target"] is None else by  # what one says is one's own
        return changed

    def negated(self, predicate: Token, path: list[tuple[Token, Token]]) -> bool:
        """An odd number of negations above and on the predicate."""
        count = self.negations(predicate)
        for below, above in path:
            if below.dep_ == "conj":
                if not grammar.children(below, *grammar.SUBJECTS) and below.pos_ == above.pos_:
                    count += self.negations(above)
                continue
            if below.dep_ in ("xcomp", "pcomp", "dobj") and above.lemma_.lower() in self.negating_verbs:
                count += 1
            if below.dep_ in ("xcomp", "dobj", "acomp", "attr"):
                count += self.negations(above)
            elif below.dep_ != "pcomp":
                break
        return count % 2 == 1

    def negations(self, token: Token) -> int:
        """Negations on a word itself: "did **not**", "**no** agreement", "**neither** side", "without"."""
        own = [
            t
            for t in token.children
            if t.dep_ == "neg" or t.lower_ in self.negating_words and t.dep_ in ("advmod", "det", "preconj", "cc")
        ]
        own += [
            d
            for s in grammar.children(token, *grammar.SUBJECTS, "dobj")
            for d in s.children
            if d.dep_ in ("det", "neg", "preconj") and d.lower_ in self.negating_words
        ]
        if token.dep_ == "pcomp" and token.head.lower_ in self.negating_words:
            own.append(token.head)
        return len(own)

    def modality(self, predicate: Token, path: list[tuple[Token, Token]]) -> str:
        """The nearest thing above that says it is not simply so."""
        if own := self.own_modality(predicate):
            return "Possible" if own == "Planned" and self.dreaded(predicate) else own
        for below, above in path:
            if below.dep_ == "conj":
                if not grammar.children(below, "aux", *grammar.SUBJECTS) and (own := self.own_modality(above)):
                    return own
                continue
            lemma = above.lemma_.lower()
            if lemma in self.success and below.dep_ in ("xcomp", "pcomp", "advcl"):
                if own := self.own_modality(above):  # "will continue to supply"
                    return own
                continue
            embedded = below.dep_ in _GOVERNED or is_asked(below)
            told = below.dep_ == "ccomp" and (lemma not in self.asking or self.is_report(below, above))
            if embedded and lemma in self.governing and not told:
                return self.governing[lemma]
            if below.dep_ in ("xcomp", "dobj", "acomp", "attr", "ccomp", "pcomp"):
                if lemma not in self.reporting and (own := self.own_modality(above)):
                    return own
            if below.dep_ in ("advcl", "relcl", "ccomp", "acl") and not grammar.is_infinitive(below):
                break
            if (
                below.dep_ == "advcl"
                and grammar.is_infinitive(below)
                and not grammar.children(below, *grammar.SUBJECTS)
            ):
                return "Planned"
        return "Actual"

    def is_report(self, clause: Token, verb: Token) -> bool:
        """Whether a verb that also asks tells of a fact: "told reporters that Chad **left**"."""
        lemma = verb.lemma_.lower()
        return lemma in self.reporting and self.governing.get(lemma) == "Demanded" and grammar.is_finite(clause)

    def dreaded(self, verb: Token) -> bool:
        """Whether what "will" be is only feared or alleged: "warned that Chad would attack"."""
        return verb.dep_ == "ccomp" and self.governing.get(verb.head.lemma_.lower()) == "Possible"

    def own_modality(self, token: Token) -> str | None:
        """From auxiliaries, conjunctions and adverbs of the word itself."""
        auxiliaries = [t.lower_ for t in grammar.children(token, "aux")]
        for word in auxiliaries:
            if found := self.modal.get(word):
                # "would" under a report is the future of the past: "said it would supply"
                return found
        for child in grammar.children(token, "mark", "advmod", "amod", "acomp"):
            if child.lower_ in self.possible:
                return "Possible"
        return None

    def speaker(
        self,
        predicate: Token,
        path: list[tuple[Token, Token]],
        arguments: Arguments,
        spoken: list[Quote],
        e: EventDict | None,
    ) -> int | None:
        """Whose claim it is: the nearest report above, "according to", or the speaker of the quote around it."""
        for below, above in path:
            if below.dep_ in ("ccomp", "parataxis") and above.lemma_.lower() in self.reporting:
                found = self.reporter(above, arguments)
                if found is not None:
                    return found
            held = above.lemma_.lower() in (self.governing if below.dep_ == "dobj" else self.asking)
            if held and (below.dep_ in ("dobj", "xcomp", "ccomp") or grammar.children(below, "pcomp")):
                # "announced a Russian exercise", "urged Chad to attack", "accused Chad of attacking"
                found = self.reporter(above, arguments)
                if found not in (None, e["source"] if e else None):
                    return found
            if named := self.accordingly(above, arguments):
                return named[0]
        if named := self.accordingly(predicate, arguments):
            return named[0]
        for quote in spoken:
            if quote.start <= predicate.i < quote.end and quote.speaker is not None:
                said = arguments.actors([predicate.doc[quote.speaker]], frozenset())
                if said:
                    return said[0].actor
        return None

    def reporter(self, verb: Token, arguments: Arguments) -> int | None:
        """Who a reporting verb says it of; a report ("the statement said") speaks for whose it is."""
        tokens = grammar.subjects(verb)
        if found := arguments.actors(tokens):
            return found[0].actor
        for token in tokens:
            if token.lemma_.lower() in self.reports and (found := arguments.actors(grammar.owners(token))):
                return found[0].actor
        return None

    def accordingly(self, token: Token, arguments: Arguments) -> list[int]:
        """The actor of an "according to" on this word."""
        for child in grammar.children(token, "prep", "advmod", "advcl"):
            if child.lower_ != "according":
                continue
            for to in grammar.children(child, "prep"):
                named = grammar.preposition_objects(to)
                named += [o for t in named for o in grammar.owners(t)]
                if found := arguments.actors(named):
                    return [found[0].actor]
        return []


def is_asked(verb: Token) -> bool:
    """Whether it is an infinitive with a subject of its own, which no purpose has: "calls **for Chad to sign**"."""
    return grammar.is_infinitive(verb) and any(t.lower_ == "for" for t in grammar.children(verb, "mark"))


def climb(token: Token) -> Iterator[tuple[Token, Token]]:
    """The steps from a word to the root of its sentence: (below, above)."""
    while token.head.i != token.i:
        yield token, token.head
        token = token.head


@Language.factory(
    "kg_perspective",
    assigns=["doc._.kg_events"],
    requires=["token.dep", "token.lemma", "doc._.kg_events", "doc._.kg_times", "doc._.kg_mentions"],
    default_config={"ontology": []},
)
def make_perspective(nlp: Language, name: str, ontology: list[str]) -> Perspective:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Perspective(cached(*ontology))
