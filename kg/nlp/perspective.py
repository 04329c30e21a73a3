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
from kg.nlp.data import Actor, EventDict
from kg.nlp.factuality.reading import Factuality, climb
from kg.nlp.factuality.speakers import Speakers
from kg.nlp.factuality.voiced import Voiced
from kg.nlp.quotes import Quote, quotes
from kg.nlp.timing.dating import Clock, Timing
from kg.nlp.timing.occasions import Occasions, dated_headlines
from kg.nlp.wordings import deeds
from kg.nlp.wordings.aims import STATE
from kg.nlp.wordings.arguments import Arguments, noun_lists
from kg.ontology import Ontology, cached

MATERIAL = "cooperatesMaterially"  # the family of purchases, aid and the like


class Perspective:
    """Says of each event whether it happened, as whom one has to ask, and when."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.factuality, self.speakers = Factuality(ontology), Speakers(ontology)
        self.reporting, self.bids = words("ReportingVerb"), words("BidNoun")
        self.partaking = words("PartakingWord")
        self.nouns = noun_lists(ontology)
        self.timing, self.occasions = Timing(ontology), Occasions(ontology)
        self.roles = frozenset(r.name for r in ontology.relations.values() if r.family == "role")
        self.families = {r.name: r.family for r in ontology.relations.values()}
        self.wholes = {a.name: a.part_of for a in ontology.actors.values()}
        self.declaring = [(r.name, r.declares) for r in ontology.relations.values() if r.declares]
        self.voiced = Voiced(ontology, self.speakers)

    def __call__(self, doc: Doc) -> Doc:
        arguments = Arguments(doc, *self.nouns)
        spoken = quotes(doc, self.reporting)
        clock = self.timing.of(doc)
        events: list[EventDict] = []
        for e in sorted(doc._.kg_events, key=lambda e: e["predicate"]):
            placed = self.placed(e, doc, arguments, spoken, clock)
            if placed["time"] is None and self.families.get(e["relation"]) != "role":
                placed["time"] = self.occasions.recalled(placed, events, doc)
            events.append(placed)
        events += [more for e in events for more in self.declared(e, doc[e["predicate"]], doc._.kg_actors)]
        events += self.voiced(doc, arguments, spoken)
        doc._.kg_events = sorted(dated_headlines(events, doc, self.roles), key=lambda e: e["predicate"])
        return doc

    def declared(self, e: EventDict, predicate: Token, actors: list[Actor]) -> Iterator[EventDict]:
        """Who says what he will do to somebody promises it, or threatens it: "Chad said it will attack Mali". So does a
        state of which its own official says it, a body of which its agency does. What one may do is a threat, but no
        promise.

        What something was done for is none of it: "said he had called **to thank** her".
        """
        if predicate.dep_ == "advcl" and grammar.is_infinitive(predicate):
            return
        if e["by"] is None or e["target"] is None or e["polarity"] == "Negated":
            return
        state = actors[e["source"]]["known"] or ""
        agency = self.wholes.get(actors[e["by"]]["known"] or "", ())
        if e["by"] != e["source"] and actors[e["by"]]["state"] != state and state not in agency:
            return
        for relation, families in self.declaring:
            meant = ("Planned",) if self.families[relation] == STATE else ("Planned", "Possible")
            if e["modality"] in meant and {e["relation"], self.families.get(e["relation"])} & set(families):
                yield {
                    **e,
                    "relation": relation,
                    "modality": "Actual",
                    "by": None,
                    "wording": f"say to {e['relation']}",
                    "confidence": round(e["confidence"] * 0.8, 3),
                }

    def placed(self, e: EventDict, doc: Doc, arguments: Arguments, spoken: list[Quote], clock: Clock) -> EventDict:
        """The event with its perspective and time. Titles and appositions ("role" wordings) stand as they are."""
        predicate = doc[e["predicate"]]
        path = list(climb(predicate))
        is_role = self.families.get(e["relation"]) == "role"
        changed: EventDict = {**e, "time": clock.time_of(e, path, doc, is_role)}
        if e["wording"].islower() and "SOURCE" not in e["wording"]:
            return changed
        if predicate.dep_ == "prep" and e["wording"].startswith("THEME"):  # "according to": said, however it is meant
            return changed
        if self.factuality.given.is_defied(predicate, self.families[e["relation"]]):
            return {**changed, "by": self.speakers.speaker(predicate, path, arguments, spoken, e)}
        if part := deeds.partaking_in(predicate, self.partaking):  # "played **no** part in the attack"
            predicate, path = part, list(climb(part))
        if predicate.dep_ == "prep" and grammar.is_verb(predicate.head):  # "is **not** in talks with"
            predicate, path = predicate.head, path[1:]
        changed["polarity"] = "Negated" if self.factuality.negated(predicate, path) else "Affirmed"
        changed["modality"] = self.factuality.modality(predicate, path, self.families[e["relation"]])
        bidding = self.families[e["relation"]] == MATERIAL and any(doc[i].lemma_.lower() in self.bids for i in e["cue"])
        if bidding and changed["modality"] == "Actual":  # "made a **bid** for a rival"
            changed["modality"] = "Planned"
        by = self.speakers.speaker(predicate, path, arguments, spoken, changed)
        if by is None and e["wording"].startswith("someone") and self.families[e["relation"]] == STATE:
            by = self.speakers.reporter(predicate, arguments)  # "**Reuters** quoted her as saying"
        if by is None and changed["modality"] == "Actual" and self.speakers.is_of_another(path):
            changed["modality"] = "Possible"
        changed["by"] = None if by == e["source"] and e["target"] is None else by  # what one says is one's own
        return changed


@Language.factory(
    "kg_perspective",
    assigns=["doc._.kg_events"],
    requires=["token.dep", "token.lemma", "doc._.kg_events", "doc._.kg_times", "doc._.kg_mentions"],
    default_config={"ontology": []},
)
def make_perspective(nlp: Language, name: str, ontology: list[str]) -> Perspective:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Perspective(cached(*ontology))
