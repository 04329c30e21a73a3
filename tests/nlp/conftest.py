"""One spaCy model for all tests of the stages: loading it takes a second."""

from collections.abc import Callable

import pytest
import spacy
from readers import Reader
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import sentences  # noqa: F401  (registers kg_sentences)
from kg.nlp.coref import Coref
from kg.nlp.lexicon import lexicon
from kg.nlp.mentions import Mentions
from kg.nlp.pipeline import BEFORE_PARSER, MODEL, load


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The model kg is shipped with, reading lines as sentences; no later stage."""
    pipeline = spacy.load(MODEL)
    pipeline.add_pipe(BEFORE_PARSER, before="parser")
    return pipeline


@pytest.fixture(scope="session")
def actors_of(nlp: Language) -> Reader:
    """Reads a text, with the date and headline of an article, up to its actors."""
    mentions, coref = Mentions(lexicon()), Coref(lexicon())

    def read(text: str, date: str | None = None, title: str = "") -> Doc:
        doc = nlp(text)
        doc._.kg_date, doc._.kg_title_end = date, len(title)
        return coref(mentions(doc))

    return read


@pytest.fixture(scope="session")
def read() -> Callable[[str], set[str]]:
    """Reads a text; gives "source relation target" (or "source relation: theme") of each event but the leftovers."""
    nlp = load()

    def events(text: str) -> set[str]:
        doc = nlp(text)
        name = [actor["name"] for actor in doc._.kg_actors]
        return {
            f"{name[e['source']]} {e['relation']}"
            + (f" {name[e['target']]}" if e["target"] is not None else f": {e['theme']}")
            for e in doc._.kg_events
            if e["relation"] != "acts"
        }

    return events
