"""What belongs to what by neighbourhood: states and their ministries, firms and their units, parts of coalitions.

``roles.py`` reads the phrases with a role word; here a name alone stands beside another: "the **Saudi** Interior
Ministry", "**Apple**'s iTunes". Persons are in ``bearers.py``, seats in ``seats.py``, "U.S.-led" in ``participles.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.affiliations.bearers import Bearers
from kg.nlp.affiliations.participles import Participles, state_named
from kg.nlp.affiliations.scene import Scene, before, mentioned, plain, possessive
from kg.nlp.affiliations.seats import Seats, site
from kg.nlp.data import EventDict, Mention
from kg.ontology import Ontology

_LONGEST_NAME = 4  # tokens of a state's name: "United Arab Emirates", "Republic of the Congo"
_LANDS = ("State", "Place")
_SURE = {
    "body of a state": 0.9,
    "possessor": 0.75,
    "country of a company": 0.75,
    "as part of": 0.8,
}


class Affiliations:
    """Reads the affiliations of a Doc from its mentions."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.bodies = tuple(tuple(w.split()) for w in ontology.words("BodyNoun"))
        self.participles, self.bearers = Participles(ontology), Bearers(ontology)
        self.seats, self.followed = Seats(ontology), ontology.words("FollowedNoun")
        self.marks = ontology.words("OrganizationMark")

    def __call__(self, scene: Scene) -> Iterator[EventDict]:
        """The events, in no special order."""
        for mention in list(scene.mentions):
            if mention["form"] == "name" and len(mention["actor"]) == 1:
                if scene.is_a(mention, ("Organization",)):
                    yield from self.owned(scene, mention)
                elif scene.is_a(mention, ("Person",)) and not all(
                    plain(t).rstrip(".") in self.marks for t in mentioned(scene, mention)
                ):
                    yield from self.bearers(scene, mention)
            elif mention["form"] == "nominal" and scene.is_a(mention, ("Person", "Group", "Organization")):
                yield from self.bearers.staff(scene, mention)
        yield from self.participles(scene)
        yield from self.seats(scene)
        for token in scene.doc:
            if plain(token) == "part" and token.dep_ == "pobj" and plain(token.head) == "as":
                yield from part(scene, token)

    def owned(self, scene: Scene, mention: Mention) -> Iterator[EventDict]:
        """Whose an organisation is: by a state inside its name, or by a name right before it."""
        source = mention["actor"][0], mention["head"]
        words = [plain(t) for t in scene.doc[mention["start"] : mention["end"]]]
        entry = self.ontology.actors.get(scene.actors[mention["actor"][0]]["known"] or "")
        free = entry is not None and bool(entry.based_in) and not entry.part_of  # "Revolutionary Armed Forces of …"
        body = self.is_body(words) and not free
        if body and (found := self.state_in(scene, mention)):
            if scene.actors[source[0]]["state"] not in (None, scene.actors[found[0]]["known"]):
                return  # the "**Korean** People's Army" is known to be the North's
            yield scene.event("partOf", source, found, [found[1]], "body of a state", _SURE["body of a state"])
            return
        if (owner_inside := named_inside(scene, mention)) is not None and self.acts(scene, mention):
            yield scene.event("partOf", source, owner_inside, [owner_inside[1]], "possessor", _SURE["possessor"])
            return
        if not scene.actors[mention["actor"][0]]["known"]:
            yield from site(scene, mention)
        owner, has_s = before(scene, mention)
        if owner is None or len(owner["actor"]) != 1 or owner["actor"] == mention["actor"]:
            return
        town = scene.ending(owner["start"] - 1) if scene.doc[owner["start"] - 1 : owner["start"]].text == "," else None
        if has_s and town and len(town["actor"]) == 1 and scene.is_a(town, ("Place",)) and scene.is_a(owner, _LANDS):
            owner = town  # "**Ghent**, Belgium's Lumo"
        target, cue = (owner["actor"][0], owner["head"]), [owner["head"]]
        if self.is_of_another(scene, mention, owner):
            return
        if has_s and scene.is_a(owner, ("Person",)) and self.is_followed(scene, mention):
            yield scene.event("memberOf", target, source, [source[1]], "possessor", _SURE["possessor"])
        elif scene.is_a(owner, ("State", "Place")):
            if body:
                yield scene.event("partOf", source, target, cue, "body of a state", _SURE["body of a state"])
            elif has_s:
                yield scene.event("basedIn", source, target, cue, "country of a company", _SURE["country of a company"])
        elif has_s and scene.is_a(owner, ("Organization",)) and self.acts(scene, mention):
            yield scene.event("partOf", source, target, cue, "possessor", _SURE["possessor"])

    def is_followed(self, scene: Scene, body: Mention) -> bool:
        """Whether a body is of a kind that is somebody's: "Merkel's **CDU**", "Lee's **Harvest Party**"."""
        entry = self.ontology.actors.get(scene.actors[body["actor"][0]]["known"] or "")
        kinds = set(entry.kind) if entry else set()
        return bool((kinds | {plain(t) for t in mentioned(scene, body)}) & self.followed)

    def is_of_another(self, scene: Scene, body: Mention, owner: Mention) -> bool:
        """Whether a body is known to be of another state than that before it, which then means somebody else."""
        state, known = scene.actors[body["actor"][0]]["state"], scene.actors[owner["actor"][0]]["known"]
        return scene.is_a(owner, ("State",)) and state is not None and state != known

    def acts(self, scene: Scene, mention: Mention) -> bool:
        """Whether what belongs to a firm is a body rather than a product: known or named as one, or it does something
        in the article."""
        name = scene.doc[mention["start"] : mention["end"]]
        if scene.actors[mention["actor"][0]]["known"] or any(plain(t).rstrip(".") in self.marks for t in name):
            return True
        heads = (scene.doc[m["head"]] for m in scene.mentions if m["actor"] == mention["actor"])
        return any(t.dep_ == "nsubj" and t.head.pos_ == "VERB" for t in heads)

    def is_body(self, words: list[str]) -> bool:
        """Whether a name is one of a body of a state: "ministry of defence", "air force"."""
        kernel = words[: next((i for i, w in enumerate(words) if i and w in ("of", "for")), len(words))]
        return any(tuple(part[-len(body) :]) == body for part in (kernel, words) for body in self.bodies)

    def state_in(self, scene: Scene, mention: Mention) -> tuple[int, int] | None:
        """The state in an organisation's name, as (actor, token): at its beginning or after the last "of"."""
        start, end = mention["start"], mention["end"]
        first = start + 1 if plain(scene.doc[start]) == "royal" else start
        if found := self.state_at(scene, first, end, adjective=True):
            return found
        of = max((i for i in range(start + 1, end - 1) if plain(scene.doc[i]) == "of"), default=None)
        if of is None:
            return None
        after = of + 2 if scene.doc[of + 1].pos_ == "DET" else of + 1
        return self.state_at(scene, after, end, adjective=False)

    def state_at(self, scene: Scene, start: int, end: int, adjective: bool) -> tuple[int, int] | None:
        """The state whose name or adjective begins at a token: the longest one."""
        for stop in range(min(end, start + _LONGEST_NAME), start, -1):
            text = scene.doc[start:stop].text
            entry = state_named(self.ontology, text, adjective)
            if entry and (stop < end or not adjective):
                return scene.known(entry), stop - 1
        return None


