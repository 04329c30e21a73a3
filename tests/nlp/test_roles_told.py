"""Roles that verbs tell, and what roles tell of names: whole sentences through all stages."""

from collections.abc import Callable

import pytest

from kg.nlp.pipeline import load

VERBS = {
    "Tom Keller held positions at Siemens and Nokia.": {"Tom Keller memberOf Siemens", "Tom Keller memberOf Nokia"},
    "Tom Keller was assigned to the 5th Engineer Battalion.": {"Tom Keller memberOf 5th Engineer Battalion"},
    "Tom Keller spoke on behalf of the European Union.": {"Tom Keller memberOf European Union"},
    "The European Union, which includes France, met.": {"France memberOf European Union"},
    "Its clients include Boeing.": set(),
    "Tom Keller joined Ford in 1998.": {"Tom Keller memberOf Ford"},
    "Tom Keller joined Ford from Toyota.": {"Tom Keller memberOf Ford"},
    "France joined NATO in condemning Chad.": {"France cooperatesWith NATO", "France criticizes Chad"},
    "Ten airmen from the 31st Fighter Wing wept.": {"ten airmen memberOf 31st Fighter Wing"},
    "Defectors from Hamas wept.": set(),
    "Tom Keller scored for Arsenal.": {"Tom Keller memberOf Arsenal"},
    "Tom Keller reports for the BBC.": {"Tom Keller memberOf BBC"},
    "Tom Keller was appointed to the Supreme Court.": {"Tom Keller memberOf United States Supreme Court"},
    "Turkey won. Its leader Tom Keller left.": set(),
    "Turkey won. Its leader Recep Tayyip Erdogan left.": {"Recep Tayyip Erdogan leads Turkey"},
    "The court found Hezbollah guilty.": {"court coerces Hezbollah"},
    "Greenpeace was founded by Tom Keller.": {"Tom Keller leads Greenpeace"},
    "Ford invested $5 billion in Toyota.": {"Ford investsIn Toyota"},
    "Ford offered $5 billion for Toyota.": {"Ford acquires Toyota"},
    "Ford will build a plant in Chad.": {"Ford investsIn Chad"},
    "Tom Keller met Chad's foreign minister.": {
        "Tom Keller meets foreign minister",
        "foreign minister memberOf Chad",
    },
    "Chad attacked Mali, and Tom Keller met Chad's foreign minister.": {  # Chad is seen anyway
        "Chad attacks Mali",
        "Tom Keller meets foreign minister",
    },
    "Tom Keller met Chad's former foreign minister.": {"Tom Keller meets former foreign minister"},
    "Tom Keller is the head of the Harlow mosque.": {"Tom Keller leads Harlow mosque"},
    "Tom Keller met President Lee Ward in the city of Mosul.": {"Tom Keller meets Lee Ward"},
    "Opel, formerly owned by Ford, grew.": set(),
    "Opel, owned by Ford, grew.": {"Opel partOf Ford"},
    "Tom Keller took the helm at Ford.": {"Tom Keller leads Ford"},
    "Tom Keller coaches Arsenal.": {"Tom Keller leads Arsenal"},
    "Tom Keller came on for Lee Ward.": {"Tom Keller succeeds Lee Ward"},
    "Lee Ward was substituted by Tom Keller.": {"Tom Keller succeeds Lee Ward"},
    "Tom Keller took over as chief executive from Lee Ward.": {"Tom Keller succeeds Lee Ward"},
    "Boeing replaced Airbus as the main supplier.": {"Boeing succeeds Airbus"},
    "Lumo Corp is registered in Panama.": {"Lumo Corp basedIn Panama"},
    "Chad recognised Lee Ward as the leader of Hamas.": {"Chad supports Lee Ward"},
}

NAMES = {
    "Conservative Prime Minister Stephen Harper of Canada wept.": {"Stephen Harper leads Canada"},  # not of Britain's
    "Conservative Prime Minister David Cameron wept.": {"David Cameron memberOf Conservative Party"},
    "Fatima, an offshoot of Hamas, fell.": {"Fatima partOf Hamas"},
    "Lumo Corp belongs to Lufthansa.": {"Lumo Corp partOf Lufthansa"},
    "Claire Dumont, a spokeswoman for Force Unie, wept.": {"Claire Dumont memberOf Force Unie"},
    "Tom Vries, an analyst at Rabo, wept.": {"Tom Vries memberOf Rabo"},
    "A spokesman for Horton wept. Paul Horton was ill.": set(),
    "Lumo Corp, headquartered in Espoo, grew.": {"Lumo Corp basedIn Espoo"},
    "The French frigate FS Aubert wept. Capt. Lee Ward, commander of Aubert, wept.": {"Lee Ward leads FS Aubert"},
    "WHO chief Tom Keller wept.": {"Tom Keller leads World Health Organization"},
    "Secretary of State John Kerry wept.": {"John Kerry memberOf United States"},
    "Foreign Secretary Vijay Rao wept. The UK was silent.": set(),
}


@pytest.mark.parametrize(("text", "expected"), [*VERBS.items(), *NAMES.items()])
def test_roles_in_whole_sentences(read: Callable[[str], set[str]], text: str, expected: set[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Lee Ward will succeed Tom Keller as head of Ford.", "Planned"),
        ("Lee Ward succeeded Tom Keller as head of Ford.", "Actual"),
        ("Lee Ward will resign as head of Ford.", "Actual"),
    ],
)
def test_whether_a_role_is_held_yet(text: str, modality: str) -> None:
    doc = load()(text)
    assert [e["modality"] for e in doc._.kg_events if e["relation"] == "leads"] == [modality]
