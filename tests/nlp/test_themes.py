"""Themes: what an event is about, as a phrase of the article."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.nlp import pipeline
from kg.nlp.wordings.themes import LONGEST, LONGEST_CLAUSE, theme_span


@pytest.mark.parametrize(
    ("text", "predicate", "head", "theme"),
    [
        ("The board called for a re-run of the vote.", "called", "re", "re-run"),
        ("The mayor praised the plan, which pleased nobody.", "praised", "plan", "plan"),
        ("The rule, which the board wrote, is void, said Ada.", "said", "is", "rule, which the board wrote, is void"),
        ('He said he refused "to sign the paper".', "said", "refused", 'he refused "to sign the paper'),
    ],
)
def test_a_theme_is_the_phrase_of_its_head(nlp: Language, text: str, predicate: str, head: str, theme: str) -> None:
    doc = nlp(text)
    of = {t.text: t for t in doc}
    assert theme_span(of[head], of[predicate]).text == theme


def test_a_theme_has_an_end(nlp: Language) -> None:
    doc = nlp("The firm announced " + "the sale of the house of the brother of the aunt of the king " * 9 + ".")
    head = next(t for t in doc if t.text == "sale")
    assert len(theme_span(head, doc[2])) <= LONGEST < LONGEST_CLAUSE


def test_what_a_wording_names_is_its_theme() -> None:
    (event,) = pipeline.load()("Kenya demanded written guarantees from Chad.")._.kg_events
    assert (event["relation"], event["theme"]) == ("demands", "written guarantees from Chad")
