"""What somebody says, and what he does by saying it: what sentences must give, and must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], set[str]]


SAID = [
    # who speaks
    ('"It is a hard task, nobody has tried it," claims writer Dora Kuhn.', "Dora Kuhn says"),
    ("Reuters quoted Dora Kuhn as saying the talks had failed.", "Dora Kuhn says: talks had failed"),
    ('"The talks failed," Dora Kuhn was quoted as saying by Reuters.', "Dora Kuhn says: talks failed"),
    (
        'Ben Moe, chairman of Local 12, Dock Workers union said "There is anger here."',
        "Ben Moe says: There is anger here",
    ),
    ("In a letter to President Ben Moe, Dora Kuhn vowed to stay.", "Dora Kuhn promises: to stay"),
    ("Dora Kuhn told a rally in Bonn that the bank is safe.", "Dora Kuhn says: bank is safe"),
    ("Dora Kuhn said in a memo that the bank is safe.", "Dora Kuhn says: bank is safe"),
    ("Dora Kuhn made it clear that the bank is safe.", "Dora Kuhn says: bank is safe"),
    # what it is about
    ('Users will get it for what Dora Kuhn described as "a small fee".', "Dora Kuhn says: small fee"),
    ("Dora Kuhn described the merger as a farce.", "Dora Kuhn criticizes: merger"),
    ("Mali condemned yesterday's brutal, senseless attack on the market.", "Mali criticizes"),
    ("Dora Kuhn, speaking on condition of anonymity, left.", "Dora Kuhn demands: anonymity"),
    ("Dora Kuhn stressed the need for better schools.", "Dora Kuhn demands: better schools"),
    ("Kenya issued the following statement on Monday:\n“The bridge is safe.”", "Kenya announces: bridge is safe"),
    ("The bridge, Dora Kuhn says, is safe.", "Dora Kuhn says: bridge, Dora Kuhn says, is safe"),
    (
        "Dora Kuhn said the firm, which Ben Moe had sold, would hire nurses who speak Greek.",
        "Dora Kuhn says: firm, which Ben Moe had sold, would hire nurses who speak Greek",
    ),
    ("“If Mali pays, we leave,” said Dora Kuhn.", "Dora Kuhn says: If Mali pays, we leave"),
    # what bodies decide
    ("The Senate voted 50-49 to ratify the treaty.", "United States Senate supports: treaty"),
    ("The European Parliament passed a resolution on fishing.", "European Parliament supports: resolution"),
    # what somebody does despite or after another's words
    ("Despite objections from Peru, Chile will build the dam.", "Peru rejects Chile"),
    ("After calls from Mali, Kenya freed the crew.", "Mali demands Kenya"),
    (
        "Over the opposition of the Catholic Church, towns raised the tax.",
        "Catholic Church rejects: towns raised the tax",
    ),
    # whose a report is
    (
        "In a release, Kenya said the bridge is safe. The release added that the road is shut.",
        "Kenya says: road is shut",
    ),
    (
        "The United Nations adopted a resolution on Monday. The resolution condemned Mali.",
        "United Nations criticizes Mali",
    ),
    ("A statement issued by the Kenyan police said the road is shut.", "Kenya says: road is shut"),
    ("The United Nations will give food to Chad, the World Food Programme said.", "United Nations promises Chad"),
    ("“The bridge is safe,” Dora Kuhn went on.", "Dora Kuhn says: bridge is safe"),
    ("Dora Kuhn declined to comment.", "Dora Kuhn says: to comment"),
    ("Acme Bank did not respond to a request for comment.", "Acme Bank says: request"),
    ("President Ben Moe has conceded defeat.", "Ben Moe confirms: defeat"),
    ("Dora Kuhn agreed that the bridge is unsafe.", "Dora Kuhn confirms: bridge is unsafe"),
    ("“We bought the bank,” Reuters quoted Dora Kuhn as saying.", "Dora Kuhn says: We bought the bank"),
    ("Reuters reported, citing officials, that Mali left the bloc.", "Reuters says: Mali left"),
    # judgments
    ("“Mali's raid on the camp is completely unacceptable,” said Dora Kuhn.", "Dora Kuhn criticizes Mali"),
    ("“It is a disgrace that Mali has shut the camp,” said Dora Kuhn.", "Dora Kuhn criticizes Mali"),
    ("Dora Kuhn said that Mali's offer was very welcome.", "Dora Kuhn praises Mali"),
    ("Dora Kuhn said the reports were a matter of concern.", "Dora Kuhn fears: reports"),
    ("“Mali's raid on the camp is a tragedy,” said Dora Kuhn.", "Dora Kuhn criticizes Mali"),
    ("Dora Kuhn described Mali's raid as an appalling crime.", "Dora Kuhn criticizes Mali"),
    ("Dora Kuhn said it would be irresponsible to leave.", "Dora Kuhn criticizes: to leave"),
    ("“This was an indefensible raid,” said Dora Kuhn.", "Dora Kuhn criticizes: indefensible raid"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_statements(text: str, expected: str, read: Read) -> None:
    found = read(text)
    assert any(e.startswith(expected) for e in found), found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A report said the road is shut. Kenya issued a report on Monday.", "Kenya says"),
        ("Kenya will pay to settle a lawsuit that accused Ben Moe of fraud.", "Kenya accuses"),
        ("“The killing of Ben Moe is an outrage,” said Dora Kuhn.", "Dora Kuhn criticizes Ben Moe"),
        ("“Mali's raid is not wrong,” said Dora Kuhn.", "Dora Kuhn criticizes"),
        ("Mali's raid is wrong.", "Mali criticizes"),
        ("“The quake in Mali is a tragedy,” said Dora Kuhn.", "Dora Kuhn criticizes"),
        ("Reuters reported, citing the Kenyan police, that Mali left.", "Reuters says: Kenyan police"),
        ("“We bought the bank,” Reuters quoted Dora Kuhn as saying.", "Reuters acquires"),
        ("Students joined protests against the killings by the Kenyan army.", "Kenya protests"),
        ("Despite criticism of Mali, Kenya bought the gas.", "Mali criticizes"),
        ("Kenya issued a statement on Monday.", "Kenya says: Monday"),
    ],
)
def test_nobody_says_so(text: str, wrong: str, read: Read) -> None:
    assert not any(e.startswith(wrong) for e in read(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putin: West must stop arming Kiev", "Vladimir Putin says: West must stop arming Kiev"),
        ("Putin: West must stop arming Kiev", "Vladimir Putin demands West"),
        ("Macron: “The bridge is safe”", "Emmanuel Macron says: The bridge is safe"),
        ("Mali must pay: UN", "United Nations says: Mali must pay"),
        ("Boko Haram killed nurses: police", "police says: Boko Haram killed nurses"),
        ("Minister: Mali freed the crew", "Minister says: Mali freed the crew"),
    ],
)
def test_who_is_named_beside_a_colon_says_so(text: str, expected: str, read: Read) -> None:
    assert any(e.startswith(expected) for e in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Novak Djokovic: Australia cancels visa",
        "Merkel: the woman who led Germany",
        "Putin: Who is he?",
        "Mali: rebels attack town",
    ],
)
def test_a_label_says_nothing(text: str, read: Read) -> None:
    assert not any(" says" in e for e in read(text))
