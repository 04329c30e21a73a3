"""Whom mentions mean, on real parses. Names are invented where the ontology does not need to know them."""

import pytest
from readers import Reader
from spacy.tokens import Doc

from kg.nlp.identity.spellings import initials, is_short_for, person_words, same_person

CASES = [
    # text, phrase (its last occurrence), who is meant
    # names
    ("Lena Adler met Tom Okoro. Adler praised Okoro.", "Okoro", ["Tom Okoro"]),
    ("The Northern Harvest Agency (NHA) said so. NHA repeated it.", "NHA", ["Northern Harvest Agency"]),
    ("Brightwater Systems Inc. sued Mr. Okoro. Brightwater won.", "Brightwater", ["Brightwater Systems Inc."]),
    ("Anna Adler and Karl Adler fought. Karl Adler lost.", "Karl Adler", ["Karl Adler"]),
    ("Moscow accused Kiev. Russia and Kyiv met.", "Kyiv", ["Ukraine"]),
    ("Marcus Stephen met Stephen Moyo. Stephen left.", "Stephen", ["Marcus Stephen"]),
    # states
    ("Lena Adler accused the Ukrainian leadership of lying.", "Ukrainian leadership", ["Ukraine"]),
    ("Kiev's troops left.", "troops", ["Ukraine"]),
    ("Kenya closed its border. The country needs help.", "country", ["Kenya"]),
    ("The French and German governments agreed.", "governments", ["France", "Germany"]),
    ("The Poles elected a president. Syrians fled to Jordan.", "Syrians", ["Syrian people"]),
    ("Kenya and Peru signed a pact after the Kenyan president's visit to the country.", "country", ["Peru"]),
    ("Kenya scolds Peru\nKenya accused Peru. Lawmaker Tom Okoro thanked the government.", "government", ["Kenya"]),
    (
        "Peru left Chad. Kenyan President Ada Moyo and French Prime Minister Tom Lee praised the two nations' accord.",
        "nations",
        ["France", "Kenya"],
    ),
    # bodies
    ("Poland's parliament met. The parliament voted.", "parliament", ["Poland's parliament"]),
    ("Kenya's voters chose. The Supreme Court rejected it.", "Supreme Court", ["Kenya's Supreme Court"]),
    ("The US voted. The Supreme Court rejected it.", "Supreme Court", ["United States Supreme Court"]),
    ("The US Coast Guard left. Kenya's Coast Guard stayed.", "Coast Guard", ["Kenya's Coast Guard"]),
    ("The US left. The Kenyan Coast Guard stayed.", "Coast Guard", ["Kenya's Coast Guard"]),
    ("Kenya and Uganda talked. Ada Moyo of Chad urged both sides to stop.", "sides", ["Kenya", "Uganda"]),
    ("The firm sued Brightwater. Ada Moyo met Tom Okoro and urged both sides to settle.", "sides", ["sides"]),
    (
        "Kenyan President Ada Moyo met Mali's President Tom Okoro on ties of the two countries.",
        "countries",
        ["Kenya", "Mali"],
    ),
    (
        "The group, named the Alliance of Farmers for Change, left. The group is small.",
        "group",
        ["Alliance of Farmers for Change"],
    ),
    ("The Union of Northern Rebels (FNL) left. The FNL fought on.", "FNL", ["Union of Northern Rebels"]),
    # who bears the surname of somebody well known is another
    ("Jason Stoltenberg coaches Ada Moyo. Stoltenberg will help her.", "Stoltenberg", ["Jason Stoltenberg"]),
    ("President Biden met Ada Moyo. Tom Biden left. Biden thanked her.", "Tom Biden", ["Tom Biden"]),
    ("President Biden met Ada Moyo. Biden thanked her.", "Biden", ["Joe Biden"]),
    ("Jean Moyo met Ada Okoro. He left.", "He", ["Jean Moyo"]),
    ("Jean Moyo met Tom Okoro. She left.", "She", ["Jean Moyo"]),
    ("The local Conservatives met. The Conservatives in London did not.", "Conservatives", ["Conservative Party"]),
    ("Conservatives won. The local Conservatives were glad.", "Conservatives", ["local Conservatives"]),
    ("Labour won. Ada Moyo joined the Labour group of the council.", "Labour group", ["Labour group"]),
    (
        "They beat Deportivo Miravalle. Miravalle's president was glad. Miravalle left.",
        "Miravalle",
        ["Deportivo Miravalle"],
    ),
    ("The defender Tom Okoro played on. Lumo's goalkeeper was ill.", "goalkeeper", ["goalkeeper"]),
    ("Chad's interior ministry failed, they told the health ministry.", "health ministry", ["health ministry"]),
    ("Korea signed a deal with Chad.", "Korea", ["South Korea"]),
    (
        "The Institute for Polar Science in Bern and the Tarn Observatory in Chile met. Ada Moyo heads the Bern "
        "institute. Tom Okoro accused the Chilean group.",
        "group",
        ["Tarn Observatory"],
    ),
    ("Kenya and Uganda talked. The two sides will meet in May.", "sides", ["Kenya", "Uganda"]),
    (
        "The City Council fired Okoro. Later the Riverton City Council hired him.",
        "Riverton City Council",
        ["Riverton City Council"],
    ),
    ("The City Council fired Okoro. The Riverton City Council met.", "City Council", ["City Council"]),
    ("Opposition MPs accused the prime minister of lying.", "Opposition MPs", ["opposition MPs"]),
    ("Siemens grew. The board of directors met.", "board", ["Siemens's board of directors"]),
    ("Ford met the governments of Canada and Ontario.", "governments", ["Canada", "Government of Ontario"]),
    ("The Quebec government sued Ford.", "government", ["Government of Quebec"]),
    ("North Korea accused South Korea. The South protested.", "South", ["South Korea"]),
    ("South Korea accused the north.", "north", ["North Korea"]),
    ("South Africa protested. Rebels fled to the north.", "north", ["north"]),
    ("The USAF met Tom Okoro. Siemens praised the Air Force.", "Air Force", ["United States Air Force"]),
    ("The Daily Nation newspaper left. The paper accused Peru.", "paper", ["Daily Nation"]),
    ("Pfizer grew. The New York-based drugmaker hired Okoro.", "drugmaker", ["Pfizer"]),
    ("Pfizer grew. The Paris-based drugmaker hired Okoro.", "drugmaker", ["Paris-based drugmaker"]),
    ("Labour group China Labor Watch said so.", "group", ["China Labor Watch"]),
    ("A breakaway group, the Marawi Freedom Fighters, left.", "group", ["Marawi Freedom Fighters"]),
    ("The SPD grew. Okoro said his party was open to talks.", "party", ["party"]),
    ("Apple's board met. The board agreed.", "board", ["Apple's board"]),
    ("Brightwater Systems Inc. sued Okoro. The company won.", "company", ["Brightwater Systems Inc."]),
    ("NATO met in Riga. The military alliance is worried.", "military alliance", ["NATO"]),
    ("NATO officials met in Riga.", "officials", ["NATO"]),
    ("Japan's ANA hired Okoro.", "ANA", ["All Nippon Airways"]),
    ("Afghanistan's ANA hired Okoro.", "ANA", ["Afghan National Army"]),
    ("The GAO praised Mali.", "GAO", ["Government Accountability Office"]),
    ("A spokesman for Siemens denied the report.", "spokesman", ["Siemens"]),
    ("The automakers Ford, Chrysler and Fiat said so.", "automakers", ["Ford", "Chrysler", "Fiat"]),
    ("The Berlin-based startup Lumo hired Ada Moyo.", "startup", ["Lumo"]),
    (
        "Brightwater Systems Inc. grew. It paid well, company spokesman Okoro said.",
        "company",
        ["Brightwater Systems Inc."],
    ),
    ("Rebels entered the city of Aleppo.", "city", ["Aleppo"]),
    ("Rebels held Idlib province.", "province", ["Idlib"]),
    ("Siemens sued the company.", "company", ["company"]),
    ("Okoro praised the government and people of Chad.", "people", ["Chadian people"]),
    (
        "Sites such as Brightwater Systems Inc. and Lumo Corp. hosted it.",
        "Sites",
        ["Brightwater Systems Inc.", "Lumo Corp."],
    ),
    ("The foreign ministers of Chad and Mali met Okoro.", "ministers", ["Chad", "Mali"]),
    ("Okoro met the Foreign Ministers of Chad, Mali and Peru.", "Foreign Ministers", ["Chad", "Mali", "Peru"]),
    (
        "The Foreign Ministers of Chad, Mali and Peru, and the High Envoy of the African Union, strongly reject it.",
        "Foreign Ministers",
        ["Chad", "Mali", "Peru"],
    ),
    ("Defending champions Manchester City beat Ipswich.", "champions", ["Manchester City"]),
    ("Kenya's ambassador to Chad, Cardinal Tom Okoro, left.", "ambassador", ["Tom Okoro"]),
    ("US Airways cut pay. Tom Okoro, an airline spokesman, left.", "airline", ["US Airways"]),
    ("Microsoft grew. The software giant hired Okoro.", "giant", ["Microsoft"]),
    ("French and German banks protested.", "banks", ["French banks", "German banks"]),
    ("Okoro met former members of NATO.", "members", ["former members"]),
    ("The sub-contractors protested.", "sub-contractors", ["sub-contractors"]),
    ("Siemens's Asian rival, Brightwater Systems Inc., grew.", "rival", ["Brightwater Systems Inc."]),
    ("Ada Moyo sued Siemens. They lost.", "They", ["Siemens"]),
    ("Minister for Asia meets Okoro\nThe Minister for Asia, Ada Moyo, met Tom Okoro.", "Minister", ["Ada Moyo"]),
    # roles
    ("Kenyan President Ada Moyo met Okoro. The Kenyan ruler smiled.", "ruler", ["Ada Moyo"]),
    ("Defense Secretary Jon Danso spoke. The secretary left.", "secretary", ["Jon Danso"]),
    ("Ada Moyo, the minister for trade, resigned.", "minister", ["Ada Moyo"]),
    ("The Minister for Trade, Ada Moyo, resigned.", "Minister", ["Ada Moyo"]),
    ("Lena Adler met Kenyan Prime Minister Ada Moyo. The two leaders argued.", "leaders", ["Lena Adler", "Ada Moyo"]),
    ("Lena Adler referred to Tom Okoro as a killer.", "killer", ["Tom Okoro"]),
    ("Ada Moyo resigned as chairwoman.", "chairwoman", ["Ada Moyo"]),
    ("Okoro to step down as Siemens chief\nMr. Okoro spoke.", "Siemens chief", ["Okoro"]),
    ("A win for boss Danso\nAda Moyo enjoyed a good start to life as Watford boss.", "boss", ["Ada Moyo"]),
    ("Critics praised Ada Moyo's record as Siemens boss.", "boss", ["Ada Moyo"]),
    ("It is over, Siemens CEO and chairman Ada Moyo said.", "Siemens CEO", ["Ada Moyo"]),
    ("Former Kenyan minister Ada Moyo met Tom Okoro. The former minister smiled.", "former minister", ["Ada Moyo"]),
    ("Former Kenyan president Ada Moyo met Tom Okoro. The president smiled.", "president", ["president"]),
    (
        "Court rejects Brightwater ex-CEO's appeal\nFormer Brightwater Systems Inc CEO Ada Moyo lost.",
        "ex-CEO",
        ["Ada Moyo"],
    ),
    (
        "Foreign Office minister left\nMinister for Asia Ada Moyo left. UK Prime Minister Jon Danso spoke.",
        "Foreign Office minister",
        ["Foreign Office minister"],
    ),
    ("The French secretary of state Ada Moyo left. The secretary smiled.", "secretary", ["Ada Moyo"]),
    ("The Asad regime bombed Aleppo. Jordan protested. The regime lied.", "regime", ["Syria"]),
    ("Army chief Ada Moyo left. The general met Okoro.", "general", ["Ada Moyo"]),
    ("Senator Ada Moyo spoke. The politician left.", "politician", ["Ada Moyo"]),
    ("Air Force Col. Ada Moyo spoke. The colonel left.", "colonel", ["Ada Moyo"]),
    ("Australian bank ANZ grew. The bank hired Okoro.", "bank", ["ANZ"]),
    (
        "Al-Shabaab attacked Garissa University. Garissa University closed. This terrorist group lost.",
        "group",
        ["Al-Shabaab"],
    ),
    (
        "The AK Party met the HDP. The Interior Ministry fought the PKK. The party left.",
        "party",
        ["Peoples' Democratic Party"],
    ),
    ("The Hindu nationalist party left.", "party", ["Hindu nationalist party"]),
    ("Bayer sued Samsung. Okoro left. Siemens praised its South Korean rival.", "rival", ["Samsung"]),
    # pronouns
    ("Lena Adler met Tom Okoro. They argued. They also smiled.", "They", ["Lena Adler", "Tom Okoro"]),
    ("Lena Adler met Tom Okoro. She praised him.", "She", ["Lena Adler"]),
    ("Lena Adler met Tom Okoro. She praised him.", "him", ["Tom Okoro"]),
    ("France and Kenya met. They agreed.", "They", ["France", "Kenya"]),
    ("Lena Adler called Tom Okoro twice. Both made threats.", "Both", ["Lena Adler", "Tom Okoro"]),
    ("Lena Adler filed a suit claiming that Moyo, a mayor, conspired to violate her rights.", "her", ["Lena Adler"]),
    ("Mr. Moyo said a police chief had left. He denied it.", "He", ["Moyo"]),
    ("Jon Danso welcomed Tom Okoro during his visit to Chad.", "his", ["Tom Okoro"]),
    ("Jon Danso spoke. Bayer will sue Tom Okoro, he said.", "he", ["Jon Danso"]),
    ("Siemens said it would sue.", "it", ["Siemens"]),
    ("Siemens sued Bayer, which said it would fight.", "it", ["Bayer"]),
    ("Kenya opened its border.", "its", ["Kenya"]),
    ("Ada Moyo met Tom Lee and Jon Danso. Both assured her of help.", "Both", ["Tom Lee", "Jon Danso"]),
    ("Okoro met Moyo. They left. We will support the people of Mali as they fight.", "they", ["Malian people"]),
    ("We will support the people of Mali and their government.", "government", ["Mali"]),
    (
        "Statement by the Press Secretary on Mali\nThe United States condemns it.\nWe will help Mali.",
        "We",
        ["United States"],
    ),
    ("Tom Okoro expelled Jon Danso after a court found him guilty.", "him", ["Jon Danso"]),
    ("Tom Okoro left after police arrested him.", "him", ["Tom Okoro"]),
    (
        "Lena Adler met Ada Moyo in Rome, spokesman Tom Lee said. The two leaders argued.",
        "leaders",
        ["Lena Adler", "Ada Moyo"],
    ),
    ("Okoro met Ada Moyo. The Yesha Council said they would resist.", "they", ["Yesha Council"]),
    ("Siemens elected Ada Moyo as their leader.", "their", ["Siemens"]),
    ("“I will fight,” said Lena Adler.", "I", ["Lena Adler"]),
    ("Police charged Tom Okoro. His lawyer said he was innocent.", "he", ["Tom Okoro"]),
    ("“We will fight,” said Kenyan President Ada Moyo.", "We", ["Kenya"]),
    ("“We will pay,” said Alistair Burt.", "We", ["United Kingdom"]),
    ("“We will vote,” said Federica Mogherini.", "We", ["European Union"]),
    ("“We were misled,” said Tom Okoro, the GAO's counsel.", "We", ["Government Accountability Office"]),
    ("NATO chief's statement on Kenya\nNATO chief Ada Moyo spoke.\nWe will help.", "We", ["NATO"]),
    ("Terror in Mali\nBoko Haram killed four men. We will not rest. Kenya stands with Mali.", "We", ["Kenya"]),
    ("Kenya regrets the attack\nAs we have said, Kenya stands with Mali.", "we", ["Kenya"]),
    ("Tom Okoro left. Discussing his plans, Kenya's president, Jon Danso, praised Chad.", "his", ["Jon Danso"]),
    ("Siemens grew. In its report, Bayer accused Peru.", "its", ["Bayer"]),
    ("Tom Okoro left. In a letter to her lawyer, Jon Danso praised Ann Lee.", "her", []),
]

