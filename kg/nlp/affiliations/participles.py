"""Participles that join a name to a noun: "**Chicago**-based Boeing", "the **U.S.**-led coalition", "state-owned"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp.affiliations.scene import Scene, plain
from kg.nlp.data import EventDict, Mention
from kg.ontology import Ontology
from kg.terms import ActorEntry

_SURE = {"place-based": 0.95, "compound participle": 0.85, "state-owned": 0.8}


class Participles:
    """Reads such participles; which ones there are and what they state is in ``ontology/role_wordings.ttl``."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.former = ontology.words("FormerWord")
        self.based, self.state_owned = ontology.words("BasedParticiple"), ontology.words("StateParticiple")
        self.owned = ontology.words("OwnedParticiple")
        pairs = (word.partition(":") for word in ontology.words("CompoundParticiple"))
        self.relations = {word.strip(): relation.strip() for word, _, relation in pairs}

    def __call__(self, scene: Scene) -> Iterator[EventDict]:
        """The events, in the order of the text."""
        for token in scene.doc:
            word = plain(token).rpartition("-")[2] if len(token) > 2 else ""
            if word in self.based:
                yield from self.seated(scene, token)
            elif word in self.relations or word in self.state_owned:
                yield from self.compounded(scene, token, word)

    def seated(self, scene: Scene, token: Token) -> Iterator[EventDict]:
        """A place before "-based", and who has the seat there."""
        place = self.place(scene, token)
        holder = holder_after(scene, token)
        if place and holder:
            for actor in holder["actor"]:
                if actor != place[0]:
                    yield scene.event(
                        "basedIn",
                        (actor, holder["head"]),
                        place,
                        [place[1], token.i],
                        "place-based",
                        _SURE["place-based"],
                        predicate=token.i,
                    )

    def place(self, scene: Scene, token: Token) -> tuple[int, int] | None:
        """The place joined to a participle; a capital is a place here, not its state."""
        name, end, inside = joined(scene, token)
        mention = None if inside else scene.ending(end)
        if mention and len(mention["actor"]) == 1:
            actor = scene.actors[mention["actor"][0]]
            text = scene.doc[mention["start"] : mention["end"]].text
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
        if entry := state_named(self.ontology, name):
            return scene.known(entry), end - 1
        return scene.place(name), end - 1

    def compounded(self, scene: Scene, token: Token, word: str) -> Iterator[EventDict]:
        """Who is joined to a participle ("U.S.-led", "state-owned"), and to whom it is said."""
        name, end, inside = joined(scene, token)
        holder = None if self.past(scene, token) else holder_after(scene, token)
        if not holder or len(holder["actor"]) != 1:
            return
        mention = None if inside else scene.ending(end)
        entry = self.ontology.by_adjective.get(name) or next(iter(self.ontology.by_name.get(name, ())), None)
        own = name.lower() == "state" and word in self.state_owned
        if name.lower() == "state":  # "Russian **state**-owned bank VTB"; else the state the bank is known to be of
            mention = scene.ending(end - 1)
            entry = self.ontology.actors.get(scene.actors[holder["actor"][0]]["state"] or "")
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
        if word in self.relations and not own:
            yield scene.event(
                self.relations[word],
                (actor, at),
                whom,
                cue,
                "compound participle",
                _SURE["compound participle"],
                predicate=token.i,
            )
        elif (
            scene.actors[actor]["type"] == "State"
            or word in self.owned
            and ({scene.actors[actor]["type"], scene.actors[whom[0]]["type"]} == {"Organization"})
        ):
            yield scene.event("partOf", whom, (actor, at), cue, "state-owned", _SURE["state-owned"], predicate=token.i)

    def past(self, scene: Scene, token: Token) -> bool:
        """Whether it is so no more: "the **formerly** state-owned company"."""
        return any(plain(t) in self.former for t in scene.doc[max(0, token.i - 4) : token.i])


def state_named(ontology: Ontology, text: str, adjective: bool = False) -> ActorEntry | None:
    """The state of that name (not its seats), or of that adjective where they are wanted."""
    entry = ontology.by_adjective.get(text) if adjective else None
    found = [entry] if entry else [e for e in ontology.by_name.get(text, ()) if text in e.names]
    return found[0] if len(found) == 1 and found[0].type == "State" else None


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
    if head.i > token.i:
        mention = scene.by_head.get(head.i)
        if mention is None and head.dep_ == "appos":
            mention = scene.by_head.get(head.head.i)
        if mention and mention["actor"]:
            return mention
    for i in range(token.i + 1, min(token.i + 7, len(scene.doc))):
        if mention := scene.starting(i):
            return mention if mention["form"] != "demonym" else None
        if scene.doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and scene.doc[i].tag_ not in ("HYPH", "POS"):
            return None
    return None
