"""What belongs to what by neighbourhood: states and their ministries, firms and their units, seats, party tags.

``roles.py`` reads the phrases with a role word; here a name alone stands beside another: "the **Saudi** Interior
Ministry", "**Apple**'s iTunes", "**Chicago**-based Boeing", "the **U.S.**-led coalition", "John McCain (**R**-AZ)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.affiliations.participles import Participles, state_named
from kg.nlp.affiliations.phrases import possessive
from kg.nlp.affiliations.scene import Scene, plain
from kg.nlp.data import EventDict, Mention
from kg.ontology import Ontology
from kg.terms import ActorEntry

_TAG = re.compile(r"\s?\(\s?([A-Z][A-Za-z ]{0,7}?)\.?(?:\s?[-–—,]\s?([A-Z][\w. ]{0,11}?)\.?)?\s?\)")
_LONGEST_NAME = 4  # tokens of a state's name: "United Arab Emirates", "Republic of the Congo"
_LANDS = ("State", "Place")
_BEARERS = frozenset({"of", "from", "with", "at"})
_SURE = {
    "body of a state": 0.9, "possessor": 0.75, "country of a company": 0.75, "member of a team": 0.8,
    "party tag": 0.95, "as part of": 0.8,
    "place-based": 0.9, "name beside name": 0.7, "rank": 0.9,
}


class Affiliations:
    """Reads the affiliations of a Doc from its mentions."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.former = ontology.words("FormerWord")
        self.bodies = tuple(tuple(w.split()) for w in ontology.words("BodyNoun"))
        self.participles = Participles(ontology)
        self.tags = {tag.casefold(): entry for entry in ontology.actors.values() for tag in entry.tags}
        self.titles = frozenset(w.lower().rstrip(".") for word in ontology.words("Title") for w in word.split())
        pairs = (word.partition(":") for word in ontology.words("RankService"))
        self.services = {word.strip(): name.strip() for word, _, name in pairs}
        self.seats = ontology.words("SeatNoun")
        self.marks = ontology.words("OrganizationMark")
        self.tag_places = ontology.words("PartyTagPlace")

    def __call__(self, scene: Scene) -> Iterator[EventDict]:
        """The events, in no special order."""
        for mention in list(scene.mentions):
            if mention["form"] == "name" and len(mention["actor"]) == 1:
                if scene.is_a(mention, ("Organization",)):
                    yield from self.owned(scene, mention)
                elif scene.is_a(mention, ("Person",)):
                    yield from self.party(scene, mention)
                    yield from bearer(scene, mention)
                    yield from self.ranked(scene, mention)
        yield from self.participles(scene)
        for token in scene.doc:
            if token.lemma_.lower() in self.seats:
                yield from seat(scene, token)
            if plain(token) == "part" and token.dep_ == "pobj" and plain(token.head) == "as":
                yield from part(scene, token)

    def owned(self, scene: Scene, mention: Mention) -> Iterator[EventDict]:
        """Whose an organisation is: by a state inside its name, or by a name right before it."""
        source = mention["actor"][0], mention["head"]
        words = [plain(t) for t in scene.doc[mention["start"]:mention["end"]]]
        body = self.is_body(words)
        if body and (found := self.state_in(scene, mention)):
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
        if scene.is_a(owner, ("State", "Place")):
            if body:
                yield scene.event("partOf", source, target, cue, "body of a state", _SURE["body of a state"])
            elif has_s:
                yield scene.event(
                    "basedIn", source, target, cue, "country of a company", _SURE["country of a company"]
                )
        elif has_s and scene.is_a(owner, ("Organization",)) and self.acts(scene, mention):
            yield scene.event("partOf", source, target, cue, "possessor", _SURE["possessor"])

    def acts(self, scene: Scene, mention: Mention) -> bool:
        """Whether what belongs to a firm is a body rather than a product: known or named as one, or it does something
        in the article."""
        name = scene.doc[mention["start"]:mention["end"]]
        if scene.actors[mention["actor"][0]]["known"] or any(plain(t).rstrip(".") in self.marks for t in name):
            return True
        heads = (scene.doc[m["head"]] for m in scene.mentions if m["actor"] == mention["actor"])
        return any(t.dep_ == "nsubj" and t.head.pos_ == "VERB" for t in heads)

    def is_body(self, words: list[str]) -> bool:
        """Whether a name is one of a body of a state: "ministry of defence", "air force"."""
        kernel = words[: next((i for i, w in enumerate(words) if i and w in ("of", "for")), len(words))]
        return any(tuple(part[-len(body):]) == body for part in (kernel, words) for body in self.bodies)

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

    def party(self, scene: Scene, mention: Mention) -> Iterator[EventDict]:
        """The party of a tag in brackets: "(D-Calif.)", "(R-TX)"; a bare one only where its abbreviation is long."""
        doc, end = scene.doc, mention["end"]
        match = _TAG.match(doc.text, doc[end - 1].idx + len(doc[end - 1]))
        if not match:
            return
        party = self.tags.get(match[1].casefold())
        place_known = match[2] in self.tag_places if match[2] else len(match[1]) > 2
        if party and place_known:
            cue = [t.i for t in doc[end:end + 6] if t.idx < match.end() and t.is_alpha]
            yield scene.event(
                "memberOf", (mention["actor"][0], mention["head"]), (scene.known(party), cue[0]), cue, "party tag",
                _SURE["party tag"], predicate=cue[0],
            )

    def is_title(self, doc: Doc, i: int) -> bool:
        """Whether a token is a title, or the full stop that the tokenizer has cut off from one."""
        return plain(doc[i]).rstrip(".") in self.titles or (doc[i].text == "." and i > 0 and self.is_title(doc, i - 1))

    def ranked(self, scene: Scene, person: Mention) -> Iterator[EventDict]:
        """The service before a rank: "**Army** Lt. Gen. Robert L. Hayes"."""
        doc, i, seen = scene.doc, person["start"], False
        while i > 0 and not scene.at(i - 1) and (self.is_title(doc, i - 1) or doc[i - 1].pos_ == "PROPN"):
            i -= 1
            seen = seen or self.is_title(doc, i)
        service = scene.ending(i) if seen else None
        if service and self.was(doc, service["start"]):
            return
        if service and service["form"] == "name" and len(service["actor"]) == 1 and scene.is_a(
            service, ("Organization",)
        ):
            yield scene.event(
                "memberOf", (person["actor"][0], person["head"]), (service["actor"][0], service["head"]),
                range(i, person["start"]), "rank", _SURE["rank"],
            )
        elif seen and service is None and (found := self.service(scene, i)):
            source, cue = (person["actor"][0], person["head"]), range(i, person["start"])
            yield scene.event("memberOf", source, found, cue, "rank", _SURE["rank"])

    def was(self, doc: Doc, i: int) -> bool:
        """Whether what begins at token ``i`` is over: "**former** Army Col.", "**ex-**Ajax manager"."""
        if i > 1 and doc[i - 1].text == "-":
            i -= 1
        return i > 0 and plain(doc[i - 1]) in self.former

    def home(self, entry: ActorEntry) -> str:
        """The state a body is a part of, by its local name."""
        while entry.type != "State" and entry.part_of and (above := self.ontology.actors.get(entry.part_of[0])):
            entry = above
        return entry.name

    def service(self, scene: Scene, i: int) -> tuple[int, int] | None:
        """The service whose name without its state begins at token ``i``, before a rank cut short: "**Navy** Capt.".

        Only American papers write so; where nothing of that state is mentioned, none.
        """
        doc = scene.doc
        for stop in (i + 2, i + 1):
            entry = self.ontology.actors.get(self.services.get(" ".join(plain(t) for t in doc[i:stop]), ""))
            rank = doc[stop : stop + 2].text
            written = doc[i].text[:1].isupper() and rank[:1].isupper() and "." in rank
            if entry and written and scene.speaks_of(self.home(entry)):
                return scene.known(entry), stop - 1
        return None


