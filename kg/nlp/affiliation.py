"""What belongs to what by neighbourhood: states and their ministries, firms and their units, seats, party tags.

``roles.py`` reads the phrases with a role word; here a name alone stands beside another: "the **Saudi** Interior
Ministry", "**Apple**'s iTunes", "**Chicago**-based Boeing", "the **U.S.**-led coalition", "John McCain (**R**-AZ)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.data import EventDict, Mention
from kg.nlp.role_phrases import possessive
from kg.nlp.scene import Scene, plain
from kg.ontology import ActorEntry, Ontology

_TAG = re.compile(r"\s?\(\s?([A-Z][A-Za-z ]{0,7}?)\.?(?:\s?[-–—,]\s?([A-Z][\w. ]{0,11}?)\.?)?\s?\)")
_LONGEST_NAME = 4  # tokens of a state's name: "United Arab Emirates", "Republic of the Congo"
_BEARERS = frozenset({"of", "from", "with", "at"})
_SURE = {
    "body of a state": 0.9, "possessor": 0.75, "country of a company": 0.75, "member of a team": 0.8,
    "place-based": 0.95, "compound participle": 0.85, "party tag": 0.95, "as part of": 0.8, "state-owned": 0.8,
    "name beside name": 0.7, "rank": 0.9,
}


class Affiliations:
    """Reads the affiliations of a Doc from its mentions."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.bodies = tuple(tuple(w.split()) for w in ontology.words("BodyNoun"))
        self.based, self.state_owned = ontology.words("BasedParticiple"), ontology.words("StateParticiple")
        self.participles = _pairs(ontology.words("CompoundParticiple"))
        self.tags = {tag.casefold(): entry for entry in ontology.actors.values() for tag in entry.tags}
        self.titles = frozenset(w.lower().rstrip(".") for word in ontology.words("Title") for w in word.split())
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
        for token in scene.doc:
            word = plain(token).rpartition("-")[2] if len(token) > 1 else ""
            if word in self.based:
                yield from self.seated(scene, token)
            elif word in self.participles or word in self.state_owned:
                yield from self.compounded(scene, token, word)
            elif word == "part" and token.dep_ == "pobj" and plain(token.head) == "as":
                yield from part(scene, token)

    def owned(self, scene: Scene, mention: Mention) -> Iterator[EventDict]:
        """Whose an organisation is: by a state inside its name, or by a name right before it."""
        source = mention["actor"][0], mention["head"]
        words = [plain(t) for t in scene.doc[mention["start"]:mention["end"]]]
        body = self.is_body(words)
        if body and (found := self.state_in(scene, mention)):
            yield scene.event("partOf", source, found, [found[1]], "body of a state", _SURE["body of a state"])
            return
        if (owner_inside := named_inside(scene, mention)) is not None:
            yield scene.event("partOf", source, owner_inside, [owner_inside[1]], "possessor", _SURE["possessor"])
            return
        yield from site(scene, mention)
        owner, has_s = before(scene, mention)
        if owner is None or len(owner["actor"]) != 1 or owner["actor"] == mention["actor"]:
            return
        target, cue = (owner["actor"][0], owner["head"]), [owner["head"]]
        if scene.is_a(owner, ("State", "Place")):
            if body:
                yield scene.event("partOf", source, target, cue, "body of a state", _SURE["body of a state"])
            elif has_s:
                yield scene.event(
                    "basedIn", source, target, cue, "country of a company", _SURE["country of a company"]
                )
        elif has_s and scene.is_a(owner, ("Organization",)):
            yield scene.event("partOf", source, target, cue, "possessor", _SURE["possessor"])

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
            entry = self.state(text, adjective)
            if entry and (stop < end or not adjective):
                return scene.known(entry), stop - 1
        return None

    def state(self, text: str, adjective: bool) -> ActorEntry | None:
        """The state of that name (not its seats) or adjective."""
        entry = self.ontology.by_adjective.get(text) if adjective else None
        found = [entry] if entry else [e for e in self.ontology.by_name.get(text, ()) if text in e.names]
        return found[0] if len(found) == 1 and found[0].type == "State" else None

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

    def ranked(self, scene: Scene, person: Mention) -> Iterator[EventDict]:
        """The service before a rank: "**Army** Lt. Gen. Stephen J. Townsend"."""
        doc, i, seen = scene.doc, person["start"], False
        while i > 0 and not scene.at(i - 1) and scene.same_sentence(i - 1, person["start"]) and (
            doc[i - 1].pos_ == "PROPN" or plain(doc[i - 1]).rstrip(".") in self.titles or doc[i - 1].text == "."
        ):
            i -= 1
            seen = seen or plain(doc[i]).rstrip(".") in self.titles
        service = scene.ending(i) if seen else None
        if service and service["form"] == "name" and len(service["actor"]) == 1 and scene.is_a(
            service, ("Organization",)
        ) and scene.same_sentence(service["start"], i):
            yield scene.event(
                "memberOf", (person["actor"][0], person["head"]), (service["actor"][0], service["head"]),
                range(i, person["start"]), "rank", _SURE["rank"],
            )

    def seated(self, scene: Scene, token: Token) -> Iterator[EventDict]:
        """A place before "-based", and who has the seat there."""
        place = self.place(scene, token)
        holder = holder_after(scene, token)
        if place and holder:
            for actor in holder["actor"]:
                if actor != place[0]:
                    yield scene.event(
                        "basedIn", (actor, holder["head"]), place, [place[1], token.i], "place-based",
                        _SURE["place-based"], predicate=token.i,
                    )

    def place(self, scene: Scene, token: Token) -> tuple[int, int] | None:
        """The place joined to a participle; a capital is a place here, not its state."""
        name, end, inside = joined(scene, token)
        mention = None if inside else scene.ending(end)
        if mention and len(mention["actor"]) == 1:
            actor = scene.actors[mention["actor"][0]]
            text = scene.doc[mention["start"]:mention["end"]].text
            entry = self.ontology.actors.get(actor["known"] or "")
            if actor["type"] in ("State", "Place") and not (entry and text in entry.seats):
                return mention["actor"][0], mention["head"]
            name = text
        elif not inside:
            start = end
            while start > 0 and scene.doc[start - 1].pos_ == "PROPN" and end - start < 4:
                start -= 1
            name = scene.doc[start:end].text
        if not name[:1].isupper():
            return None
        if entry := self.state(name, adjective=False):
            return scene.known(entry), end - 1
        return scene.place(name), end - 1

    def compounded(self, scene: Scene, token: Token, word: str) -> Iterator[EventDict]:
        """Who is joined to a participle ("U.S.-led", "state-owned"), and to whom it is said."""
        name, end, inside = joined(scene, token)
        holder = holder_after(scene, token)
        if not holder or len(holder["actor"]) != 1:
            return
        mention = None if inside else scene.ending(end)
        entry = self.ontology.by_adjective.get(name) or next(iter(self.ontology.by_name.get(name, ())), None)
        if mention and len(mention["actor"]) == 1:
            actor, at = mention["actor"][0], mention["head"]
        elif entry:
            actor, at = scene.known(entry), end - 1
        else:
            return
        whom = holder["actor"][0], holder["head"]
        if actor == whom[0]:
            return
        cue = [at, token.i]
        if word in self.participles:
            yield scene.event(
                self.participles[word], (actor, at), whom, cue, "compound participle", _SURE["compound participle"],
                predicate=token.i,
            )
        elif scene.actors[actor]["type"] == "State":
            yield scene.event("partOf", whom, (actor, at), cue, "state-owned", _SURE["state-owned"], predicate=token.i)


