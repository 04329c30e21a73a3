"""The verbs, nouns and idioms of the world's news, a row each: courts, sport, markets, parliaments, police."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], set[str]]


SAID = [
    ("Peru prevailed on Chile to free the sailors.", "Peru demands Chile"),
    ("The regulator gave Volvo until June to recall the cars.", "regulator demands Volvo"),
    ("Norway leaned on Iceland to sign the treaty.", "Norway demands Iceland"),
    ("The opposition signed a petition for the removal of Angela Merkel.", "opposition demands Angela Merkel"),
    ("Kenya renewed a call for Somalia and Ethiopia to share the water.", "Kenya demands Somalia"),
    ("Prosecutors slapped corruption charges on Tom Okoro.", "prosecutors accuses Tom Okoro"),
    ("The police registered a case against Tom Okoro.", "police accuses Tom Okoro"),
    ("Poland traced the attack to Belarus.", "Poland accuses Belarus"),
    ("Poland said Belarus was behind the attack.", "Poland accuses Belarus"),
    ("Mali was to blame for the ambush, said Niger.", "Niger accuses Mali"),
    ("Greenpeace said Shell was responsible for the spill.", "Greenpeace accuses Shell"),
    ("Sweden issued a rebuke to Hungary.", "Sweden criticizes Hungary"),
    ("George Soros, a vocal critic of Facebook, sold his shares.", "George Soros criticizes Facebook"),
    ("Nigel Farage cast doubt on the European Union's claim.", "Nigel Farage criticizes European Union"),
    ("The premier clashed with Emmanuel Macron over pensions.", "premier criticizes Emmanuel Macron"),
    ("The court threw out Uber's appeal.", "court rejects Uber"),
    ("The court dismissed a petition by Imran Khan.", "court rejects Imran Khan"),
    ("Turkey refused to meet Benjamin Netanyahu.", "Turkey rejects Benjamin Netanyahu"),
    ("Iran promised a crushing response to Israel.", "Iran threatens Israel"),
    ("China's missiles have raised alarm in Taiwan.", "Taiwan fears China"),
    ("The buildup by Russia caused concern in Finland.", "Finland fears Russia"),
    ("Bayer won clearance from the European Commission.", "European Commission supports Bayer"),
    ("The European Union cleared a merger between Siemens and Alstom.", "European Union supports Siemens"),
    ("Joe Biden called Angela Merkel a great leader.", "Joe Biden praises Angela Merkel"),
    ("The Nigerian navy boarded a Greek tanker.", "Nigeria coerces Greece"),
    ("A court in Ghana found ten rebels guilty of treason.", "court coerces ten rebels"),
    ("Rebels seized weapons from Malian soldiers.", "rebels coerces Mali"),
    ("Kenya vowed to bring al-Shabab to justice.", "Kenya coerces Al-Shabaab"),
    ("Julian Assange was in the custody of the United States.", "United States coerces Julian Assange"),
    ("The police hunted for the gunmen.", "police investigates gunmen"),
    ("US forces are searching for the rebels.", "United States investigates rebels"),
    ("The police opened a probe into complaints against Nicolas Maduro.", "police investigates Nicolás Maduro"),
    ("Antony Blinken paid a courtesy call on the king.", "Antony Blinken visits king"),
    ("Antony Blinken proceeded to Cameroon.", "Antony Blinken visits Cameroon"),
    (
        "Ursula von der Leyen has visited Trinidad, Brazil and China to discuss trade.",
        "Ursula von der Leyen visits Trinidad and Tobago",
    ),
    ("Lionel Messi scored twice to lead Argentina to a 3-1 win over Chile.", "Argentina defeats Chile"),
    ("Donald Trump's defeat at the hands of Joe Biden was narrow.", "Joe Biden defeats Donald Trump"),
    ("The king granted the post of premier to Anwar Ibrahim.", "king appoints Anwar Ibrahim"),
    ("Foreign minister Cho Tae-yeol met Wang Yi in Seoul.", "Cho Tae-yeol meets Wang Yi"),
    ("Hungary paused its relations with Ukraine.", "Hungary sanctions Ukraine"),
    ("The Philippines ended its drills with China.", "Philippines sanctions China"),
    ("The ministry filed a case of libel against Google for publishing lies.", "ministry sues Google"),
    ("China built a stadium for Zambia.", "China aids Zambia"),
    ("The navy of Chile supplied Bolivia.", "Chile aids Bolivia"),
    ("Ghana upgraded its partnership with Japan.", "Ghana cooperatesWith Japan"),
    ("Narendra Modi and Emmanuel Macron spoke by telephone.", "Narendra Modi consults Emmanuel Macron"),
    ("Elon Musk testified before the committee.", "Elon Musk consults committee"),
    ("Narendra Modi returned from Japan.", "Narendra Modi visits Japan"),
    ("Narendra Modi is due in Tokyo on Monday.", "Narendra Modi visits Japan"),
    ("Emmanuel Macron embarked on a tour of Madagascar.", "Emmanuel Macron visits Madagascar"),
    ("France ended its military presence in Niger.", "France withdrawsFrom Niger"),
    ("Shell sold its business in Russia.", "Shell withdrawsFrom Russia"),
    ("Toyota completed the acquisition of Uber.", "Toyota acquires Uber"),
    ("Microsoft named John Smith chief executive.", "Microsoft appoints John Smith"),
    ("The king put Anwar Ibrahim in charge of the inquiry.", "king appoints Anwar Ibrahim"),
    ("The club dropped Cristiano Ronaldo from its squad.", "club dismisses Cristiano Ronaldo"),
    ("The European Union cut off funding to Hungary.", "European Union sanctions Hungary"),
    ("The Netherlands called off a match with Russia.", "Netherlands sanctions Russia"),
    ("A court upheld the conviction of Ada Moyo.", "court coerces Ada Moyo"),
    ("Brazil blocked Telegram.", "Brazil coerces Telegram"),
    ("Hackers breached Microsoft.", "hackers attacks Microsoft"),
    ("Thousands rallied against Viktor Orban.", "thousands protests Viktor Orbán"),
    ("Tens of thousands marched against Viktor Orban.", "tens of thousands protests Viktor Orbán"),
    ("Angela Merkel handed over to Olaf Scholz.", "Olaf Scholz succeeds Angela Merkel"),
    ("Iraq signed a trade plan with Russia.", "Iraq agreesWith Russia"),
    ("Scotland beat France 35-16.", "Scotland defeats France"),
    ("Wales lost to England.", "England defeats Wales"),
    ("Rafael Nadal was a comfortable victor over Roger Federer.", "Rafael Nadal defeats Roger Federer"),
    ("France claimed the title in a victory over Scotland.", "France defeats Scotland"),
    ("The High Court has upheld a jail sentence for Tom Okoro.", "High Court coerces Tom Okoro"),
    ("Australian troops will operate with US forces.", "Australia cooperatesWith United States"),
    # a headline's passive
    ("Boeing sued by Ethiopian Airlines", "Ethiopian Airlines sues Boeing"),
    ("Gang leader shot dead by police", "police kills gang leader"),
]

NOT_SAID = [
    # who boards a plane seizes nothing, who takes the court sues nobody, who gives birth aids nobody
    ("The man was stopped before boarding a plane in Memphis.", "man coerces Memphis"),
    ("Rafael Nadal was to take the court on Friday.", "Rafael Nadal sues court"),
    ("Serena Williams gave birth to a daughter.", "Serena Williams aids daughter"),
    ("Tom Okoro is standing trial with Ada Moyo.", "Tom Okoro supports Ada Moyo"),
    # who shoots a film, hits a trail or battles a rival has attacked and sued nobody
    ("Ada Moyo shot a film in Chad.", "Ada Moyo attacks Chad"),
    ("Ada Moyo hit the campaign trail in Kenya.", "Ada Moyo attacks Kenya"),
    ("Apple won the first round in its battle with Google.", "Apple sues Google"),
    # what somebody is called is no call
    ("Joe Biden called Vladimir Putin a butcher.", "Joe Biden calls Vladimir Putin"),
    # to whom a complaint is made is not whom it is about, nor is who made it
    ("Tom Okoro lodged a complaint with the police against Facebook.", "Tom Okoro sues police"),
    ("The police opened a probe into a complaint by Tom Okoro.", "police investigates Tom Okoro"),
    # what is said to have been attacked is no attack that is claimed
    ("The ministry claimed that a gunman attacked the motorcade.", "ministry confirms"),
    # of whom a suit is for doing something it is told
    ("Tom Okoro filed a suit against Le Monde for publishing lies.", "Tom Okoro announces"),
    ("The minister said Tom Okoro is responsible for the budget.", "minister accuses Tom Okoro"),
    ("Belarus was not behind the attack, said Poland.", "Poland accuses Belarus"),
    ("The president called an urgent meeting of the ministers.", "president sanctions ministers"),
    ("A court upheld the conviction of Ada Moyo.", "court supports Ada Moyo"),
    # that there is no reason to do it is not told as done by who says so
    ("Tom Okoro insisted that there is no reason to arrest Ada Moyo.", "Tom Okoro coerces Ada Moyo"),
    ("His remarks came ahead of a visit by Antony Blinken to Chad.", "he defeats Antony Blinken"),
    # who agrees to buy a firm promises it nothing, who files a case announces none
    ("Toyota agreed to buy Uber.", "Toyota promises Uber"),
    ("Tom Okoro filed a case for libel.", "Tom Okoro announces"),
    # what is done to oneself is done to no other
    ("The police said two men shot themselves.", "two men attacks police"),
    # what one claims is no claim of another's
    (
        "Malaysia and the Philippines decried incursions by Chinese vessels in waters they claim as their own.",
        "Malaysia criticizes Philippines",
    ),
    ("Osama bin Laden was killed in the US bombardment of the Tora Bora caves.", "Tora Bora kills Osama bin Laden"),
    # a leader of a sect is not the leader of his country
    ("Paul Mackenzie, a Kenyan cult leader, was arrested.", "Paul Mackenzie leads Kenya"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_is_said(read: Read, text: str, expected: str) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(("text", "wrong"), NOT_SAID)
def test_what_is_not_said(read: Read, text: str, wrong: str) -> None:
    assert wrong not in read(text)