def before(scene: Scene, mention: Mention) -> tuple[Mention | None, bool]:
    """The mention right before another, and whether a possessive ending stands between."""
    i = mention["start"]
    has_s = i > 0 and possessive(scene.doc, i - 1)
    found = scene.ending(i - 1 if has_s else i)
    if found is None and i > 0:
        found = scene.ending(i - 1) if plain(scene.doc[i - 1]) == "'s" else scene.at(i - 1, without=i)
        found = found if found and found["form"] == "demonym" else None
    if found and not scene.same_sentence(found["start"], i):
        return None, has_s
    return found, has_s


def named_inside(scene: Scene, mention: Mention) -> tuple[int, int] | None:
    """The actor before a possessive ending inside a name: "**ISIL**'s War Committee"."""
    for i in range(mention["start"] + 1, mention["end"]):
        rest = scene.doc[i + 1:mention["end"]]
        if possessive(scene.doc, i) and rest and all(t.text[:1].isupper() or t.pos_ in ("ADP", "CCONJ") for t in rest):
            text = scene.doc[mention["start"]:i].text
            for index, actor in enumerate(scene.actors):
                if actor["type"] == "Organization" and text in actor["names"] and index not in mention["actor"]:
                    return index, i - 1
    return None


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


def bearer(scene: Scene, person: Mention) -> Iterator[EventDict]:
    """A person beside an organisation: "Korea's **Kim**", "**Anna Keller** of The Daily Mirror"."""
    source = person["actor"][0], person["head"]
    owner, has_s = before(scene, person)
    if owner and has_s and len(owner["actor"]) == 1 and scene.is_a(owner, ("State", "Organization")):
        target = owner["actor"][0], owner["head"]
        yield scene.event("memberOf", source, target, [target[1]], "member of a team", _SURE["member of a team"])
    elif owner and owner["form"] == "demonym" and scene.is_a(owner, ("Organization",)) and not has_s:
        target = owner["actor"][0], owner["head"]  # "Republican John McCain"
        yield scene.event("memberOf", source, target, [target[1]], "member of a team", _SURE["member of a team"])
    doc, i = scene.doc, person["end"]
    if i + 1 < len(doc) and doc[i].text == ",":
        i += 1
    if i + 1 < len(doc) and plain(doc[i]) in _BEARERS and scene.same_sentence(person["start"], i + 1):
        kinds = ("Organization",) if plain(doc[i]) != "of" else ("Organization", "State")
        first = i + 1 + (doc[i + 1].pos_ == "DET")
        while first < min(len(doc), i + 4) and doc[first].text.islower() and doc[first].pos_ in ("ADJ", "NOUN"):
            first += 1  # "of the **opposition** Democratic Party"
        body = scene.starting(i + 1) or (scene.starting(first) if first < len(doc) else None)
        near = doc[i].head.i == person["head"] or plain(doc[i]) == "of" and (
            i == person["end"] or body is not None and doc[body["end"] : body["end"] + 1].text in (",", ".")
        )
        if body and near and body["form"] == "name" and len(body["actor"]) == 1 and scene.is_a(body, kinds):
            target = body["actor"][0], body["head"]
            if target[0] != source[0]:
                yield scene.event("memberOf", source, target, [i], "member of a team", _SURE["member of a team"])


def part(scene: Scene, token: Token) -> Iterator[EventDict]:
    """The subject of "as part of" a coalition or an organisation."""
    verb = token.head.head
    wholes = [
        m for of in grammar.complements(token, "of") for t in grammar.preposition_objects(of)
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
                        kind, (actor, t.i), (whole["actor"][0], whole["head"]), [token.head.i, token.i],
                        "SOURCE do THEME as part of TARGET", _SURE["as part of"],
                    )