UNRESOLVED = [
    # text, phrase that nobody is meant by for sure
    ("“We are proud,” said the mayor of Leicester, Ada Moyo. The UK praised her.", "We"),
    ("It is clear that Kenya lost.", "It"),
    ("It is expected that Siemens will sue.", "It"),
    ("“We are happy,” said Lena Adler.", "We"),
    ("They left.", "They"),
    ("Bayer will sue Tom Okoro, he said.", "he"),
    ("Kenya and Peru signed a pact. It followed a war.", "It"),
    ("Kenya praised the ruling. Hamas dismissed it.", "it"),
]


def meant(doc: Doc, phrase: str) -> list[str]:
    head = next(
        m for m in reversed(doc._.kg_mentions) if phrase in (doc[m["head"]].text, doc[m["start"] : m["end"]].text)
    )
    return [doc._.kg_actors[i]["name"] for i in head["actor"]]


@pytest.mark.parametrize(("text", "phrase", "expected"), CASES, ids=[f"{p} | {t[:24]}" for t, p, _ in CASES])
def test_who_is_meant(actors_of: Reader, text: str, phrase: str, expected: list[str]) -> None:
    assert sorted(meant(actors_of(text), phrase)) == sorted(expected)


@pytest.mark.parametrize(("text", "phrase"), UNRESOLVED, ids=[t for t, _ in UNRESOLVED])
def test_in_doubt_nobody(actors_of: Reader, text: str, phrase: str) -> None:
    assert meant(actors_of(text), phrase) == []


