"""Stage ``kg_confidence``, the last: how sure each event is, as a share of such events that are right.

A logistic model over what is known of an event without its words: how its arguments are named and how far they stand
from the word that carries it. The weights come from events held against annotated articles, and
``benchmarks/confidence.py`` fits them anew. So of the events with a confidence of 0.9 some nine in ten should be right,
on articles like those.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.data import EventDict, Mention

EDGE: Mapping[str, float] = {  # events with a target
    "bias": 3.26,
    "pattern": 0.31,
    "source pronoun": -0.18,
    "source nominal": 0.32,
    "source apart": -0.54,
    "collective source": -0.82,
    "target pronoun": -0.12,
    "target nominal": -0.31,
    "target apart": -0.47,
    "place target": -0.09,
    "distance": -0.08,
    "subordinate": -0.35,
    "not actual": -0.32,
    "crowded": -0.02,
    "noun": -0.06,
    "role": -0.21,
}
STATEMENT: Mapping[str, float] = {  # events with a theme alone
    "bias": 0.56,
    "pattern": 0.63,
    "source pronoun": 0.15,
    "source nominal": 0.18,
    "source apart": -0.70,
    "collective source": 0.00,
    "distance": 0.02,
    "subordinate": -0.27,
    "not actual": -0.01,
    "crowded": -0.11,
}
_SUBORDINATE = frozenset({"advcl", "acl", "prep", "poss"})  # where the parser errs most
_LEFTOVER = "acts"  # no wording vouches for it: it keeps what its stage gave
_FARTHEST, _MOST = 30, 12  # tokens; mentions in a sentence


def features(doc: Doc, event: EventDict, mentions: Mapping[int, Mention]) -> dict[str, float]:
    """What the model looks at, by the names of its weights; ``mentions`` are those of the Doc by their heads.

    "apart" is an argument that does not hang on the predicate but was reached through control, coordination or an
    owner; "pattern" the log odds that the stage before gave.
    """
    predicate, source = doc[event["predicate"]], doc[event["source_token"]]
    target = None if event["target_token"] is None else doc[event["target_token"]]
    forms = {
        "source": mentions[source.i]["form"] if source.i in mentions else "",
        "target": mentions[target.i]["form"] if target is not None and target.i in mentions else "",
    }
    given = min(max(event["confidence"], 0.05), 0.97)
    actors = doc._.kg_actors
    sentence = predicate.sent
    found: dict[str, float] = {f"{name} {form}": True for name, form in forms.items() if form in ("pronoun", "nominal")}
    found |= {
        "bias": 1,
        "pattern": log(given / (1 - given)),
        "source apart": source.head.i != predicate.i,
        "target apart": target is not None and predicate.i not in (target.head.i, target.head.head.i),
        "distance": min(abs(source.i - (target or predicate).i), _FARTHEST) / 10,
        "subordinate": predicate.dep_ in _SUBORDINATE,
        "not actual": event["modality"] != "Actual",
        "collective source": actors[event["source"]]["type"] not in ("Person", "State"),
        "place target": event["target"] is not None and actors[event["target"]]["type"] == "Place",
        "crowded": min(sum(sentence.start <= m["start"] < sentence.end for m in mentions.values()), _MOST) / 4,
        "noun": predicate.pos_ in ("NOUN", "PROPN") and "SOURCE" in event["wording"],
        "role": "SOURCE" not in event["wording"],
    }
    return found


def share(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The share of events with these features that are right, from 0 to 1.

    >>> share({"bias": 1}, EDGE) > share({"bias": 1, "subordinate": 1}, EDGE) > 0.5
    True
    """
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in found.items())))


@Language.component("kg_confidence", assigns=["doc._.kg_events"], requires=["doc._.kg_events", "doc._.kg_mentions"])
def weighed(doc: Doc) -> Doc:
    """Sets ``confidence`` in each event of a Doc."""
    mentions = {m["head"]: m for m in doc._.kg_mentions}
    doc._.kg_events = [e if e["relation"] == _LEFTOVER else _weighed(doc, e, mentions) for e in doc._.kg_events]
    return doc


def _weighed(doc: Doc, event: EventDict, mentions: Mapping[int, Mention]) -> EventDict:
    weights = STATEMENT if event["target"] is None else EDGE
    return {**event, "confidence": round(share(features(doc, event, mentions), weights), 3)}
