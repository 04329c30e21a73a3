"""Where sentences begin."""

import pytest
from spacy.language import Language

from kg.nlp.sentences import dateline, is_wrapped

WRAPPED = """The minister told reporters on Tuesday that the talks with the unions
had failed and that the government would now go ahead with its plan to close
three of the five shipyards on the coast, which employ eleven thousand people
in a region where every fifth person is without work, according to a report
that was published last week by the national institute of statistics and by
two universities.

The unions called for a strike.
"""

SENTENCES = [
    # text, sentences
    (
        "Storm hits coast\nThousands flee\nA storm hit the coast on Monday.",
        ["Storm hits coast", "Thousands flee", "A storm hit the coast on Monday."],
    ),
    (
        "Moyo joins Danso\n03/14/2019, 4:35 p.m\nMoyo met Danso.",
        ["Moyo joins Danso", "03/14/2019, 4:35 p.m", "Moyo met Danso."],
    ),
    (
        "NAIROBI, March 3 (Reuters) - Kenya closed its border.",
        ["NAIROBI, March 3 (Reuters) -", "Kenya closed its border."],
    ),
    ("The talks ended. U.S. Senator Ada Moyo left.", ["The talks ended.", "U.S. Senator Ada Moyo left."]),
    ("Gen. Ada Moyo met Capt. Jon Danso in Rome.", ["Gen. Ada Moyo met Capt. Jon Danso in Rome."]),
    ("The US-led \ncoalition\n bombed the port.", ["The US-led \ncoalition\n bombed the port."]),
    (
        "The envoy met Ibrahim al-Jaafari in Rome. They agreed.",
        ["The envoy met Ibrahim al-Jaafari in Rome.", "They agreed."],
    ),
    ("\n\nStorm hits coast\n\n\nIt rained.\n", ["Storm hits coast", "It rained."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:24] for text, _ in SENTENCES])
def test_sentences(nlp: Language, text: str, expected: list[str]) -> None:
    found = [s.text.strip() for s in nlp(text).sents]
    assert [s for s in found if s] == expected


def test_lines_of_a_fixed_width_are_joined(nlp: Language) -> None:
    found = [" ".join(s.text.split()) for s in nlp(WRAPPED).sents]
    assert is_wrapped(WRAPPED)
    assert len(found) == 2
    assert found[1] == "The unions called for a strike."


@pytest.mark.parametrize("text", ["Storm hits coast\nA man died.\n", "", "\n", "One line only."])
def test_ordinary_lines_are_not_wrapped(text: str) -> None:
    assert not is_wrapped(text)


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n\n", "?", "-", "\u200e", "a\n", "\ta\n\nB"])
def test_odd_texts_do_no_harm(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text


def test_a_dash_in_a_sentence_is_no_dateline(nlp: Language) -> None:
    assert dateline(nlp.make_doc("NATO said on Monday - and it meant it - that war is over."), 0) is None