def test_office_holder_on_the_day(actors_of: Reader) -> None:
    text = "The US president called Lena Adler."
    assert meant(actors_of(text, "2016-03-01"), "president") == ["Barack Obama"]
    assert meant(actors_of(text, "2021-12-01"), "president") == ["Joe Biden"]
    assert meant(actors_of(text), "president") == ["US president"]


def test_named_office_holders_and_counterparts(actors_of: Reader) -> None:
    doc = actors_of("Macron met Merkel in Rome. The French president smiled at the German chancellor.", "2019-05-01")
    assert meant(doc, "French president") == ["Emmanuel Macron"]
    assert meant(doc, "German chancellor") == ["Angela Merkel"]
    text = "Chinese President Xi Jinping met with his Russian counterpart. The two leaders argued."
    assert meant(actors_of(text, "2019-05-01"), "counterpart") == ["Vladimir Putin"]
    assert sorted(meant(actors_of(text, "2019-05-01"), "leaders")) == ["Vladimir Putin", "Xi Jinping"]


def test_whose_successor(actors_of: Reader) -> None:
    doc = actors_of("The club sacked Jon Danso. It appointed Tom Okoro as his successor.")
    assert meant(doc, "his") == ["Jon Danso"]
    assert meant(doc, "successor") == ["Tom Okoro"]


