"""Stage ``kg_relations``: what the wordings find, as events in ``doc._.kg_events``.

Every lemma is looked up in the index of wordings; at a word where several match, the longest wins. Their slots are
spread over coordination and held against the mentions. A verb between two actors that no wording covers becomes an
event with the relation ``acts``, so that it is seen and not lost.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import EventDict
from kg.nlp.quotes import Quote, is_saying, quotes
from kg.nlp.wordings import deeds
from kg.nlp.wordings.acts import Acts
from kg.nlp.wordings.aims import STATE, Aims, participle
from kg.nlp.wordings.arguments import Argument, Arguments, at_home, noun_lists
from kg.nlp.wordings.control import mark_purposes
from kg.nlp.wordings.couples import couples, mutual
from kg.nlp.wordings.doers import TALK, Doers
from kg.nlp.wordings.matching import Match, matches
from kg.nlp.wordings.misreadings import TIMES, Misreadings
from kg.nlp.wordings.records import LEFTOVER, event_of
from kg.nlp.wordings.reports import Reports
from kg.nlp.wordings.twice import couple, distinct, taken_up
from kg.ontology import Ontology, cached
from kg.wording import Kind, Slot, Wording, index

VERBAL = frozenset({STATE, TALK, "conflictsVerbally"})  # families of what is done by words, a report's too
_KINDS: dict[str, tuple[Kind, ...]] = {
    "VERB": ("verb", "predicate"),
    "AUX": ("verb",),
    "NOUN": ("noun", "predicate"),
    "PROPN": ("noun", "predicate"),
    "ADJ": ("predicate", "noun"),
    "ADV": ("predicate",),
    "ADP": ("predicate",),
    "SCONJ": ("predicate",),  # "despite"
}


class Relations:
    """Finds events by the wordings of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.index = {at: [(w, w.needed) for w in found] for at, found in index(ontology).items()}
        self.doers = Doers(ontology, (w for found in self.index.values() for w, _ in found))
        self.light = ontology.words("LightVerb")
        self.carrying = self.light | ontology.words("HappeningVerb")
        self.acts = Acts(ontology)
        self.aims, self.controlling = Aims(ontology), ontology.words("ControlVerb")
        words = ("EndeavourNoun", "InvolvementNoun", "ObtainingVerb")
        self.purposes = [self.controlling, *map(ontology.words, words)]
        self.reciprocal = ontology.words("ReciprocalVerb")
        self.reporting, self.sourcing = ontology.words("ReportingVerb"), ontology.words("SourcingVerb")
        lists = ("ReceivingVerb", "ReceiverNoun", "ResponseNoun", "RevengeNoun", "PressingNoun", "PressingPreposition")
        self.addressed, self.receiving = ontology.words("AddressedNoun"), deeds.Receiving(*map(ontology.words, lists))
        self.misreadings = Misreadings(ontology, self.index)
        self.defying = [ontology.words(name) for name in ("DefyingPreposition", "DefiedNoun", "UtteredNoun")]
        self.reports = Reports(ontology.words("ReportNoun"), self.light, ontology.words("Definite"))
        self.nouns = noun_lists(ontology)

    def __call__(self, doc: Doc) -> Doc:
        mark_purposes(doc, *self.purposes)
        arguments = Arguments(doc, *self.nouns)
        matches: list[Match] = []
        for sentence in doc.sents:
            forms = {form for t in sentence for form in (t.lower_, t.lemma_.lower())}
            matches += [best for token in sentence if (best := self.best(token, forms, arguments))]
        for match in matches:
            self.aims.command(match, matches, arguments)
            participle(match, arguments)
        own = [match for match in matches if not self.aims.is_anothers(match, matches)]
        spoken = quotes(doc, self.reporting)
        found = [(match, event) for match in own for event in self.events(match, arguments, spoken)]
        done: dict[int, list[EventDict]] = defaultdict(list)
        for _, event in found:
            done[event["predicate"]].append(event)
        events = [e for match, event in found for e in self.aims.aimed(match, event, done, arguments)]
        events = [e for e in events if not taken_up(e, events)]
        events = [e for e in events if e["target"] is not None or e["relation"] != LEFTOVER]
        covered = {match.predicate.i for match in matches}
        acts = [e for t in doc if t.pos_ == "VERB" and t.i not in covered for e in self.acts(t, arguments)]
        linked = {couple(e, doc) for e in events}
        events += [e for e in acts if couple(e, doc) not in linked]
        doc._.kg_events = distinct([*doc._.kg_events, *events], doc)
        return doc

    def best(self, token: Token, forms: set[str], arguments: Arguments) -> Match | None:
        """The longest wording that matches at a token with actors in its actor slots."""
        found: list[Match] = []
        whole = deeds.whole(token, self.doers.wrapping)
        for wording in self.worded(token, forms):
            read = matches(wording, token, self.carrying, whole if wording.kind == "noun" else None)
            readings = [m for reading in read if (m := self.fit(reading, arguments))]
            found += sorted(readings, key=dated)[:1]
        return max(found, key=lambda match: (not dated(match), match.rank()), default=None)

    def worded(self, token: Token, forms: set[str]) -> Iterator[Wording]:
        """The wordings on a word whose other words are among the ``forms`` of its sentence.

        They are looked up by its lemma, or as it stands ("according", whose lemma is "accord"); not the past of one
        verb as the base of another ("found").
        """
        nominal = token.pos_ == "VERB" and deeds.stands_as_noun(token)
        past = token.tag_ in ("VBD", "VBN")
        for kind in _KINDS.get("NOUN" if nominal else token.pos_, ()):
            standing = () if past and kind == "verb" else (token.lower_,)
            for form in dict.fromkeys((*grammar.hyphened(token), token.lemma_.lower(), *standing)):
                for wording, needed in self.index.get((kind, form), ()):
                    if not any(map(forms.isdisjoint, needed)):
                        yield wording

    def fit(self, matched: Match, arguments: Arguments) -> Match | None:
        """The match if actors stand where the wording wants them."""
        wording = matched.wording
        owner = wording.subject
        if self.misreadings.is_one(matched, arguments):
            return None
        if wording.kind == "noun" and owner:
            relation = self.ontology.relations[wording.relation]
            hostile = relation.family.startswith("conflicts")
            matched.slots[owner.name] = self.doers.own(matched, arguments, hostile)
            if not self.actors(owner, matched, arguments):
                matched.slots[owner.name] = self.doers.elsewhere(matched.predicate, relation)
        for slot in (wording.subject, *(step.slot for step in wording.steps)):
            if slot is None or slot.name == "THEME" or (slot.name == "TARGET" and slot.name not in matched.slots):
                continue
            if not self.actors(slot, matched, arguments):
                return None
        if wording.symmetric and "TARGET" not in matched.slots:
            if self.ontology.relations[wording.relation].family == TALK and deeds.is_given(matched.predicate):
                return None
            if matched.predicate.dep_ == "relcl":  # "Ford and **Mazda, which** merged": each with the other
                matched.slots["SOURCE"] = [grammar.first_in_list(t) for t in matched.slots["SOURCE"]]
            return matched if mutual(arguments.actors(matched.slots["SOURCE"]), wording.kind) else None
        return matched

    def actors(self, slot: Slot, matched: Match, arguments: Arguments) -> list[Argument]:
        """The actors in a slot, or whose the things in it are."""
        tokens = [t for t in matched.slots.get(slot.name, []) if not grammar.is_reflexive(t)]
        relation = self.ontology.relations[matched.wording.relation]
        through = relation.reaches_owner or slot.name == "SOURCE"
        if slot is not matched.wording.subject and slot.name == "SOURCE":  # "killed in the **Kabul** attack"
            tokens = [t for t in tokens if not arguments.locates(t)]
        if slot.name == "TARGET" and any(map(grammar.is_reciprocal, tokens)):
            tokens = matched.slots.get("SOURCE", [])
        places = relation.sides or slot.name == "TARGET" and relation.places
        if found := arguments.actors(tokens, slot.types, places):
            return found
        giving = slot.name == "SOURCE" and not relation.abroad  # of "gifts from Chad arrived" Chad is no visitor
        if through and not slot.types and (owners := arguments.owners(tokens, giving)):
            return owners
        within = deeds.located(tokens) if relation.places and places and not slot.types else []
        if there := arguments.actors(within, places=True):
            return there
        if slot.name == "TARGET" and (told := arguments.actors(grammar.doers_wanted(tokens), slot.types)):
            return told
        if slot.name == "SOURCE":  # "issued a statement condemning the raid": who issued it condemns
            found = arguments.actors([s for t in tokens for s in self.doers.supported(t, False)], slot.types)
            verbal = relation.family in VERBAL
            found = found or arguments.owners(up for t in tokens for up in deeds.above(t, matched.predicate))[:1]
            return found or [a for t in tokens if verbal for a in self.reports.issuers(t, arguments)]
        return []

    def owned(self, matched: Match, arguments: Arguments) -> list[Token]:
        """What stands where the target should, if the target is only whose it is: "alarmed by Russia's presence"."""
        tokens = matched.slots.get("TARGET", [])
        sides = self.ontology.relations[matched.wording.relation].sides
        known = arguments.actors(tokens, places=sides) or any(map(grammar.is_reciprocal, tokens))
        return [] if known else tokens

    def quoted(self, matched: Match, sources: Sequence[Argument], spoken: Sequence[Quote]) -> list[Token]:
        """What a speaker says in a quote that the parse does not hang on the verb: the first sentence of it."""
        verb = matched.predicate
        stating = self.ontology.relations[matched.wording.relation].family == STATE
        if matched.wording.kind != "verb" or not stating or not is_saying(verb, self.reporting) or not sources:
            return []
        beside = [
            q
            for q in spoken
            if q.speaker == sources[0].token.i
            and q.start < q.end
            and (verb.sent.start <= q.end <= verb.sent.end + 2 or verb.sent.start <= q.start <= verb.sent.end + 3)
        ]
        if not beside:
            return []
        said = verb.doc[beside[0].start : beside[0].end]
        inside = (t for t in said if grammar.is_verb(t) and not said.start <= t.head.i < said.end)
        return [next(inside, said[0].sent.root)]

    def events(self, matched: Match, arguments: Arguments, spoken: Sequence[Quote]) -> Iterator[EventDict]:
        """The events of a match: every source with every target."""
        wording = matched.wording
        slots = {s.name: s for s in (wording.subject, *(p.slot for p in wording.steps)) if s}
        sources = self.actors(slots["SOURCE"], matched, arguments)
        targets = self.actors(slots["TARGET"], matched, arguments) if "TARGET" in slots else []
        if {t.actor for t in targets} & {s.actor for s in sources} and self.owned(matched, arguments):
            targets = []  # "Chad and Mali denounced **their** enemies": no one's own things stand for another
        if matched.sided:
            sources = [s for s in sources if s.actor not in {t.actor for t in targets}]
        if not targets and matched.predicate.lemma_.lower() in self.addressed:
            targets = arguments.actors(deeds.receivers(matched.predicate, self.receiving))
        themes = matched.slots.get("THEME") or self.owned(matched, arguments) or self.quoted(matched, sources, spoken)
        if not targets and themes and not wording.symmetric and all(t.pos_ == "PRON" for t in themes):
            return  # "condemned **it**" tells nothing
        if matched.predicate.lemma_.lower() in self.sourcing and arguments.actors(themes):
            return  # "citing **the police**": what they said is told elsewhere
        if not targets and not themes and wording.kind == "noun":
            if (deed := deeds.defied(matched.predicate, *self.defying)) is not None:
                targets, themes = arguments.actors(grammar.subjects(deed)), [deed]
        themes = themes or self.worded_themes(matched, bool(targets))
        if not targets and not themes and not wording.symmetric:
            return
        if not targets and matched.predicate.lemma_.lower() in self.reciprocal and len(sources) > 1:
            targets = sources  # "both exchanged threats"
        abroad = self.ontology.relations[wording.relation].abroad
        for source, target in couples(sources, targets, wording.symmetric):
            if not abroad or target is None or not at_home(source, target):
                yield event_of(matched, source, target, themes)

    def worded_themes(self, matched: Match, aimed: bool) -> list[Token]:
        """What the words of a wording themselves name; of one that is ``aimed`` at somebody only its object."""
        themes: list[Token] = []
        if matched.predicate.lemma_.lower() not in self.light:  # "demanded **guarantees** from NATO"
            themes = [t for t in matched.cue if t.dep_ == "dobj" and t.head == matched.predicate][:1]
        if not themes and not aimed:  # "put **its troops** on alert"
            themes = [t for t in matched.cue if t.pos_ in ("NOUN", "PROPN") and t != matched.predicate][:1]
        if not themes and not aimed and not matched.wording.steps and grammar.is_infinitive(matched.predicate):
            themes = [matched.predicate]  # "declined **to comment**"
        return themes


def dated(matched: Match) -> bool:
    """Whether a time stands where the theme should: "imposed **on Monday** a curfew **on Chad**"."""
    return any(t.ent_type_ in TIMES for t in matched.slots.get("THEME", [])[:1])


@Language.factory(
    "kg_relations",
    assigns=["doc._.kg_events", "token.dep"],
    requires=["token.dep", "token.lemma", "token.tag", "doc._.kg_mentions", "doc._.kg_actors"],
    default_config={"ontology": []},
)
def make_relations(nlp: Language, name: str, ontology: list[str]) -> Relations:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Relations(cached(*ontology))