def named_inside(scene: Scene, mention: Mention) -> tuple[int, int] | None:
    """The actor before a possessive ending inside a name: "**ISIL**'s War Committee"."""
    for i in range(mention["start"] + 1, mention["end"]):
        rest = scene.doc[i + 1 : mention["end"]]
        if possessive(scene.doc, i) and rest and all(t.text[:1].isupper() or t.pos_ in ("ADP", "CCONJ") for t in rest):
            text = scene.doc[mention["start"] : i].text
            for index, actor in enumerate(scene.actors):
                if actor["type"] == "Organization" and text in actor["names"] and index not in mention["actor"]:
                    return index, i - 1
    return None


def part(scene: Scene, token: Token) -> Iterator[EventDict]:
    """The subject of "as part of" a coalition or an organisation."""
    verb = token.head.head
    wholes = [
        m
        for of in grammar.complements(token, "of")
        for t in grammar.preposition_objects(of)
        if (m := scene.by_head.get(t.i)) and scene.is_a(m, ("Organization", "Group"))
    ]
    subjects = grammar.surface_subjects(verb) if grammar.is_verb(verb) else [verb]
    for whole in wholes:
        for t in (c for s in subjects for c in grammar.coordinated(s)):
            mention = scene.by_head.get(t.i)
            if mention and mention["actor"] != whole["actor"]:
                for actor in mention["actor"]:
                    kind = "partOf" if scene.actors[actor]["type"] == "Organization" else "memberOf"
                    yield scene.event(
                        kind,
                        (actor, t.i),
                        (whole["actor"][0], whole["head"]),
                        [token.head.i, token.i],
                        "SOURCE do THEME as part of TARGET",
                        _SURE["as part of"],
                    )