def _pairs(words: frozenset[str]) -> Mapping[str, str]:
    """ "led: leads" -> {"led": "leads"} """
    return {w.partition(":")[0].strip(): w.partition(":")[2].strip() for w in words}


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
        if possessive(scene.doc, i) and i + 1 < mention["end"] and scene.doc[i + 1].text[:1].isupper():
            text = scene.doc[mention["start"]:i].text
            for index, actor in enumerate(scene.actors):
                if actor["type"] == "Organization" and text in actor["names"] and index not in mention["actor"]:
                    return index, i - 1
    return None


def site(scene: Scene, mention: Mention) -> Iterator[EventDict]:
    """Where an organisation is by what follows its name: "the University of Sheffield **of the UK**"."""
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


def bearer(scene: Scene, person: Mention) -> Iterator[EventDict]:
    """A person beside an organisation: "Korea's **Kim**", "**Matthew Ingram** of The Globe and Mail"."""
    source = person["actor"][0], person["head"]
    owner, has_s = before(scene, person)
    if owner and has_s and len(owner["actor"]) == 1 and scene.is_a(owner, ("State", "Organization")):
        target = owner["actor"][0], owner["head"]
        yield scene.event("memberOf", source, target, [target[1]], "member of a team", _SURE["member of a team"])
    doc, i = scene.doc, person["end"]
    if i + 1 < len(doc) and doc[i].text == ",":
        i += 1
    if i + 1 < len(doc) and plain(doc[i]) in _BEARERS and scene.same_sentence(person["start"], i + 1):
        kinds = ("Organization",) if plain(doc[i]) != "of" else ("Organization", "State")
        body = scene.starting(i + 1) or (scene.starting(i + 2) if doc[i + 1].pos_ == "DET" else None)
        near = doc[i].head.i == person["head"] or i == person["end"] and plain(doc[i]) == "of"
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


def joined(scene: Scene, token: Token) -> tuple[str, int, bool]:
    """What a participle is joined to: its text, the token after it, and whether it is inside the token itself."""
    text = token.text
    if "-" in text.strip("-"):
        return text.rpartition("-")[0], token.i + 1, True
    end = token.i
    while end > 0 and scene.doc[end - 1].tag_ == "HYPH" or end > 0 and scene.doc[end - 1].text in ("-", "–"):
        end -= 1
    return scene.doc[end - 1].text if end else "", end, False


def holder_after(scene: Scene, token: Token) -> Mention | None:
    """The noun phrase a participle stands in: the mention of its head, else the next one without a break."""
    head = token.head
    for _ in range(2):
        mention = scene.by_head.get(head.i)
        if mention and head.i > token.i and mention["actor"]:
            return mention
        if mention is None and head.i > token.i and head.dep_ == "appos":
            head = head.head
    for i in range(token.i + 1, min(token.i + 7, len(scene.doc))):
        if mention := scene.starting(i):
            return mention if mention["form"] != "demonym" else None
        if scene.doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and scene.doc[i].tag_ not in ("HYPH", "POS"):
            return None
    return None
