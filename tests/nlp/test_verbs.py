"""Events told by verbs, in the shapes that sentences give them: what must be read, and what must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], set[str]]

SAID = [
    # by whom it is done
    ("Villagers were killed at the hands of Boko Haram.", "Boko Haram kills villagers"),
    ("Shell, along with Toyota, sued the bank.", "Toyota sues bank"),
    ("The union wants the bill to be paid by Ford and Toyota.", "union demands Toyota"),
    ("Germany remains committed to helping Mali.", "Germany aids Mali"),
    # whom it is for, beyond the verb of its course
    ("Norway vowed to keep supplying Mali with medicine.", "Norway promises Mali"),
    ("Boko Haram vowed to continue attacking Chad.", "Boko Haram threatens Chad"),
    # of whom a clause is told
    ("Norway imposed sanctions on Chad for arming Boko Haram.", "Chad aids Boko Haram"),
    ("Charges were brought against Chad for arming Boko Haram.", "Chad aids Boko Haram"),
    ("Merkel thanked Shell, whose gifts have helped Ford.", "Shell aids Ford"),
    ("The wish was for Germany to support Mali.", "Germany supports Mali"),
    ("Norway denied Boko Haram a base to attack Chad.", "Boko Haram attacks Chad"),
    ("Norway has flown ten sorties, conducted raids on Chad and sent troops.", "Norway attacks Chad"),
    ("A plan which Chad has criticised was killed by Macron.", "Emmanuel Macron rejects: plan"),
    # lists
    ("Angela Merkel has spoken to Macron and to Guterres.", "Angela Merkel consults António Guterres"),
    ("Norway provided Chad, Mali with tents.", "Norway aids Mali"),
    # what was lost, taken and left
    ("Ben Moe was fired from Apple in May.", "Apple dismisses Ben Moe"),
    ("Ben Moe was expelled from the Labour Party.", "Labour Party coerces Ben Moe"),
    ("Toyota took market share from Ford.", "Toyota defeats Ford"),
    ("Ford's market share was taken by Toyota.", "Toyota defeats Ford"),
    ("The board will deliver Ford a lasting defeat.", "board defeats Ford"),
    ("Mosul was taken by Boko Haram.", "Boko Haram attacks Mosul"),
    ("The army flushed Boko Haram from the hills.", "army attacks Boko Haram"),
    ("The ministry called the strike by Norway a crime.", "ministry accuses Norway"),
    ("Municipalities ask money of Shell.", "municipalities demands Shell"),
    # what the parser took for a time or a clause, and whom an infinitive was given
    ("Modi, on a visit to Kyiv, urged Zelensky to talk to Putin.", "Narendra Modi demands Volodymyr Zelensky"),
    ("Poland, the Baltic states and Finland have urged NATO to do more.", "Poland demands NATO"),
    ("The EU, which Maduro had invited to monitor the vote, criticised him.", "Nicolás Maduro demands European Union"),
    ("Milei insulted Macron, prompting Spain to recall its ambassador.", "Spain sanctions: its ambassador"),
    # whose a deed is that is spoken of
    ("Norway hailed the role of Chad in arming the rebels.", "Chad aids rebels"),
    ("Norway denounced Iranian involvement in arming the rebels.", "Iran aids rebels"),
    ("Norway announced a plan to arm Chad.", "Norway aids Chad"),
    ("The EU cleared Ford to take a stake in Mazda.", "European Union concedesTo Ford"),
    ("Norway grounded Boeing's jets.", "Norway coerces Boeing"),
    ("Toyota dropped Intel in favour of Shell.", "Toyota rejects Intel"),
    # clefts, bare infinitives, participles taken for adjectives
    ("It was Chad that attacked Mali, Macron said.", "Chad attacks Mali"),
    ("Ford let Toyota use its plant.", "Ford concedesTo Toyota"),
    ("The Houthis are armed and trained by Iran.", "Iran aids Houthis"),
    # lists and what they share
    ("Daimler and Chrysler, which merged in May, posted a loss.", "Daimler cooperatesWith Chrysler"),
    ("Norway put pressure on and then sanctioned Chad.", "Norway threatens Chad"),
    ("A gunman shot and wounded Macron.", "gunman attacks Emmanuel Macron"),
    ("Macron condemned Boko Haram's raids on a shop in Kano, which killed two nurses.", "Boko Haram kills two nurses"),
    ("Toyota pleaded before Congress to be granted a loan.", "Toyota demands United States Congress"),
    ("Norway committed two million euros to refugees in Chad.", "Norway aids refugees"),
    ("Assistance will be provided by Norway.", "Norway aids: Assistance"),
    ("Macron was clear that the rule is void.", "Emmanuel Macron says: rule is void"),
    # what somebody gets
    ("Goma fell to the rebels on Monday.", "rebels attacks Goma"),
    ("The army encircled Goma.", "army attacks Goma"),
    ("The coup drew condemnation from the African Union.", "African Union criticizes: coup"),
    ("France came under fire from Germany for selling jets to Egypt.", "Germany criticizes France"),
    ("Egypt took delivery of cars from Toyota.", "Egypt acquires Toyota"),
    ("Toyota was picked by NASA.", "NASA appoints Toyota"),
    ("The bill was approved by the Bundestag.", "Bundestag supports: bill"),
    ("Customers have called Oxfam to complain about the delay.", "customers calls Oxfam"),
    ("Ben Moe is suing the city of Nashville.", "Ben Moe sues Nashville"),
    ("Ryanair bought nine planes in May.", "Ryanair acquires: nine planes"),
    ("Ben Moe called off the meeting with Macron.", "Ben Moe sanctions Emmanuel Macron"),
    # who is named of many
    ("The paper criticised ministers from the cabinet including Ben Moe.", "paper criticizes Ben Moe"),
]


@pytest.mark.parametrize(("text", "event"), SAID)
def test_what_verbs_say(read: Read, text: str, event: str) -> None:
    assert event in read(text)


UNSAID = [
    ("Norway is opposed to plans by Germany to arm Chad.", "Germany rejects"),
    ("Norway and Germany voted to admit Chad to the council.", "confirms"),
    ("Norway hailed the role of Chad in arming the rebels.", "Norway aids"),
    ("Norway welcomed a plan to arm Chad.", "Norway aids"),
    ("Norway and Mali discussed the campaign to liberate Mosul from Boko Haram.", "Norway attacks"),
    ("The EU cleared Ford to take a stake in Mazda.", "European Union investsIn"),
    ("The EU, which Maduro had invited to monitor the vote, criticised him.", "Nicolás Maduro investigates"),
    ("Norway, whom Chad has asked to leave, refused.", "Chad withdrawsFrom"),
    ("Macron approved the blocking of Ugandan milk.", "supports Uganda"),
    ("Vaccines from Toyota arrived in Rwanda.", "Toyota visits"),
    ("Merkel met Toyota (TM) in May.", "TM"),
    ("Sweden needs the approval of Turkey to join NATO.", "Turkey cooperatesWith"),
    ("Xi, meeting Putin in Paris, called for peace.", "Xi Jinping sanctions"),
    ("France came under fire from Germany for selling jets to Egypt.", "Germany attacks"),
    ("Norway imposed sanctions on Chad for arming Boko Haram.", "Norway aids"),
    ("The deal was killed by the Pentagon.", "Defense rejects United States"),
    ("Norway worked with Macron and at the bank.", "Norway cooperatesWith bank"),
    ("Norway vowed to stop supplying Mali with medicine.", "Norway promises Mali"),
    ("Norway, together with its fjords, impressed Merkel.", "fjords"),
    ("The board criticised a minister from the cabinet including Ben Moe.", "board criticizes Ben Moe"),
]


@pytest.mark.parametrize(("text", "event"), UNSAID)
def test_what_verbs_do_not_say(read: Read, text: str, event: str) -> None:
    assert not any(event in said for said in read(text))