def test_people_are_apart_from_states_and_each_other(actors_of: Reader) -> None:
    doc = actors_of("Anna Adler met Karl Adler. Jordan and Mr. Jordan argued. An official met another official.")
    names = [a["name"] for a in doc._.kg_actors]
    assert {"Anna Adler", "Karl Adler"} <= set(names)
    assert {a["type"] for a in doc._.kg_actors if "Adler" in a["name"]} == {"Person"}


def test_the_unnamed(actors_of: Reader) -> None:
    doc = actors_of("Two senior officials met protesters. The protesters shouted. Kenya's troops left.")
    named = {a["name"]: a["named"] for a in doc._.kg_actors}
    assert named == {"two senior officials": False, "protesters": False, "Kenya": True}


def test_an_actor_carries_its_names_and_state(actors_of: Reader) -> None:
    doc = actors_of("Kenyan Prime Minister Ada Moyo resigned. Moyo left.")
    actor = next(a for a in doc._.kg_actors if a["type"] == "Person")
    assert (actor["name"], actor["state"], actor["known"]) == ("Ada Moyo", "Kenya", None)
    assert {"Ada Moyo", "Moyo", "Kenyan Prime Minister Ada Moyo"} <= set(actor["names"])


def test_indexes_point_at_actors_and_survive_bytes(actors_of: Reader) -> None:
    doc = actors_of("Lena Adler met two officials. “We agreed,” she said. Both sides left the company.\n" * 3)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    actors = again._.kg_actors
    assert all(0 <= i < len(actors) for m in again._.kg_mentions for i in m["actor"])
    assert [a["name"] for a in actors] == [a["name"] for a in doc._.kg_actors]


