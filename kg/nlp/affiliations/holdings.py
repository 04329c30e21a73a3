"""Who holds a role: the name after it (a title) or before it (an apposition), the subject of "be", what "as" speaks of.

Or whom coreference takes the phrase for: "the Iraqi prime minister" -> Haider al-Abadi.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.affiliations.after import before_brackets
from kg.nlp.affiliations.phrases import PERSON, RoleLexicon, RolePhrase
from kg.nlp.affiliations.scene import Scene, mentioned, plain, possessive
from kg.nlp.data import Mention

_QUOTES = frozenset("‘’\"“”'")
_CLOSING = frozenset({"PUNCT", "SPACE", "CCONJ", "ADP", "PRON", "SCONJ", "PART"})
_ROLE_LINKS = frozenset({"and", "&", "/", ","})


class Holding(NamedTuple):
    """Who holds a role, how the text says so, and the verb that says it if one does."""

    holders: Sequence[Mention]
    wording: str
    verb: int | None = None


class Holdings:
    """Finds the holders of role phrases."""

    def __init__(self, lexicon: RoleLexicon) -> None:
        self.lexicon = lexicon

    def of(self, scene: Scene, phrase: RolePhrase, after: RolePhrase | None) -> Holding | None:
        """Who holds the role of a phrase, which settles what it means; ``after`` is the next phrase."""
        if self.is_thought(scene.doc, phrase):
            return None
        for noun in phrase.meanings:
            phrase.noun = noun
            found = self.holders(scene, phrase, after)
            if found and not any(noun.holders == PERSON and self.is_kind(scene, m) for m in found.holders):
                return found
        return None

    def is_kind(self, scene: Scene, mention: Mention) -> bool:
        """Whether a name only says what a body is: "the Royal Flying Doctor **Service**"."""
        return all(plain(t).rstrip(".") in self.lexicon.marks for t in mentioned(scene, mention))

    def joint(self, scene: Scene, phrase: RolePhrase, other: Holding | None) -> Holding | None:
        """The holding of a role that another is coordinated with, if whoever has that can have this too."""
        for noun in phrase.meanings if other else ():
            if other and all(scene.is_a(m, noun.holders) for m in other.holders):
                phrase.noun = noun
                return other if fits_number(scene, phrase, other.holders) else None
        return None

    def holders(self, scene: Scene, phrase: RolePhrase, after: RolePhrase | None) -> Holding | None:
        """Who holds the role in its present meaning; another role may stand between it and the name."""
        return (
            self.titled(scene, phrase, phrase.end)
            or self.titled(scene, phrase, phrase.right)
            or apposed(scene, phrase)
            or (self.titled(scene, phrase, after.end) if after and linked(scene, phrase.right, after.left) else None)
            or self.said_as(scene, phrase)
            or predicated(scene, phrase)
            or (None if self.is_called(scene, phrase) else nominal(scene, phrase))
        )

    def titled(self, scene: Scene, phrase: RolePhrase, i: int) -> Holding | None:
        """A title before a name: "President of the United States **Barack Obama**", "its CEO, **Tim Cook**"."""
        doc = scene.doc
        comma = i < len(doc) and doc[i].text == ","
        tag = self.past_tag(doc, i) if comma else i
        i = tag + 1 if comma else i
        first = self.past_titles(scene, i)
        if first >= len(doc) or not scene.same_sentence(phrase.start, i):  # a "Capt." may end the parser's sentence
            return None
        mention = scene.starting(first)
        if not mention or mention["form"] != "name" or not scene.is_a(mention, phrase.noun.holders):
            return None
        if not comma:
            found = listed(scene, mention, phrase)
            return Holding(found, "title") if fits_number(scene, phrase, found) else None
        if phrase.plural:  # "two rebels, Ann Lee **and** Tom Poe, fled"; not "with the rebels gone, Ann Lee said"
            found = listed(scene, mention, phrase)
            closed = len(found) > 1 and doc[found[-1]["end"] : found[-1]["end"] + 1].text == ","
            return Holding(found, "title") if closed and phrase.before else None
        if is_address(scene, i - 1, mention):
            return None
        after = plain(doc[mention["end"]]) if mention["end"] < len(doc) else "."
        definite = bool(phrase.before or phrase.after) and (tag > phrase.right or after not in ("and", "&", "or"))
        return Holding([mention], "title") if definite else None

    def past_tag(self, doc: Doc, comma: int) -> int:
        """The comma after what says for how long the role holds, else the comma: "the Chargé, **a.i.**, Ann Lee"."""
        for stop in range(comma + 2, min(comma + 5, len(doc))):
            if doc[stop].text == ",":
                return stop if doc[comma + 1 : stop].text.lower().rstrip(".") in self.lexicon.role_tags else comma
        return comma

    def past_titles(self, scene: Scene, i: int) -> int:
        """The token after titles of address and rank, with the service before a rank: "**Navy Capt.** Jeff Davis"."""
        doc, titles = scene.doc, self.lexicon.titles
        service = scene.starting(i) if i < len(doc) else None
        if service and service["end"] < len(doc) and plain(doc[service["end"]]).rstrip(".") in titles:
            i = service["end"] if scene.is_a(service, ("Organization",)) else i
        if i + 1 < len(doc) and plain(doc[i]) == "the" and scene.starting(i + 1):
            return i + 1  # "its elite group the Sea Org"
        while (
            i < len(doc)
            and not scene.starting(i)
            and (plain(doc[i]).rstrip(".") in titles or doc[i].text in _QUOTES or doc[i].text == ".")
        ):
            i += 1
        return i

    def said_as(self, scene: Scene, phrase: RolePhrase) -> Holding | None:
        """Of whom "as" speaks: "appointed **Lee** as chairman", "**she** serves as chairwoman of the bank", "**his**
        role as dean"; who succeeds another has the role, not the other. Whether he has it yet is said by the verb,
        unless it is one of leaving: who resigns as chairman has been it."""
        doc, i = scene.doc, phrase.left - 1
        i -= i > 0 and plain(doc[i]) == "both"
        if i < 0 or plain(doc[i]) != "as" or phrase.noun.holders != PERSON:
            return None
        verb = doc[i].head
        if verb.lemma_.lower() in self.lexicon.posts:
            found = among(scene, phrase, [] if self.is_over(verb) else grammar.children(verb, "poss"))
            return Holding(found, "as") if found else None
        while verb.pos_ in ("NOUN", "PROPN") and verb.head.i != verb.i:
            verb = verb.head  # "replaced Peter **Lang as** chief", attached to the name
        lemma = verb.lemma_.lower()
        if not grammar.is_verb(verb):
            return None
        wording = "as" if lemma in self.lexicon.leaving else "SOURCE be"
        succession = lemma in self.lexicon.succession
        subjects, objects = grammar.subjects(verb), grammar.objects(verb)
        named = None if succession else scene.ending(i)
        if (
            named
            and named["form"] == "name"
            and scene.is_a(named, PERSON)
            and (scene.doc[named["head"]].head.i == verb.i)
        ):
            return Holding([named], wording, verb.i)
        found = [] if succession else among(scene, phrase, objects)
        found = found or among(scene, phrase, subjects)  # "**she** took office as president"
        return Holding(found, wording, verb.i) if found else None

    def is_thought(self, doc: Doc, phrase: RolePhrase) -> bool:
        """Whether somebody only thinks or wants it: "Chad **recognised** Lee as president of Mali"."""
        mark = doc[phrase.left - 1] if phrase.left else None
        return (
            mark is not None
            and plain(mark) == "as"
            and any(
                t.lemma_.lower() in self.lexicon.regarding for t in (mark.head, mark.head.head) if grammar.is_verb(t)
            )
        )

    def is_called(self, scene: Scene, phrase: RolePhrase) -> bool:
        """Whether a noun says what the name before it is, not what belongs to it: "the Lumo **news agency**"."""
        name = scene.ending(phrase.start)
        last = scene.doc[phrase.end - 1].lemma_.lower()
        return name is not None and name["form"] == "name" and last in self.lexicon.selves

    def is_over(self, post: Token) -> bool:
        """Whether an office is one of the past: "his **former** role as dean"."""
        return any(plain(t) in self.lexicon.former for t in post.lefts)


def is_address(scene: Scene, comma: int, mention: Mention) -> bool:
    """Whether a place or state after a comma only says where the place before it is: "in Juba, **South Sudan**"."""
    before = scene.ending(comma)
    return before is not None and scene.is_a(mention, ("State", "Place")) and scene.is_a(before, ("Place", "State"))


def linked(scene: Scene, end: int, start: int) -> bool:
    """Whether only "and", "/" or a comma stand between two tokens."""
    doc = scene.doc
    return 0 < start - end <= 2 and start <= len(doc) and all(plain(t) in _ROLE_LINKS for t in doc[end:start])


def listed(scene: Scene, first: Mention, phrase: RolePhrase) -> list[Mention]:
    """The names of a title in the plural: "Senators **McCain** and **Graham**"; else only the first."""
    found = [first]
    doc = scene.doc
    while phrase.plural:
        i = found[-1]["end"]
        while i < len(doc) and i < found[-1]["end"] + 3 and plain(doc[i]) in _ROLE_LINKS | {"the"}:
            i += 1
        mention = scene.starting(i) if i > found[-1]["end"] else None
        if not mention or not scene.is_a(mention, phrase.noun.holders) or not scene.same_sentence(phrase.start, i):
            break
        found.append(mention)
    return found


def apposed(scene: Scene, phrase: RolePhrase) -> Holding | None:
    """A name before the phrase: "**Rick Wagoner**, GM's chief executive", "**X**, 52, a member of Y"."""
    doc, i = scene.doc, phrase.left
    if i < 2 or doc[i - 1].text not in (",", "(", "–", "—", "-") or not scene.same_sentence(i - 1, phrase.start):
        return None
    i = before_brackets(doc, i - 1)
    if i >= 2 and doc[i - 1].like_num and doc[i - 2].text == ",":
        i -= 2
    after = doc[phrase.right] if phrase.right < len(doc) else None
    bare = phrase.left == phrase.start or not (doc[phrase.left].pos_ == "DET" or possessive(doc, phrase.start - 1))
    if bare and after is not None and not after.is_sent_start and not closes(after):
        return None  # a headline's list: "Merkel, French President Weigh New Plan"
    mention = scene.ending(before_brackets(doc, i))
    if not mention or mention["form"] != "name" or not scene.is_a(mention, phrase.noun.holders):
        return None
    found = coordinated_before(scene, mention) if phrase.plural else [mention]
    return Holding(found, "apposition") if fits_number(scene, phrase, found) else None


def closes(after: Token) -> bool:
    """Whether a token ends an apposition without an article: no noun that goes on; a verb that cannot be said of two,
    as a headline's list has it ("Ann Lee, Ford spokesman **was** ill", not "Merkel, French president **weigh** it")."""
    one = after.tag_ in ("VBZ", "MD", "VBD") and after.text.islower() and not after.sent.text.istitle()
    return after.pos_ in _CLOSING or one


