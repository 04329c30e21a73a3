"""Perspective: whether it is so, as whom one has to ask, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.nlp import pipeline

Read = Callable[[str, str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def read() -> Read:
    """The event with a relation in a text: polarity, modality, who says so, and the time."""
    nlp = pipeline.load()

    def event(text: str, relation: str, date: str = "2022-01-17") -> dict[str, Any]:
        doc = nlp.make_doc(text)
        doc._.kg_date = date
        doc = nlp(doc)
        (found, *_) = [e for e in doc._.kg_events if e["relation"] == relation]
        return {
            **found,
            "by": None if found["by"] is None else doc._.kg_actors[found["by"]]["name"],
            "time": None if found["time"] is None else doc._.kg_times[found["time"]]["edtf"],
        }

    return event


@pytest.mark.parametrize(
    ("text", "relation", "polarity", "modality"),
    [
        ("Kenya attacked Uganda.", "attacks", "Affirmed", "Actual"),
        ("Kenya did not attack Uganda.", "attacks", "Negated", "Actual"),
        ("Kenya is against arming Uganda.", "aids", "Negated", "Actual"),
        ("Instead of arming Uganda, Kenya sanctioned Rwanda.", "aids", "Negated", "Actual"),
        ("Kenya decided against arming Uganda.", "aids", "Negated", "Planned"),
        ("Not only did Kenya condemn Uganda, it also seized a ship.", "criticizes", "Affirmed", "Actual"),
        ("Kenya attacked Uganda, an aide told reporters.", "attacks", "Affirmed", "Actual"),
        ("Rwanda urged Kenya to stop bombing Uganda.", "attacks", "Affirmed", "Actual"),
        ("Rwanda will speak about Kenya's attack on Uganda.", "attacks", "Affirmed", "Actual"),
        ("Rwanda may discuss Kenya's attack on Uganda.", "attacks", "Affirmed", "Actual"),
        ("Despite objections from Kenya, Uganda will build the dam.", "rejects", "Affirmed", "Actual"),
        ("Kenya's parliament voted to reject the treaty.", "rejects", "Affirmed", "Actual"),
        ("Kenya was afraid of war, so it stopped the trade.", "fears", "Affirmed", "Actual"),
        ("Kenya has no plans to attack Uganda.", "attacks", "Negated", "Planned"),
        ("Kenya does not have plans to attack Uganda.", "attacks", "Negated", "Planned"),
        ("Kenya has plans to attack Uganda.", "attacks", "Affirmed", "Planned"),
        ("Kenya had no choice but to attack Uganda.", "attacks", "Affirmed", "Actual"),
        ("Rwanda sees no evidence that Kenya attacked Uganda.", "attacks", "Affirmed", "Possible"),
        ("Rwanda sees evidence that Kenya attacked Uganda.", "attacks", "Affirmed", "Actual"),
        ("Kenya denied plans to attack Uganda.", "attacks", "Negated", "Planned"),
        ("Kenya has yet to attack Uganda.", "attacks", "Negated", "Actual"),
        ("Kenya is yet to attack Uganda.", "attacks", "Negated", "Actual"),
        ("Kenya is hesitant to attack Uganda.", "attacks", "Affirmed", "Possible"),
        ("Kenya was unwilling to attack Uganda.", "attacks", "Negated", "Actual"),
        ("If Kenya attacks Uganda, Rwanda will sanction it.", "attacks", "Affirmed", "Possible"),
        (
            "Ada Moyo told reporters that Kenya and Uganda have worked with Chad.",
            "cooperatesWith",
            "Affirmed",
            "Actual",
        ),
        ("Kenya had no comment on the raid.", "says", "Negated", "Actual"),
        ("Rwanda called for an end to Kenya's attacks on Uganda.", "attacks", "Affirmed", "Actual"),
        ("Rwanda may condemn the Kenyan attack on Uganda.", "attacks", "Affirmed", "Actual"),
        ("Kenya has not met Uganda but said the talks failed.", "says", "Affirmed", "Actual"),
        ("Rwanda ruled out attacking Uganda.", "attacks", "Negated", "Actual"),
        ("The court acquitted Dan Reed of attacking Jo Holt.", "attacks", "Negated", "Actual"),
        ("Kenya was prevented from attacking Uganda.", "attacks", "Negated", "Actual"),
        ("Kenya denied that it had attacked Uganda.", "attacks", "Negated", "Actual"),
        ("Kenya is no longer at odds with Uganda.", "rejects", "Negated", "Actual"),
        ("It is not true that Kenya attacked Uganda.", "attacks", "Negated", "Actual"),
        ("Dan Reed pleaded not guilty to stabbing Jo Holt.", "attacks", "Negated", "Actual"),
        ("Had Kenya attacked Uganda, Chad would have left.", "attacks", "Affirmed", "Possible"),
        ("Kenya would have attacked Uganda.", "attacks", "Affirmed", "Possible"),
        ("Kenya did not rule out attacking Uganda.", "attacks", "Affirmed", "Possible"),
        ("The motion calling for Kenya to arm Uganda passed.", "aids", "Affirmed", "Demanded"),
        ("Rwanda warned that Kenya would attack Uganda.", "attacks", "Affirmed", "Possible"),
        ("France is considering sanctions against Mali.", "sanctions", "Affirmed", "Possible"),
        ("Kenya never attacked Uganda.", "attacks", "Negated", "Actual"),
        ("Kenya refused to meet Uganda.", "meets", "Negated", "Actual"),
        ("Kenya failed to defeat Uganda.", "defeats", "Negated", "Actual"),
        ("Kenya managed to defeat Uganda.", "defeats", "Affirmed", "Actual"),
        ("Kenya will meet Uganda.", "meets", "Affirmed", "Planned"),
        ("Kenya plans to visit Uganda.", "visits", "Affirmed", "Planned"),
        ("Kenya agreed to supply Uganda with tents.", "aids", "Affirmed", "Planned"),
        ("Kenya may sue Uganda.", "sues", "Affirmed", "Possible"),
        ("If Kenya attacks Uganda, Chad will answer.", "attacks", "Affirmed", "Possible"),
        ("Chad accused Kenya of attacking Uganda.", "attacks", "Affirmed", "Possible"),
        ("Chad fears a Kenyan invasion of Uganda.", "attacks", "Affirmed", "Possible"),
        ("Chad urged Kenya to free Uganda.", "releases", "Affirmed", "Demanded"),
        ("Kenya must pay Uganda 3 million dollars.", "aids", "Affirmed", "Demanded"),
        ("Kenya continued to attack Uganda.", "attacks", "Affirmed", "Actual"),
        ("During a meeting with Uganda, Kenya discussed the war.", "meets", "Affirmed", "Actual"),
        ("Chad to withdraw troops from Mali", "withdrawsFrom", "Affirmed", "Planned"),
        ("Google made an offer for Siemens.", "acquires", "Affirmed", "Planned"),
        ("Chad agreed to aid Mali during a visit by Biden to Kenya.", "visits", "Affirmed", "Actual"),
        ("Amazon struck a deal to buy Siemens for $8bn in May.", "acquires", "Affirmed", "Planned"),
        ("Kenya is not in talks with Uganda.", "consults", "Negated", "Actual"),
        ("Kenya is in talks to sue Uganda.", "sues", "Affirmed", "Possible"),
        ("Kenya declined an invitation to visit Uganda.", "visits", "Negated", "Planned"),
        ("Kenya's refusal to arm Uganda angered Chad.", "aids", "Negated", "Actual"),
        ("Kenya was the first state to visit Uganda.", "visits", "Affirmed", "Actual"),
        ("Kenya led efforts to defeat Uganda.", "defeats", "Affirmed", "Actual"),
        ("Kenya called off its attack on Uganda.", "attacks", "Negated", "Actual"),
        ("Kenya was said to have met Uganda.", "meets", "Affirmed", "Possible"),
        ("Dan Reed nearly killed Jo Holt.", "kills", "Affirmed", "Possible"),
        ("Kenya killed nearly 200 rebels from Uganda.", "kills", "Affirmed", "Actual"),
        ("A book says that Kenya attacked Uganda.", "attacks", "Affirmed", "Possible"),
        ("The indictment says Dan Reed attacked Jo Holt.", "attacks", "Affirmed", "Possible"),
        ("Kenya appears to have attacked Uganda.", "attacks", "Affirmed", "Possible"),
        ("Kenya was to meet Uganda.", "meets", "Affirmed", "Planned"),
        ("Kenya's meeting with Uganda was cancelled.", "meets", "Negated", "Actual"),
        ("Kenya's planned meeting with Uganda drew criticism.", "meets", "Affirmed", "Planned"),
        ("Kenya played no part in the attack on Uganda.", "attacks", "Negated", "Actual"),
        ("Dan Reed was arrested for an attack on Jo Holt.", "attacks", "Affirmed", "Possible"),
        ("Dan Reed was jailed for an attack on Jo Holt.", "attacks", "Affirmed", "Actual"),
        ("Chad blamed Kenya for an attack on Uganda.", "attacks", "Affirmed", "Possible"),
        ("Kenya denied involvement in the attack on Uganda.", "attacks", "Negated", "Actual"),
        ("Chad accused Kenya of involvement in the attack on Uganda.", "attacks", "Affirmed", "Possible"),
        ("Kenya denied that it was involved in the attack on Uganda.", "attacks", "Negated", "Actual"),
        ("Kenya opposes arming Uganda.", "aids", "Affirmed", "Possible"),
        ("Chad wanted Kenya to condemn Uganda.", "criticizes", "Affirmed", "Planned"),
        ("Chad foiled an attack by Kenya on Uganda.", "attacks", "Negated", "Actual"),
        ("Rwanda urged Kenya to honour its duties under its treaty with Uganda.", "agreesWith", "Affirmed", "Actual"),
        ("Rwanda will mediate in a war between Kenya and Uganda.", "attacks", "Affirmed", "Actual"),
        ("Students blocked a road to protest against Kenya.", "protests", "Affirmed", "Actual"),
        ("Students will march to protest against Kenya.", "protests", "Affirmed", "Planned"),
        # what people are charged with, and what is said in court
        ("Dan Reed was arrested for stabbing Jo Holt.", "attacks", "Affirmed", "Possible"),
        ("Dan Reed was indicted for stabbing Jo Holt.", "attacks", "Affirmed", "Possible"),
        ("Dan Reed was jailed for stabbing Jo Holt.", "attacks", "Affirmed", "Actual"),
        ("Dan Reed was wrongly convicted of stabbing Jo Holt.", "attacks", "Affirmed", "Possible"),
        ("Dan Reed's conviction for stabbing Jo Holt was quashed.", "attacks", "Affirmed", "Possible"),
        ("Jurors heard that Dan Reed stabbed Jo Holt.", "attacks", "Affirmed", "Possible"),
        ("Chad criticised Kenya for attacking Uganda.", "attacks", "Affirmed", "Actual"),
    ],
)
def test_polarity_and_modality(read: Read, text: str, relation: str, polarity: str, modality: str) -> None:
    event = read(text, relation, "2022-01-17")
    assert (event["polarity"], event["modality"]) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "relation", "by"),
    [
        ("Kenya attacked Uganda.", "attacks", None),
        ("Chad said that Kenya attacked Uganda.", "attacks", "Chad"),
        ("Kenya attacked Uganda, according to Chad.", "attacks", "Chad"),
        ("“Kenya attacked Uganda,” said Chad.", "attacks", "Chad"),
        ("Chad said it supports Kenya.", "supports", "Chad"),
        ("Mali said that Chad said that Kenya attacked Uganda.", "attacks", "Chad"),
        ("Chad said that the bridge is safe.", "says", None),
        ("The United Nations accused Rwanda of burning villages and raping women.", "attacks", "United Nations"),
        ("The United Nations ruled that Kenya had killed Uganda's envoy.", "kills", "United Nations"),
        ("As Chad announced on Monday, Kenya will supply Uganda with tents.", "aids", "Chad"),
        ("Mali says it won, while Kenya has attacked Uganda.", "attacks", None),
        ("Mali resents what it calls “meddling”--again.\nKenya attacked Uganda.", "attacks", None),
        ("Reuters quoted Dora Kuhn as saying the bank is safe.", "says", "Reuters"),
        ("“The bank is safe,” Dora Kuhn was quoted as saying by Reuters.", "says", "Reuters"),
        ("Kenya attacked Uganda: Chad", "attacks", "Chad"),
        ("A Chad statement hailed the town. “Kenya attacked Uganda,” the statement said.", "attacks", "Chad"),
        ("Dora Kuhn shook hands with the crew, “I hear that Kenya attacked Uganda.”", "attacks", "Dora Kuhn"),
        ("A Chad statement named the town. Kenya attacked Uganda there, the statement said.", "attacks", "Chad"),
    ],
)
def test_who_says_so(read: Read, text: str, relation: str, by: str | None) -> None:
    assert read(text, relation, "2022-01-17")["by"] == by


@pytest.mark.parametrize(
    ("text", "relation", "time"),
    [
        ("Kenya attacked Uganda on Friday.", "attacks", "2022-01-14"),
        ("Kenya attacked Uganda.", "attacks", None),
        ("Since November, Kenya has attacked Uganda.", "attacks", "2021-11/.."),
        ("Kenya announced a visit for February.", "announces", None),
        ("Kenya met Uganda on Friday and Chad on Sunday.", "meets", "2022-01-14"),
    ],
)
def test_the_time_is_that_of_the_expression_that_modifies_it(read: Read, text: str, relation: str, time: str) -> None:
    assert read(text, relation, "2022-01-17")["time"] == time