@pytest.mark.parametrize("text", ["", "\n", "He she it they we I.", "The company. The two. Both.", "(KCNA) (X)"])
def test_odd_texts_do_no_harm(actors_of: Reader, text: str) -> None:
    assert actors_of(text).text == text


PEOPLE = [
    # one, other, whether they can be one person
    ("Lena Adler", "Adler", True),
    ("Lena Adler", "Lena", True),
    ("Ash Carter", "Ashton Carter", True),
    ("L. Ron Hubbard", "Ron Hubbard", True),
    ("William Ford Jr.", "William Ford", True),
    ("Haider al-Abadi", "Abadi", True),
    ("Anna Adler", "Karl Adler", False),
    ("Anna Adler", "Anna Moyo", False),
]


@pytest.mark.parametrize(("one", "other", "same"), PEOPLE)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(person_words(one), person_words(other)) is same
    assert same_person(person_words(other), person_words(one)) is same


def test_initials_and_short_forms() -> None:
    assert initials("International Atomic Energy Agency") == "IAEA"
    assert initials("Department of Defense", small=True) == "DOD"
    assert initials("Siemens") == ""
    assert is_short_for("SIA", "Singapore Airlines")
    assert not is_short_for("said", "Singapore Airlines")
    assert not is_short_for("XQ", "Singapore Airlines")
