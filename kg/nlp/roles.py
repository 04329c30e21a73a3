"""Stage ``kg_roles``: who leads, belongs to, succeeds or is allied with whom, as titles and appositions state it.

A role phrase ("the Iraqi prime minister", ``role_phrases.py``) says whose role it is; who holds it stands after it
(a title), before it (an apposition), as the subject of "be" or "as", or is whom coreference takes the phrase for.
Organisations in organisations, places and tags are read in ``affiliation.py``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product, zip_longest

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.affiliations.after import following
from kg.nlp.affiliations.belonging import Affiliations
from kg.nlp.affiliations.holdings import Holding, Holdings, linked
from kg.nlp.affiliations.phrases import PERSON, RoleLexicon, RolePhrase
from kg.nlp.affiliations.scene import Scene, mentioned, plain
from kg.nlp.data import EventDict, Mention
from kg.ontology import Ontology, cached

# How often each pattern was right on annotated articles; see ``confidence``.
_SURE = {"title": 0.95, "apposition": 0.92, "SOURCE be": 0.85, "as": 0.8, "nominal": 0.8}
_BELONGING = frozenset({"of", "for", "at", "with"})  # lead from a role to whose it is


class Roles:
    """Adds the events of the role family that titles, appositions, possessors and tags state."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.lexicon = RoleLexicon(ontology)
        self.holdings = Holdings(self.lexicon)
        self.affiliations = Affiliations(ontology)

    def __call__(self, doc: Doc) -> Doc:
        doc._.kg_actors, doc._.kg_times = list(doc._.kg_actors), list(doc._.kg_times)
        scene = Scene(doc)
        found = [*self.stated(scene), *self.affiliations(scene)]
        doc._.kg_events = [*doc._.kg_events, *new(found, doc._.kg_events)]
        return doc

    def stated(self, scene: Scene) -> Iterator[EventDict]:
        """The events of the role phrases. Coordinated phrases share their holder and whose role it is."""
        phrases = list(self.lexicon.phrases(scene))
        held: dict[int, str] = {}  # actor -> the last role stated of it, for "his French counterpart"
        before: tuple[RolePhrase, Holding | None] | None = None
        last: tuple[Holding, list[Mention]] | None = None
        for phrase, after in zip_longest(phrases, phrases[1:]):
            assert phrase is not None
            holding = self.holdings.of(scene, phrase, after)
            joint = before is not None and linked(scene, before[0].right, phrase.left)
            if holding is None and before and joint:
                holding = self.holdings.joint(scene, phrase, before[1])
            before = phrase, holding
            if not holding:
                continue
            owners = self.owners(scene, phrase, holding)
            if not owners and after and linked(scene, phrase.end, after.start):
                owners = self.owners(scene, after, holding)
            owners = owners or self.shared(scene, phrase, holding, last)
            if not owners and joint and last and last[0].holders == holding.holders:
                owners = [o for o in last[1] if scene.is_a(o, phrase.noun.of)]  # "**Ford** founder and head Ann Lee"
            last = holding, owners
            relation = self.relation(scene, phrase, held)
            owners = [o for o in owners if not self.is_portfolio(scene, o, relation)]
            for e in events(scene, phrase, relation, holding, arguments(owners) or self.home(scene, phrase, holding)):
                held[e["source"]] = e["relation"]
                yield e

    def is_portfolio(self, scene: Scene, owner: Mention, relation: str) -> bool:
        """A region that is part of nothing is what somebody deals with: "Minister for the **Middle East**"."""
        known = [self.ontology.actors.get(scene.actors[a]["known"] or "") for a in owner["actor"]]
        return relation == "memberOf" and any(e is not None and e.type == "Place" and not e.part_of for e in known)

    def is_field(self, scene: Scene, phrase: RolePhrase, owner: Mention) -> bool:
        """Whether what a minister is of is no body but a field: "Minister of **International Relations**"."""
        minister = plain(scene.doc[phrase.head]) in self.lexicon.ministers and owner["start"] > phrase.start
        marked = plain(mentioned(scene, owner)[-1]).rstrip(".") in self.lexicon.marks
        known = any(scene.actors[a]["known"] for a in owner["actor"])
        return minister and scene.is_a(owner, ("Organization",)) and not (marked or known)

    def relation(self, scene: Scene, phrase: RolePhrase, held: Mapping[int, str]) -> str:
        """What a phrase states. The second in rank, "a leader" or the head of a part does not lead; a counterpart does
        alike."""
        if phrase.noun is self.lexicon.counterpart:
            owners = [a for m in phrase.before if m["form"] == "pronoun" for a in m["actor"]]
            return next((held[a] for a in owners if a in held), phrase.noun.relation)
        one_of_several = scene.doc[phrase.left].dep_ == "det" and plain(scene.doc[phrase.left]) in ("a", "an")
        if phrase.noun.relation == "leads" and (phrase.deputy or phrase.narrowed or one_of_several):
            return "memberOf"
        return phrase.noun.relation

    def owners(self, scene: Scene, phrase: RolePhrase, holding: Holding) -> list[Mention]:
        """Whose role it is: "of …" first, then the modifiers before it, then what follows the name."""
        fits = [m for m in phrase.before if scene.is_a(m, phrase.noun.of) and not self.describes(scene, phrase, m)]
        if phrase.narrowed and len(fits) > 1 and scene.is_a(fits[0], ("State", "Place")):
            fits = fits[1:]  # "Siemens's **China** head"
        after = [(p, m) for p, m in phrase.after if scene.is_a(m, phrase.noun.of) and self.owns(scene, phrase, p, m)]
        of = [m for _, m in after]
        if of and scene.is_a(of[0], ("Organization",)) and (
            inside(scene.doc, of[0]) or of[0]["form"] == "nominal" and len(scene.covering[of[0]["start"]]) > 1
        ):
            phrase.narrowed = True  # "head of the **UN** mission"
        places = [m for m in phrase.before if scene.is_a(m, ("State", "Place"))]
        if of and places and scene.is_a(of[0], ("Organization",)):
            phrase.narrowed |= places[0]["form"] == "name"  # "**China** head at Siemens"
            fits = [m for m in fits if m not in places]
        if not fits or any(p == "of" for p, _ in after):
            fits = of + fits if of else fits
        if not fits:
            fits = self.within(scene, phrase) or self.beside(scene, phrase, holding)
        return fits[:1] if phrase.noun.relation != "memberOf" else fits[:2]

    def owns(self, scene: Scene, phrase: RolePhrase, preposition: str, owner: Mention) -> bool:
        """Whether a preposition leads from a role to whose it is: "head **of** Lumo", not "envoy **for** Mali"."""
        if preposition in ("in", "from"):
            return scene.is_a(owner, ("Organization",))  # "a colonel in the Army"
        if preposition not in _BELONGING or self.is_field(scene, phrase, owner):
            return False
        if not scene.is_a(owner, ("State", "Place")):
            return True
        sent = preposition == "for" and scene.doc[phrase.head].lemma_.lower() in self.lexicon.sent
        return not sent and not phrase.noun.civil and not inside(scene.doc, owner)

    def describes(self, scene: Scene, phrase: RolePhrase, owner: Mention) -> bool:
        """Whether an adjective of a state or people only describes: a "**Kurdish** rebel leader" does not lead the
        Kurds, Ford's "**Swedish** subsidiary" is no part of Sweden."""
        if scene.is_a(owner, ("State", "Place")) and (
            phrase.noun.civil or phrase.bodied and not phrase.noun.private and phrase.noun.holders == PERSON
        ):
            return True  # nor "Chad's best known journalist", nor is a "Kenyan cult leader" one of Kenya
        if owner["form"] != "demonym":
            return False
        if phrase.noun.private and scene.is_a(owner, ("State",)):
            return True  # "Arsenal's **Danish** striker"
        word = scene.doc[phrase.start : phrase.end].lemma_.lower()
        return scene.is_a(owner, ("Group",)) and len(phrase.words) > 1 or word in self.lexicon.firm_parts

    def within(self, scene: Scene, phrase: RolePhrase) -> list[Mention]:
        """The body inside the role's own words: "**party** leader Ann Lee"."""
        mention = scene.by_head.get(phrase.start) if len(phrase.words) > 1 else None
        return [mention] if mention and mention["form"] == "nominal" and scene.is_a(mention, phrase.noun.of) else []

    def shared(
        self, scene: Scene, phrase: RolePhrase, holding: Holding, last: tuple[Holding, list[Mention]] | None
    ) -> list[Mention]:
        """The state of a minister named beside his president or colleague: "**French** President X and foreign
        minister Y". Of other offices that is not sure: "French President X and Vice President Y" are of two states, and
        so are "after talks with French minister X, Minister Y"."""
        if not last or {last[0].wording, holding.wording} != {"title"} or (
            plain(scene.doc[phrase.end - 1]) not in self.lexicon.ministers or len(phrase.words) < 2
        ):
            return []
        near = linked(scene, last[0].holders[-1]["end"], phrase.left)
        near = near and scene.doc[holding.holders[0]["head"]].dep_ in ("conj", "appos")
        states = [m for m in last[1] if scene.is_a(m, ("State",)) and len(m["actor"]) == 1]
        own = {scene.actors[a]["state"] for m in holding.holders for a in m["actor"]} - {None}
        return [m for m in states if near and own <= {scene.actors[m["actor"][0]]["known"]}]

    def home(self, scene: Scene, phrase: RolePhrase, holding: Holding) -> list[tuple[int, int]]:
        """The organisation a role word itself says: "European commissioner"; the state it says of who is known to be
        of it: "Secretary of State John Kerry" (other states have such a secretary too)."""
        entry = self.ontology.actors.get(phrase.noun.at or "")
        if entry is None:
            return []
        holders = [scene.actors[a] for m in holding.holders for a in m["actor"]]
        states = {holder["state"] if holder["known"] else None for holder in holders}
        return [(scene.known(entry), phrase.head)] if entry.type == "Organization" or states == {entry.name} else []

    def beside(self, scene: Scene, phrase: RolePhrase, holding: Holding) -> list[Mention]:
        """An organisation after a comma ("commander, U.S. Central Command") or after the name ("X of Indonesia")."""
        doc, end = scene.doc, phrase.right
        if holding.wording == "apposition" and end < len(doc) and doc[end].text == "," and end + 1 < len(doc):
            i = end + 2 if end + 2 < len(doc) and doc[end + 1].pos_ == "DET" else end + 1
            mention = scene.starting(i)
            if mention and scene.same_sentence(phrase.start, i) and mention["form"] == "name" and scene.is_a(
                mention, phrase.noun.of & {"Organization"}
            ):
                return [mention]
        if holding.wording == "title":
            return [
                m for p, m in following(scene, holding.holders[-1]["end"])[1]
                if p == "of" and scene.is_a(m, phrase.noun.of)
            ][:1]
        return []


