"""A readable pattern such as ``SOURCE accuse TARGET of THEME`` -> a compiled wording.

The language is described in docs/architecture.md. A pattern is read once, when the ontology is loaded; the stage
``kg_relations`` looks the lemmas of a text up in an index of ``Wording.heads`` and then walks ``steps``. So a
thousand more wordings cost nothing at run time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.errors import OntologyError
from kg.ontology import Ontology
from kg.terms import ACTOR_TYPES, Relation

Kind = Literal["verb", "noun", "predicate"]
SLOTS = ("SOURCE", "TARGET", "THEME")
_SLOT = re.compile(r"^(SOURCE|TARGET|THEME)(?::([A-Za-z|]+))?('s)?$")
_WORD = re.compile(r"^[a-z0-9%][\w.'-]*(?:\|[a-z0-9%][\w.'-]*)*$")
_TOKEN = re.compile(r"\[|\]|[^\s\[\]]+")

ANYONE = "someone"  # in place of the first slot: a verb whose subject does not matter
_ARTICLES = frozenset({"a", "an", "the"})  # of no use in a pattern, but natural to write
_UNSEEN = frozenset({"that", "of", "and"})  # "said they left", "Syria's backer", "X and Y": may be said without them
_Wrong = Callable[..., OntologyError]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for an argument; ``types`` are the actor types it takes, empty for any."""

    name: str
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """What follows the head: a word and the slot behind it, or one of the two.

    ``of TARGET`` is a word with a slot; ``TARGET`` alone an object; ``off`` alone a particle, adverb or fixed noun.
    """

    words: frozenset[str] = frozenset()
    slot: Slot | None = None
    possessive: bool = False  # ``TARGET's side``: the slot is the possessor of the word
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """One compiled pattern of a relation."""

    relation: str
    text: str
    kind: Kind  # verb: "SOURCE accuse …"; noun: "SOURCE's attack …"; predicate: "SOURCE be loyal …"
    heads: frozenset[str]
    subject: Slot | None  # of a verb; the possessor of a noun
    steps: tuple[Step, ...]
    symmetric: bool = False  # of the relation: "X and Y met"

    @property
    def weight(self) -> int:
        """How much is written: the longer of two wordings that match at a predicate wins."""
        fixed = sum(bool(step.words) * 2 + bool(step.slot) for step in self.steps)
        typed = sum(bool(s.slot and s.slot.types) for s in self.steps) + bool(self.subject and self.subject.types)
        return fixed * 2 + typed

    @property
    def needed(self) -> tuple[frozenset[str], ...]:
        """Of each of these one word must stand in a sentence, or the pattern is not worth trying there."""
        return tuple(s.words for s in self.steps if s.words and not s.optional and not (s.slot and s.words & _UNSEEN))

    def has(self, slot: str) -> bool:
        """Whether the pattern has this slot."""
        return any(s and s.name == slot for s in (self.subject, *(step.slot for step in self.steps)))


def compile_wording(pattern: str, relation: Relation) -> Wording:
    """Compile one pattern.

    Raises OntologyError, which names the file, the relation and the pattern, where it is not in the language.

    >>> r = Relation("accuses", "accuses", "conflictsVerbally", False, ())
    >>> w = compile_wording("SOURCE accuse TARGET of THEME", r)
    >>> w.kind, sorted(w.heads), [sorted(s.words) for s in w.steps]
    ('verb', ['accuse'], [[], ['of']])
    """

    def wrong(what: str, todo: str = "see the section on wordings in docs/architecture.md") -> OntologyError:
        where = relation.worded_in.get(pattern, relation.file)
        return OntologyError(what, file=where, term=f"kg:{relation.name}", pattern=pattern, todo=todo)

    tokens = [t for t in _TOKEN.findall(pattern.replace("’", "'")) if t not in _ARTICLES]
    if not tokens:
        raise wrong("the pattern is empty")
    subject: Slot | None = None
    kind: Kind = "noun"
    if match := _SLOT.match(tokens[0]):
        subject = _slot(match, wrong)
        kind = "noun" if match[3] else "verb"
        tokens = tokens[1:]
    elif tokens[0] == ANYONE:  # "someone sell TARGET to SOURCE": by whom is left open, also by a passive
        kind = "verb"
        tokens = tokens[1:]
    if not tokens or not _WORD.match(tokens[0]):
        raise wrong("a word in lower case must come first or follow the first slot")
    heads = frozenset(tokens[0].split("|"))
    tokens = tokens[1:]
    if kind == "verb" and heads == {"be"} and tokens and _WORD.match(tokens[0]):
        # The copula is grammar: what is said stands in the adjective or noun, also without "be" in an apposition.
        kind, heads, tokens = "predicate", frozenset(tokens[0].split("|")), tokens[1:]
    steps = tuple(_steps(tokens, wrong))
    wording = Wording(relation.name, pattern, kind, heads, subject, steps, relation.symmetric)
    names = [s.name for s in (subject, *(step.slot for step in wording.steps)) if s]
    if len(set(names)) < len(names):
        raise wrong("a slot stands twice")
    if "SOURCE" not in names:
        raise wrong("there is no SOURCE", "say who acts: write SOURCE where that actor stands")
    return wording


def _slot(match: re.Match[str], wrong: _Wrong) -> Slot:
    types = frozenset(match[2].split("|")) if match[2] else frozenset()
    if unknown := sorted(types - set(ACTOR_TYPES)):
        raise wrong(f"{unknown[0]} is no actor type", f"use {', '.join(ACTOR_TYPES)}")
    return Slot(match[1], types)


def _steps(tokens: Iterable[str], wrong: _Wrong) -> Iterable[Step]:
    """The steps behind the head. A word is held until it is known whether a slot follows it."""
    optional = False
    held: frozenset[str] = frozenset()
    owner: Slot | None = None
    for token in tokens:
        if token in "[]":
            if held:
                yield Step(held, owner, owner is not None, optional)
                held, owner = frozenset(), None
            if optional == (token == "["):
                raise wrong("a bracket is not closed, or closed twice")
            optional = token == "["
        elif match := _SLOT.match(token):
            slot = _slot(match, wrong)
            if match[3]:
                if held:
                    yield Step(held, optional=optional)
                held, owner = frozenset(), slot
            else:
                yield Step(held, slot, optional=optional)
                held = frozenset()
        elif _WORD.match(token):
            if held:
                yield Step(held, owner, owner is not None, optional)
                owner = None
            held = frozenset(token.split("|"))
        else:
            raise wrong(f"“{token}” is neither a slot nor a word in lower case")
    if optional:
        raise wrong("a bracket is not closed")
    if held or owner:
        if not held:
            raise wrong("a word must follow a slot with 's")
        yield Step(held, owner, owner is not None, False)


def index(ontology: Ontology) -> Mapping[tuple[Kind, str], tuple[Wording, ...]]:
    """All wordings by (kind, head lemma). Raises OntologyError for the first that does not compile."""
    found: dict[tuple[Kind, str], list[Wording]] = defaultdict(list)
    for relation in ontology.relations.values():
        for pattern in relation.patterns:
            wording = compile_wording(pattern, relation)
            for head in wording.heads:
                found[wording.kind, head].append(wording)
    return {key: tuple(sorted(ws, key=lambda w: (-w.weight, w.text))) for key, ws in found.items()}
