"""Persons beside a body: party tags, ranks in a service, "**Arsenal**'s Ann Lee", "Ann Lee of **Greenpeace**"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.nlp.affiliations.scene import Scene, before, plain, title_words
from kg.nlp.data import EventDict, Mention
from kg.ontology import Ontology
from kg.terms import ActorEntry

_TAG = re.compile(r"\s?\(\s?([A-Z][A-Za-z ]{0,7}?)\.?(?:\s?[-–—,]\s?([A-Z][\w. ]{0,11}?)\.?)?\s?\)")
_BEARERS = frozenset({"of", "from", "with", "at"})
_COMMA_TAG = re.compile(r",\s([A-Z])-([A-Z][A-Za-z. ]{1,15}?)\.?(?=[,;.:)]|\s[a-z])")
_LONGEST_TAG = 14  # tokens
_SURE = {"member of a team": 0.8, "party tag": 0.95, "rank": 0.9, "one of": 0.85, "staff": 0.75}


class Bearers:
    """Reads to what the person of a mention belongs."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.former = ontology.words("FormerWord")
        self.tags = {tag.casefold(): entry for entry in ontology.actors.values() for tag in entry.tags}
        self.titles = title_words(ontology)
        pairs = (word.partition(":") for word in ontology.words("RankService"))
        self.services = {word.strip(): name.strip() for word, _, name in pairs}
        self.tag_places = ontology.words("PartyTagPlace")
        bodies = [entry for entry in ontology.actors.values() if entry.type == "Organization"]
        counts = Counter(word for entry in bodies for word in entry.people)
        self.partisans = {word: entry for entry in bodies for word in entry.people if counts[word] == 1}
        self.ministers, self.marks = ontology.words("MinisterNoun"), ontology.words("OrganizationMark")
        self.ranks = frozenset(word for role in ontology.roles.values() if role.name == "Rank" for word in role.words)
        self.samples, self.strangers = ontology.words("SampleWord"), ontology.words("StrangerNoun")

    def __call__(self, scene: Scene, person: Mention) -> Iterator[EventDict]:
        """The events, in no special order."""
        yield from self.party(scene, person)
        yield from self.bracketed(scene, person)
        yield from self.partisan(scene, person)
        yield from self.sample(scene, person)
        yield from bearer(scene, person)
        yield from self.ranked(scene, person)

    def party(self, scene: Scene, mention: Mention) -> Iterator[EventDict]:
        """The party of a tag: "(D-Calif.)", "(R-TX)", ", D-Kansas,"; a bare one only where its abbreviation is long."""
        doc, end = scene.doc, mention["end"]
        at = doc[end - 1].idx + len(doc[end - 1])
        behind = doc[end - 1].whitespace_ + doc[end : end + _LONGEST_TAG].text
        match = _TAG.match(behind) or _COMMA_TAG.match(behind)
        if not match:
            return
        party = self.tags.get(match[1].casefold())
        place_known = self.is_constituency(match[2]) if match[2] else len(match[1]) > 2
        if party and place_known:
            cue = [t.i for t in doc[end : end + 6] if t.idx < at + match.end() and t.is_alpha]
            yield scene.event(
                "memberOf",
                (mention["actor"][0], mention["head"]),
                (scene.known(party), cue[0]),
                cue,
                "party tag",
                _SURE["party tag"],
                predicate=cue[0],
            )

    def is_constituency(self, place: str) -> bool:
        """Whether a place can follow the party in a tag: by its abbreviation, or an American state by its name."""
        return place in self.tag_places or any(
            e.type == "Place" and "United_States" in e.part_of for e in self.ontology.by_name.get(place, ())
        )

    def partisan(self, scene: Scene, person: Mention) -> Iterator[EventDict]:
        """The party whose people's name goes with a person's: "**Democrats** Lee and Poe", "Lee, a **Tory**,"."""
        doc, i, end = scene.doc, person["start"] - 1, person["end"]
        apposed = doc[end : end + 1].text == "," and doc[end + 1 : end + 2].text in self.samples
        if apposed and end + 3 < len(doc) and doc[end + 3].pos_ not in ("NOUN", "PROPN", "ADJ"):
            i = end + 2
        entry = self.partisans.get(doc[i].text) if i >= 0 and scene.same_sentence(min(i, end - 1), i) else None
        if entry is None:
            return
        several = i < end and doc[i].tag_ in ("NNS", "NNPS")
        for one in listed(scene, person["start"]) if several else [person]:
            if one["form"] == "name" and len(one["actor"]) == 1 and scene.is_a(one, ("Person",)):
                source, target = (one["actor"][0], one["head"]), (scene.known(entry), i)
                yield scene.event("memberOf", source, target, [i], "party tag", _SURE["party tag"])

    def bracketed(self, scene: Scene, person: Mention) -> Iterator[EventDict]:
        """The known team, party or firm in brackets after a full name: "Ann Lee (**Arsenal**)"."""
        doc, i = scene.doc, person["end"]
        body = scene.starting(i + 1) if doc[i : i + 1].text == "(" and i + 1 < len(doc) else None
        full = i - person["start"] > 1 and body is not None and doc[body["end"] : body["end"] + 1].text == ")"
        if body and full and body["form"] == "name" and len(body["actor"]) == 1:
            known = scene.actors[body["actor"][0]]["known"] is not None
            if known and scene.is_a(body, ("Organization", "State")) and body["actor"] != person["actor"]:
                yield self.member(scene, person, body, [body["head"]], "member of a team")

    def sample(self, scene: Scene, person: Mention) -> Iterator[EventDict]:
        """The people or party of whom somebody is one: "One **Rohingya**, Amin Ullah, wept"."""
        doc, i = scene.doc, person["start"]
        group = scene.ending(i - 1) if i > 2 and doc[i - 1].text == "," else None
        if group and len(group["actor"]) == 1 and scene.is_a(group, ("Group",)) and not scene.names_nobody(group):
            if plain(doc[group["start"] - 1]) in self.samples and scene.same_sentence(group["start"] - 1, i):
                yield self.member(scene, person, group, [group["head"]], "one of")

    def member(self, scene: Scene, person: Mention, body: Mention, cue: Iterable[int], wording: str) -> EventDict:
        """That the person of a mention is of the body of another."""
        target = body["actor"][0], body["head"]
        return scene.event("memberOf", (person["actor"][0], person["head"]), target, cue, wording, _SURE[wording])

    def staff(self, scene: Scene, people: Mention) -> Iterator[EventDict]:
        """The bodies from which somebody without a name is: "a team **from MIT** and **Yale**", "ten airmen **from the
        31st Wing**"."""
        doc, i = scene.doc, people["end"]
        head = doc[people["head"]]
        if i + 1 >= len(doc) or plain(doc[i]) != "from" or doc[i].head.i != head.i or not scene.names_nobody(people):
            return
        if head.lemma_.lower() in self.strangers or len(people["actor"]) != 1:
            return
        relation = "partOf" if scene.is_a(people, ("Organization",)) else "memberOf"
        if relation == "partOf" and any(m["end"] <= people["head"] for m in scene.covering.get(people["start"], ())):
            return  # "**Coalition** aircraft from the task force"
        for body in listed(scene, i + 1):
            if body["form"] != "name" or not scene.is_a(body, ("Organization",)):
                break
            for actor in body["actor"]:
                yield scene.event(
                    relation, (people["actor"][0], people["head"]), (actor, body["head"]), [i], "staff", _SURE["staff"]
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
        if service and (self.was(doc, service["start"]) or self.is_field(scene, service)):
            return
        if (
            service
            and service["form"] == "name"
            and len(service["actor"]) == 1
            and scene.is_a(service, ("Organization",))
        ):
            yield scene.event(
                "memberOf",
                (person["actor"][0], person["head"]),
                (service["actor"][0], service["head"]),
                range(i, person["start"]),
                "rank",
                _SURE["rank"],
            )
        elif seen and service is None and (found := self.service(scene, i, person["start"])):
            source, cue = (person["actor"][0], person["head"]), range(i, person["start"])
            yield scene.event("memberOf", source, found, cue, "rank", _SURE["rank"])

    def is_field(self, scene: Scene, name: Mention) -> bool:
        """Whether a name before a minister is no body but a field: "**Informatics** Minister Ann Lee"."""
        after = scene.doc[name["end"] : name["end"] + 1].text.lower()
        known = any(scene.actors[a]["known"] for a in name["actor"])
        return after in self.ministers and not known and plain(scene.doc[name["end"] - 1]) not in self.marks

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

    def service(self, scene: Scene, i: int, end: int) -> tuple[int, int] | None:
        """The service whose name without its state begins at token ``i``, before a rank cut short or one of those who
        are no officers: "**Navy** Capt.", "**Navy** Chief Petty Officer".

        Only American papers write so; where nothing of that state is mentioned, none.
        """
        doc = scene.doc
        for stop in (i + 2, i + 1):
            entry = self.ontology.actors.get(self.services.get(" ".join(plain(t) for t in doc[i:stop]), ""))
            rank = doc[stop : stop + 2].text
            short = "." in rank or " ".join(plain(t) for t in doc[stop:end]) in self.ranks
            written = doc[i].text[:1].isupper() and rank[:1].isupper() and short
            if entry and written and scene.speaks_of(self.home(entry)):
                return scene.known(entry), stop - 1
        return None


def listed(scene: Scene, i: int) -> Iterator[Mention]:
    """The mentions in a row from token ``i`` on: "from **MIT**, **Yale** and the **University of Oslo**"."""
    doc = scene.doc
    while i < len(doc):
        i += doc[i].pos_ == "DET"
        mention = scene.starting(i) if i < len(doc) else None
        if mention is None or doc[i].is_sent_start:
            return
        yield mention
        i = mention["end"]
        links = i
        while links < min(len(doc), i + 2) and (doc[links].text == "," or plain(doc[links]) in ("and", "&")):
            links += 1
        if links == i:
            return
        i = links


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
        near = (
            doc[i].head.i == person["head"]
            or plain(doc[i]) == "of"
            and (i == person["end"] or body is not None and doc[body["end"] : body["end"] + 1].text in (",", "."))
        )
        if body and near and body["form"] == "name" and len(body["actor"]) == 1 and scene.is_a(body, kinds):
            target = body["actor"][0], body["head"]
            if target[0] != source[0]:
                yield scene.event("memberOf", source, target, [i], "member of a team", _SURE["member of a team"])
