"""Whose a role is: "the **Iraqi** prime minister", "head **of Lumo**", "commander, **Central Command**"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.nlp.affiliations.after import following
from kg.nlp.affiliations.holdings import Holding
from kg.nlp.affiliations.phrases import PERSON, RoleLexicon, RolePhrase
from kg.nlp.affiliations.scene import Scene, mentioned, plain
from kg.nlp.data import Mention
from kg.ontology import Ontology

_BELONGING = frozenset({"of", "for", "at", "with"})  # lead from a role to whose it is


class Owners:
    """Finds whose the roles of phrases are."""

    def __init__(self, ontology: Ontology, lexicon: RoleLexicon) -> None:
        self.ontology, self.lexicon = ontology, lexicon
        leader = ontology.roles.get("Leader")
        self.leader = frozenset(leader.words if leader else ())

    def of(self, scene: Scene, phrase: RolePhrase, holding: Holding) -> list[Mention]:
        """Whose role it is: "of …" first, then the modifiers before it, then what follows the name."""
        fits = [m for m in phrase.before if scene.is_a(m, phrase.noun.of) and not self.describes(scene, phrase, m)]
        fits = [m for m in fits if not self.is_field(scene, phrase, m)]
        fits = [m for m in fits if not self.is_foreign(scene, phrase, m, holding)]
        if phrase.noun.relation == "leads" and "Group" not in phrase.noun.of:
            fits = [m for m in fits if m not in self.parties(scene, phrase)]
        if phrase.narrowed and len(fits) > 1 and scene.is_a(fits[0], ("State", "Place")):
            fits = fits[1:]  # "Siemens's **China** head"
        after = [(p, m) for p, m in phrase.after if scene.is_a(m, phrase.noun.of) and self.owns(scene, phrase, p, m)]
        if phrase.noun.relation not in ("leads", "memberOf"):  # "an ally of **Hamas** leader Ali Saleh"
            after = [(p, m) for p, m in after if m["form"] != "name" or not inside(scene.doc, m)]
        of = [m for _, m in after]
        if of and scene.is_a(of[0], ("Organization",)):
            named = [m for m in scene.covering[of[0]["start"]] if m["form"] == "name" and m["actor"] == of[0]["actor"]]
            part = inside(scene.doc, of[0]) or of[0]["form"] == "nominal" and bool(named)
            phrase.narrowed |= part  # "head of the **UN** mission"
        places = [m for m in phrase.before if scene.is_a(m, ("State", "Place"))]
        if of and places and scene.is_a(of[0], ("Organization",)):
            phrase.narrowed |= places[0]["form"] == "name"  # "**China** head at Siemens"
            fits = [m for m in fits if m not in places]
        if not fits or any(p == "of" for p, _ in after):
            fits = of + fits if of else fits
        if not fits:
            fits = self.within(scene, phrase) or self.beside(scene, phrase, holding)
        return fits[:1] if phrase.noun.relation != "memberOf" else fits[:2]

    def is_foreign(self, scene: Scene, phrase: RolePhrase, owner: Mention, holding: Holding) -> bool:
        """Whether "its leader X" hardly means the state it was taken for: its leaders are known, and X is none."""
        words = scene.doc[phrase.start : phrase.end].text.lower()
        if owner["form"] != "pronoun" or words not in self.leader or not scene.is_a(owner, ("State",)):
            return False
        states = {scene.actors[a]["known"] for a in owner["actor"]}
        leaders = {o.holder for o in self.ontology.offices if o.of in states}
        return bool(leaders) and not leaders & {scene.actors[a]["known"] for m in holding.holders for a in m["actor"]}

    def parties(self, scene: Scene, phrase: RolePhrase) -> list[Mention]:
        """The parties whose adjectives say of which the holder is: "Ohio's **Democratic** governor"."""
        return [m for m in phrase.before if m["form"] == "demonym" and scene.is_a(m, ("Organization",))]

    def owns(self, scene: Scene, phrase: RolePhrase, preposition: str, owner: Mention) -> bool:
        """Whether a preposition leads from a role to whose it is: "head **of** Lumo", not "envoy **for** Mali"."""
        if preposition in ("in", "from"):  # "a colonel in the Army"; of a bare "group" one is less sure
            return scene.is_a(owner, ("Organization",)) and (preposition == "in" or owner["form"] == "name")
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
        return [mention] if mention and mention["form"] != "demonym" and scene.is_a(mention, phrase.noun.of) else []

    def is_portfolio(self, scene: Scene, owner: Mention, relation: str) -> bool:
        """A region that is part of nothing is what somebody deals with: "Minister for the **Middle East**"."""
        known = [self.ontology.actors.get(scene.actors[a]["known"] or "") for a in owner["actor"]]
        return relation == "memberOf" and any(e is not None and e.type == "Place" and not e.part_of for e in known)

    def is_field(self, scene: Scene, phrase: RolePhrase, owner: Mention) -> bool:
        """Whether what a minister is of is no body but a field: "Minister of **International Relations**"."""
        minister = plain(scene.doc[phrase.head]) in self.lexicon.ministers
        marked = plain(mentioned(scene, owner)[-1]).rstrip(".") in self.lexicon.marks
        known = any(scene.actors[a]["known"] for a in owner["actor"])
        return minister and scene.is_a(owner, ("Organization",)) and not (marked or known)

    def beside(self, scene: Scene, phrase: RolePhrase, holding: Holding) -> list[Mention]:
        """An organisation after a comma ("commander, U.S. Central Command") or after the name ("X of Indonesia")."""
        doc, end = scene.doc, phrase.right
        if holding.wording == "apposition" and end < len(doc) and doc[end].text == "," and end + 1 < len(doc):
            i = end + 2 if end + 2 < len(doc) and doc[end + 1].pos_ == "DET" else end + 1
            mention = scene.starting(i)
            if (
                mention
                and scene.same_sentence(phrase.start, i)
                and mention["form"] == "name"
                and scene.is_a(mention, phrase.noun.of & {"Organization"})
            ):
                return [mention]
        if holding.wording == "title":
            return [
                m
                for p, m in following(scene, holding.holders[-1]["end"])[1]
                if p == "of" and scene.is_a(m, phrase.noun.of) and self.owns(scene, phrase, p, m)
            ][:1]
        return []


def inside(doc: Doc, mention: Mention) -> bool:
    """Whether a mention only goes before a noun: "the **Oslo** Chamber of Commerce"."""
    head = doc[mention["head"]]
    return head.dep_ in ("compound", "nmod", "amod") and head.head.i >= mention["end"]
