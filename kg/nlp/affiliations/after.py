"""What follows a role word or a name: the actors of its prepositional phrases, short pairs of brackets."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.nlp.affiliations.scene import Scene, plain, possessive
from kg.nlp.data import Mention

MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})
_PREPOSITIONS = frozenset({"of", "for", "at", "with", "to", "in", "from"})  # what may follow a role
_OPEN, _CLOSE = frozenset({"(", "["}), frozenset({")", "]"})


def following(scene: Scene, start: int) -> tuple[int, list[tuple[str, Mention]]]:
    """The end of the prepositional phrases at a token, and the actors in them with their prepositions."""
    doc, i, end = scene.doc, start, start
    found: list[tuple[str, Mention]] = []
    last: Mention | None = None
    while i < len(doc) and plain(doc[i]) in _PREPOSITIONS and scene.same_sentence(start, i):
        inner = last is not None and last["form"] == "nominal" and doc[i].head.i == last["head"]  # "in the city **of**"
        preposition, i = plain(doc[i]), i + 1
        while (
            i < len(doc)
            and scene.same_sentence(start, i)
            and not owner_at(scene, i)
            and (doc[i].pos_ in MODIFIERS | {"DET", "CCONJ"} or doc[i].tag_ in ("HYPH", "PRP$"))
        ):
            i += 1
        mention = scene.starting(i) if i < len(doc) and scene.same_sentence(start, i) else None
        if mention and mention["form"] != "demonym":
            mention = possessed(scene, mention)
            if mention["form"] != "demonym" and not inner:
                found.append((preposition, mention))
            last = mention
            i = past_brackets(doc, mention["end"])
        end = i
    return end, found


def possessed(scene: Scene, owner: Mention) -> Mention:
    """What a possessor before it owns, if that is an actor: "head of Canada's **Liberal party**"."""
    doc, i = scene.doc, owner["end"]
    if not possessive(doc, i):
        return owner
    head = doc[owner["head"]].head
    return scene.by_head.get(head.i) or next((m for j in range(i + 1, head.i + 1) if (m := scene.starting(j))), owner)


def owner_at(scene: Scene, i: int) -> bool:
    """Whether a mention begins at token ``i`` that is not the adjective of a longer phrase: "the **British** union"."""
    mention = scene.starting(i)
    return mention is not None and (mention["form"] != "demonym" or mention["end"] >= len(scene.doc))


def past_brackets(doc: Doc, i: int) -> int:
    """The token after a short pair of brackets at ``i``, else ``i``: "Central Command (CENTCOM)"."""
    if i < len(doc) and doc[i].text in _OPEN:
        for j in range(i + 1, min(i + 8, len(doc))):
            if doc[j].text in _CLOSE:
                return j + 1
    return i


def before_brackets(doc: Doc, i: int) -> int:
    """The token at which a short pair of brackets that ends at ``i`` opens, else ``i``."""
    if i > 0 and doc[i - 1].text in _CLOSE:
        for j in range(i - 2, max(i - 9, -1), -1):
            if doc[j].text in _OPEN:
                return j
    return i
