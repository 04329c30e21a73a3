"""One compiled wording against one word of a text: which tokens fill its slots.

Knows the parse and nothing of actors: a slot's tokens are candidates, which ``relations.py`` holds against the
mentions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.wordings import deeds
from kg.nlp.wordings.couples import joined
from kg.nlp.wordings.reach import NOMINAL, attachments, is_inside, is_of_another
from kg.wording import Slot, Step, Wording


@dataclass(slots=True)
class Match:
    """A wording found at ``predicate``: the tokens of each slot (heads, not yet spread over coordination)."""

    wording: Wording
    predicate: Token
    light: frozenset[str] = frozenset()  # verbs that lend a noun their arguments
    slots: dict[str, list[Token]] = field(default_factory=dict)
    cue: list[Token] = field(default_factory=list)
    paired: bool = False  # SOURCE and TARGET are conjuncts of each other: "talks between X and Y"
    sided: bool = False  # the first of them against all others: "talks between X and Y, Z and W"

    def rank(self) -> float:
        """The longer wording wins; of equals the one that names an actor as its target."""
        return 2 * (len(self.cue) - 1) + len(self.slots) + 0.3 * self.wording.weight / 10 + ("TARGET" in self.slots)

    def lacks_particle(self) -> bool:
        """Whether the verb has a particle that is not in the wording, and so is another: "**ran out** of money"."""
        particles = grammar.children(self.predicate, "prt") if self.wording.kind == "verb" else []
        behind = [t for t in particles if t.i == self.predicate.i + 1 and not grammar.counts_up(t)]
        return any(t not in self.cue for t in behind)

    def spares_object(self) -> bool:
        """Whether the verb has an object that is not in the wording, and so another sense: "**admit** Chad to" it."""
        steps = self.wording.steps
        governed = steps and all(step.words and step.slot and step.slot.name == "THEME" for step in steps)
        clause = any(map(grammar.is_verb, self.slots.get("THEME", [])))  # "told a rally that …"
        if self.wording.kind != "verb" or not governed or clause or grammar.is_passive(self.predicate):
            return False
        known = {t.i for t in self.cue} | {t.i for tokens in self.slots.values() for t in tokens}
        return any(t.i not in known for t in grammar.children(self.predicate, "dobj"))

    def going_on(self, word: Token | None, slot: Slot | None, tokens: list[Token]) -> Match:
        """A copy with one more step filled, so that another filling can be tried from here."""
        slots = {**self.slots, slot.name: tokens} if slot else dict(self.slots)
        return replace(self, slots=slots, cue=[*self.cue, word] if word is not None else list(self.cue))


def matches(
    wording: Wording, head: Token, light: frozenset[str] = frozenset(), whole: Token | None = None
) -> Iterator[Match]:
    """The readings of a wording at this word, likely ones first; none where something it requires is not there.

    ``whole`` is the noun of which a noun says what it is of: "an aid **package** for Chad".

    There are several where a word of it stands twice: "lifted the state **of** emergency **in** Darfur".
    """
    found = Match(wording, head, light, cue=[head])
    if wording.subject:
        tokens = _subject(wording, head) + (_subject(wording, whole) if whole is not None else [])
        if not tokens and wording.kind != "noun":  # a noun may get its source from a light verb, see relations.py
            return
        found.slots[wording.subject.name] = tokens
    adverbial = head.dep_ == "prep" and wording.kind == "predicate"
    around = [head.head] if adverbial else [whole] if whole is not None else []
    yield from _filled(found, [head, *around], 0)


def _filled(found: Match, anchors: list[Token], i: int) -> Iterator[Match]:
    """The readings of the steps from ``i`` on. ``anchors`` are the words below which the next may stand."""
    if i == len(found.wording.steps):
        yield found
        return
    step = found.wording.steps[i]
    if "and" in step.words and step.slot:
        yield from (m for pair in _paired(found, step.slot) for m in _filled(pair, anchors, i + 1))
        return
    taken = False
    for word, tokens in _taken(found, anchors, i):
        taken = True
        below = list(anchors)
        if word is not None and (word.pos_ in NOMINAL or not step.slot):
            below.append(word)
        if word is not None and step.slot and step.slot.name == "THEME":  # "resigned as **chief** of the bank"
            below += tokens
        yield from _filled(found.going_on(word, step.slot, tokens), below, i + 1)
    if step.optional and not (taken and found.wording.symmetric):  # "X and Y met with voters" is no "X and Y met"
        yield from _filled(found, anchors, i + 1)


def _subject(wording: Wording, head: Token) -> list[Token]:
    """What fills the slot before the head."""
    if wording.kind == "noun":
        by = grammar.made_by(head) if deeds.undergone(wording, head) else []
        own = grammar.children(head, "poss") or grammar.made_by(head)  # "the sale of the brewer **by the bank**"
        return by or grammar.owners(head) + ([] if own else _of_owners(wording, head))
    if wording.kind == "verb":
        return grammar.subjects(head)
    if head.pos_ in ("ADP", "SCONJ", "ADV") and wording.subject and wording.subject.name != "THEME":
        return deeds.accompanied(head)
    return grammar.predicated(head)


def _of_owners(wording: Wording, head: Token) -> list[Token]:
    """ "the attack of the rebels", unless the wording itself has an "of"; "a call from Kiev" likewise."""
    free = [w for w in ("of", "from") if not any(w in step.words for step in wording.steps)]
    return [o for w in free for p in grammar.complements(head, w) for o in grammar.preposition_objects(p)]


def _is_framed(wording: Wording, i: int) -> bool:
    """Whether a fixed object follows this bare slot: "SOURCE award TARGET contract"."""
    return wording.kind == "verb" and any(step.words and not step.slot for step in wording.steps[i + 1 : i + 2])


def _is_double(wording: Wording, i: int) -> bool:
    """Whether this bare slot is an indirect object: another bare slot follows ("SOURCE give TARGET THEME")."""
    here, rest = wording.steps[i], wording.steps[i + 1 : i + 2]
    bare = not here.words and wording.kind == "verb"
    return bare and any(not step.words and step.slot for step in rest)


def _taken(found: Match, anchors: list[Token], i: int) -> Iterator[tuple[Token | None, list[Token]]]:
    """The ways to fill one step of the pattern: its word, and what stands in its slot."""
    step = found.wording.steps[i]
    if not step.words:
        if tokens := _bare(step, found, _is_double(found.wording, i)):
            yield None, tokens
        if _is_framed(found.wording, i) and (tokens := grammar.indirect_objects(found.predicate, framed=True)):
            yield None, tokens
        return
    seen: set[Token] = set()
    places = [(word, tokens) for word, tokens in _worded(step, found, anchors) if tokens or not step.slot]
    if step.slot and step.slot.name == "THEME":  # the nearest
        places.sort(key=lambda place: place[1][0].i)
    for word, tokens in places:
        if word is None or word not in seen:
            seen.update([word] if word is not None else [])
            yield word, tokens


def _bare(step: Step, found: Match, double: bool) -> list[Token]:
    """The object of the predicate; for a THEME also a clause."""
    head = found.predicate
    if head.pos_ == "ADP" and found.wording.kind == "predicate":
        return grammar.preposition_objects(head)
    if found.wording.kind != "verb":
        return []
    if double:
        return grammar.indirect_objects(head)
    tokens = [t for t in grammar.objects(head) if t not in found.slots.get("TARGET", [])]
    if len(tokens) > 1 and grammar.children(head, "dative"):
        tokens = tokens[-1:]
    assert step.slot is not None
    if not tokens and step.slot.name == "THEME" and "TARGET" in found.slots:
        tokens = grammar.predicated_of(head)
    if not tokens and step.slot.name == "THEME":
        tokens = grammar.clausal(head) or [t for t in grammar.children(head, "xcomp") if t.tag_ == "VBG"]
    return tokens


def _worded(step: Step, found: Match, anchors: list[Token]) -> Iterator[tuple[Token | None, list[Token]]]:
    """The places where the word of a step stands, each with what fills its slot, likely ones first."""
    if step.possessive:
        for noun in _fixed(step, found, anchors):
            if grammar.is_verb(noun):  # "waters they **claim**" are nobody's claim
                continue
            of = [o for p in grammar.complements(noun, "of") for o in grammar.preposition_objects(p)]
            yield noun, grammar.children(noun, "poss") or grammar.owners(noun) or of
    elif step.slot is None:
        for word in _fixed(step, found, anchors):
            yield word, []
    else:
        yield from _governed(step, found, anchors)


def _fixed(step: Step, found: Match, anchors: list[Token]) -> Iterator[Token]:
    """A fixed noun, particle or adverb: below an anchor, or the logical object of the verb."""
    for anchor in anchors:
        candidates = [t for t in anchor.children if t.dep_ not in ("nsubj", "aux", "poss", "det", "punct", "cc")]
        candidates = [t for t in candidates if t.dep_ != "advcl" or t.i > anchor.i]  # not "**meeting** Macron, she"
        if anchor is found.predicate and found.wording.kind == "verb":
            objects = grammar.objects(anchor)
            candidates += objects + [p for o in objects for p in grammar.children(o, "prep")]
            candidates += [a for o in objects for a in grammar.children(o, "amod") if a.i > o.i]  # "found X **guilty**"
            candidates += grammar.predicated_of(anchor)
        elif anchor.dep_ in ("prep", "agent", "prt", "advmod"):
            candidates += grammar.preposition_objects(anchor)
        for token in candidates:
            for part in (*grammar.coordinated(token), grammar.content(token)):  # "a round of talks"
                # "claimed **attacks**", not "claimed that it **attacked**"
                if _is_one(part, step.words) and not grammar.is_finite(part):
                    yield part
                    break
    yield from _next(step, found)


def _is_one(token: Token, words: frozenset[str]) -> bool:
    return token.lemma_.lower() in words or token.lower_ in words


def _next(step: Step, found: Match) -> Iterator[Token]:
    """The word right behind the last one, wherever it hangs: parsers take idioms apart ("stand shoulder **to**")."""
    last = found.cue[-1]
    if last.i + 1 < last.sent.end and _is_one(last.nbor(), step.words):
        yield last.nbor()


def _governed(step: Step, found: Match, anchors: list[Token]) -> Iterator[tuple[Token | None, list[Token]]]:
    """A preposition (or particle, or conjunction) with its slot."""
    head = found.predicate
    doers = grammar.agents(head) if found.wording.kind == "verb" and grammar.is_passive(head) else []
    yield from _clauses(step, found, anchors)
    filled = [t for tokens in found.slots.values() for t in tokens if t.dep_ == "pobj"]
    # "came under fire from **the union** for its plan": hung on the nearest noun
    behind = filled if found.wording.kind == "verb" and "of" not in step.words else []
    for anchor in [*anchors, *attachments(found, anchors), *behind]:
        for preposition in grammar.complements(anchor, *step.words):
            if found.wording.kind != "verb" and preposition.i < head.i:
                continue
            other = found.wording.kind == "noun" and is_of_another(preposition, anchors)
            if other or is_inside(preposition, anchors) or grammar.is_phrasal(preposition):
                continue
            tokens = grammar.preposition_objects(preposition) + grammar.repeated(preposition)
            if not tokens and anchor is head and preposition.dep_ in ("prt", "advmod", "prep"):
                tokens = grammar.objects(head)
            # neither a word of the wording itself ("a state **of emergency** in Chad") nor who does it ("killed by X")
            if not set(tokens) & {*found.cue, *doers}:
                yield preposition, tokens
    if found.wording.kind == "noun" and (whom := deeds.undergone(found.wording, head)) and "of" in step.words:
        yield None, whom
    if "of" in step.words:  # "resigned as **Boeing's** chief", "is **Syria's** backer"
        for noun in ([head] if found.wording.kind == "predicate" else []) + found.slots.get("THEME", []):
            yield None, grammar.children(noun, "poss")
    for preposition in _next(step, found):
        if preposition.pos_ in ("ADP", "PART") and not grammar.is_phrasal(preposition):
            if not set(tokens := grammar.preposition_objects(preposition)) & set(doers):
                yield preposition, tokens


def _clauses(step: Step, found: Match, anchors: list[Token]) -> Iterator[tuple[Token | None, list[Token]]]:
    """A clause or infinitive in a slot: "that THEME", "to THEME", "for TARGET to THEME"."""
    theme = step.slot is not None and step.slot.name == "THEME"
    if theme and "that" in step.words:
        for anchor in anchors:
            yield (
                None,
                [t for t in grammar.clausal(anchor) if not grammar.is_infinitive(t)]
                + [t for t in grammar.children(anchor, "acl") if grammar.children(t, "mark")],
            )
    yield from _marked(step.words, anchors, theme)
    if theme and "to" in step.words:
        for anchor in [*anchors, *found.slots.get("TARGET", [])]:
            yield None, grammar.infinitives(anchor)


def _marked(words: frozenset[str], anchors: list[Token], theme: bool) -> Iterator[tuple[Token, list[Token]]]:
    """ "called **for Egypt to free** them": the preposition marks an infinitive, who is to do it is its subject. Others
    than "for" are taken for it: "pleaded **before Congress** to be spared".
    """
    for clause in (c for anchor in anchors for c in grammar.infinitives(anchor)):
        for mark in grammar.children(clause, "mark"):
            if mark.lower_ in words:
                yield mark, [clause] if theme else grammar.children(clause, *grammar.SUBJECTS)


def _paired(found: Match, slot: Slot) -> Iterator[Match]:
    """ "between X and Y", "X and Y met": this slot takes the second of a couple whose first is the other slot."""
    for name in ("SOURCE", "TARGET"):
        if tokens := found.slots.get(name):
            # "between Merkel, the chancellor, **and Macron**"
            rest = grammar.coordinated(tokens[0])[1:] or grammar.next_in_list(tokens[0])
            pair = found.going_on(None, slot, rest or tokens)  # or one mention of several: "between the two countries"
            if rest:
                pair.slots[name] = tokens[:1]
            pair.paired = True
            pair.sided = joined(tokens[0], *rest[:1]) and not joined(*rest[:2])
            yield pair
            return
