"""A graph against the SHACL shapes of the ontology.

The shapes are data, in ``ontology/shapes.ttl``; pyshacl (SHACL Core and SHACL-SPARQL) does the checking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.namespaces import RDF, SH
from kg.ontology import directory, local

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that does not conform: which node, at which property, with which value, and what the shape says."""

    node: str
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        where = " ".join(part for part in (self.node, local(self.path), self.value) if part)
        return f"{where}: {self.message}"


def validate(quads: Iterable[ox.Quad], shapes: Path | None = None) -> list[Fault]:
    """What in ``quads``, all named graphs taken as one, does not conform to ``shapes``; by default the package's own.

    The ontology's terms are known to the check, so that a shape for actors holds for persons and states.
    """
    import pyshacl
    from oxrdflib import OxigraphStore
    from rdflib import Graph
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    for file in ("kg.ttl", "relations.ttl"):
        store.load(path=str(directory() / file), format=ox.RdfFormat.TURTLE)
    data = Graph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
    rules = Graph().parse(shapes or directory() / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=rules, advanced=True, inplace=True)
    return sorted(set(_faults(report)))


def _faults(report: Graph) -> Iterator[Fault]:
    from rdflib import URIRef

    def said(result: Node, name: str) -> str:
        return str(report.value(result, URIRef(SH + name)) or "")

    for result in report.subjects(URIRef(RDF + "type"), URIRef(SH + "ValidationResult")):
        yield Fault(*(said(result, name) for name in ("focusNode", "resultPath", "value", "resultMessage")))
