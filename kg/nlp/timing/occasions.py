"""Times from elsewhere in the text: of an occasion told of before, and of what a headline sums up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from spacy.tokens import Doc

from kg.nlp import grammar
from kg.nlp.data import EventDict, Time
from kg.nlp.times import is_near
from kg.nlp.timing.sharing import VERBAL
from kg.nlp.timing.tenses import clause_tense
from kg.ontology import Ontology
from kg.wording import index


class Occasions:
    """Goes back to the occasion on which something was done. Built once from the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self.named = {
            head: {w.relation for w in found} for (kind, head), found in index(ontology).items() if kind == "noun"
        }
        self.families = {r.name: r.family for r in ontology.relations.values()}
        self.occasions, self.encounters = words("TimeOccasion"), words("TimeEncounter")
        self.recalling, self.afterwards = words("TimeRecalling"), words("TimeAfterwards")
        self.definite = words("Definite")

    def recalled(self, event: EventDict, before: Sequence[EventDict], doc: Doc) -> int | None:
        """The time of an occasion told of before, on which this was: "during **the talks**", "**the two** agreed"."""
        predicate = doc[event["predicate"]]
        nouns = [
            (preposition.lower_ in self.afterwards, self.named.get(noun.lemma_.lower(), set()))
            for preposition in grammar.children(predicate, "prep")
            if preposition.lower_ in self.recalling | self.afterwards
            for noun in grammar.children(preposition, "pobj")
            if any(t.lower_ in self.definite for t in grammar.children(noun, "det")) and not list(noun.rights)
        ]
        for e in reversed(before):
            if e["time"] is None or e["relation"] not in self.occasions or is_open(doc._.kg_times[e["time"]]):
                continue
            short = e["relation"] in self.encounters
            if any(e["relation"] in named and (short or not afterwards) for afterwards, named in nouns):
                return e["time"]
            if self.is_same_encounter(event, e, doc):
                return e["time"]
        return None

    def is_same_encounter(self, event: EventDict, e: EventDict, doc: Doc) -> bool:
        """Whether two who met are told, right after, what they said to one another."""
        predicate, ends = doc[event["predicate"]], {event["source"], event["target"]}
        if e["relation"] not in self.encounters or self.families.get(event["relation"]) not in VERBAL:
            return False
        said = predicate.tag_ == "VBD" and clause_tense(predicate) == "past" and predicate.dep_ in ("ROOT", "conj")
        return said and ends == {e["source"], e["target"]} and is_near(predicate, doc[e["predicate"]])


def is_open(time: Time) -> bool:
    """Whether a time has no beginning or no end."""
    return time["earliest"] is None or time["latest"] is None


def dated_headlines(events: Iterable[EventDict], doc: Doc, roles: Set[str]) -> Iterator[EventDict]:
    """The events, those of a headline with the time that the text gives for the same; ``roles`` are the relations
    of who heads or serves whom.
    """
    listed = list(events)
    dated = [e for e in listed if e["time"] is not None]
    posts = {(e["source"], e["target"]) for e in listed if e["relation"] in roles}
    for e in listed:
        if e["time"] is None and doc[e["predicate"]].idx < doc._.kg_title_end:
            yield {**e, "time": next((t["time"] for t in dated if _is_same(e, t, posts, doc)), None)}
        else:
            yield e


def _is_same(headline: EventDict, told: EventDict, posts: Set[tuple[int, int | None]], doc: Doc) -> bool:
    """Whether the text tells what a headline sums up: who, what, and to whom, or about what in the same words.

    What a headline says of a firm the text says of its head: "Acme unveils van"; "its chief unveiled a van on Monday".
    """
    if any(headline[key] != told[key] for key in ("relation", "target", "polarity")):
        return False
    if headline["source"] == told["source"]:
        same_word = doc[headline["predicate"]].lemma_ == doc[told["predicate"]].lemma_
        return headline["target"] is not None or same_word
    words, others = ({*(e["theme"] or "").lower().split()} for e in (headline, told))
    return (told["source"], headline["source"]) in posts and bool(words) and words <= others
