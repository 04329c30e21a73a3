"""Events told by nouns: whose a deed is and whom it hits, by the words around the noun."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], set[str]]


SAID = [
    # who is helped does what he is helped in
    ("France is helping Mali in the fight against Boko Haram.", "Mali attacks Boko Haram"),
    ("France backed Mali in its fight against Boko Haram.", "Mali attacks Boko Haram"),
    ("Merkel renewed her support for Mali in the war on Boko Haram.", "Mali attacks Boko Haram"),
    ("France supports Malian troops in their campaign to defeat Boko Haram.", "Mali defeats Boko Haram"),
    # who takes part
    ("Kenya took part in the attack on Boko Haram.", "Kenya attacks Boko Haram"),
    ("Chad was involved in the bombing of Libya.", "Chad attacks Libya"),
    ("Mali joined the sanctions against Chad.", "Mali sanctions Chad"),
    # who did it stands behind "by" or "at the hands of"
    ("Merkel condemned Ben Moe's arrest by Iran.", "Iran coerces Ben Moe"),
    ("The bank's takeover by Chevron was criticised.", "Chevron acquires bank"),
    ("Villagers were tortured at the hands of Boko Haram.", "Boko Haram coerces villagers"),
    ("The union reported the torture of nurses at the hands of Boko Haram.", "Boko Haram coerces nurses"),
    ("Ten nurses were killed in an attack by Boko Haram.", "Boko Haram kills ten nurses"),
    ("Five nurses died in a Russian missile strike on Mali.", "Russia kills five nurses"),
    ("Three students were injured in clashes with Kenyan police.", "Kenya attacks three students"),
    # whom it is aimed at: who gets, answers or yields to it
    ("The bank is the target of a lawsuit by the union.", "union sues bank"),
    ("Kenya was the victim of an attack by Boko Haram.", "Boko Haram attacks Kenya"),
    ("Chad shut its border in response to sanctions by France.", "France sanctions Chad"),
    ("Chad held the vote despite warnings from France.", "France threatens Chad"),
    ("The minister resigned after criticism by the union.", "union criticizes minister"),
    ("Kenya began filling the dam despite Egypt's objections.", "Egypt rejects Kenya"),
    ("Kenya freed the nurses at Uganda's request.", "Uganda demands Kenya"),
    ("In defiance of the court, Kenya expelled the nurses.", "Kenya rejects court"),
    # what one is to somebody, also in front
    ("As the largest donor to Kenya, Japan called for talks.", "Japan aids Kenya"),
    ("China, the biggest lender to Mali, agreed.", "China aids Mali"),
    ("Ahmed Moe was involved in the use of car bombs against Kenyan troops.", "Ahmed Moe attacks Kenya"),
    ("Fighting between Mali and Boko Haram went on.", "Mali attacks Boko Haram"),
    ("Thousands were displaced by fighting between Mali and Boko Haram.", "Mali attacks Boko Haram"),
    ("Daimler's sale of Chrysler to Chevron was completed.", "Daimler aids Chevron"),
    # a noun that is only what another is made of
    ("The IMF's loan programme for Kenya was suspended.", "International Monetary Fund aids Kenya"),
    ("The squadron flew strike missions against Boko Haram.", "squadron attacks Boko Haram"),
    ("The union's strike action against Lufthansa ended.", "union protests Lufthansa"),
    ("Kenyan jets dropped ordnance on Boko Haram.", "Kenya attacks Boko Haram"),
    ("The army defeated Boko Haram's plan.", "army defeats Boko Haram"),
    ("Nurses are facing shelling and airstrikes by Mali and Chad.", "Chad attacks nurses"),
    ("Gao was freed after its occupation by Boko Haram.", "Boko Haram coerces Gao"),
    # people behind a place in a list
    ("Merkel met traders from Nairobi, nurses and teachers.", "Angela Merkel meets nurses"),
    ("Israel threatened a preemptive strike against Iran.", "Israel threatens Iran"),
    ("The hunger strike by nurses against the ministry ended.", "nurses protests ministry"),
    ("A Kenyan court issued a ruling against Chevron.", "Kenyan court rejects Chevron"),
    ("Ajax's stake in Chevron was sold to Siemens.", "Siemens investsIn Chevron"),
    ("The deployment of Kenyan troops in Somalia began.", "Kenya mobilizes Somalia"),
    ("Kenya's loan from China was extended.", "China aids Kenya"),
    ("The delivery of Chinese vaccines to Kenya began.", "China aids Kenya"),
    ("Allegations by Macron that Merkel took bribes were denied.", "Emmanuel Macron accuses Angela Merkel"),
    ("Calls by the union for Merkel to resign grew.", "union demands Angela Merkel"),
    ("France backs the people of Mali in their fight against Boko Haram.", "Malian people attacks Boko Haram"),
    ("Chad's role in the attack on Libya is unclear.", "Chad attacks Libya"),
    ("Israel responded with airstrikes on Gaza.", "Israel attacks Gaza"),
    ("Chelsea went top after a 2-0 victory over Arsenal.", "Chelsea FC defeats Arsenal"),
    ("Merkel ended the day with talks with Macron.", "Angela Merkel consults Emmanuel Macron"),
    ("Kenya lodged a complaint with the United Nations over Ethiopia's dam.", "Kenya accuses Ethiopia"),
    # who is blamed, thanked or jailed for it
    ("The union accused Kenya of attacks on nurses.", "Kenya attacks nurses"),
    ("Kenya's army was accused of attacks on nurses by the union.", "Kenya attacks nurses"),
    ("Ben Moe was jailed for the murder of Merkel.", "Ben Moe kills Angela Merkel"),
    ("Kenya thanked Uganda for support for Chad.", "Uganda supports Chad"),
    ("Merkel praised Macron for talks with Putin.", "Emmanuel Macron consults Vladimir Putin"),
    ("The court fined Apple for a breach of its agreement with Intel.", "Apple agreesWith Intel"),
    ("Russia's war in Ukraine went on.", "Russia attacks Ukraine"),
    ("Fears in Poland of a Russian invasion grew.", "Poland fears Russia"),
    ("In return for Japanese aid, Kenya opened its ports.", "Japan aids Kenya"),
    ("Uganda's claim to the island was rejected by Kenya.", "Kenya rejects Uganda"),
    # support, credit and trust that one has, rests on or loses
    ("Chad is heavily dependent on French loans.", "France aids Chad"),
    ("Chad relies on support from France.", "France aids Chad"),
    ("The rebels have Chad's backing.", "Chad supports rebels"),
    ("Merkel lost the trust of the army.", "army rejects Angela Merkel"),
    ("Merkel survived an assassination attempt by the army.", "army attacks Angela Merkel"),
    ("Kenya's raid brought condemnation from Chad.", "Chad criticizes Kenya"),
    ("The bank came in for criticism from Merkel.", "Angela Merkel criticizes bank"),
    ("Kenya is a party to a treaty with Uganda.", "Kenya agreesWith Uganda"),
    ("Kenya is in dispute with Uganda over the island.", "Kenya rejects Uganda"),
    ("Kenya thanked Uganda for help in the fight against Boko Haram.", "Uganda attacks Boko Haram"),
    ("Kenya praised Uganda for its role in the fight against Boko Haram.", "Uganda attacks Boko Haram"),
    ("The bank came under fire from the opposition for its handling of the sale.", "opposition criticizes bank"),
    # an infinitive on a noun is of the one whose the noun is
    ("Kenya condemned Ethiopian attempts to occupy Somalia.", "Ethiopia coerces Somalia"),
    ("The UN condemned attempts by Russia to bomb Ukraine.", "Russia attacks Ukraine"),
    # where the deed is said to be seen, the object is reached over it
    ("Chad is inflicting its heaviest bombardment so far on Mali.", "Chad attacks Mali"),
    # one against many, and each with each
    ("Talks took place between Merkel and Chad, Mali and Peru.", "Angela Merkel consults Peru"),
    ("Talks took place between Chad, Mali and Peru.", "Mali consults Peru"),
    # who complies, in a clause of its own
    ("Though YouTube complied with Russia's requests to drop the film, others did not.", "Russia demands YouTube"),
    # the subject that the parser hangs on the opening phrase
    ("With help from Macron, the union, which had lost members, sued Chevron.", "union sues Chevron"),
    ("In a deal with Chevron, the union, which had called a strike, gave way.", "union agreesWith Chevron"),
]

NOT_SAID = [
    ("France backed Mali in its fight against Boko Haram.", "France attacks Boko Haram"),
    ("Kenya condemned Ethiopian attempts to occupy Somalia.", "Kenya coerces Somalia"),
    ("The army carried out raids in support of Malian operations.", "army attacks Mali"),
    ("Talks took place between Merkel and Chad, Mali and Peru.", "Mali consults Peru"),
    ("The army bombed Boko Haram in Chad and Mali.", "army attacks Mali"),
    ("Merkel was involved in a car crash in Chad.", "Angela Merkel attacks Chad"),
    ("The sale of Chrysler to Chevron was completed.", "Chrysler aids Chevron"),
    ("The minister spoke after criticism of the union.", "union criticizes minister"),
    ("In a reaction to the attack by Boko Haram, France sent aid.", "Boko Haram attacks France"),
    ("Police shot a man in a clash with angry nurses.", "angry nurses kills man"),
    ("The Kabul attack on the ministry was condemned.", "Afghanistan attacks ministry"),
    ("Ten people were killed in the Kabul attack.", "Afghanistan kills ten people"),
    ("Merkel arrived after a call from Putin.", "Vladimir Putin demands Angela Merkel"),
    ("The union's strike action against Lufthansa ended.", "union sues Lufthansa"),
    ("Merkel will deliver remarks on the bank's work to support nurses.", "Angela Merkel supports nurses"),
    ("Ben Moe's transfer from Arsenal to Chelsea was completed.", "Ben Moe aids Chelsea FC"),
    ("The hunger strike by nurses against the ministry ended.", "nurses attacks ministry"),
    ("Kenya's request for the arrest of Ben Moe was rejected by Britain.", "United Kingdom rejects Ben Moe"),
    ("Worsening relations between Chad and Mali hurt trade.", "Chad cooperatesWith Mali"),
    ("Siemens and Chevron offered the deal to the union.", "Siemens agreesWith Chevron"),
    ("Prosecutors are investigating Ben Moe's role in the killing of Merkel.", "Ben Moe kills Angela Merkel"),
    ("Kenya is struggling with attacks on Ugandan lorries.", "Kenya attacks Uganda"),
    ("Kenya lodged a complaint with the United Nations over Ethiopia's dam.", "Kenya criticizes United Nations"),
    ("Kenya's army was accused of attacks on nurses by the union.", "union attacks nurses"),
    ("Kenya thanked Uganda for support for Chad.", "Kenya supports Chad"),
    ("The court fined Apple for a breach of its agreement with Intel.", "court agreesWith Intel"),
    ("Macron rejected Merkel's call to cut off aid to Mali.", "Angela Merkel demands Mali"),
    ("Macron rejected Merkel's call to cut off aid to Mali.", "Angela Merkel calls Mali"),
    ("Macron criticised Merkel over the attack on Mali.", "Angela Merkel attacks Mali"),
    ("Kenya warned of attacks on Uganda by Boko Haram.", "Kenya threatens Boko Haram"),
    ("Peru wants an inquiry into the killing of nurses by Chadian troops.", "Chad investigates: killing of nurses"),
    ("Chad thanked France for its efforts to free the nurses.", "Chad releases nurses"),
    ("Chad praised France and its efforts to free the nurses.", "Chad releases nurses"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_nouns_say(read: Read, text: str, expected: str) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(("text", "wrong"), NOT_SAID)
def test_what_nouns_do_not_say(read: Read, text: str, wrong: str) -> None:
    assert wrong not in read(text)
