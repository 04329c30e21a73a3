"""Grammar: the logical subject and object of a verb, whatever the construction."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.nlp import grammar

# sentence, verb as it stands, logical subjects, logical objects
TABLE = [
    ("Israel attacked Iran.", "attacked", "Israel", "Iran"),
    ("Iran was attacked by Israel.", "attacked", "Israel", "Iran"),
    ("Iran was attacked.", "attacked", "", "Iran"),
    ("Israel, which attacked Iran, denied it.", "attacked", "Israel", "Iran"),
    ("The company that Google bought is small.", "bought", "Google", "company"),
    ("The firm bought by Google is small.", "bought", "Google", "firm"),
    ("Soldiers guarding the embassy left.", "guarding", "Soldiers", "embassy"),
    ("France agreed to supply rockets.", "supply", "France", "rockets"),
    ("Germany urged Russia to leave Georgia.", "leave", "Russia", "Georgia"),
    ("Germany accused Russia of invading Georgia.", "invading", "Russia", "Georgia"),
    ("After meeting Merkel, Obama praised Germany.", "meeting", "Obama", "Merkel"),
    ("France and Germany condemned Syria.", "condemned", "France", "Syria"),
    ("The army arrested and killed the rebels.", "arrested", "army", "rebels"),
    ("The army arrested and killed the rebels.", "killed", "army", "rebels"),
    ("The minister was arrested and charged by police.", "charged", "police", "minister"),
    ("Chad has seen years of war since a rebel group, the Seleka, overthrew the king.", "overthrew", "group", "king"),
    ("Mali was given weapons by France.", "given", "France", "weapons"),
]


@pytest.mark.parametrize(("text", "verb", "subject", "obj"), TABLE)
def test_logical_subject_and_object(nlp: Language, text: str, verb: str, subject: str, obj: str) -> None:
    token = next(t for t in nlp(text) if t.text == verb)
    assert " ".join(t.text for t in grammar.subjects(token)) == subject
    assert " ".join(t.text for t in grammar.objects(token)) == obj


def test_coordination_is_spread_out(nlp: Language) -> None:
    doc = nlp("France, Germany and Poland condemned the attack.")
    assert [t.text for t in grammar.coordinated(doc[0])] == ["France", "Germany", "Poland"]


@pytest.mark.parametrize(
    ("text", "adjective", "of"),
    [
        ("Kenya is loyal to Uganda.", "loyal", "Kenya"),
        ("Kenya, which is loyal to Uganda, left.", "loyal", "Kenya"),
        ("Kenya remained critical of Uganda.", "critical", "Kenya"),
    ],
)
def test_of_whom_an_adjective_is_said(nlp: Language, text: str, adjective: str, of: str) -> None:
    token = next(t for t in nlp(text) if t.text == adjective)
    assert [t.text for t in grammar.predicated(token)] == [of]


@pytest.mark.parametrize(
    ("text", "noun", "owner"),
    [
        ("Russia's attack on Georgia failed.", "attack", "Russia"),
        ("The Russian attack on Georgia failed.", "attack", "Russian"),
        ("The attack by Russia failed.", "attack", "Russia"),
    ],
)
def test_whose_a_noun_is(nlp: Language, text: str, noun: str, owner: str) -> None:
    token = next(t for t in nlp(text) if t.text == noun)
    assert owner in [t.text for t in grammar.owners(token)]
