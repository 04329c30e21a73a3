"""Relations: sentences and the events they must give, whatever the construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.data import Actor, EventDict, Mention
from kg.nlp.relations import Relations
from kg.ontology import cached

Read = Callable[..., set[str]]


TABLE = {
    # objects, passives, relative clauses
    "Kenya accused Uganda of spying.": {"Kenya accuses Uganda"},
    "Uganda was accused of spying by Kenya.": {"Kenya accuses Uganda"},
    # whose a deed is, who reports, what is only located
    "Kenya rejected the decision of Uganda to attack Chad.": {"Kenya rejects Uganda", "Uganda attacks Chad"},
    "Mali won French approval to sue Chad.": {"Mali sues Chad"},
    "NATO chief, Security Council condemn attack on Chad": set(),
    "Kenya condemned the Kampala attack.": {"Kenya criticizes: Kampala attack"},
    "Kenya said that Uganda had left, adding that Chad would stay.": {"Kenya says: Chad would stay"},
    "Ban Ki-moon on Friday spoke to Uganda over the phone.": {"Ban Ki-moon calls Uganda"},
    "Kenya, which attacked Uganda, denied it.": {"Kenya attacks Uganda"},
    "The firm that Google bought is small.": {"Google acquires firm"},
    # coordination and each other
    "Peru and Chile condemned Bolivia and Brazil.": {
        "Peru criticizes Bolivia",
        "Peru criticizes Brazil",
        "Chile criticizes Bolivia",
        "Chile criticizes Brazil",
    },
    "Peru and Chile met in Lima.": {"Peru meets Chile"},
    "Peru and Chile accused each other of spying.": {"Peru accuses Chile", "Chile accuses Peru"},
    "Talks between Peru and Chile failed.": {"Peru consults Chile"},
    # calls, visits, talks
    "Biden received a call from Macron.": {"Emmanuel Macron calls Joe Biden"},
    "Macron spoke to Biden on the phone.": {"Emmanuel Macron calls Joe Biden"},
    "Macron, on a visit to Kenya, met Biden.": {"Emmanuel Macron visits Kenya"},
    "Togo's mediation between Mali and Chad failed.": {"Togo consults Mali", "Togo consults Chad"},
    "Norway is in talks to aid Chad.": {"Norway aids Chad"},
    "A round of talks began between Mali and Chad.": {"Mali consults Chad"},
    "Norway kept its duties under a treaty with Chad.": {"Norway agreesWith Chad"},
    "Macron flew to Kenya for talks with Ruto.": {"Emmanuel Macron visits Kenya"},
    "Norway helped Ghana build a port.": {"Norway aids Ghana"},
    "Several states, including Chad and Mali, denounced Togo.": {"Chad criticizes Togo", "Mali criticizes Togo"},
    "The foreign ministers of Peru and Chile met.": {"Peru meets Chile"},
    "Mali was helped by loans from Chad.": {"Chad aids Mali"},
    "Google withdrew its offer for Siemens.": {"Google withdrawsFrom Siemens"},
    "Rwanda failed to co-operate with Chad.": {"Rwanda cooperatesWith Chad"},
    "Peru and Chile co-hosted the summit.": {"Peru cooperatesWith Chile"},
    "Syria and its backer, Russia, attacked Idlib.": {"Russia supports Syria"},
    "Mali left the bloc to join Chad.": {"Mali cooperatesWith Chad"},
    "The court agreed with Google's argument.": {"court agreesWith Google"},
    "Mali supports Chad financially.": {"Mali aids Chad"},
    "Egypt granted Siemens a licence.": {"Egypt concedesTo Siemens"},
    "Zambia struck a deal with its creditors, including Chad.": {"Zambia agreesWith Chad"},
    # deals, support, thanks
    "Norway is encouraged by the decision of Chad to sign.": {"Norway praises Chad"},
    "Turkey ratified Finland's membership of NATO.": {"Turkey supports Finland"},
    "Niger revoked an accord with Chad.": {"Niger withdrawsFrom Chad"},
    "Norway sent food to Darfur.": {"Norway aids Darfur"},
    "Norway welcomed the steps taken by Chad.": {"Norway praises Chad"},
    "Egypt awarded a contract to Siemens.": {"Egypt agreesWith Siemens"},
    "Ghana won the backing of Norway.": {"Norway supports Ghana"},
    "The judge ruled in favour of the tenants.": {"judge supports tenants"},
    "Ghana is delighted that Togo left the war.": {"Ghana praises Togo"},
    # giving way, leaving, setting free
    "The Philippines granted the United States access to four bases.": {"Philippines concedesTo United States"},
    "Peru bowed to demands from Chile.": {"Peru concedesTo Chile"},
    "The minister stepped down as leader of the Green Party.": {"minister withdrawsFrom Green Party"},
    "The court overturned the man's conviction.": {"court releases man"},
    # doing things together, giving, buying
    "Google, together with Siemens, developed the engine.": {"Google cooperatesWith Siemens"},
    "Google and Siemens will jointly build a plant.": {"Google cooperatesWith Siemens"},
    "Peru held a joint conference with Chile.": {"Peru cooperatesWith Chile"},
    "Cuba depends on Chile for oil.": {"Chile aids Cuba"},
    "Siemens owns 10% of Lufthansa.": {"Siemens investsIn Lufthansa"},
    "Opel was sold to Google.": {"Google acquires Opel"},
    "Google paid $57 million for a stake in Siemens.": {"Google acquires Siemens"},
    "Google was chosen by Siemens to supply the software.": {"Siemens appoints Google"},
    # light verbs, nouns, adjectives
    "The deal reached between Peru and Chile failed.": {"Peru agreesWith Chile"},
    "The attack launched by rebels on Mali failed.": {"rebels attacks Mali"},
    "The help that Norway gave to Chad was small.": {"Norway aids Chad"},
    "Egypt awarded Siemens a contract.": {"Egypt agreesWith Siemens"},
    "Chile, in talks with Peru, made an offer.": {"Chile consults Peru"},
    "Mali is working in close coordination with Chad.": {"Mali cooperatesWith Chad"},
    "Canada stands shoulder to shoulder with Latvia.": {"Canada supports Latvia"},
    "Norway is committed to helping Chad.": {"Norway aids Chad"},
    "Israel launched an attack on Syria.": {"Israel attacks Syria"},
    "The Israeli attack on Syria failed.": {"Israel attacks Syria"},
    "The United States imposed sanctions on Iran.": {"United States sanctions Iran"},
    "Norway is critical of Denmark.": {"Norway criticizes Denmark"},
    # control, raising, clauses
    "France agreed to supply Mali with rockets.": {"France aids Mali"},
    "Germany urged Russia to leave Georgia.": {"Germany demands Russia", "Russia withdrawsFrom Georgia"},
    "Japan demanded that China release the sailors.": {"Japan demands China"},
    "Iran threatened to attack Iraq.": {"Iran threatens Iraq", "Iran attacks Iraq"},
    # one verb, many senses
    "Biden called Putin on Monday.": {"Joe Biden calls Vladimir Putin"},
    "Biden called on Russia to leave Ukraine.": {"Joe Biden demands Russia"},
    "Russia fired missiles at Ukraine.": {"Russia attacks Ukraine"},
    # whose it is, statements, according to
    "Germany condemned Russia's invasion of Georgia.": {"Germany criticizes Russia", "Russia attacks Georgia"},
    "Ghana said that the bridge is safe.": {"Ghana says: bridge is safe"},
    "According to Ghana, the bridge is safe.": {"Ghana says: bridge is safe"},
    "“The bridge is safe,” said Ghana.": {"Ghana says: bridge is safe"},
}


@pytest.mark.parametrize(("text", "expected"), TABLE.items())
def test_sentences_give_their_events(read: Read, text: str, expected: set[str]) -> None:
    assert expected <= read(text)


NOT = {
    "The farmers got help from the army.": "acquires",
    "Mali ended its partnership with France.": "cooperatesWith",
    "The victims of Peru and Chile met.": "Peru meets Chile",
    "The council handed the library to a group of volunteers.": "acquires",
    "Several allies, including Chad, met.": "meets",
    "Norway welcomed news that Chad took the town.": "Norway praises Chad",
    "Chad and Mali denounced their enemies.": "Chad criticizes Mali",
    "Peru and Chile work in the mines.": "Peru cooperatesWith Chile",
    "Peru and Chile met with voters.": "Peru meets Chile",
    "Ghana has the support of Norway.": "Ghana supports Norway",
    "Google's purchase of Siemens was approved by Norway.": "Norway acquires Siemens",
    "Kenya met the deadline.": "meets",
    "The bridge in Kenya was closed.": "Kenya",
    "Biden called for calm.": "calls",
    "Uganda was attacked.": "attacks",
}


@pytest.mark.parametrize(("text", "wrong"), NOT.items())
def test_what_they_do_not_say(read: Read, text: str, wrong: str) -> None:
    assert not [event for event in read(text) if wrong in event]


@pytest.mark.xfail(reason="the parser takes the report set between commas for the main clause", strict=True)
def test_a_known_failure_of_the_parser(read: Read) -> None:
    assert "Kenya attacks Chad" in read("Kenya, Uganda said, attacked Chad.")


def marked(doc: Doc, *names: str) -> Doc:
    """The words of these names as mentions, each an actor of its own."""
    actors = [Actor(name=n, names=[n], type="State", named=True, known=None, state=None) for n in names]
    doc._.kg_actors = actors
    doc._.kg_mentions = [
        Mention(start=t.i, end=t.i + 1, head=t.i, type="State", form="name", plural=False, actor=[names.index(t.text)])
        for t in doc
        if t.text in names
    ]
    return doc


def test_the_stage_needs_mentions_and_a_parse_alone(nlp: Language) -> None:
    doc = Relations(cached())(marked(nlp("Kenya praised Uganda."), "Kenya", "Uganda"))
    (event,) = doc._.kg_events
    assert (event["relation"], event["source"], event["target"], event["cue"]) == ("praises", 0, 1, [1])
    assert event["wording"].startswith("SOURCE praise") and 0 < event["confidence"] <= 1


def test_events_are_plain_data(nlp: Language) -> None:
    doc = Relations(cached())(marked(nlp("Kenya praised Uganda."), "Kenya", "Uganda"))
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    kept: list[EventDict] = [dict(e) for e in again._.kg_events]  # type: ignore[misc]
    assert kept == doc._.kg_events
