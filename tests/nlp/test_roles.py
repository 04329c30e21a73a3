"""Who leads, belongs to, succeeds, is allied with or based where: on sentences whose mentions are given by hand.

In the tables {Name} is an organisation, {Name|P} a person, |S a state, |L a place, |G a group; a third part names the
actor where the words are not its name: "{Russian|S|Russia}". A lower-case or adjective form is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.nlp.data import Actor, Mention
from kg.nlp.roles import Roles
from kg.ontology import cached

MARK = re.compile(r"\{([^}|]+)(?:\|(\w))?(?:\|([^}]+))?\}")
TYPES = {"P": "Person", "S": "State", "L": "Place", "G": "Group", "O": "Organization", None: "Organization"}


def form_of(span: Span, name: str) -> str:
    """The form of a mention, as the stage before would set it."""
    if span.text == name or (span.text[0].isupper() and span.text not in cached().by_adjective):
        return "name" if " government" not in span.text else "nominal"
    return "demonym" if span.text[0].isupper() else "pronoun" if span.root.pos_ == "PRON" else "nominal"


def marked(text: str, nlp: Language) -> Doc:
    """The parsed text without marks, its marked spans set as mentions."""
    plain, spans, last = "", [], 0
    for m in MARK.finditer(text):
        plain += text[last : m.start()]
        spans.append((len(plain), len(plain) + len(m[1]), TYPES[m[2]], m[3] or m[1]))
        plain, last = plain + m[1], m.end()
    doc = nlp(plain + text[last:])
    actors: dict[str, Actor] = {}
    mentions = []
    for start, end, kind, name in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        assert span is not None
        ontology = cached()
        known = next((e.name for e in ontology.by_name.get(name, ()) if e.type == kind), None)
        actor = Actor(name=name, names=[name], type=kind, named=True, known=known, state=None)
        actors.setdefault(name, actor)
        form = form_of(span, name)
        mentions.append(
            Mention(
                start=span.start,
                end=span.end,
                head=span.root.i,
                type=kind,
                form=form,
                plural=False,
                actor=[list(actors).index(name)],
            )
        )
    doc._.kg_mentions, doc._.kg_actors, doc._.kg_events = mentions, list(actors.values()), []
    return doc


@pytest.fixture(scope="module")
def read(nlp: Language) -> Callable[[str], set[str]]:
    """The role events of a marked text, as "Mark Fields leads Ford"."""
    stage = Roles(cached())

    def events(text: str) -> set[str]:
        doc = stage(marked(text, nlp))
        name = [a["name"] for a in doc._.kg_actors]
        return {f"{name[e['source']]} {e['relation']} {name[e['target']]}" for e in doc._.kg_events}

    return events


TITLES = {
    "{French|S|France} President {Emmanuel Macron|P} spoke.": {"Emmanuel Macron leads France"},
    "{Iraqi|S|Iraq} Prime Minister {Haider al-Abadi|P} met them.": {"Haider al-Abadi leads Iraq"},
    "{Ford} CEO {Mark Fields|P} resigned.": {"Mark Fields leads Ford"},
    "{GM} chief executive {Rick Wagoner|P} said so.": {"Rick Wagoner leads GM"},
    "The President of {the United States|S} {Barack Obama|P} said so.": {"Barack Obama leads the United States"},
    "{FCO} Minister {Martin Poole|P} welcomed the news.": {"Martin Poole memberOf FCO"},
    "{UN} special envoy {Staffan de Mistura|P} left.": {"Staffan de Mistura memberOf UN"},
    "The {UK|S} Special Representative for {Syria|S}, {Gareth Bayley|P}, said so.": {"Gareth Bayley memberOf UK"},
    "{Boeing} Executive Vice President {Scott Carson|P} said so.": {"Scott Carson memberOf Boeing"},
    "{Afghan|S|Afghanistan} Ambassador to {the United States|S} {Hamdullah Mohib|P} came.": {
        "Hamdullah Mohib memberOf Afghanistan"
    },
    "{Airbus} President and Chief Executive Officer, {Karl Brandt|P}, said so.": {"Karl Brandt leads Airbus"},
    "{Airbus} and {its|O|Airbus} CEO {Ralph Crosby|P} disagreed.": {"Ralph Crosby leads Airbus"},
    "{Sergei Lavrov|P}, {Russia|S}'s foreign minister, and {his|P|Sergei Lavrov} {Chinese|S|China} counterpart "
    "{Wang Yi|P} met.": {"Sergei Lavrov memberOf Russia", "Wang Yi memberOf China"},
    "{Dutch|S|the Netherlands} Finance Minister and {Eurogroup} chairman {Jeroen Dijsselbloem|P} spoke.": {
        "Jeroen Dijsselbloem memberOf the Netherlands",
        "Jeroen Dijsselbloem leads Eurogroup",
    },
    "{NATO} members {Turkey|S} and {Greece|S} disagreed.": {"Turkey memberOf NATO", "Greece memberOf NATO"},
    "{Apple} marketing chief {Phil Schiller|P} spoke.": {"Phil Schiller memberOf Apple"},
    "Deputy Prime Minister of {Iraq|S} {Hoshyar Zebari|P} spoke.": {"Hoshyar Zebari memberOf Iraq"},
    "Pentagon {Navy} Capt. {Jeff Davis|P} said so.": {"Jeff Davis memberOf Navy"},
    "In {Turkey|S} Minister {Martin Poole|P} met them.": set(),
    "{Merkel|P}, {French|S|France} President Weigh New Plan": set(),
    "Defense Secretary {Ash Carter|P} spoke.": set(),
    "{Merkel|P} met the head of the agency.": set(),
    "After talks with {Kenyan|S|Kenya} Foreign Minister {Ada Moyo|P}, Minister {Tom Okoro|P} left.": {
        "Ada Moyo memberOf Kenya",
    },
    "{Kenyan|S|Kenya} President {Ada Moyo|P} and Foreign Minister {Tom Okoro|P} left.": {
        "Ada Moyo leads Kenya",
        "Tom Okoro memberOf Kenya",
    },
    "{Kenyan|S|Kenya} President {Ada Moyo|P} and Vice President {Joe Hart|P} met.": {"Ada Moyo leads Kenya"},
    "{Kurdish|G|Kurds} rebel leader {Lee Ward|P} fled.": set(),
    "{Kurdish|G|Kurds} leader {Lee Ward|P} fled.": {"Lee Ward leads Kurds"},
    "{Siemens}'s {China|S} head, {Lee Ward|P}, resigned.": {"Lee Ward memberOf Siemens"},
    "{Mali|S}'s army chief {Lee Ward|P} resigned.": {"Lee Ward memberOf Mali"},
    "Seven members of {the Orma|G} in {Garissa|L}, {Kenya|S}, were hurt.": set(),
    "The general secretary of the {British|S|the United Kingdom} union {Unite}, {Ann Holt|P}, spoke.": {
        "Ann Holt leads Unite"
    },
    "{Holt|P} met the {Unite} team. {team|O|Unite} captain {Lee Ward|P} spoke.": {"Lee Ward memberOf Unite"},
    "{The US|S|United States} spoke. Navy Capt. {Lee Ward|P} did not.": {"Lee Ward memberOf United States Navy"},
    "{Delhi|S|India} spoke. Navy Capt. {Lee Ward|P} did not.": set(),
    "{The US|S|United States} spoke. Navy Chief Petty Officer {Lee Ward|P} did not.": {
        "Lee Ward memberOf United States Navy"
    },
    "{Lumo}'s sales, service, and marketing chief {Lee Ward|P} spoke.": {"Lee Ward memberOf Lumo"},
    "{Lumo} and marketing chief {Lee Ward|P} met.": set(),
    "The {US Embassy} Chargé d’Affaires, a.i., {Lee Ward|P} and Dr. {Ann Holt|P} met.": {
        "Lee Ward memberOf US Embassy",
        "US Embassy partOf United States",
    },
    "Secretary of State {Lee Ward|P} spoke.": set(),
    "{Chad|S}'s best-known journalist {Lee Ward|P} spoke.": set(),
    "{Ajax}'s {Danish|S|Denmark} striker {Lee Ward|P} scored.": {"Lee Ward memberOf Ajax"},
    "{Kenya|S} striker {Lee Ward|P} scored.": {"Lee Ward memberOf Kenya"},
    "{Danish|S|Denmark} lawyer {Lee Ward|P} spoke.": set(),
    "{Lumo} founder and chief executive {Lee Ward|P} spoke.": {"Lee Ward leads Lumo"},
    "{Lumo} mission chief {Lee Ward|P} spoke.": {"Lee Ward memberOf Lumo"},
    "{Lumo} company chief {Lee Ward|P} spoke.": {"Lee Ward leads Lumo"},
    "The special representative for {Mali|S}, {Lee Ward|P}, left.": set(),
    "{Apple} supplier {Lumo} grew.": {"Lumo aids Apple"},
    "{Lumo} investor {Rabo} left.": {"Rabo investsIn Lumo"},
    "{Lumo}'s partner {Rabo} left.": {"Lumo cooperatesWith Rabo"},
    "{Rabo} customers {Lumo} and {Unia} left.": {"Lumo acquires Rabo", "Unia acquires Rabo"},
    "{Kenyan|S|Kenya} cult leader {Lee Ward|P} fled.": set(),
    "{Kenyan|S|Kenya} navy spokesman {Lee Ward|P} fled.": {"Lee Ward memberOf Kenya"},
    "{Chad|S}'s minister of {Foreign Relations}, {Lee Ward|P}, spoke.": {"Lee Ward memberOf Chad"},
    "Former Communications and {Informatics} Minister {Lee Ward|P} spoke.": set(),
    "The {Royal Flying} Doctor {Service|P} came.": set(),
    "They are the {states|S|the states} President {Lee Ward|P} named.": set(),
    "With {Kenyan|S|Kenya} Foreign Minister {Tom Okoro|P}, Minister {Lee Ward|P} left.": {"Tom Okoro memberOf Kenya"},
    "{Kenya|S}'s {parliament|O|Bunge}, 40 protesters said, burnt.": {"Bunge partOf Kenya"},
    "{House} Speaker {Lee Ward|P} spoke.": {"Lee Ward leads House"},
    "{Ann Holt|P} ally {Lee Ward|P} spoke.": {"Ann Holt alliedWith Lee Ward"},
    "{Ann Holt|P} lawyer {Lee Ward|P} spoke.": set(),
    "Cardinal {Lee Ward|P} of {Leeds|L} spoke.": set(),
    "{Unite} co-leader {Lee Ward|P} spoke.": {"Lee Ward leads Unite"},
    "Since the city fell to {Unia} fighters, {Lee Ward|P} wept.": set(),
    "Two {Unia} commanders, {Lee Ward|P} and {Ann Holt|P}, fled.": {"Lee Ward memberOf Unia", "Ann Holt memberOf Unia"},
}

APPOSITIONS = {
    "{Jane Holt|P}, the chief executive of {General Motors}, spoke.": {"Jane Holt leads General Motors"},
    "{Rick Wagoner|P}, {GM}'s chief executive, spoke.": {"Rick Wagoner leads GM"},
    "Gen. {Peter Grant|P}, commander of {U.S. Central Command}, said so.": {
        "Peter Grant leads U.S. Central Command",
        "U.S. Central Command partOf United States",
    },
    "Gen. {Peter Grant|P}, commander, {U.S. Central Command}, said so.": {
        "Peter Grant leads U.S. Central Command",
        "U.S. Central Command partOf United States",
    },
    "{Budi Wijaya|P}, spokesman for {the Indonesian military|S|Indonesia}, spoke.": {"Budi Wijaya memberOf Indonesia"},
    "{David Reyes|P}, 19, a member of {Greenpeace}, left.": {"David Reyes memberOf Greenpeace"},
    "{Jusman Djamal|P}, minister of transport for {Indonesia|S}, spoke.": {"Jusman Djamal memberOf Indonesia"},
    "{Opel}, a subsidiary of {General Motors}, lost money.": {"Opel partOf General Motors"},
    "{EADS}, the parent company of {Airbus}, lost money.": {"Airbus partOf EADS"},
    "{Yonhap}, {South Korea|S}'s news agency, reported it.": {"Yonhap partOf South Korea"},
    "{North Korea|S}'s main news agency {KCNA} reported it.": {"KCNA partOf North Korea"},
    "{Chad|S} and {Mali|S}, members of {the African Union}, agreed.": {
        "Chad memberOf the African Union",
        "Mali memberOf the African Union",
    },
    "{Ann Holt|P}, the head of {Canada|S}'s main {Liberal party}, spoke.": {"Ann Holt leads Liberal party"},
    "{Ann Holt|P}, a colonel in {the Army}, spoke.": {"Ann Holt memberOf the Army"},
    "{Ann Holt|P}, the billionaire owner of {Arcadia}, spoke.": {"Ann Holt leads Arcadia"},
    "{Saab}, {Ford}'s {Swedish|S|Sweden} subsidiary, lost money.": {"Saab partOf Ford"},
    "The {Lumo} news agency reported it.": set(),
    "{Irish|S|Ireland} flag carrier {Lumo Air} grew.": {"Lumo Air basedIn Ireland"},
    "The {Hezbollah} television station {Al-Noor} reported it.": {"Al-Noor partOf Hezbollah"},
    "They met in {Oslo|L|Norway}, former students of {Yale} among them.": set(),
    "{Ann Holt|P}, a professor from {Leiden University}, spoke.": {"Ann Holt memberOf Leiden University"},
    "{Ann Holt|P}, an engineer from {Chad|S}, spoke.": set(),
    "{Ann Holt|P}, {Unite} spokeswoman, said so.": {"Ann Holt memberOf Unite"},
    "{Ann Holt|P}, {Unite} spokeswoman will answer.": {"Ann Holt memberOf Unite"},
    "{Ann Holt|P}, candidate for mayor of {Leeds|L}, spoke.": set(),
    "{Ann Holt|P}, {Europe|L} head at {Lumo}, spoke.": {"Ann Holt memberOf Lumo"},
    "{Ann Holt|P}, president of the {Oslo|S|Norway} Chamber of Commerce, spoke.": set(),
    "{Ann Holt|P}, head of the {Unia} delegation, spoke.": {"Ann Holt memberOf Unia"},
    "{Ann Holt|P}, {Africa|L} director at {Unia}, spoke.": {"Ann Holt memberOf Unia"},
    "{Ann Holt|P}, a {Unia} leader, spoke.": {"Ann Holt memberOf Unia"},
    "{Ann Holt|P}, the {Unia} leader, spoke.": {"Ann Holt leads Unia"},
}

NEIGHBOURS = {
    "{Chicago|L}-based {Boeing} won.": {"Boeing basedIn Chicago"},
    "The Minister for the {Middle East|L}, {Mary Poole|P}, left.": set(),
    "The {U.S.|S}-led {coalition|G} struck.": {"U.S. leads coalition"},
    "{Apple}'s {iTunes} grew.": {"iTunes partOf Apple"},
    "The {Russian government|S|Russia}'s {Federal Service for Financial Markets} acted.": {
        "Federal Service for Financial Markets partOf Russia"
    },
    "Sen. {John McCain|P} (R-AZ) and Rep. {Nancy Pelosi|P} (D-Calif.) met.": {
        "John McCain memberOf Republican Party",
        "Nancy Pelosi memberOf Democratic Party",
    },
    "{John Smith|P} (D-Day) met {Jane Doe|P} (R).": set(),
    "{Joe Biden|P} changed what {his|P|Joe Biden} predecessor {Donald Trump|P} did.": {
        "Joe Biden succeeds Donald Trump"
    },
    "{our|S|the United States} ally {Turkey|S} helped.": {"the United States alliedWith Turkey"},
    "{Toyota}, a {Tokyo|L}-based carmaker, lost money.": {"Toyota basedIn Tokyo"},
    "{Russian|S|Russia} state-owned bank {VTB} grew.": {"VTB partOf Russia"},
    "{Russian|S|Russia} state-controlled bank {VTB} grew.": {"VTB partOf Russia"},
    "{Boeing} competes with {Airbus}.": set(),
    "{Ghent|L}, {Belgium|S}'s {Lumo} won.": {"Lumo basedIn Ghent"},
    "{Nokia} sold {its|O|Nokia} {Espoo|L} headquarters.": {"Nokia basedIn Espoo"},
    "{Nokia} sold {its|O|Nokia} headquarters in {Espoo|L}.": {"Nokia basedIn Espoo"},
    "The headquarters in {Espoo|L} closed.": set(),
    "They tested {Boeing}'s {Comet V}.": set(),
    "The formerly {French|S|France}-owned {airline|O|Lumo} grew.": set(),
    "{Revolutionary Armed Forces of Colombia|O|FARC} left.": set(),
    "{ISIL's War Committee} met after {ISIL} lost.": {"ISIL's War Committee partOf ISIL"},
    "{Lee Ward|P}'s {Harvest Party} lost.": {"Lee Ward memberOf Harvest Party"},
    "{Lee Ward|P}'s {Lumo} broke down.": set(),
    "{GM}-owned {Opel} closed.": {"Opel partOf GM"},
    "{Lee Ward|P}, an ally of {Unia} leader {Ann Holt|P}, fled.": {"Ann Holt leads Unia"},
    "Republicans {Lee Ward|P} and {Ann Holt|P} met {Tom Poe|P}, a Democrat.": {
        "Lee Ward memberOf Republican Party",
        "Ann Holt memberOf Republican Party",
        "Tom Poe memberOf Democratic Party",
    },
    "{Lee Ward|P}, a Democrat official, left.": set(),
    "{Ohio|L}'s {Democratic|O|Democratic Party} governor, {Lee Ward|P}, left.": {
        "Lee Ward memberOf Democratic Party",
        "Lee Ward leads Ohio",
    },
    "{Facebook} owner {Meta} grew.": {"Facebook partOf Meta"},
    "{NATO} member {Turkey|S} objected.": {"Turkey memberOf NATO"},
    "{Anna Keller|P} of {The Daily Mirror} wrote it.": {"Anna Keller memberOf The Daily Mirror"},
    "{Ann Holt|P}, of the opposition {Harvest Party}, resigned.": {"Ann Holt memberOf Harvest Party"},
    "{Dean Holt|P} of {Oslo|L} sang.": set(),
    "{French|S|France} journalist {Ann Holt|P} sang.": set(),
    "{Serena Williams|P} of {the United States|S} won.": {"Serena Williams memberOf the United States"},
    "Rep. {Ann Holt|P}, D-Kansas, met Sen. {Lee Ward|P}, R-Ariz., there.": {
        "Ann Holt memberOf Democratic Party",
        "Lee Ward memberOf Republican Party",
    },
    "{Ann Holt|P}, D-Day veteran, wept.": set(),
    "{Ann Holt|P} ({Arsenal}) met {Lee Ward|P} ({Lumo}).": {"Ann Holt memberOf Arsenal"},
    "One {Rohingya|G}, {Amin Ullah|P}, wept.": {"Amin Ullah memberOf Rohingya"},
    "The {Rohingya|G}, {Amin Ullah|P} said, wept.": set(),
    "{Oslo|L}, the home town of {Lumo}, cheered.": {"Lumo basedIn Oslo"},
    "They sued in {Kansas|L}, {Lumo}'s home state.": {"Lumo basedIn Kansas"},
    "{Lumo}, with headquarters in {Espoo|L}, grew.": {"Lumo basedIn Espoo"},
    "{Lumo} lost at home in {Espoo|L}.": set(),
}

CLAUSES = {
    "{She|P|Jane Holt} is the president of {Harvard}.": {"Jane Holt leads Harvard"},
    "{Tim Cook|P} became chief executive of {Apple}.": {"Tim Cook leads Apple"},
    "{Apple} named {Tim Cook|P} as {its|O|Apple} chief executive.": {"Tim Cook leads Apple"},
    "{Tim Cook|P} was appointed as chief executive of {Apple}.": {"Tim Cook leads Apple"},
    "{Jane Holt|P} succeeded {Lee Ward|P} as chairman of {Siemens}.": {"Jane Holt leads Siemens"},
    "{Lee Ward|P} was replaced by {Jane Holt|P} as chairman of {Siemens}.": {"Jane Holt leads Siemens"},
    "{Canada|S} works there as part of {the Coalition|G}.": {"Canada memberOf the Coalition"},
    "In {her|P|Jane Holt} role as chairwoman of {Siemens} she spoke.": {"Jane Holt leads Siemens"},
    "{Her|P|Jane Holt} former role as chairwoman of {Siemens} ended.": set(),
    "{Jane Holt|P} was named as both head and chairwoman of {Siemens}.": {"Jane Holt leads Siemens"},
    "They proposed {Jane Holt|P} as head of {Siemens}.": set(),
    "{Jane Holt|P} resigned as head of {Siemens}.": {"Jane Holt leads Siemens"},
    "{Jane Holt|P} took office as president of {Chad|S}.": {"Jane Holt leads Chad"},
    "The head of {Siemens} is {Jane Holt|P}.": {"Jane Holt leads Siemens"},
}


@pytest.mark.parametrize(("text", "expected"), [*TITLES.items(), *APPOSITIONS.items()])
def test_titles_and_appositions(read: Callable[[str], set[str]], text: str, expected: set[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), NEIGHBOURS.items())
def test_neighbours(read: Callable[[str], set[str]], text: str, expected: set[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Former {Ford} chief {Paul Winter|P} spoke.",
        "The club hired ex-{Ajax} manager {Paul Winter|P}.",
    ],
)
def test_a_former_role_is_no_statement_about_now(nlp: Language, text: str) -> None:
    assert Roles(cached())(marked(text, nlp))._.kg_events == []


def test_a_coming_role_is_planned(nlp: Language) -> None:
    doc = Roles(cached())(marked("President-elect {Joe Biden|P} of {Utopia|S} spoke.", nlp))
    assert [e["modality"] for e in doc._.kg_events] == ["Planned"]


def test_evidence_is_the_sentence_of_the_role_word(nlp: Language) -> None:
    doc = Roles(cached())(marked("It rained. {Ford} CEO {Mark Fields|P} resigned. It rained.", nlp))
    event = doc._.kg_events[0]
    assert doc[event["predicate"]].text == "CEO"
    assert [doc[i].text for i in event["cue"]] == ["CEO"]


@pytest.mark.parametrize(("text", "expected"), CLAUSES.items())
def test_clauses(read: Callable[[str], set[str]], text: str, expected: set[str]) -> None:
    assert read(text) == expected


WORDS = st.sampled_from(
    [
        "president",
        "of",
        "the",
        "'s",
        ",",
        "(",
        ")",
        "R",
        "-",
        "TX",
        "led",
        "U.S.-led",
        "-based",
        "former",
        "Capt.",
        ".",
        "Russian",
        "Russia",
        "Ada",
        "Ministry",
        "as",
        "part",
        "chief",
        "executive",
        "and",
        "his",
        "its",
        "in",
        "state",
    ]
)
TOKEN = st.tuples(WORDS, st.sampled_from(["NOUN", "PROPN", "ADJ", "ADP", "PUNCT", "DET", "VERB", "PRON", "PART"]))


@given(st.lists(TOKEN, min_size=1, max_size=14), st.data())
@settings(max_examples=150, deadline=None)
def test_events_of_any_row_of_words_point_into_it(tokens: list[tuple[str, str]], data: st.DataObject) -> None:
    size = len(tokens)
    heads = data.draw(st.lists(st.integers(0, size - 1), min_size=size, max_size=size))
    words, pos = [w for w, _ in tokens], [p for _, p in tokens]
    doc = Doc(
        Vocab(),
        words=words,
        pos=pos,
        tags=pos,
        lemmas=words,
        heads=[min(h, i) for i, h in enumerate(heads)],
        deps=["dep"] * size,
    )
    doc._.kg_actors = [
        Actor(name=kind, names=[kind], type=kind, named=True, known=None, state=None) for kind in TYPES.values()
    ]
    starts = data.draw(st.sets(st.integers(0, size - 1), max_size=5))
    forms, actors = st.sampled_from(["name", "demonym", "nominal", "pronoun"]), st.lists(st.integers(0, 5), max_size=2)
    doc._.kg_mentions = [
        Mention(
            start=i,
            end=min(i + 2, size),
            head=i,
            type="Person",
            form=data.draw(forms),
            plural=False,
            actor=data.draw(actors),
        )
        for i in sorted(starts)
    ]
    for e in Roles(cached())(doc)._.kg_events:
        assert {e["source"], e["target"]} <= set(range(len(doc._.kg_actors))) and e["source"] != e["target"]
        assert set(e["cue"]) <= set(range(size)) and e["predicate"] in e["cue"]
