"""Persons beside a body: party tags, ranks in a service, "**Arsenal**'s Ann Lee", "Ann Lee of **Greenpeace**"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.nlp.affiliations.scene import Scene, before, plain
from kg.nlp.data import EventDict, Mention
from kg.ontology import Ontology
from kg.terms import ActorEntry

_TAG = re.compile(r"\s?\(\s?([A-Z][A-Za-z ]{0,7}?)\.?(?:\s?[-–—,]\s?([A-Z][\w. ]{0,11}?)\.?)?\s?\)")
_BEARERS = frozenset({"of", "from", "with", "at"})
_SURE = {"member of a team": 0.8, "party tag": 0.95, "rank": 0.9}


class Bearers:
    """Reads to what the person of a mention belongs."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.former = ontology.words("FormerWord")
        self.tags = {tag.casefold(): entry for entry in ontology.actors.values() for tag in entry.tags}
        self.titles = frozenset(w.lower().rstrip(".") for word in ontology.words("Title") for w in word.split())
        pairs = (word.partition(":") for word in ontology.words("RankService"))
        self.services = {word.strip(): name.strip() for word, _, name in pairs}
        self.tag_places = ontology.words("PartyTagPlace")

    def __call__(self, scene: Scene, person: Mention) -> Iterator[EventDict]:
        """The events, in no special order."""
        yield from self.party(scene, person)
        yield from bearer(scene, person)
        yield from self.ranked(scene, person)

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
