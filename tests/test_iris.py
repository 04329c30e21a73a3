"""Slugs and hashes: readable, never shared by accident, never forged."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import clean, digest, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Alexander Lukashenko", "Alexander_Lukashenko"),
        ("Recep Tayyip Erdoğan", "Recep_Tayyip_Erdogan"),
        ("U.S. Steel", "U_S_Steel"),
        ("O’Neill", "O_Neill"),
        ("  two   senior\nofficials ", "two_senior_officials"),
        ("習近平", "習近平"),
    ],
)
def test_readable(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("AT&T", "AT T"), ("C++", "C#"), ("a" * 200, "a" * 201), ("", "-"), ("<script>", "script"), ("C#", slug("C#"))],
)
def test_names_that_lose_something_stay_apart(one: str, other: str) -> None:
    assert slug(one) != slug(other)


def test_identifiers_are_exact() -> None:
    assert slug("a_b", exact=True) == "a_b"
    assert len({slug(name, exact=True) for name in ("a_b", "a b", "a.b", " a_b", "a_b ", "á_b")}) == 6


def test_digest_keeps_parts_apart() -> None:
    assert digest("a", "b") != digest("ab") != digest("a", "b", "")


@given(st.text())
def test_any_name_gives_an_iri_that_parses(name: str) -> None:
    iri = f"https://example.org/actor/{slug(name)}"
    line = f"<{iri}> <{iri}> <{iri}> .\n"
    (triple,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    assert triple.subject == ox.NamedNode(iri)
    assert not set(slug(name)) & set(' <>"{}|\\^`/?#%:')


@given(st.text())
def test_clean_is_stable_and_on_one_line(name: str) -> None:
    assert clean(clean(name)) == clean(name)
    assert len(clean(name).splitlines()) <= 1
