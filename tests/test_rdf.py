"""Articles, actors and events as quads: the terms, the direct edge, the same bytes every time."""

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.actors import Identity
from kg.documents import Article
from kg.events import Event, Evidence, When
from kg.namespaces import PREFIXES
from kg.rdf import Run, article_iri, quads

RUN = Run("0.1.0", "en_test 1.0", "0.1.0+abc")
RUSSIA = Identity("Russia", "Russia", ("Russia", "Moscow"), "State", wikidata="Q159")
UKRAINE = Identity("Ukraine", "Ukraine", ("Ukraine", "Kiev"), "State")
BIDEN = Identity("Joe_Biden", "Joe Biden", ("Joe Biden", "Biden"), "Person")
TEXT = "Row\nMoscow accuses Kiev of provocations."
ARTICLE = Article(id="a1", text=TEXT, title="Row", date="2022-01-17", url=None, file="a1.txt")
EVIDENCE = Evidence("Moscow accuses Kiev of provocations.", 4, 40, "accuses", 11, "SOURCE accuse TARGET of THEME")
DAY = When("2022-01-17", "2022-01-17", "2022-01-17", inferred=True)
EVENT = Event("accuses", RUSSIA, UKRAINE, "provocations", "Affirmed", "Actual", None, DAY, 0.9, (EVIDENCE,))


def store(*events: Event, article: Article = ARTICLE) -> ox.Store:
    graph = ox.Store()
    graph.extend(quads(article, events, RUN))
    return graph


def asks(graph: ox.Store, pattern: str) -> bool:
    return bool(graph.query(f"ASK {{ {pattern} }}", prefixes=dict(PREFIXES), use_default_graph_as_union=True))


@pytest.mark.parametrize(
    "pattern",
    [
        "GRAPH article:a1 { actor:Russia kg:accuses actor:Ukraine }",
        "?e a kg:Event ; kg:relation kg:accuses ; kg:source actor:Russia ; kg:target actor:Ukraine",
        "?e kg:theme topic:provocations . topic:provocations rdfs:label 'provocations'",
        "?e kg:polarity kg:Affirmed ; kg:modality kg:Actual ; kg:confidence 0.9",
        "?e kg:time '2022-01-17'^^edtf:EDTF ; kg:earliest ?day ; kg:latest ?day ; kg:timeInferred true",
        "?e prov:wasDerivedFrom [ a kg:Evidence ; schema:isPartOf article:a1 ; kg:start 4 ; kg:end 40 ]",
        "?e prov:wasDerivedFrom [ kg:quote 'Moscow accuses Kiev of provocations.' ; kg:cue 'accuses' ]",
        "actor:Russia a kg:State ; rdfs:label 'Russia' ; skos:altLabel 'Moscow' ; owl:sameAs wd:Q159",
        "article:a1 a kg:Article ; schema:identifier 'a1' ; schema:headline 'Row' ; kg:sha256 ?hash",
        "article:a1 schema:datePublished '2022-01-17'^^xsd:date ; schema:url 'a1.txt' ; prov:wasGeneratedBy ?run",
        "?run a prov:Activity ; kg:programVersion '0.1.0' ; kg:model 'en_test 1.0' ; kg:ontologyVersion '0.1.0+abc'",
    ],
)
def test_what_an_article_gives(pattern: str) -> None:
    assert asks(store(EVENT), pattern)


@pytest.mark.parametrize(
    ("change", "edge"),
    [
        ({}, "actor:Russia kg:accuses actor:Ukraine"),
        ({"by": RUSSIA}, "actor:Russia kg:accuses actor:Ukraine"),
        ({"by": BIDEN}, None),
        ({"polarity": "Negated"}, None),
        ({"modality": "Possible"}, None),
        ({"target": None}, "actor:Russia kg:accuses topic:provocations"),
        ({"target": None, "theme": None}, None),
    ],
)
def test_the_direct_edge(change: dict[str, object], edge: str | None) -> None:
    graph = store(replace(EVENT, **change))  # type: ignore[arg-type]
    assert asks(graph, "?e a kg:Event ; kg:relation kg:accuses ; kg:source actor:Russia")
    assert asks(graph, edge or "[] kg:accuses []") is (edge is not None)


def test_a_claim_names_who_claims() -> None:
    assert asks(store(replace(EVENT, by=BIDEN)), "?e kg:attributedTo actor:Joe_Biden . actor:Joe_Biden a kg:Person")


def test_two_sentences_are_two_pieces_of_evidence_of_one_event() -> None:
    graph = store(replace(EVENT, evidence=(EVIDENCE, replace(EVIDENCE, start=50, end=86, predicate=57))))
    found = graph.query("SELECT DISTINCT ?e ?v { ?e prov:wasDerivedFrom ?v }", prefixes=dict(PREFIXES),
                        use_default_graph_as_union=True)  # fmt: skip
    assert len(list(found)) == 2


def test_quotes_are_the_text_at_their_offsets() -> None:
    query = "SELECT ?q ?s ?e { ?v kg:quote ?q ; kg:start ?s ; kg:end ?e }"
    for row in store(EVENT).query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True):
        assert TEXT[int(row["s"].value) : int(row["e"].value)] == row["q"].value


def test_the_same_article_gives_the_same_bytes_and_another_version_another_run() -> None:
    def written(run: Run) -> bytes:
        return ox.serialize(quads(ARTICLE, [EVENT], run), format=ox.RdfFormat.N_QUADS) or b""

    assert written(RUN) == written(RUN)
    assert written(RUN) != written(replace(RUN, model="en_test 1.1"))


def test_a_day_that_is_not_in_the_calendar_is_left_out() -> None:
    graph = store(replace(EVENT, time=When("2022-02-30", "2022-02-30", None)))
    assert asks(graph, "?e kg:time '2022-02-30'^^edtf:EDTF")
    assert not asks(graph, "?e kg:earliest ?day")


def test_another_base() -> None:
    made = quads(ARTICLE, [EVENT], replace(RUN, base="https://example.org/"))
    assert {q.graph_name for q in made} == {article_iri("a1", "https://example.org/")}
    assert not any("w3id.org/newskg/id/" in str(q) for q in made)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_hostile_text_stays_text(text: str) -> None:
    """Whatever a name, a theme, a headline or an id holds: every line written parses, and there are as many."""
    who = Identity("x", text, (text, "y"), "Person")
    article = Article(id=text, text=text, title=text, date=None, url=text, file=None)
    made = quads(article, [replace(EVENT, source=who, theme=text or None)], RUN)
    written = ox.serialize(made, format=ox.RdfFormat.N_QUADS) or b""
    assert set(ox.parse(written, format=ox.RdfFormat.N_QUADS)) == set(made)
    assert written.count(b"\n") == len(made)
