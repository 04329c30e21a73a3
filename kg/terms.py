"""What an ontology holds, as frozen records: relations, actors, roles and offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ACTOR_TYPES = ("Person", "State", "Organization", "Group", "Place")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: its local name, its family, and the patterns that word it."""

    name: str
    label: str
    family: str
    symmetric: bool
    patterns: tuple[str, ...]
    definition: str = ""
    example: str = ""
    plover: str = ""
    cameo: str = ""
    file: str = ""
    worded_in: Mapping[str, str] = field(default_factory=dict, compare=False)  # pattern -> the file it stands in
    reaches_owner: bool = False  # what is done to an actor's things or deeds is done to the actor
    places: bool = False  # a place can be its target
    sides: bool = False  # the side of a place can do it, and it can be done to one: "Wales beat England"
    abroad: bool = False  # nobody does it to the state he is of
    declares: tuple[str, ...] = ()  # families of deeds: who says that he will do one states this relation
    modals: str = ""  # the word list of modals by which a speaker words it: "Chad must leave", said X
    colon: bool = False  # who is named beside a colon does it: "Merkel: Mali must pay"
    judgments: str = ""  # the word list of judgments by which a speaker words it: "the raid is appalling", said X
    unless: str = ""  # the word list of modifiers that make its nouns mean something else: "a **price** war"
    clause: str = ""  # which actor of a clause that is its theme it is aimed at: "subject" or "object"
    ambivalent: bool = False  # done for its target or against it: who promises it promises or threatens nobody


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor known to the ontology.

    ``names`` holds label, altLabels and acronyms; ``adjectives`` "Russian"; ``people`` "Russians";
    ``seats`` the places that stand for it when they act ("Moscow", "the Kremlin").
    """

    name: str  # local name: "Russia"
    label: str
    type: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()  # what it can be called: "military alliance", "company", "car maker"
    wikidata: str | None = None
    based_in: tuple[str, ...] = ()  # local names of states and places: where a company is at home
    gender: str | None = None  # of a person: "male", "female"; helps pronouns
    tags: tuple[str, ...] = ()  # of a party: "D" in "(D-Calif.)"


@dataclass(frozen=True, slots=True)
class Role:
    """A word for an office or function: "president", "spokesman"; ``relation`` it states, ``of`` which actor types.

    ``at`` is the local name of the actor such a role belongs to when the article names none: a "secretary of
    state" is one of the United States.
    """

    name: str
    words: tuple[str, ...]
    relation: str | None
    of: tuple[str, ...]
    national: bool = False  # one to a state at a time, so "the US president" names somebody
    at: str | None = None
    private: bool = False  # an adjective of a state before it says where its holder is from: "Danish striker"


@dataclass(frozen=True, slots=True)
class Office:
    """Who held a role of an actor, from a day (inclusive) to a day (exclusive); ISO dates, None where open."""

    holder: str
    role: str
    of: str
    since: str | None
    until: str | None
