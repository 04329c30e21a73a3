"""Identities: the same actor everywhere, two Smiths never one."""

import pytest

from kg.actors import Identity, identities
from kg.nlp.data import Actor
from kg.ontology import Ontology
from kg.terms import ActorEntry

RUSSIA = ActorEntry("Russia", "Russia", "State", ("Russia", "Russian Federation"), wikidata="Q159")
ONTOLOGY = Ontology(relations={}, actors={"Russia": RUSSIA}, roles={}, offices=(), lexicon={})


def actor(name: str, type_: str = "Person", *, named: bool = True, known: str | None = None, names: str = "") -> Actor:
    found = [n for n in names.split("|") if n] or [name]
    return Actor(name=name, names=found, type=type_, named=named, known=known, state=None)


def identity(of: Actor, article: str = "one") -> Identity:
    (found,) = identities([of], article, ONTOLOGY)
    return found


def test_known_actor_has_the_ontologys_name_and_every_name_seen() -> None:
    found = identity(actor("Moscow", "State", known="Russia", names="Moscow|the Kremlin"))
    assert (found.local, found.name, found.wikidata) == ("Russia", "Russia", "Q159")
    assert found.names == ("Russia", "Russian Federation", "Moscow", "the Kremlin")


@pytest.mark.parametrize(
    ("who", "shared"),
    [
        (actor("Jane Smith"), True),
        (actor("Smith"), False),
        (actor("Voltera", "Organization"), True),
        (actor("two senior officials", "Group", named=False), False),
        (actor("residents of Birkot", "Group", named=False), False),
    ],
)
def test_one_actor_over_articles_or_one_for_each(who: Actor, shared: bool) -> None:
    assert (identity(who, "one").local == identity(who, "two").local) is shared
    assert identity(who, "one") == identity(who, "one")


def test_a_stranger_cannot_take_the_place_of_a_known_actor() -> None:
    assert identity(actor("Russia", "Organization")).local.startswith("Russia-")


def test_hostile_and_empty_names() -> None:
    found = identity(actor("<b>\u202eX</b> Y", names="<b>\u202eX</b> Y|\u0000"))
    assert found.name == "<b>X</b> Y"
    assert found.names == ("<b>X</b> Y",)
    assert identity(actor("\u0000", "Organization")).name
