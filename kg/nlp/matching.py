"""One compiled wording against one word of a text: which tokens fill its slots.

Knows the parse and nothing of actors: a slot's tokens are candidates, which ``relations.py`` holds against the
mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.nlp import grammar
from kg.wording import Slot, Step, Wording

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})


@dataclass(slots=True)
class Match:
    """A wording found at ``predicate``: the tokens of each slot (heads, not yet spread over coordination)."""

    wording: Wording
    predicate: Token
    slots: dict[str, list[Token]] = field(default_factory=dict)
    cue: list[Token] = field(default_factory=list)
    paired: bool = False  # SOURCE and TARGET are conjuncts of each other: "talks between X and Y"

    def rank(self) -> float:
        """The longer wording wins; of equals the one that names an actor as its target."""
        return 2 * (len(self.cue) - 1) + len(self.slots) + 0.3 * self.wording.weight / 10 + ("TARGET" in self.slots)


Suits = Callable[[Slot, Sequence[Token]], bool]


def match(wording: Wording, head: Token, suits: Suits) -> Match | None:
    """The wording at this word, or None where something it requires is not there.

    ``suits`` tells whether tokens can fill a slot: of "imposed **on Monday** a curfew **on Chad**" it takes Chad.
    """
    found = Match(wording, head, cue=[head])
    if wording.subject:
        tokens = _subject(wording, head)
        if not tokens and wording.kind != "noun":  # a noun may get its source from a light verb, see relations.py
            return None
        if tokens:
            found.slots[wording.subject.name] = tokens
    anchors = [head]
    for i, step in enumerate(wording.steps):
        taken = _take(step, found, anchors, suits, double=_is_double(wording, i))
        if not taken and not step.optional and not _is_mutual(wording, step):
            return None
    return found


def _is_mutual(wording: Wording, step: Step) -> bool:
    """ "X and Y met" says of a symmetric act what "X met Y" says: its target may stand among the sources."""
    return wording.symmetric and step.slot is not None and step.slot.name == "TARGET"


def _subject(wording: Wording, head: Token) -> list[Token]:
    if wording.kind == "verb":
        return grammar.subjects(head)
    if wording.kind == "predicate":
        return grammar.predicated(head)
    return grammar.owners(head) + _of_owners(wording, head)


def _of_owners(wording: Wording, head: Token) -> list[Token]:
    """ "the attack of the rebels", unless the wording itself has an "of"; "a call from Kiev" likewise."""
    free = [w for w in ("of", "from") if not any(w in step.words for step in wording.steps)]
    return [o for w in free for p in grammar.complements(head, w) for o in grammar.preposition_objects(p)]


def _is_double(wording: Wording, i: int) -> bool:
    """Whether this bare slot is an indirect object: another bare slot follows ("SOURCE give TARGET THEME")."""
    here, rest = wording.steps[i], wording.steps[i + 1 : i + 2]
    bare = not here.words and wording.kind == "verb"
    return bare and any(not step.words and step.slot for step in rest)


def _take(step: Step, found: Match, anchors: list[Token], suits: Suits, double: bool) -> bool:
    """Fill one step of the pattern; False where the text does not have it."""
    if not step.words:
        tokens = _bare(step, found, double)
        if tokens and step.slot:
            found.slots[step.slot.name] = tokens
        return bool(tokens)
    places = [place for place in _worded(step, found, anchors) if place[1] or not step.slot]
    if not places:
        return False
    word, tokens = next((p for p in places if step.slot and suits(step.slot, p[1])), places[0])
    if step.slot:
        found.slots[step.slot.name] = tokens
    if word is not None:
        found.cue.append(word)
        if word.pos_ in NOMINAL or not step.slot:
            anchors.append(word)
    return True


def _bare(step: Step, found: Match, double: bool) -> list[Token]:
    """The object of the predicate; for a THEME also a clause."""
    head = found.predicate
    if found.wording.kind != "verb":
        return []
    if double:
        return _indirect(head)
    tokens = [t for t in grammar.objects(head) if t not in found.slots.get("TARGET", [])]
    if len(tokens) > 1 and grammar.children(head, "dative"):
        tokens = tokens[-1:]
    assert step.slot is not None
    if not tokens and step.slot.name == "THEME":
        tokens = grammar.clausal(head) or [t for t in grammar.children(head, "xcomp") if t.tag_ == "VBG"]
    return tokens


def _indirect(head: Token) -> list[Token]:
    """To whom: "gave Kiev arms", "gave arms to Kiev", "Kiev was given arms"."""
    dative = grammar.children(head, "dative")
    plain = [t for t in dative if t.pos_ != "ADP"]
    if plain:
        return plain
    for preposition in [t for t in dative if t.pos_ == "ADP"] + list(grammar.complements(head, "to")):
        if tokens := grammar.children(preposition, "pobj"):
            return tokens
    objects = grammar.children(head, "dobj")
    if grammar.is_passive(head):
        return grammar.surface_subjects(head) if objects else []
    return objects[:1] if len(objects) > 1 or grammar.clausal(head) or grammar.infinitives(head) else []


def _worded(step: Step, found: Match, anchors: list[Token]) -> Iterator[tuple[Token | None, list[Token]]]:
    """The places where the word of a step stands, each with what fills its slot, likely ones first."""
    if step.possessive:
        for noun in _fixed(step, found, anchors):
            yield (
                noun,
                grammar.owners(noun)
                + [o for p in grammar.complements(noun, "of") for o in grammar.preposition_objects(p)],
            )
    elif step.slot is None:
        for word in _fixed(step, found, anchors):
            yield word, []
    else:
        yield from _governed(step, found, anchors)


def _fixed(step: Step, found: Match, anchors: list[Token]) -> Iterator[Token]:
    """A fixed noun, particle or adverb: below an anchor, or the logical object of the verb."""
    for anchor in anchors:
        candidates = [t for t in anchor.children if t.dep_ not in ("nsubj", "poss", "det", "punct", "cc")]
        if anchor is found.predicate and found.wording.kind == "verb":
            objects = grammar.objects(anchor)
            candidates += objects + [p for o in objects for p in grammar.children(o, "prep")]
        elif anchor.dep_ in ("prep", "agent", "prt", "advmod"):
            candidates += grammar.preposition_objects(anchor)
        for token in candidates:
            for part in (*grammar.coordinated(token), grammar.content(token)):  # "a round of talks"
                if part.lemma_.lower() in step.words or part.lower_ in step.words:
                    yield part
                    break


def _governed(step: Step, found: Match, anchors: list[Token]) -> Iterator[tuple[Token | None, list[Token]]]:
    """A preposition (or particle, or conjunction) with its slot."""
    assert step.slot is not None
    head = found.predicate
    theme = step.slot.name == "THEME"
    if "and" in step.words:
        yield None, _conjuncts(found)
    if theme and "that" in step.words:
        for anchor in anchors:
            yield (
                None,
                grammar.clausal(anchor) + [t for t in grammar.children(anchor, "acl") if grammar.children(t, "mark")],
            )
    if "for" in step.words:
        yield from _marked(anchors, theme)
    if theme and "to" in step.words:
        for anchor in [*anchors, *found.slots.get("TARGET", [])]:
            yield None, grammar.infinitives(anchor)
    places = [*anchors, *_attachments(found, anchors)]
    for anchor in places:
        for preposition in grammar.complements(anchor, *step.words):
            tokens = grammar.preposition_objects(preposition) + grammar.repeated(preposition)
            if not tokens and anchor is head and preposition.dep_ in ("prt", "advmod", "prep"):
                tokens = grammar.objects(head)
            if not set(tokens) & set(found.cue):  # "a state **of emergency** in Chad": a word of the wording itself
                yield preposition, tokens


def _marked(anchors: list[Token], theme: bool) -> Iterator[tuple[Token, list[Token]]]:
    """ "called **for Egypt to free** them": the preposition marks an infinitive, who is to do it is its subject."""
    for clause in (c for anchor in anchors for c in grammar.infinitives(anchor)):
        for mark in grammar.children(clause, "mark"):
            if mark.lower_ == "for":
                yield mark, [clause] if theme else grammar.children(clause, *grammar.SUBJECTS)


def _attachments(found: Match, anchors: list[Token]) -> Iterator[Token]:
    """Where a preposition may hang instead: on an object, or on the phrase before it ("talks in Minsk with Kiev").

    The parser attaches prepositional phrases to the nearest noun more often than they belong there.
    """
    head = found.predicate
    if found.wording.kind == "verb":
        for thing in grammar.objects(head):
            yield thing
            if (inner := grammar.content(thing)) is not thing:  # "$100 million in assistance to Chad"
                yield inner
    for anchor in anchors:
        if anchor.pos_ in NOMINAL:
            for preposition in grammar.children(anchor, "prep"):
                yield preposition
                yield from grammar.children(preposition, "pobj")
            for clause in grammar.children(anchor, "acl"):  # "a suit **brought** by the union against the bank"
                yield clause
                yield from (o for p in grammar.children(clause, "agent", "prep") for o in grammar.children(p, "pobj"))
        yield from (t for t in grammar.children(anchor, "xcomp", "acl") if found.wording.kind == "verb")


def _conjuncts(found: Match) -> list[Token]:
    """ "between X and Y", "X and Y met": the second of a couple whose first is the other slot."""
    for name in ("SOURCE", "TARGET"):
        if tokens := found.slots.get(name):
            rest = grammar.coordinated(tokens[0])[1:]
            if rest:
                found.paired = True
                found.slots[name] = tokens[:1]
                return rest
            found.paired = True
            return tokens  # one mention of several: "between the two countries"
    return []