def fits_number(scene: Scene, phrase: RolePhrase, holders: Sequence[Mention]) -> bool:
    """Whether a plural role has several holders: not in "shops in Oslo, Thai students of Yale"."""
    several = len(holders) > 1 or any(m["plural"] or len(m["actor"]) > 1 for m in holders)
    return several or not phrase.plural or scene.is_a(holders[0], ("Group",))


def coordinated_before(scene: Scene, last: Mention) -> list[Mention]:
    """The names of a coordination that ends with a name, in the order of the text: "**Chad** and **Mali**, members"."""
    found, doc = [last], scene.doc
    while True:
        i = found[0]["start"]
        while i > 0 and i > found[0]["start"] - 3 and (plain(doc[i - 1]) in _ROLE_LINKS or doc[i - 1].pos_ == "DET"):
            i -= 1
        mention = scene.ending(i) if i < found[0]["start"] else None
        if not mention or mention["form"] != "name" or mention["type"] != last["type"]:
            return found
        found.insert(0, mention)


def predicated(scene: Scene, phrase: RolePhrase) -> Holding | None:
    """The subject of "be", "become": "**She** is a senator"; "named **Tim Cook** its chief executive"."""
    head, named = scene.doc[phrase.head], scene.ending(phrase.left)
    tokens = [t for t in grammar.predicated(head) if t.i != head.i] if head.dep_ != "amod" else []
    if head.dep_ == "oprd" and named and named["form"] == "name" and scene.is_a(named, phrase.noun.holders):
        return Holding([named], "SOURCE be")
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        tokens += [t for t in grammar.children(head.head, "attr") if t.pos_ == "PROPN"]  # "its head is **Ann Lee**"
    found = among(scene, phrase, tokens)
    return Holding(found, "SOURCE be") if found and fits_number(scene, phrase, found) else None


def among(scene: Scene, phrase: RolePhrase, tokens: Sequence[Token]) -> list[Mention]:
    """The mentions at tokens and what is coordinated with them that can hold the role."""
    return [
        m
        for t in tokens
        for part in grammar.coordinated(t)
        if (m := scene.by_head.get(part.i))
        and scene.is_a(m, phrase.noun.holders)
        and not m["start"] <= phrase.head < m["end"]
    ]


def nominal(scene: Scene, phrase: RolePhrase) -> Holding | None:
    """Whom coreference takes the phrase for: "the Iraqi prime minister" -> Haider al-Abadi."""
    mention = scene.by_head.get(phrase.head)
    if mention and mention["form"] == "nominal" and len(mention["actor"]) == 1 and not scene.names_nobody(mention):
        return Holding([mention], "nominal") if scene.is_a(mention, phrase.noun.holders) else None
    return None
