"""Role words in a text, with the noun phrase around them: "the **Iraqi** prime minister", "head of the **agency**".

A role phrase is the role's words, the modifiers before them and the prepositional phrases after them. From the
modifiers and phrases come the candidates for whose role it is, and whether it is a former or a deputy's one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.nlp.affiliations.after import MODIFIERS, following
from kg.nlp.affiliations.scene import Scene, plain, possessive, title_words
from kg.nlp.data import Mention
from kg.ontology import Ontology

ANY = frozenset({"Person", "State", "Organization", "Group", "Place"})
PERSON = frozenset({"Person"})
COLLECTIVE = frozenset({"State", "Organization", "Group"})


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """What a noun states of its holder: ``relation`` to one of the types ``of``; inverse: the owner is the source."""

    relation: str
    holders: frozenset[str]
    of: frozenset[str]
    inverse: bool = False
    private: bool = False  # whether it is outside a state's service: a "Danish striker" need not play for Denmark
    civil: bool = False  # whether it is no role in a state: a "French journalist" works for no France
    at: str | None = None  # the organisation, by its local name, if the word itself says it: "European commissioner"


# Nouns that state a relation without being an office: the lists of words are in ontology/role_wordings.ttl.
_NOUNS = {
    "PartNoun": RoleNoun("partOf", frozenset({"Organization", "Group"}), COLLECTIVE),
    "MediumNoun": RoleNoun("partOf", frozenset({"Organization"}), frozenset({"Organization"})),
    "CarrierNoun": RoleNoun("basedIn", frozenset({"Organization"}), frozenset({"State", "Place"})),
    "WholeNoun": RoleNoun("partOf", frozenset({"Organization", "State"}), frozenset({"Organization"}), inverse=True),
    "InvestorNoun": RoleNoun("investsIn", ANY - {"Place"}, frozenset({"Organization"})),
    "SupplierNoun": RoleNoun("aids", frozenset({"Organization"}), frozenset({"Organization"})),
    "ClientNoun": RoleNoun("acquires", frozenset({"Organization"}), frozenset({"Organization"})),
    "PartnerNoun": RoleNoun("cooperatesWith", frozenset({"Organization"}), frozenset({"Organization"}), inverse=True),
    "MemberNoun": RoleNoun("memberOf", ANY - {"Place"}, frozenset({"Organization", "Group"})),
    "CounterpartNoun": RoleNoun("memberOf", PERSON, frozenset({"State", "Organization", "Place"})),
    "AllyNoun": RoleNoun("alliedWith", ANY - {"Place"}, ANY - {"Place"}, inverse=True),
    "PredecessorNoun": RoleNoun("succeeds", PERSON, PERSON, inverse=True),
    "SuccessorNoun": RoleNoun("succeeds", PERSON, PERSON),
}


@dataclass(slots=True)
class RolePhrase:
    """A role phrase: tokens ``left`` to ``right``, its words ``start`` to ``end`` (all half-open).

    ``noun`` is the first of its ``meanings`` until the holder decides: an "owner" is a person or a parent company.
    """

    start: int
    end: int
    meanings: tuple[RoleNoun, ...]
    noun: RoleNoun
    head: int
    left: int
    right: int
    before: list[Mention] = field(default_factory=list)  # actors among the modifiers, nearest first
    after: list[tuple[str, Mention]] = field(default_factory=list)  # (preposition, actor)
    narrowed: bool = False  # whether the role is one inside the organisation: "director of sales at Ford"
    bodied: bool = False  # whether a noun says in what kind of body of the owner it is: "a Kenyan cult leader"
    former: int | None = None  # the token that says so
    deputy: bool = False
    future: bool = False  # "incoming", "-elect"
    plural: bool = False

    @property
    def words(self) -> range:
        return range(self.start, self.end)


class RoleLexicon:
    """Finds role words: the longest phrase at a token."""

    def __init__(self, ontology: Ontology) -> None:
        self.former, self.deputy = ontology.words("FormerWord"), ontology.words("DeputyWord")
        self.people = ontology.words("PersonNoun")
        states = ontology.words("StateNoun") | ontology.words("BodyNoun")
        collective = ontology.words("OrganizationNoun") | ontology.words("GroupNoun")
        self.bodies, self.sent = collective - states, ontology.words("SentNoun")
        # Nouns for the whole that is named before them: who is a "company boss" does not lead a part of it.
        self.whole = ontology.words("SelfNoun") | ontology.words("RoleBody") | ontology.words("StateNoun")
        self.future = ontology.words("FutureWord")
        self.ministers = ontology.words("MinisterNoun")
        self.firm_parts = ontology.words("FirmPart")
        self.leaving, self.posts = ontology.words("LeavingVerb"), ontology.words("PostNoun")
        self.regarding = ontology.words("RegardingVerb")
        self.selves = ontology.words("SelfNoun")
        self.marks = ontology.words("OrganizationMark")
        self.role_tags = ontology.words("RoleTag")
        self.succession = ontology.words("SuccessionVerb")
        self.titles = title_words(ontology)
        self.counterpart = _NOUNS["CounterpartNoun"]
        self.index: dict[str, list[tuple[tuple[str, ...], RoleNoun]]] = defaultdict(list)
        for name, noun in _NOUNS.items():
            self._add(sorted(ontology.words(name)), noun)
        for role in ontology.roles.values():
            if role.relation:
                of = frozenset(role.of) | ({"State", "Organization"} if role.relation == "memberOf" else set())
                of |= {"Place"} if "State" in of else set()
                home = ontology.actors.get(role.at or "")
                at = home.name if home else None
                civil = role.relation == "memberOf" and not {"State", "Place"} & set(role.of)
                self._add(role.words, RoleNoun(role.relation, PERSON, of, private=role.private, civil=civil, at=at))

    def _add(self, words: Sequence[str], noun: RoleNoun) -> None:
        for word in words:
            parts = tuple(word.lower().replace("-", " ").split())
            if parts:
                self.index[parts[0]].append((parts, noun))

    def longest(self, doc: Doc, start: int) -> tuple[int, tuple[RoleNoun, ...]] | None:
        """The end and the meanings of the longest role that begins at a token."""
        first, end, nouns = doc[start], 0, list[RoleNoun]()
        for key in dict.fromkeys((plain(first), first.lemma_.lower())):
            for parts, noun in self.index.get(key, ()):
                stop = self._match(doc, start, parts) or 0
                if stop > end:
                    end, nouns = stop, [noun]
                elif stop == end and end:
                    nouns.append(noun)
        return (end, tuple(nouns)) if nouns else None

    def _match(self, doc: Doc, start: int, parts: tuple[str, ...]) -> int | None:
        i = start
        for n, part in enumerate(parts):
            while n and i < len(doc) and (doc[i].tag_ == "HYPH" or doc[i].text == "-"):
                i += 1
            if i >= len(doc) or part not in (plain(doc[i]), doc[i].lemma_.lower()):
                return None
            i += 1
        return i

    def phrases(self, scene: Scene) -> Iterator[RolePhrase]:
        """The role phrases of a Doc, in the order of the text."""
        doc, i = scene.doc, 0
        while i < len(doc):
            found = self.longest(doc, i) if doc[i].pos_ in ("NOUN", "PROPN", "ADJ", "VERB") else None
            if found and not in_name(scene, i, found[0]) and is_nominal(doc, i, found[0]):
                end, meanings = found
                yield self.phrase(scene, i, end, meanings)
                i = end
            else:
                i += 1

    def phrase(self, scene: Scene, start: int, end: int, meanings: tuple[RoleNoun, ...]) -> RolePhrase:
        """The phrase around role words."""
        doc = scene.doc
        inner = doc[start:end].root
        plural = doc[end - 1].tag_ in ("NNS", "NNPS")
        phrase = RolePhrase(start, end, meanings, meanings[0], inner.i, start, end, plural=plural)
        if end + 1 < len(doc) and doc[end].tag_ == "HYPH" and plain(doc[end + 1]) in self.future:  # "-elect"
            phrase.future, phrase.end = True, end + 2
        self._scan_left(scene, phrase)
        self._scan_right(scene, phrase)
        return phrase

    def _scan_left(self, scene: Scene, phrase: RolePhrase) -> None:
        """Collect the modifiers: actors, "former", "deputy"; stops before a verb, preposition, comma, other role."""
        doc, i = scene.doc, phrase.start
        while i > 0 and scene.same_sentence(i - 1, phrase.start):
            mention = scene.at(i - 1, without=phrase.start)
            if mention and mention["end"] == i:
                if not self._is_owner(scene, mention, phrase):
                    break
                if not locates(scene, mention):
                    phrase.narrowed |= self._is_field(scene, mention, i)
                    phrase.before.append(mention)
                has_s, i = possessive(doc, i), mention["start"]
                if has_s or mention["form"] == "pronoun":
                    break
            elif doc[i - 1].pos_ != "DET" and self._modifies(doc, i, phrase):
                i -= 1
            elif doc[i - 1].pos_ == "CCONJ" and (owned := owned_list(doc, i - 1)) is not None:
                phrase.narrowed, i = True, owned
            else:
                break
        if i > 0 and doc[i - 1].pos_ == "DET" and scene.same_sentence(i - 1, phrase.start):
            i -= 1
        phrase.left = i

    def _is_field(self, scene: Scene, place: Mention, end: int) -> bool:
        """Whether a place between a firm and a role is what the role is for: "Siemens's **China** head"."""
        before = (
            scene.ending(place["start"] - 1)
            if possessive(scene.doc, place["start"] - 1)
            else (scene.ending(place["start"]))
        )
        return (
            end == place["end"]
            and place["form"] == "name"
            and scene.is_a(place, ("State", "Place"))
            and (before is not None and scene.is_a(before, ("Organization",)))
        )

    def _is_owner(self, scene: Scene, mention: Mention, phrase: RolePhrase) -> bool:
        """Whether a mention before a role can be whose it is: no person, unless possessive or before an ally."""
        if mention["form"] == "pronoun" or possessive(scene.doc, mention["end"]):
            return True
        if mention["form"] == "nominal" and scene.doc[mention["head"]].tag_ in ("NNS", "NNPS"):
            return False  # "the **countries** President Lee has named"
        ally = mention["end"] == phrase.start and any(n.relation == "alliedWith" for n in phrase.meanings)
        return ally or not scene.is_a(mention, PERSON)  # "**Putin** ally Lee Ward"

    def _modifies(self, doc: Doc, end: int, phrase: RolePhrase) -> bool:
        """Whether the word before token ``end`` modifies the role; notes what it says of it."""
        token, word = doc[end - 1], plain(doc[end - 1])
        if word in self.former or token.lemma_.lower() in self.former:
            phrase.former = end - 1
        elif word in self.deputy or word in self.future:
            phrase.deputy |= word in self.deputy
            phrase.future |= word in self.future
        elif word in self.index and self._role_before(doc, end):
            return False
        elif token.pos_ in MODIFIERS or token.tag_ in ("POS", "HYPH") or token.dep_ == "amod" or word == "'s":
            phrase.narrowed |= token.pos_ == "NOUN" and word not in self.whole and word not in self.people
            phrase.bodied |= token.pos_ == "NOUN" and word in self.bodies
        else:
            return False
        return True

    def _role_before(self, doc: Doc, end: int) -> bool:
        """Whether a role of a person ends right before token ``end``: "director Navy Capt."."""
        found = self.longest(doc, end - 1)
        return bool(found and found[0] == end and found[1][-1].holders == PERSON)

    def _scan_right(self, scene: Scene, phrase: RolePhrase) -> None:
        """Collect the actors of the prepositional phrases that follow: "director of sales analysis at **Ford**"."""
        phrase.right, phrase.after = following(scene, phrase.end)
        if phrase.after and phrase.after[0][0] != "of":
            phrase.narrowed |= plain(scene.doc[phrase.end]) == "of"


def owned_list(doc: Doc, conjunction: int) -> int | None:
    """Where the last of several coordinated nouns that a possessor has in common begins, as a token after his ending:
    "Lumo's | sales, service **and** marketing chief"."""
    i = conjunction
    while i > 0 and (doc[i - 1].pos_ in ("NOUN", "ADJ") and doc[i - 1].text.islower() or doc[i - 1].text == ","):
        i -= 1
    return i if i < conjunction and (possessive(doc, i - 1) or i > 0 and doc[i - 1].tag_ == "PRP$") else None


def locates(scene: Scene, mention: Mention) -> bool:
    """Whether a name before a role is an adverbial of its own: "In **Turkey** Minister Poole met"."""
    i = mention["start"]
    return (
        i > 0
        and mention["form"] == "name"
        and plain(scene.doc[i - 1]) == "in"
        and scene.is_a(mention, ("State", "Place"))
    )


def in_name(scene: Scene, start: int, end: int) -> bool:
    """Whether role words are part of a name: "President's Office", "King Fahd University", "**Dean** Martin"."""
    return any(
        m["form"] == "name"
        and m["start"] <= start
        and end <= m["end"]
        and (not scene.is_a(m, ("Person",)) or m["start"] == start)
        for m in scene.covering.get(start, ())
    )


def is_nominal(doc: Doc, start: int, end: int) -> bool:
    """Whether the last word is a noun, or a title in capitals whatever its tag: not "they head for the exit"."""
    last: Token = doc[end - 1]
    several = end - start > 1 and (last.pos_ == "ADJ" or doc[start].text.istitle())  # "Chargé d’Affaires", for a verb
    return (
        last.pos_ in ("NOUN", "PROPN")
        or several
        or (last.pos_ == "ADJ" and last.text[:1].isupper() and end < len(doc) and doc[end].pos_ == "PROPN")
    )
