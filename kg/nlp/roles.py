"""Stage ``kg_roles``: who leads, belongs to, succeeds or is allied with whom, as titles and appositions state it.

A role phrase ("the Iraqi prime minister", ``phrases.py``) says whose role it is (``owners.py``); who holds it
(``holdings.py``) stands after it (a title), before it (an apposition), as the subject of "be" or "as", or is whom
coreference takes the phrase for. Organisations in organisations, places and tags are read in ``belonging.py``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product, zip_longest

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import grammar
from kg.nlp.affiliations.belonging import Affiliations
from kg.nlp.affiliations.holdings import Holding, Holdings, linked
from kg.nlp.affiliations.owners import Owners
from kg.nlp.affiliations.phrases import RoleLexicon, RolePhrase
from kg.nlp.affiliations.scene import Scene, plain
from kg.nlp.data import EventDict, Mention
from kg.ontology import Ontology, cached

# How often each pattern was right on annotated articles; see ``confidence``.
_HELD = frozenset({"leads", "memberOf"})
_SURE = {"title": 0.95, "apposition": 0.92, "SOURCE be": 0.85, "as": 0.8, "nominal": 0.8}


class Roles:
    """Adds the events of the role family that titles, appositions, possessors and tags state."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.lexicon = RoleLexicon(ontology)
        self.holdings, self.owners = Holdings(self.lexicon), Owners(ontology, self.lexicon)
        self.affiliations = Affiliations(ontology)

    def __call__(self, doc: Doc) -> Doc:
        doc._.kg_actors, doc._.kg_times = list(doc._.kg_actors), list(doc._.kg_times)
        scene = Scene(doc)
        found = [*self.stated(scene), *self.affiliations(scene)]
        found = [e for e in found if not self.is_namesake(scene, e)]
        found += self.nameless(scene, [*doc._.kg_events, *found])
        told = [e for e in doc._.kg_events if not self.was(doc, e)]
        doc._.kg_events = [*told, *new(found, told)]
        return doc

    def was(self, doc: Doc, e: EventDict) -> bool:
        """Whether a verb tells to whom something belonged: "Opel, **formerly** owned by Ford"."""
        predicate = doc[e["predicate"]]
        before = doc[max(predicate.sent.start, predicate.i - 1) : predicate.i]
        return (
            e["relation"] == "partOf"
            and predicate.pos_ == "VERB"
            and any(plain(t) in self.lexicon.former for t in (*grammar.children(predicate, "advmod"), *before))
        )

    def is_namesake(self, scene: Scene, e: EventDict) -> bool:
        """Whether a party is another than the one known by its name: the "Conservative" of Canada is not of Britain."""
        person, party = scene.actors[e["source"]], scene.actors[e["target"] or 0]
        entry = self.ontology.actors.get(party["known"] or "")
        state = person["state"] if person["type"] == "Person" else None
        return (
            state is not None
            and entry is not None
            and "party" in entry.kind
            and bool(entry.based_in)
            and (state not in entry.based_in)
        )

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
            owners = self.owners.of(scene, phrase, holding)
            if not owners and after and linked(scene, phrase.end, after.start):
                owners = self.owners.of(scene, after, holding)
            owners = owners or self.shared(scene, phrase, holding, last)
            if not owners and joint and last and last[0].holders == holding.holders:
                owners = [o for o in last[1] if scene.is_a(o, phrase.noun.of)]  # "**Ford** founder and head Ann Lee"
            last = holding, owners
            relation = self.relation(scene, phrase, held)
            owners = [o for o in owners if not self.owners.is_portfolio(scene, o, relation)]
            if relation == "leads" and "Group" not in phrase.noun.of:
                yield from events(scene, phrase, "memberOf", holding, arguments(self.owners.parties(scene, phrase)))
            for e in events(scene, phrase, relation, holding, arguments(owners) or self.home(scene, phrase, holding)):
                held[e["source"]] = e["relation"]
                yield e

    def nameless(self, scene: Scene, told: Sequence[EventDict]) -> Iterator[EventDict]:
        """Whose a nameless holder is who takes part in something: "Lee met **Chad**'s foreign minister".

        Only where nothing else is told of whose he is: else there is no end of officials who said something.
        """
        active = {a for e in told for a in (e["source"], e["target"]) if a is not None}
        for phrase in self.lexicon.phrases(scene):
            holder = scene.by_head.get(phrase.head)
            if holder is None or holder["form"] != "nominal" or not scene.names_nobody(holder) or phrase.future:
                continue
            noun = next((n for n in phrase.meanings if n.relation in _HELD and scene.is_a(holder, n.holders)), None)
            if noun is None or len(holder["actor"]) != 1 or holder["actor"][0] not in active:
                continue
            phrase.noun, holding = noun, Holding([holder], "nominal")
            relation, owners = self.relation(scene, phrase, {}), self.owners.of(scene, phrase, holding)[:1]
            unseen = [o for o in owners if active.isdisjoint(o["actor"]) and not scene.names_nobody(o)]
            whose = [o for o in unseen if not self.owners.is_portfolio(scene, o, relation)]
            active.update(a for o in whose for a in o["actor"])
            yield from events(scene, phrase, relation, holding, arguments(whose))

    def relation(self, scene: Scene, phrase: RolePhrase, held: Mapping[int, str]) -> str:
        """What a phrase states. The second in rank, "a leader" or the head of a part does not lead; a counterpart does
        alike."""
        if phrase.noun is self.lexicon.counterpart:
            owners = [a for m in phrase.before if m["form"] == "pronoun" for a in m["actor"]]
            return next((held[a] for a in owners if a in held), phrase.noun.relation)
        indefinite = scene.doc[phrase.left].dep_ == "det" and plain(scene.doc[phrase.left]) in ("a", "an")
        one_of_several = indefinite or phrase.plural
        if phrase.noun.relation == "leads" and (phrase.deputy or phrase.narrowed or one_of_several):
            return "memberOf"
        return phrase.noun.relation

    def shared(
        self, scene: Scene, phrase: RolePhrase, holding: Holding, last: tuple[Holding, list[Mention]] | None
    ) -> list[Mention]:
        """The state of a minister named beside his president or colleague: "**French** President X and foreign
        minister Y". Of other offices that is not sure: "French President X and Vice President Y" are of two states, and
        so are "after talks with French minister X, Minister Y"."""
        if (
            not last
            or {last[0].wording, holding.wording} != {"title"}
            or (plain(scene.doc[phrase.end - 1]) not in self.lexicon.ministers or len(phrase.words) < 2)
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
            relation,
            first,
            second,
            phrase.words,
            wording,
            _SURE[holding.wording],
            predicate=phrase.head if holding.verb is None else holding.verb,
        )
        yield {**event, "modality": "Planned"} if phrase.future else event


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
