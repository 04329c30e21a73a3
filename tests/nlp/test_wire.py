"""Sentences in the manner of news agencies: one sentence holds the whole story, and the events it must give."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from readers import Reader
from spacy.tokens import Doc

from kg.nlp import pipeline

Read = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads a text; gives "source relation target" (or "source relation") of each event but the leftovers."""
    nlp = pipeline.load()

    def events(text: str) -> set[str]:
        doc: Doc = nlp(text)
        name = [actor["name"] for actor in doc._.kg_actors]
        return {
            f"{name[e['source']]} {e['relation']}" + (f" {name[e['target']]}" if e["target"] is not None else "")
            for e in doc._.kg_events
            if e["relation"] != "acts"
        }

    return events


TABLE = {
    # whom a promise, a threat, a refusal is for
    "Norway has promised to keep up its gifts to Ghana.": {"Norway promises Ghana"},
    "Chile offered to hand the general over to Spain.": {"Chile promises Spain"},
    "Fiji says it is willing to withdraw its soldiers from Tonga.": {"Fiji promises Tonga", "Fiji withdrawsFrom Tonga"},
    "Iran threatened on Sunday to curb oil deliveries to Turkey.": {"Iran threatens Turkey"},
    "Kenya vowed to attack Uganda.": {"Kenya threatens Uganda"},
    "Peruvian miners threatened to go on strike unless Chile paid them.": {"Peruvian miners threatens Chile"},
    "Greece refused to answer a demand from the Turkish president.": {"Greece rejects Turkish president"},
    "Peru threatened to bomb Chile, where, it said, ten people had been killed.": {"Peru threatens Chile"},
    # who stands behind quantities, statements, clauses
    "Peru jailed hundreds of Chilean fishermen.": {"Peru coerces Chilean fishermen"},
    "The union issued a statement condemning Chad.": {"union criticizes Chad"},
    "On Monday Sudan lifted on short notice a state of emergency in Darfur imposed last year.": {
        "Sudan concedesTo Darfur"
    },
    "Sudan lifted on Friday a month-old blockade of Chadian ships.": {"Sudan concedesTo Chad"},
    "Pirates have kidnapped up to 16 Chilean sailors from a trawler.": {"pirates coerces 16 Chilean sailors"},
    "The king shortened by one hour a curfew imposed in Ghana.": {"king concedesTo Ghana"},
    "Mali is opposed to Algerian mediation in talks with Chad, an aide said.": {"Mali rejects Algeria"},
    "Kenyan soldiers were engaged in fighting against Uganda.": {"Kenya attacks Uganda"},
    "The Danish minister held talks with leaders of Chad's new government.": {"Danish minister consults Chad"},
    "Chadian tribesmen kidnapped a Swiss nurse.": {"Chadian tribesmen coerces Swiss nurse"},
    "Swiss judges opened an inquiry into the accounts of former Chadian President Omar Diallo.": {
        "Swiss judges investigates Omar Diallo"
    },
    "Mali cancelled a planned visit by a Chadian delegation.": {"Mali sanctions Chad"},
    "Kenyan poachers shot dead a warden.": {"Kenyan poachers kills warden"},
    "Delegations from Peru and Chile held talks in Oslo.": {"Peru consults Chile"},
    "Chad's Sandinista government ordered the newspaper to suspend publication.": {"Chad coerces newspaper"},
    "The Moroccan king gave a warm welcome to the French proposal.": {"Moroccan king praises France"},
    "Peru threatened to resume bombing raids in Chile.": {"Peru threatens Chile"},
    "Two Danish nurses were arrested in Chad on Monday.": {"Chad coerces two Danish nurses"},
    "Mali patrols the border with Algeria's help.": {"Algeria aids Mali"},
    "Kenyans were gathering in Nairobi for a rally to protest against Uganda.": {"Kenyan people protests Uganda"},
    "The miners vowed to step up attacks on Chad.": {"miners threatens Chad"},
    "Peru said it might impose sanctions on Chile.": {"Peru threatens Chile"},
    "Egypt hosted a meeting of Palestinian factions.": {"Egypt consults Palestinian factions"},
    "Up to 1,000 ethnic Turks marched against Bulgaria.": {"ethnic Turks protests Bulgaria"},
    "Serbia expelled the ethnic Albanians.": {"Serbia coerces ethnic Albanians"},
    # what officials say their state will do
    "Norway will give Ghana a loan, a Norwegian minister said.": {"Norway aids Ghana", "Norway promises Ghana"},
    # not Russia Today
    "The Danish foreign minister visited Russia today.": {"Danish foreign minister visits Russia"},
}


@pytest.mark.parametrize(("text", "expected"), TABLE.items())
def test_sentences_give_their_events(read: Read, text: str, expected: set[str]) -> None:
    assert expected <= read(text)


NOT = {
    "Ghana vowed to send soldiers to Mali.": "Ghana threatens Mali",
    "Peru said it might give Chile a loan.": "Peru promises Chile",
    "Two Danish nurses were kidnapped in Chad on Monday.": "Chad coerces two Danish nurses",
    "Two Danish nurses were arrested by FBI agents in Chad.": "Chad coerces two Danish nurses",
    "Kenyan poachers shot dead a warden.": "Kenya kills warden",
    "Mali tightened the blockade of Chad with Algeria's help.": "Chad aids Mali",
}


@pytest.mark.parametrize(("text", "wrong"), NOT.items())
def test_what_they_do_not_say(read: Read, text: str, wrong: str) -> None:
    assert wrong not in read(text)


FORMS = [
    # text, an actor's name, other forms in which the text names it, and what is none
    ("Mali took in 18 Chadian rebels.", "18 Chadian rebels", {"Chadian rebels"}, {"rebels"}),
    ("Mali jailed 200 illegal Chadian miners.", "200 illegal Chadian miners", {"Chadian miners"}, {"illegal miners"}),
    ("Mali met 20 ethnic Malian rebels.", "20 ethnic Malian rebels", {"ethnic Malian rebels"}, {"Malian rebels"}),
    ("Some 20 backers of Ada Moyo left.", "some 20 backers", {"backers of Ada Moyo"}, {"backers"}),
    ("Opposition parties in Nepal met.", "opposition parties", {"opposition parties in Nepal"}, {"parties"}),
    ("Mali praised Chad's foreign minister.", "foreign minister", {"Chad's foreign minister"}, set()),
    ("Chad's former president Ada Moyo left.", "Ada Moyo", {"Chad's president Ada Moyo"}, {"president", "Moyo"}),
    ("European Union envoy Omar Diallo left.", "Omar Diallo", {"European Union envoy Omar Diallo"}, {"envoy"}),
    ("Chad's spiritual leader Omar Diallo left.", "Omar Diallo", {"Chad's spiritual leader Omar Diallo"}, {"leader"}),
]


@pytest.mark.parametrize(("text", "name", "forms", "none"), FORMS, ids=[f[1] for f in FORMS])
def test_every_name_a_text_has_for_an_actor(
    actors_of: Reader, text: str, name: str, forms: set[str], none: set[str]
) -> None:
    (names,) = [set(a["names"]) for a in actors_of(text)._.kg_actors if a["name"] == name]
    assert forms <= names and not none & names


def test_rebel_leaders_are_not_their_state(actors_of: Reader) -> None:
    names = [a["name"] for a in actors_of("Chadian rebel leaders met Malian leaders.")._.kg_actors]
    assert "Chadian rebel leaders" in names and "Malian leaders" not in names
