"""Where an organisation has its seat: "Nokia's **Espoo** headquarters", "the Leiden Institute of **Chad**"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp.affiliations.scene import Scene, plain
from kg.nlp.data import EventDict, Mention

_SURE = {"place-based": 0.9, "name beside name": 0.7}


def site(scene: Scene, mention: Mention) -> Iterator[EventDict]:
    """Where an organisation is by what follows its name: "the University of Leiden **of the Netherlands**"."""
    doc, i = scene.doc, mention["end"]
    if i + 1 >= len(doc) or plain(doc[i]) not in ("of", "at", "in") or not scene.same_sentence(i - 1, i + 1):
        return
    other = scene.starting(i + 1) or (scene.starting(i + 2) if doc[i + 1].pos_ == "DET" else None)
    if not other or len(other["actor"]) != 1 or other["form"] != "name" or other["actor"] == mention["actor"]:
        return
    relation = ""
    if plain(doc[i]) == "at" and scene.is_a(other, ("Organization",)):
        relation = "partOf"
    elif plain(doc[i]) == "of" and scene.is_a(other, ("State", "Place")):
        relation = "basedIn"
    elif plain(doc[i]) == "in" and scene.is_a(other, ("Place",)) and doc[i].head.i == mention["head"]:
        end = other["end"]  # "in Flint, Michigan" is an address, "in Aleppo" most often where something happens
        region = scene.starting(end + 1) if end + 1 < len(doc) and doc[end].text == "," else None
        relation = "basedIn" if region and scene.is_a(region, ("Place", "State")) else ""
    if relation:
        wording = f"name {plain(doc[i])} name"
        yield scene.event(
            relation, (mention["actor"][0], mention["head"]), (other["actor"][0], other["head"]), [i], wording,
            _SURE["name beside name"],
        )


def seat(scene: Scene, token: Token) -> Iterator[EventDict]:
    """Where an organisation has its seat: "**its** Espoo headquarters", "Nokia's headquarters in Espoo"."""
    owners = [m for t in token.lefts if t.dep_ == "poss" and (m := scene.by_head.get(t.i))]
    before = [scene.by_head.get(t.i) for t in token.lefts if t.dep_ in ("compound", "nmod")]
    inside = scene.starting(token.i + 2) if scene.doc[token.i + 1 : token.i + 2].text == "in" else None
    places = [m for m in (*before, inside) if m and len(m["actor"]) == 1 and scene.is_a(m, ("Place",))]
    for owner in owners:
        if places and len(owner["actor"]) == 1 and scene.is_a(owner, ("Organization",)):
            yield scene.event(
                "basedIn", (owner["actor"][0], owner["head"]), (places[0]["actor"][0], places[0]["head"]), [token.i],
                "SOURCE's headquarters in TARGET", _SURE["place-based"],
            )
