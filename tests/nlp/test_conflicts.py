"""The families of conflict and of statements: what sentences of all desks must give, and must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], set[str]]


SAID = [
    # nouns whose arguments are spread over the clause
    ("U.S. airstrikes against the Taliban continued on Friday.", "United States attacks Taliban"),
    ("The attack on Chad by Boko Haram shocked the region.", "Boko Haram attacks Chad"),
    ("Ten rockets fired by Hezbollah hit Israel overnight.", "Hezbollah attacks Israel"),
    ("A lawsuit brought by Greenpeace against Shell was dismissed.", "Greenpeace sues Shell"),
    ("Germany criticised the poisoning of Alexei Navalny by Russia.", "Germany criticizes Russia"),
    ("The ban on Huawei imposed by Australia remains in place.", "Australia coerces Huawei"),
    ("The United States seized a ship owned by North Korea.", "United States coerces North Korea"),
    # who gets, heeds or spurns it is whom it is aimed at
    ("Pakistan ignored a warning from India.", "India threatens Pakistan"),
    ("The bank rejected requests from Argentina for more time.", "Argentina demands bank"),
    ("The bank rejected requests from Argentina for more time.", "bank rejects Argentina"),
    ("Volkswagen faces charges from German prosecutors.", "German prosecutors accuses Volkswagen"),
    ("Kenyan troops came under attack from al-Shabab.", "Al-Shabaab attacks Kenya"),
    ("Tesla is under investigation by Interpol.", "Interpol investigates Tesla"),
    # whose what is hit is, and where it stands
    ("Israeli jets struck targets of Hamas in Gaza.", "Israel attacks Hamas"),
    ("Ukrainian drones struck an oil depot in Russia.", "Ukraine attacks Russia"),
    ("Russian hackers broke into the servers of Deutsche Bank.", "Russian hackers attacks Deutsche Bank"),
    # who means it by what he does; people do what the participle behind them says
    ("Farmers blocked the highway in protest against President Castillo's policies.", "farmers protests Castillo"),
    ("Haitian police clashed with demonstrators demanding a pardon from Chile.", "demonstrators demands Chile"),
    ("Starbucks has been ordered to rehire seven workers by a federal judge.", "federal judge demands Starbucks"),
    ("Interpol is investigating claims that Tesco broke the rules.", "Interpol investigates Tesco"),
    ("The police beat the students.", "police attacks students"),
    ("The congress voted to remove President Martin Vizcarra from office.", "congress dismisses Martín Vizcarra"),
    ("Kenya's police raided the offices of Safaricom.", "Kenya coerces Safaricom"),
    ("Hungary has threatened to veto the EU's budget.", "Hungary threatens European Union"),
    # sport, business, courts
    ("FIFA banned Sepp Blatter from football for eight years.", "FIFA coerces Sepp Blatter"),
    ("Germany crashed to a 2-0 defeat against South Korea.", "South Korea defeats Germany"),
    ("Ferrari protested against Mercedes' use of the device.", "Ferrari protests Mercedes"),
    ("Facebook was fined by Ireland.", "Ireland sanctions Facebook"),
    ("North Korea threatened to turn Seoul into a sea of fire.", "North Korea threatens South Korea"),
    ("China hit back, slapping tariffs on Australian barley.", "China sanctions Australia"),
    ("Armenia accused Azerbaijan of violating the truce, but Baku blamed Yerevan.", "Azerbaijan accuses Armenia"),
    ("Malta's refusal to take in refugees drew a rebuke from Italy.", "Italy criticizes Malta"),
    ("Arsenal lost to Chelsea on Saturday.", "Chelsea FC defeats Arsenal"),
    ("Brazil suffered a 2-1 defeat to Croatia.", "Croatia defeats Brazil"),
    ("Peru celebrated a 3-1 win over Chile.", "Peru defeats Chile"),
    ("Iran was hit with new sanctions by the European Union.", "European Union sanctions Iran"),
    ("The union took Tesco to court.", "union sues Tesco"),
    ("The court found Petrobras guilty of fraud.", "court coerces Petrobras"),
    ("The minister gave Telefonica a deadline of two weeks.", "minister threatens Telefonica"),
    ("The chancellor took a swipe at the central bank.", "chancellor criticizes central bank"),
    ("Russia has massed tanks on Ukraine's border.", "Russia mobilizes Ukraine"),
    ("The union's call for Volvo to reopen the plant went unheard.", "union demands Volvo"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_sentences_say(read: Read, text: str, expected: str) -> None:
    assert expected in read(text)


NOT_SAID = [
    # who is charged with it has done it, not who charges him; who is persuaded to do it does it
    ("Prosecutors charged Peter Falk with killing Maria Lopez.", "prosecutors kills Maria Lopez"),
    ("Lopez failed to convince a court to overturn the verdict.", "Lopez rejects: verdict"),
    ("Zelensky warned that Russia would attack Moldova.", "Volodymyr Zelensky threatens Moldova"),
    ("The senator insisted that Kenya had attacked Uganda.", "senator demands Kenya"),
    ("President Kiir ordered a ceasefire and his deputy Riek Machar followed suit.", "Kiir demands Riek Machar"),
    ("The council voiced concern at the situation in Mali.", "Mali fears: situation"),
    ("Rwanda condemned the killing of Kenyan pilgrims.", "Rwanda criticizes Kenya"),
    ("Students protested against the deportation of Syrian refugees.", "students protests Syria"),
    ("The United Nations accused Rwanda of burning villages and raping women.", "United Nations attacks women"),
    ("Softbank accused WeWork co-founder Adam Neumann of breaching an agreement.", "SoftBank accuses WeWork"),
    ("The lawyers asked the court to dismiss the charges brought by Ireland.", "Ireland accuses court"),
    ("France threatened to pull out its troops.", "France threatens troops"),
    ("The court acquitted the officers of killing Freddie Gray.", "court kills Freddie Gray"),
    ("The minister defended the attack on Mali.", "minister attacks Mali"),
    ("Hungary rejected sanctions against Russia.", "Hungary sanctions Russia"),
    ("Tesla recalled the cars.", "Tesla says: cars"),
    # who belongs to somebody is not he
    ("A supporter of Dan Reed killed Ann Lee.", "Dan Reed kills Ann Lee"),
    ("The wife of Dan Reed accused Ann Lee of fraud.", "Dan Reed accuses Ann Lee"),
    ("An ally of Angela Merkel criticised Emmanuel Macron.", "Angela Merkel criticizes Emmanuel Macron"),
    ("Ann Lee warned Dan Reed against suing Tesco.", "Ann Lee sues Tesco"),
    ("The senator refused to condemn Vladimir Putin.", "senator rejects Vladimir Putin"),
    ("Police ruled out a link between Dan Reed and the theft.", "police rejects Dan Reed"),
    ("The union condemned it.", "union criticizes: it"),
    ("Ann Lee met Dan Reed, accused of killing Jo Holt.", "Ann Lee kills Jo Holt"),
    ("Ann Lee defended Dan Reed against accusations by Jo Holt.", "Ann Lee attacks Jo Holt"),
    # no war of arms, no statement
    ("Google lost its lengthy legal battle with British competition authorities.", "Google attacks United Kingdom"),
    ("The price war between Aldi and Tesco hurts suppliers.", "Aldi attacks Tesco"),
    ("The battle between Netflix and Disney heats up.", "Netflix attacks Disney"),
    ("The village was hit in an attack by guerrillas of the ELN.", "guerrillas attacks ELN"),
    ("A spokesman for Siemens declined to comment.", "Siemens rejects: to comment"),
    # whom something befell is not who is blamed for it
    ("France condemned the killing of Samuel Little.", "France criticizes Samuel Little"),
    ("The union protested the arrest of Maria Ressa.", "union criticizes Maria Ressa"),
    ("Police are investigating the murder of Jo Cox.", "police investigates Jo Cox"),
    ("Amnesty International denounced Ali Karimi's execution.", "Amnesty International criticizes Ali Karimi"),
]


@pytest.mark.parametrize(("text", "wrong"), NOT_SAID)
def test_what_sentences_do_not_say(read: Read, text: str, wrong: str) -> None:
    assert wrong not in read(text)
