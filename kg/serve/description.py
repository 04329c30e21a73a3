"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

import pyoxigraph as ox

from kg import query
from kg.namespaces import PREFIXES, RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads"),
)


def description(endpoint: str, form: str) -> bytes:
    """The description of the endpoint at this address, in one of ``kg.query.GRAPHS``. Raises ValueError for no IRI."""
    service, dataset, graph = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("graph")
    stated: list[tuple[ox.BlankNode, str, ox.NamedNode | ox.BlankNode]] = [
        (service, RDF + "type", _sd("Service")),
        (service, SD + "endpoint", ox.NamedNode(endpoint)),
        (service, SD + "supportedLanguage", _sd("SPARQL11Query")),
        (service, SD + "feature", _sd("UnionDefaultGraph")),
        *((service, SD + "resultFormat", ox.NamedNode(_FORMATS + name)) for name in _RESULTS),
        (service, SD + "defaultDataset", dataset),
        (dataset, RDF + "type", _sd("Dataset")),
        (dataset, SD + "defaultGraph", graph),
        (graph, RDF + "type", _sd("Graph")),
    ]
    triples = [ox.Triple(subject, ox.NamedNode(predicate), value) for subject, predicate, value in stated]
    prefixes = {"sd": SD, "formats": _FORMATS, "rdf": PREFIXES["rdf"]} if form in ("ttl", "trig") else None
    return ox.serialize(triples, format=query.GRAPHS[form], prefixes=prefixes) or b""


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
