"""The page to ask on: YASGUI (``yasgui/``, as its makers built it) with our prefixes and the named queries as tabs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import query
from kg.namespaces import KG, OWL, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS
from kg.ontology import directory
from kg.serve.pages import templates

HERE = Path(__file__).parent
STATIC = {
    "yasgui.min.js": HERE / "yasgui" / "yasgui.min.js",
    "yasgui.min.css": HERE / "yasgui" / "yasgui.min.css",
    "LICENSE.txt": HERE / "yasgui" / "LICENSE.txt",
    "THIRD-PARTY.txt": HERE / "yasgui" / "THIRD-PARTY.txt",
    "editor.js": HERE / "html" / "editor.js",
    "editor.css": HERE / "html" / "editor.css",
}
# Scripts and data come from here alone, whatever is in an answer. The hash is of the style that YASGUI's columns bring.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; "
    "img-src data: blob:; font-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_START = "SELECT ?who ?whom {\n  ?who kg:accuses ?whom\n} LIMIT 100\n"
_OTHERS = (
    *(RDF + "type", RDFS + "label", SKOS + "altLabel", OWL + "sameAs", PROV + "wasDerivedFrom"),
    *(SCHEMA + name for name in ("headline", "identifier", "datePublished", "url", "isPartOf")),
)


@cache
def page() -> str:
    """The page."""
    properties, classes = _terms()
    tabs = [{"name": known.name, "text": text_of(known)} for known in query.named().values()]
    config: dict[str, Any] = {
        "prefixes": dict(PREFIXES),
        "properties": properties,
        "classes": classes,
        "start": _prefixed(_START),
        "tabs": tabs,
    }
    return templates().get_template("editor.html").render(config=config)


def text_of(known: query.NamedQuery) -> str:
    """A named query as one edits it: with its prefixes, and a line for each parameter, to be used or changed."""
    lines = [line for line in known.text.strip().splitlines() if not line.startswith(("# example:", "# param "))]
    head = next((n for n, line in enumerate(lines) if not line.startswith("#") and line.endswith("{")), None)
    if head is not None:
        lines[head + 1 : head + 1] = [_binding(known, parameter) for parameter in known.takes.values()]
    return _prefixed("\n".join(lines) + "\n")


def _binding(known: query.NamedQuery, parameter: query.Parameter) -> str:
    """The line that binds a parameter to the value of the example; a comment, where it need not be bound."""
    example = dict(re.findall(r"(\w+)=[\"']?([\w -]+)", known.example))
    value = example.get(parameter.name, "accuses" if parameter.kind == "relation" else "Russia")
    pattern = f'?{parameter.variable} rdfs:label|skos:altLabel "{value}" .'
    if parameter.kind == "relation":
        pattern = f"VALUES ?{parameter.variable} {{ kg:{value} }}"
    return f"  {'' if parameter.needed else '# '}{pattern}  # {known.parameters[parameter.name]}"


def _prefixed(text: str) -> str:
    """With a declaration of each prefix in it: YASGUI shortens the IRIs of an answer by them."""
    used = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if f"{name}:" in text]
    return "\n".join([*used, text]) if used else text


def _terms() -> tuple[list[str], list[str]]:
    """The properties, ours and others in the graph, and the classes of the ontology."""
    found: dict[str, set[str]] = {"Property": set(_OTHERS), "Class": set()}
    for quad in (quad for name in ("kg.ttl", "relations.ttl") for quad in ox.parse(path=directory() / name)):
        if quad.predicate.value == RDF + "type" and quad.subject.value.startswith(KG):
            for kind, terms in found.items():
                if getattr(quad.object, "value", "").endswith(kind):
                    terms.add(quad.subject.value)
    return sorted(found["Property"]), sorted(found["Class"])
