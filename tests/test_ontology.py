"""The ontology: complete, in its own shapes, and clear about what is wrong with it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ontology
from kg.errors import OntologyError
from kg.namespaces import KG, RDFS, SKOS
from kg.validate import validate
from kg.wording import compile_wording, index

RELATIONS = """
announces says confirms denies promises calls meets visits consults agreesWith supports praises concedesTo
cooperatesWith aids withdrawsFrom releases investsIn acquires appoints demands accuses criticizes rejects
threatens fears protests sanctions mobilizes coerces attacks kills investigates sues dismisses defeats leads
memberOf partOf alliedWith succeeds basedIn
""".split()
HEAD = f"@prefix kg: <{KG}> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"


@pytest.mark.parametrize("name", RELATIONS)
def test_every_relation_is_described_and_worded(name: str) -> None:
    relation = ontology.cached().relations[name]
    assert relation.label and relation.definition and relation.example
    assert relation.patterns, "no wording"


def test_symmetric_relations() -> None:
    symmetric = {r.name for r in ontology.cached().relations.values() if r.symmetric}
    assert symmetric == {"meets", "consults", "agreesWith", "cooperatesWith", "alliedWith"}


def test_all_wordings_compile_and_have_a_source() -> None:
    wordings = [w for ws in index(ontology.cached()).values() for w in ws]
    assert len(wordings) > 1000 and all(w.has("SOURCE") for w in wordings)


def test_the_ontology_conforms_to_its_own_shapes() -> None:
    quads = [
        ox.Quad(t.subject, t.predicate, t.object)
        for name in ("kg.ttl", "relations.ttl", "roles.ttl", "perspective.ttl", "words.ttl", "times.ttl")
        for t in ox.parse(path=str(ontology.directory() / name), format=ox.RdfFormat.TURTLE)
    ]
    assert validate(quads) == []


def test_every_term_of_kg_is_defined() -> None:
    triples = list(ox.parse(path=str(ontology.directory() / "kg.ttl"), format=ox.RdfFormat.TURTLE))
    terms = {t.subject for t in triples if t.subject.value.startswith(KG)}
    for said in (SKOS + "definition", SKOS + "example", RDFS + "label"):
        assert terms and terms == {t.subject for t in triples if t.predicate.value == said} & terms


def test_a_folder_of_ones_own_adds_a_relation(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        HEAD
        + 'kg:escorts a kg:Relation ; rdfs:subPropertyOf kg:cooperatesMaterially ; kg:pattern "SOURCE escort TARGET" .'
    )
    loaded = ontology.load(tmp_path)
    assert loaded.relations["escorts"].patterns == ("SOURCE escort TARGET",)
    assert "accuses" in loaded.relations


@pytest.mark.parametrize(
    ("turtle", "named"),
    [
        ("kg:escorts a kg:Relation", ["mine.ttl", "3"]),  # no full stop
        ("kg:escorts a kg:Relation .", ["mine.ttl", "kg:escorts", "family"]),
        ("<urn:x> a kg:Person .", ["mine.ttl", "rdfs:label"]),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, turtle: str, named: list[str]) -> None:
    (tmp_path / "mine.ttl").write_text(HEAD + turtle)
    with pytest.raises(OntologyError) as caught:
        ontology.load(tmp_path)
    assert all(part in str(caught.value) for part in named)


def test_a_wrong_wording_is_named_with_file_and_relation(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(HEAD + 'kg:accuses kg:pattern "SOURCE Blames TARGET" .')
    with pytest.raises(OntologyError, match=r"mine\.ttl, kg:accuses.*SOURCE Blames TARGET"):
        index(ontology.load(tmp_path))


def test_a_folder_without_turtle_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"no \.ttl file"):
        ontology.load(tmp_path)


@given(st.text(max_size=40))
def test_any_pattern_compiles_or_is_named(pattern: str) -> None:
    accuses = ontology.cached().relations["accuses"]
    with contextlib.suppress(OntologyError):
        assert compile_wording(pattern, accuses).has("SOURCE")


def test_who_held_an_office() -> None:
    loaded = ontology.cached()
    assert loaded.holder("President", "United_States", "2022-01-17") == "Joe_Biden"
    assert loaded.holder("President", "United_States", "1850-01-01") is None