def events(
    scene: Scene, phrase: RolePhrase, relation: str, holding: Holding, owners: Sequence[tuple[int, int]]
) -> Iterator[EventDict]:
    """Every holder with every owner, as (actor, token)."""
    role = " ".join(plain(scene.doc[i]) for i in phrase.words)
    wording = f"SOURCE be {role} of TARGET" if holding.wording == "SOURCE be" else holding.wording
    if phrase.former is not None:
        return  # an event of this graph is so; what a person was once is no statement about him now
    for (source, s), (target, t) in product(arguments(holding.holders), owners):
        if source == target:
            continue
        first, second = ((target, t), (source, s)) if phrase.noun.inverse else ((source, s), (target, t))
        event = scene.event(
            relation, first, second, phrase.words, wording, _SURE[holding.wording],
            predicate=phrase.head if holding.verb is None else holding.verb,
        )
        yield {**event, "modality": "Planned"} if phrase.future else event


def inside(doc: Doc, mention: Mention) -> bool:
    """Whether a mention only goes before a noun: "the **Oslo** Chamber of Commerce"."""
    head = doc[mention["head"]]
    return head.dep_ in ("compound", "nmod", "amod") and head.head.i >= mention["end"]


def arguments(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """The actors of mentions, with the token they stand at."""
    return [(actor, m["head"]) for m in mentions for actor in m["actor"]]


def new(found: Iterable[EventDict], known: Sequence[EventDict]) -> list[EventDict]:
    """Without what other wordings or an earlier sentence already state; roles hold over the article."""
    seen = {(e["relation"], e["source"], e["target"]) for e in known}
    found = sorted(found, key=lambda e: -e["confidence"])
    led = {(e["source"], e["target"]) for e in (*known, *found) if e["relation"] == "leads"}
    kept: list[EventDict] = []
    for e in found:
        if e["relation"] == "memberOf" and (e["source"], e["target"]) in led:
            continue
        if (key := (e["relation"], e["source"], e["target"])) not in seen:
            seen.add(key)
            kept.append(e)
    return sorted(kept, key=lambda e: e["predicate"])


@Language.factory(
    "kg_roles",
    assigns=["doc._.kg_events", "doc._.kg_actors", "doc._.kg_times"],
    requires=["token.dep", "token.lemma", "token.tag", "token.pos", "doc._.kg_mentions", "doc._.kg_actors"],
    default_config={"ontology": []},
)
def make_roles(nlp: Language, name: str, ontology: list[str]) -> Roles:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Roles(cached(*ontology))
