"""Where an organisation has its seat: "Nokia's **Espoo** headquarters", "the Leiden Institute of **Chad**"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.affiliations.scene import Scene, plain
from kg.nlp.data import EventDict, Mention
from kg.ontology import Ontology

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
            relation,
            (mention["actor"][0], mention["head"]),
            (other["actor"][0], other["head"]),
            [i],
            wording,
            _SURE["name beside name"],
        )


class Seats:
    """Reads where organisations are at home from nouns; which ones is in ``ontology/role_wordings.ttl``."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.seats, self.homes = ontology.words("SeatNoun"), ontology.words("HomeNoun")

    def __call__(self, scene: Scene) -> Iterator[EventDict]:
        """The events, in the order of the text."""
        for token in scene.doc:
            lemma = token.lemma_.lower()
            two = f"{plain(token.nbor(-1))} {lemma}" if token.i else ""
            if lemma in self.seats or two in self.seats:
                yield from self.events(scene, token, self.owners(scene, token), self.around(scene, token))
            elif lemma in self.homes or two in self.homes:
                yield from self.events(scene, token, self.owners(scene, token), self.named(scene, token))

    def events(
        self, scene: Scene, token: Token, owners: Sequence[Mention], places: Sequence[Mention]
    ) -> Iterator[EventDict]:
        """Every owner with the first of the places."""
        found = [place for m in places if (place := place_of(scene, m, self.ontology)) is not None]
        for owner in owners if found else ():
            for actor in owner["actor"]:
                if actor != found[0][0]:
                    yield scene.event(
                        "basedIn",
                        (actor, owner["head"]),
                        found[0],
                        [token.i],
                        "SOURCE's headquarters in TARGET",
                        _SURE["place-based"],
                    )

    def owners(self, scene: Scene, token: Token) -> list[Mention]:
        """Whose a seat is: "**its** headquarters", "home town of **Lumo**", "**Lumo**, with headquarters in Oslo"."""
        of = [t for p in grammar.complements(token, "of", "to") for t in grammar.preposition_objects(p)]
        whose = [c for t in (*grammar.children(token, "poss"), *of) for c in grammar.coordinated(t)]
        found = [m for t in whose if (m := scene.by_head.get(t.i))]
        i = token.left_edge.i
        if not found and i > 1 and plain(scene.doc[i - 1]) == "with":
            found = [m for m in [scene.ending(i - 1 - (scene.doc[i - 2].text == ","))] if m]
        return [m for m in found if scene.is_a(m, ("Organization",))]

    def around(self, scene: Scene, token: Token) -> list[Mention]:
        """The places at a seat: "its **Espoo** headquarters", "headquarters in **Espoo**", "headquarters are in …"."""
        before = [scene.by_head.get(t.i) for t in token.lefts if t.dep_ in ("compound", "nmod")]
        i = token.i + 1
        i += i < len(scene.doc) and scene.doc[i].lemma_ == "be"
        after = scene.starting(i + 1) if i + 1 < len(scene.doc) and plain(scene.doc[i]) in ("in", "at") else None
        return [m for m in (*before, after) if m]

    def named(self, scene: Scene, token: Token) -> list[Mention]:
        """What a home is called: "**Espoo**, Lumo's home town", "their home town **Espoo**", "the home city of …"."""
        doc, left = scene.doc, token.left_edge.i
        before = scene.ending(left - 1) if left > 1 and doc[left - 1].text == "," else None
        after = scene.starting(token.i + 1)
        subjects = [scene.by_head.get(t.i) for t in grammar.predicated(token)] if token.dep_ == "attr" else []
        return [m for m in (before, after, *subjects) if m and m["form"] == "name"]


def place_of(scene: Scene, mention: Mention, ontology: Ontology) -> tuple[int, int] | None:
    """The place or state of a mention, as (actor, token); a capital is a place here, not its state."""
    if len(mention["actor"]) != 1:
        return None
    actor = scene.actors[mention["actor"][0]]
    text = scene.doc[mention["start"] : mention["end"]].text
    entry = ontology.actors.get(actor["known"] or "")
    if entry and text in entry.seats:
        return scene.place(text), mention["head"]
    return (mention["actor"][0], mention["head"]) if actor["type"] in ("State", "Place") else None
