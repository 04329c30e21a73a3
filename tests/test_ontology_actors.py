"""The actors, roles and offices of ontology/*.ttl: complete, unambiguous, right where we can check them."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from kg import ontology
from kg.ontology import Ontology

# Names that news gives to more than one actor; by_name yields all, likeliest first. Add one knowingly.
AMBIGUOUS = {
    "ABC", "ANA", "Amazon", "Congo", "Congress", "FSA", "George Bush", "Georgia", "House of Commons",
    "House of Representatives", "King Abdullah", "Parliament", "Senate", "Supreme Court", "Treasury",
}  # fmt: skip


@pytest.fixture(scope="module")
def known() -> Ontology:
    return ontology.load()


def test_names_mean_one_actor_but_for_the_ones_we_know(known: Ontology) -> None:
    shared = {name for name, bearers in known.by_name.items() if len(bearers) > 1}
    assert shared == AMBIGUOUS


def test_adjectives_and_peoples_mean_one_actor(known: Ontology) -> None:
    bearers = defaultdict(set)
    for entry in known.actors.values():
        for word in (*entry.adjectives, *entry.people):
            bearers[word].add(entry.name)
    assert {word: names for word, names in bearers.items() if len(names) > 1} == {}


def test_an_adjective_is_not_the_name_of_another_actor(known: Ontology) -> None:
    clashes = {
        word: [e.name for e in known.by_name[word]]
        for word, entry in known.by_adjective.items()
        if word in known.by_name and entry not in known.by_name[word]
    }
    assert clashes == {}


def test_wikidata_ids_are_given_once(known: Ontology) -> None:
    ids = Counter(entry.wikidata for entry in known.actors.values() if entry.wikidata)
    assert [i for i, count in ids.items() if count > 1] == []
    assert all(i.startswith("Q") and i[1:].isdigit() for i in ids)


def test_every_reference_leads_somewhere(known: Ontology) -> None:
    named = {a for e in known.actors.values() for a in (*e.part_of, *e.member_of, *e.based_in)}
    named |= {role.at for role in known.roles.values() if role.at}
    named |= {actor for office in known.offices for actor in (office.holder, office.of)}
    assert named - set(known.actors) == set()
    assert {office.role for office in known.offices} - set(known.roles) == set()


def test_parts_have_no_cycles(known: Ontology) -> None:
    for entry in known.actors.values():
        seen, whole = {entry.name}, entry.part_of
        while whole:
            assert whole[0] not in seen, f"{entry.name} is part of itself"
            seen.add(whole[0])
            whole = known.actors[whole[0]].part_of


def test_names_are_clean(known: Ontology) -> None:
    """Mentions come without their determiner, so a name with "the" before it would never be found alone."""
    names = [name for e in known.actors.values() for name in (*e.names, *e.seats, *e.people, *e.adjectives, *e.kind)]
    assert [n for n in names if n != n.strip() or "  " in n or n.startswith("the ") or not n] == []


def test_terms_run_forward_and_do_not_overlap(known: Ontology) -> None:
    """Two holders of one office on one day would leave "the US president" without an answer."""
    terms = defaultdict(list)
    for office in known.offices:
        assert office.since is not None
        assert office.until is None or office.since < office.until, office
        if known.roles[office.role].national:  # ministers and spokesmen there are several
            terms[office.role, office.of].append(office)
    for (role, of), held in terms.items():
        for earlier, later in pairwise(sorted(held, key=lambda o: o.since or "")):
            assert earlier.until and earlier.until <= (later.since or ""), (role, of, earlier, later)


def test_a_person_of_an_office_is_a_person(known: Ontology) -> None:
    holders = {office.holder for office in known.offices}
    persons = {e.name for e in known.actors.values() if e.type == "Person"}
    assert holders == persons
    assert all(known.actors[p].gender in ("male", "female") for p in persons)


def test_a_role_word_belongs_to_one_role(known: Ontology) -> None:
    words = Counter(word for role in known.roles.values() for word in role.words)
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("relation", ["leads", "memberOf"])
def test_roles_say_of_whom(known: Ontology, relation: str) -> None:
    roles = [r for r in known.roles.values() if r.relation == relation]
    assert roles
    assert all(role.of and set(role.of) <= set(ontology.ACTOR_TYPES) for role in roles)


@pytest.mark.parametrize(
    ("word", "actor"),
    [
        ("Danish", "Denmark"), ("Danes", "Denmark"), ("Filipino", "Philippines"),
        ("Philippine", "Philippines"),
        ("Burmese", "Myanmar"), ("Nigerien", "Niger"), ("Nigerian", "Nigeria"), ("Swiss", "Switzerland"),
        ("Emirati", "United_Arab_Emirates"), ("Scottish", "Scotland"), ("Californian", "California"),
        ("Western", "West"), ("Republicans", "Republican_Party"), ("Tory", "Conservative_Party"),
        ("Congolese", "Democratic_Republic_of_the_Congo"), ("Georgian", "Georgia"),
        ("Briton", "United_Kingdom"),
    ],
)  # fmt: skip
def test_what_adjectives_and_peoples_mean(known: Ontology, word: str, actor: str) -> None:
    assert known.by_adjective[word].name == actor


@pytest.mark.parametrize(
    ("name", "actors"),
    [
        ("Kiev", ["Ukraine"]), ("Kyiv", ["Ukraine"]), ("Kremlin", ["Russia"]), ("Élysée", ["France"]),
        ("Downing Street", ["United_Kingdom"]), ("White House", ["United_States"]),
        ("U.S.", ["United_States"]),
        ("Pentagon", ["United_States_Department_of_Defense"]), ("Burma", ["Myanmar"]),
        ("DRC", ["Democratic_Republic_of_the_Congo"]),
        ("Brussels", ["European_Union"]), ("Daesh", ["Islamic_State"]), ("al Qaida", ["al-Qaeda"]),
        ("Georgia", ["Georgia", "Georgia_US_state"]), ("GOP", ["Republican_Party"]),
        ("GM", ["General_Motors"]),
        ("Lukashenka", ["Alexander_Lukashenko"]), ("Zelenskyy", ["Volodymyr_Zelensky"]),
    ],
)  # fmt: skip
def test_whom_names_and_seats_mean(known: Ontology, name: str, actors: list[str]) -> None:
    assert [entry.name for entry in known.by_name[name]] == actors


@pytest.mark.parametrize(
    ("role", "of", "day", "holder"),
    [
        ("President", "United_States", "1993-01-19", "George_H_W_Bush"),
        ("President", "United_States", "1993-01-20", "Bill_Clinton"),
        ("Leader", "Germany", "2006-06-01", "Angela_Merkel"),
        ("Leader", "Turkey", "2010-01-01", "Recep_Tayyip_Erdogan"),  # then prime minister,
        ("Leader", "Turkey", "2020-01-01", "Recep_Tayyip_Erdogan"),  # and now president
        ("ForeignMinister", "United_Kingdom", "2017-03-01", "Boris_Johnson"),
        ("ForeignSecretary", "United_Kingdom", "2017-03-01", "Boris_Johnson"),
        ("SecretaryGeneral", "NATO", "2015-01-01", "Jens_Stoltenberg"),
        ("PrimeMinister", "Belarus", "2015-01-01", None),  # we do not know: no guess
        ("Chairman", "Federal_Reserve", "2008-09-15", "Ben_Bernanke"),
        ("President", "United_States", "1900-01-01", None),
    ],
)
def test_who_held_the_office(known: Ontology, role: str, of: str, day: str, holder: str | None) -> None:
    assert known.holder(role, of, day) == holder


def test_deputies_and_former_ones_do_not_lead(known: Ontology) -> None:
    assert {"deputy", "vice", "assistant"} <= known.words("DeputyWord")
    assert {"former", "ex-", "then"} <= known.words("FormerWord")
    assert known.roles["VicePresident"].relation == "memberOf"
    assert known.words("DeputyWord").isdisjoint(known.words("FormerWord") | known.words("FutureWord"))


def test_titles_come_with_and_without_the_dot(known: Ontology) -> None:
    titles = known.words("Title")
    assert {"Mr", "Mr.", "Gen", "Gen.", "Sgt", "Sgt."} <= titles


def test_breadth(known: Ontology) -> None:
    states = [e for e in known.actors.values() if e.type == "State"]
    members = [e for e in states if "United_Nations" in e.member_of]
    assert len(members) == 193
    assert [e.name for e in members if not e.seats and not e.adjectives and not e.people] == []
    assert sum("NATO" in e.member_of for e in states) == 32
    assert sum("European_Union" in e.member_of for e in states) == 27
    assert sum("African_Union" in e.member_of for e in states) == 55  # one of them Western Sahara


def test_loading_is_quick() -> None:
    start = time.process_time()
    ontology.load()
    assert time.process_time() - start < 0.5
