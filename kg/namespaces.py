"""The namespaces of the graph, and the prefixes every query gets for free."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

KG = "https://w3id.org/newskg/ontology#"
BASE = "https://w3id.org/newskg/id/"  # of ids; another can be given when a graph is built
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
EDTF = "http://id.loc.gov/datatypes/edtf/"
WD = "http://www.wikidata.org/entity/"
SH = "http://www.w3.org/ns/shacl#"


def prefixes(base: str = BASE) -> Mapping[str, str]:
    """The prefixes of a graph whose ids lie below ``base``.

    >>> prefixes()["actor"]
    'https://w3id.org/newskg/id/actor/'
    """
    return MappingProxyType(
        {
            "kg": KG,
            "actor": base + "actor/",
            "topic": base + "topic/",
            "event": base + "event/",
            "article": base + "article/",
            "rdf": RDF,
            "rdfs": RDFS,
            "owl": OWL,
            "xsd": XSD,
            "skos": SKOS,
            "prov": PROV,
            "schema": SCHEMA,
            "edtf": EDTF,
            "wd": WD,
        }
    )


PREFIXES = prefixes()
