"""Clients that people use."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rdflib
import requests
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

import kg
from kg.errors import GraphError

KG = rdflib.Namespace("https://w3id.org/newskg/ontology#")
EVENTS = "SELECT ?e ?r { ?e a kg:Event ; kg:relation ?r } ORDER BY ?e"


@pytest.fixture
def wrapper(url: str) -> Any:
    return SPARQLWrapper(f"{url}/sparql")


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_rows(wrapper: Any, method: str) -> None:
    wrapper.setMethod(method)
    wrapper.setQuery(EVENTS)
    wrapper.setReturnFormat(JSON)
    rows = wrapper.query().convert()["results"]["bindings"]
    assert len(rows) == 10 and {row["r"]["value"] for row in rows} >= {str(KG.accuses), str(KG.meets)}
    wrapper.setReturnFormat(XML)
    assert len(wrapper.query().convert().getElementsByTagName("result")) == 10
    wrapper.setReturnFormat(CSV)
    assert len(wrapper.query().convert().decode().splitlines()) == 11


def test_sparqlwrapper_reads_a_truth_and_triples(wrapper: Any) -> None:
    wrapper.setQuery("ASK { ?e a kg:Event }")
    wrapper.setReturnFormat(JSON)
    assert wrapper.query().convert()["boolean"] is True
    wrapper.setQuery("CONSTRUCT WHERE { ?s kg:accuses ?o }")
    wrapper.setReturnFormat(TURTLE)
    assert b"kg:accuses" in wrapper.query().convert()
    wrapper.setReturnFormat(JSONLD)
    assert len(wrapper.query().convert()) == 1
    wrapper.setReturnFormat(XML)
    assert len(wrapper.query().convert()) == 1


def test_sparqlwrapper_hears_what_is_wrong(wrapper: Any) -> None:
    wrapper.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="line 1, column 19"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_uses_it_as_a_store(url: str, method: str, form: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{url}/sparql", method=method, returnFormat=form))
    assert len(list(graph.triples((None, rdflib.RDF.type, KG.Event)))) == 10
    assert (None, KG.accuses, None) in graph
    rows = graph.query("SELECT ?n { ?a rdfs:label ?n } ORDER BY ?n", initNs={"rdfs": rdflib.RDFS})
    assert "Ana Ferro" in {str(row[0]) for row in rows}
    norland = rdflib.URIRef("https://w3id.org/newskg/id/actor/Norland")
    assert {str(o) for o in graph.objects(norland, KG.accuses)} == {str(norland).replace("Norland", "Sudria")}


def test_rdflib_reads_a_thing_at_its_address(url: str) -> None:
    graph = rdflib.Graph().parse(f"{url}/actor/Norland")
    assert (None, KG.accuses, None) in graph


def test_pandas_reads_rows(url: str) -> None:
    text = 'SELECT ?who ("a, \\"b\\"\\nc" AS ?odd) (2.5 AS ?n) { ?who kg:accuses ?whom }'
    answer = requests.get(f"{url}/sparql", {"query": text}, headers={"Accept": "text/csv"}, timeout=20)
    frame = pd.read_csv(io.StringIO(answer.text))
    assert list(frame.columns) == ["who", "odd", "n"]
    assert frame.iloc[0].tolist() == ["https://w3id.org/newskg/id/actor/Norland", 'a, "b"\nc', 2.5]


def test_kg_itself_asks_it(url: str, tmp_path: Path) -> None:
    graph = kg.open(url)
    assert graph.stats()["events"] == 10
    assert [row["who"].value for row in graph.query("who-accuses", actor="Norland")] == ["Norland", "Norland"]
    assert graph.network(relation="leads").number_of_edges() == 1
    graph.export(tmp_path / "copy.nq")
    assert kg.open(tmp_path / "copy.nq").stats() == graph.stats()
    with pytest.raises(GraphError, match="403"):
        graph.remove("first")
