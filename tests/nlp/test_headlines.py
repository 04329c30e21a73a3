"""Headlines as running text."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.headlines import common_words, headlines, truecase

BODY = "\n\nThe court cleared the mayor of Lima, Paulo Rice, of fraud. Police said NATO had been told by Mr Waters."
CASED = [
    # headline, as it would stand in the text
    ("Court Clears Mayor Of Fraud", "Court clears mayor of fraud"),
    ("Mayor Rice Meets Waters After Fraud Trial", "Mayor Rice meets Waters after fraud Trial"),
    ("COURT CLEARS MAYOR OF LIMA, NATO TOLD", "COURT clears mayor of Lima, NATO told"),
    ("Court in Lima clears mayor Rice of Fraud", "Court in Lima clears mayor Rice of Fraud"),  # sentence case already
    ("Fraud Court", "Fraud Court"),  # too short to tell
]


@pytest.mark.parametrize(("headline", "cased"), CASED)
def test_title_case(nlp: Language, headline: str, cased: str) -> None:
    assert truecase(headline + BODY, len(headline), common_words(nlp)) == cased + BODY


def test_a_first_name_is_no_verb(nlp: Language) -> None:
    headline = "Mayor Greets Rob Okoro After Trial"
    assert truecase(headline + BODY, len(headline), common_words(nlp, {"Rob"})).startswith("Mayor greets Rob Okoro")


def test_a_text_without_headline_stays(nlp: Language) -> None:
    assert truecase("The Court Clears Mayor Of Fraud", 0, common_words(nlp)) == "The Court Clears Mayor Of Fraud"


def test_letters_that_grow_leave_it_as_it_is() -> None:
    headline = "COURT CLEARS İSTANBUL MAYOR"
    assert truecase(headline, len(headline), lambda word: True) == headline


@pytest.mark.parametrize(
    ("words", "tags", "dep"),
    [
        (["Moyo", ",", "Premier", "weigh", "plan"], ["NNP", ",", "NNP", "VBP", "NN"], "conj"),
        (["Moyo", ",", "Premier", "weighs", "plan"], ["NNP", ",", "NNP", "VBZ", "NN"], "appos"),
    ],
)
def test_a_comma_that_means_and(nlp: Language, words: list[str], tags: list[str], dep: str) -> None:
    deps = ["nsubj", "punct", "appos", "ROOT", "dobj"]
    doc = Doc(nlp.vocab, words=words, tags=tags, heads=[3, 0, 0, 3, 3], deps=deps)
    doc._.kg_title_end = len(doc.text)
    assert headlines(doc)[2].dep_ == dep


@pytest.mark.parametrize(("verb", "dep"), [("seek", "conj"), ("seeks", "npadvmod")])
def test_a_name_before_the_comma_taken_for_an_adverb(nlp: Language, verb: str, dep: str) -> None:
    tags = ["NNP", ",", "NNP", "VBZ" if verb == "seeks" else "VBP", "NN"]
    doc = Doc(
        nlp.vocab,
        words=["Ford", ",", "Fiat", verb, "aid"],
        tags=tags,
        heads=[3, 3, 3, 3, 3],
        deps=["npadvmod", "punct", "nsubj", "ROOT", "dobj"],
    )
    doc._.kg_title_end = len(doc.text)
    assert headlines(doc)[0].dep_ == dep


def test_a_verb_taken_for_a_noun(nlp: Language) -> None:
    words, tags = ["Peru", ",", "Chile", "slam", "Iran"], ["NNP", ",", "NNP", "NN", "NNP"]
    doc = Doc(nlp.vocab, words=words, tags=tags, heads=[3, 3, 3, 3, 3], deps=["dep", "punct", "nsubj", "ROOT", "dobj"])
    doc._.kg_title_end = len(doc.text)
    assert headlines(doc)[3].tag_ == "VBP"
