"""Deeds in the news of courts, companies, parties and the field: what sentences must give, and must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], set[str]]


SAID = [
    # who is in a list, and whose a clause is
    (
        "Prosecutors charged adviser Ben Moe, the author of the campaign, and six others with fraud.",
        "prosecutors accuses Ben Moe",
    ),
    ("Police charged Ben Moe, the author of two well-known books, and 16 others with fraud.", "police accuses Ben Moe"),
    (
        "Merkel called on the rebels in Chad “to heed President Macron’s call to stop fighting”.",
        "Emmanuel Macron demands rebels",
    ),
    (
        "Mali has suffered since rebel group Boko Haram overthrew President Ben Moe in May.",
        "Boko Haram dismisses Ben Moe",
    ),
    ("Chevron entered into an agreement to acquire Texaco for $3 billion.", "Chevron acquires Texaco"),
    (
        "Siemens and Renault announced a merger deal on Friday worth 4 billion dollars.",
        "Siemens agreesWith Renault",
    ),
    (
        "Merkel filed a lawsuit on Friday claiming that Microsoft and Tesco conspired to spy on her.",
        "Angela Merkel sues Microsoft",
    ),
    (
        "The European Parliament adopted a resolution urging China to free the nurses.",
        "European Parliament demands China",
    ),
    ("The United Nations passed a resolution condemning Russia.", "United Nations criticizes Russia"),
    ("Chad withdrew its troops at the request of Mali.", "Mali demands Chad"),
    ("Chad closed the school on orders from Mali.", "Mali demands Chad"),
    # what is done to somebody's things and claims
    ('Mali has protested Chad\'s "reckless manoeuvre" against its patrol boats.', "Mali protests Chad"),
    ("Kenyan patrols blocked Ugandan supply boats on the lake.", "Kenya coerces Uganda"),
    (
        "Merkel has challenged President Macron's commitment to helping farmers.",
        "Angela Merkel criticizes Emmanuel Macron",
    ),
    ("Activists confronted Macron over the new road.", "activists criticizes Emmanuel Macron"),
    ("Prime Minister Merkel gave way to the unions.", "Angela Merkel concedesTo unions"),
    # attacks in words
    ("Merkel attacked Macron over his tax plans.", "Angela Merkel criticizes Emmanuel Macron"),
    ("Macron attacked the press in a speech.", "Emmanuel Macron criticizes press"),
    ("Merkel launched an attack on Macron's record.", "Angela Merkel criticizes Emmanuel Macron"),
    ("Boko Haram attacked Chad for the third time.", "Boko Haram attacks Chad"),
    ("A gunman attacked a nurse in Paris.", "gunman attacks nurse"),
    # to whom somebody speaks is not who says it
    (
        "Energy Minister Ada Moyo updated Parliament saying that the rebels left Mali.",
        "Ada Moyo says: rebels left Mali",
    ),
    ("The EU's decision to sanction Russia angered Hungary.", "European Union sanctions Russia"),
    ("The EU's decision to sanction Russia angered Hungary.", "Hungary criticizes European Union"),
    ("The union called off its strike against Lufthansa.", "union protests Lufthansa"),
    ("Merkel demanded the release of Alexei Navalny by Russia.", "Angela Merkel demands Russia"),
    ("Merkel sought the extradition of Carlos Ghosn from Lebanon.", "Angela Merkel demands Lebanon"),
    # scores
    ("Chelsea beat Arsenal 3-0.", "Chelsea FC defeats Arsenal"),
    ("Chelsea celebrated a 2-1 victory at Arsenal.", "Chelsea FC defeats Arsenal"),
    ("Lawmakers in Chad voted to override President Deby's veto.", "lawmakers defeats Deby"),
]

NOT_SAID = [
    (
        "Merkel called on the rebels in Chad “to heed President Macron’s call to stop fighting”.",
        "Emmanuel Macron demands Angela Merkel",
    ),
    (
        "On Friday President Ada Moyo ordered a truce and her Vice President Jon Danso followed suit.",
        "Ada Moyo demands Jon Danso",
    ),
    ("Mali has suffered since rebel group Boko Haram overthrew President Ben Moe in May.", "Mali dismisses Ben Moe"),
    ("“We have seen Iran’s hand — providing Hamas with rockets,” said Merkel.", "Angela Merkel aids Hamas"),
    ("Merkel urged Israel to find ways to help the nurses.", "Israel says: ways to help the nurses"),
    ("Macron made his way to the United Nations.", "Emmanuel Macron concedesTo United Nations"),
    ("Macron handed in his resignation to King Charles III.", "Emmanuel Macron aids Charles III"),
    ("Macron said that he would not confront China.", "Emmanuel Macron attacks China"),
    ("The bank accused Macron of abusing his office to silence nurses.", "Emmanuel Macron attacks: office"),
    ("Chevron ended its long battle with Italian competition authorities.", "Chevron attacks Italy"),
    ("Kenyan patrols blocked Ugandan supply boats on the lake.", "Kenya rejects Uganda"),
    (
        "Merkel has challenged President Macron's commitment to helping farmers.",
        "Angela Merkel demands Emmanuel Macron",
    ),
    ("Merkel met Lula da Silva. Macron seeks a Lula probe.", "Emmanuel Macron demands Luiz Inácio Lula da Silva"),
    ("Chelsea thrashed Arsenal 3-0.", "Chelsea FC attacks Arsenal"),
    ("Merkel affirmed the commitment of the United States to Israel.", "Angela Merkel supports United States"),
    ("European ministers set up a fund for Ukraine.", "European ministers visits Ukraine"),
    ("Merkel favours talks with Russia.", "Angela Merkel supports Russia"),
    ("Merkel attacked Macron over his tax plans.", "Angela Merkel attacks Emmanuel Macron"),
    ("Chadian premier Omar Diallo met Merkel during his visit to Chad.", "Omar Diallo visits Chad"),
    ("The EU's decision to sanction Russia angered Hungary.", "Hungary criticizes Russia"),
    ("The union called off its strike against Lufthansa.", "union attacks Lufthansa"),
    ("Merkel demanded the release of Alexei Navalny by Russia.", "Angela Merkel demands Alexei Navalny"),
    ("Macron left after Parliament's vote of no confidence.", "Parliament supports: confidence"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_sentences_say(read: Read, text: str, expected: str) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(("text", "wrong"), NOT_SAID)
def test_what_sentences_do_not_say(read: Read, text: str, wrong: str) -> None:
    assert wrong not in read(text)
