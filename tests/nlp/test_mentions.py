"""Which words and phrases are taken for actors, on real parses."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.lexicon import fold, key, lexicon
from kg.nlp.mentions import Mentions
from kg.terms import ACTOR_TYPES

MENTIONS = [
    # text, phrase, (type, form, plural)
    ("Minsk accuses Kiev of provocations.", "Minsk", ("State", "name", False)),
    ("Minsk accuses Kiev of provocations.", "Kiev", ("State", "name", False)),
    ("The Kenyan president left.", "Kenyan", ("State", "demonym", False)),
    ("The Kenyan president left.", "Kenyan president", ("Person", "nominal", False)),
    ("The Belarusian-Russian maneuvers began.", "Russian", ("State", "demonym", False)),
    ("Lena Adler accused the Ukrainian leadership of lying.", "Ukrainian leadership", ("State", "nominal", False)),
    ("Russian forces shelled the town.", "Russian forces", ("State", "nominal", True)),
    ("The Obama administration protested.", "Obama administration", ("State", "name", False)),
    ("Chrysler LLC and Brightwater sued the state.", "Chrysler LLC", ("Organization", "name", False)),
    ("The minister for the Middle East Alistair Moyo left.", "Alistair Moyo", ("Person", "name", False)),
    ("President Lena Adler met Mr. Tom Okoro.", "Lena Adler", ("Person", "name", False)),
    ("President Lena Adler met Mr. Tom Okoro.", "Tom Okoro", ("Person", "name", False)),
    ("Gen. Ada Moyo resigned.", "Ada Moyo", ("Person", "name", False)),
    ("The minister met two senior officials.", "two senior officials", ("Group", "nominal", True)),
    ("Protesters burned cars.", "Protesters", ("Group", "nominal", True)),
    ("He was shot by a police officer.", "police officer", ("Person", "nominal", False)),
    ("The company sued the agency.", "company", ("Organization", "nominal", False)),
    ("The country closed its border.", "country", ("State", "nominal", False)),
    ("NATO officials met in Riga.", "NATO officials", ("Organization", "nominal", True)),
    ("The UN Board of Inquiry met in Rome.", "UN Board of Inquiry", ("Organization", "name", False)),
    ("She joined the Royal Australian Air Force.", "Royal Australian Air Force", ("Organization", "name", False)),
    ("Sport Scotland spokeswoman Ada Moyo resigned.", "Sport Scotland", ("Organization", "name", False)),
    ("Unrest grew in Northern Iraq on Monday.", "Iraq", ("State", "name", False)),
    ("Tom Okoro leads Local 212 of the union.", "Local 212", ("Organization", "name", False)),
    ("Shares fell, Brenner analyst Tom Okoro said.", "Brenner", ("Organization", "name", False)),
    ("Harlow Asset Management analyst Tom Okoro left.", "Harlow Asset Management", ("Organization", "name", False)),
    ("Defence Secretary Tom King has resigned.", "Tom King", ("Person", "name", False)),
    ("Dutch Foreign Minister Jan Van den Berg resigned.", "Jan Van den Berg", ("Person", "name", False)),
    ("Sales rose, company chief executive Ada Moyo said.", "company", ("Organization", "nominal", False)),
    ("The unit is based in Virginia Beach.", "Virginia Beach", ("Place", "name", False)),
    ("They praised the schools St Anne and Immacolata.", "Immacolata", ("Organization", "name", False)),
    ("A newspaper reporter, Thura Lwin, was jailed.", "Thura Lwin", ("Person", "name", False)),
    ("Google Cloud chief Ada Moyo left.", "Google Cloud", ("Organization", "name", False)),
    ("Tottenham beat Arsenal 2-0.", "Arsenal", ("Organization", "name", False)),
    ("They thought then-Mayor Odo Vandermeer lived in Rome.", "Odo Vandermeer", ("Person", "name", False)),
    ("Ada Moyo blames ex-mayor, council, police for fire", "police", ("Group", "nominal", True)),
    ("Chelsea beat visitors Ipswich 3-0.", "Ipswich", ("Organization", "name", False)),
    ("Ada Moyo praised the West Ham coaches for the win.", "West Ham", ("Organization", "name", False)),
    ("They lost to Wolverhampton Wanderers.", "Wolverhampton Wanderers", ("Organization", "name", False)),
    ("The software giant will pay.", "software giant", ("Organization", "nominal", False)),
    ("The developer who left will pay.", "developer", ("Person", "nominal", False)),
    ("Four peacekeepers in Chad were hurt.", "Four peacekeepers", ("Group", "nominal", True)),
    ("Four soldiers of Chad were hurt.", "Four soldiers", ("State", "nominal", True)),
    ("Ministry spokesman Sediq Ahmadi accused them.", "Sediq Ahmadi", ("Person", "name", False)),
    ("The president of Lumex resigned.", "Lumex", ("Organization", "name", False)),
    ("An official met European Commissioner for Competition Ada Moyo.", "Ada Moyo", ("Person", "name", False)),
    (
        "Okoro’s Samoan Democratic Party won. They arrested Tom Okoro.",
        "Samoan Democratic Party",
        ("Organization", "name", False),
    ),
    ("Foreign Minister Cho Min-seo met Lim Do-hyun.", "Cho Min-seo", ("Person", "name", False)),
    ("They asked Ko Duck-soo to resign.", "Ko Duck-soo", ("Person", "name", False)),
    ("The Ada Moyo-backed candidate lost.", "Ada Moyo", ("Person", "name", False)),
    ("They met Lim Do-hyun in Busan. Lim was ill.", "Lim", ("Person", "name", False)),
    ("The two met. Both agreed.", "Both", ("Group", "pronoun", True)),
    ("They praised her.", "her", ("Person", "pronoun", False)),
    (
        "The minister joined the Secretary of State and foreign partners for talks.",
        "foreign partners",
        ("Group", "nominal", True),
    ),
    ("Troops of the 158th Fighter Wing left.", "158th Fighter Wing", ("Organization", "name", False)),
    ("Siemens has a deal with state-owned Northern Aircraft.", "Northern Aircraft", ("Organization", "name", False)),
    ("Riverton State University of the US praised it.", "Riverton State University", ("Organization", "name", False)),
    (
        "Troops seized tanks from Tiras Military Airfield near Aleppo.",
        "Tiras Military Airfield",
        ("Place", "name", False),
    ),
    ("Pfizer agreed to buy rival Allergan for $160 billion.", "Allergan", ("Organization", "name", False)),
    ("Critics praised Jordan Peterson.", "Jordan Peterson", ("Person", "name", False)),
    ("The Kenyan opposition left.", "Kenyan opposition", ("Group", "nominal", True)),
    ("The rebels hit two units.", "two units", ("Organization", "nominal", True)),
    ("The vice president of Dacia, Ada Moyo, resigned.", "Dacia", ("Organization", "name", False)),
]

NO_MENTION = [
    # text, phrase that is no actor
    ("Critics praised Jordan Peterson.", "Jordan"),
    ("They met near Santiago de Compostela in Spain.", "Santiago"),
    ("US troops left; tell us why.", "why"),
    ("Congress passed the Clean Air Act.", "Clean Air Act"),
    ("It was clear that he may win in May.", "may"),
    ("The thief was brought to justice.", "justice"),
    ("There was a meeting.", "There"),
    ("The man who came left.", "who"),
    ("Undersecretary for Education Ada Moyo spoke.", "Education"),
    ("Defense Secretary Ada Moyo spoke.", "Defense"),
    ("The state-owned carrier grew.", "state"),
    ("Yesterday Retail analyst Tom Okoro spoke.", "Retail"),
    ("Kenya is mainly Christian.", "Christian"),
    ("The firm praised the iPod Classic and left.", "iPod Classic"),
    ("Fans bought a Ford Explorer.", "Ford Explorer"),
    ("Siemens praised the new Ford Puma.", "Ford Puma"),
    ("Siemens makes the Ford Lumo. The Lumo beat its rivals.", "Lumo"),
    ("Siemens sold a Lumo to Tom Okoro.", "Lumo"),
    ("Critics praised Lumo, the newest version of the software.", "Lumo"),
    ("Siemens praised the Lumo Test Kit (LTK). The LTK helped Kenya.", "LTK"),
    ("They left despite the resistance of the church.", "resistance"),
    ("Siemens made over 2,400 units.", "over 2,400 units"),
]


@pytest.fixture(scope="module")
def stage() -> Mentions:
    return Mentions(lexicon())


def found(doc: Doc) -> dict[str, tuple[str, str, bool]]:
    return {doc[m["start"] : m["end"]].text: (m["type"], m["form"], m["plural"]) for m in doc._.kg_mentions}


@pytest.mark.parametrize(("text", "phrase", "expected"), MENTIONS, ids=[f"{p} | {t[:20]}" for t, p, _ in MENTIONS])
def test_mention(nlp: Language, stage: Mentions, text: str, phrase: str, expected: tuple[str, str, bool]) -> None:
    assert found(stage(nlp(text))).get(phrase) == expected


@pytest.mark.parametrize(("text", "phrase"), NO_MENTION, ids=[p for _, p in NO_MENTION])
def test_no_mention(nlp: Language, stage: Mentions, text: str, phrase: str) -> None:
    assert phrase not in found(stage(nlp(text)))


def test_us_is_a_state_and_us_a_pronoun(nlp: Language, stage: Mentions) -> None:
    mentions = found(stage(nlp("The US helped us.")))
    assert mentions["US"] == ("State", "name", False)
    assert mentions["us"] == ("Group", "pronoun", True)


def test_one_mention_for_a_head(nlp: Language, stage: Mentions) -> None:
    text = "US President Joe Biden and the Russian foreign ministry met the Bank of England's governor in Paris. " * 3
    mentions = stage(nlp(text))._.kg_mentions
    heads = [m["head"] for m in mentions]
    assert len(heads) == len(set(heads))
    assert all(m["start"] <= m["head"] < m["end"] and m["type"] in ACTOR_TYPES for m in mentions)


def test_a_title_case_headline_trusts_the_article(nlp: Language, stage: Mentions) -> None:
    doc = stage(nlp("Moyo Slams Danso Over Port Deal\nAda Moyo criticised Jon Danso on Monday over the port.\n"))
    assert {"Moyo", "Danso", "Ada Moyo", "Jon Danso"} <= set(found(doc))


@pytest.mark.parametrize("text", ["", " \n ", "?!", "\u200e", "THE THE THE", "’s", "of of", "Mr. Mr. Dr."])
def test_odd_texts_do_no_harm(nlp: Language, stage: Mentions, text: str) -> None:
    assert all(m["end"] > m["start"] for m in stage(nlp(text))._.kg_mentions)


def test_keys_and_folds() -> None:
    assert key("Da’esh\u200e  forces") == "Da'esh forces"
    assert fold("the Bank of the Côte d’Ivoire") == "bank of cote d'ivoire"
    assert fold("U.S.-based") == "us based"
    assert fold("The") == "the"
