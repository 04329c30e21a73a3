"""Things -> HTML that one reads. No script runs on it; every text is an article's and is escaped by the templates."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.namespaces import KG, OWL, PROV, RDFS, SCHEMA, SKOS
from kg.ontology import directory, local
from kg.query import NamedQuery
from kg.serve.things import KINDS, PAGE, Overview, Thing
from kg.serve.told import Ref, Sentence, Told
from kg.shown import LONGEST, shown

DATA = (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"), ("RDF/XML", "rdf"))
_HTML = Path(__file__).parent / "html"
_FAMILY = RDFS + "subPropertyOf"
_SIGNS = {"Person": "●", "State": "⬢", "Organization": "■", "Group": "▲", "Place": "▼", "Topic": "◆"}
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_ABOUT = {
    SKOS + "altLabel": "Also called",
    OWL + "sameAs": "Same as",
    SCHEMA + "datePublished": "Published",
    SCHEMA + "identifier": "Identifier",
    SCHEMA + "url": "Found at",
    SCHEMA + "isPartOf": "In the article",
    PROV + "wasGeneratedBy": "Read by",
    KG + "programVersion": "Program",
    KG + "model": "Model",
    KG + "ontologyVersion": "Ontology",
}


@dataclass(frozen=True)
class Value:
    """A value as one reads it, with where it leads."""

    text: str
    href: str = ""


def policy() -> str:
    """The Content-Security-Policy of these pages: our style, our forms, and nothing else."""
    digest = base64.b64encode(sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def of_thing(thing: Thing, page: int) -> str:
    """The page of a thing."""
    told = thing.sections[0].events[0] if thing.kind == "event" and thing.sections else None
    return _page(
        "thing.html",
        title=_title(thing),
        here=thing.iri,
        thing=thing,
        told=told,
        sign=next((_SIGNS[t] for t in thing.types if t in _SIGNS), ""),
        kinds=", ".join(map(_words, thing.types)) or thing.kind,
        about=list(_about(thing)),
        page=page,
        pages=max((ceil(section.count / PAGE) for section in thing.sections), default=1),
        data=DATA,
    )


def of_home(overview: Overview, queries: Iterable[NamedQuery]) -> str:
    """The first page."""
    return _page("home.html", title="Who did what to whom", overview=overview, queries=list(queries))


def of_found(name: str, found: list[Ref]) -> str:
    """The page of those who bear a name."""
    return _page("find.html", title=f"“{shown(name, 80)}”", sought=name, found=found)


def of_missing(title: str, message: str) -> str:
    """The page that says something is not there."""
    return _page("missing.html", title=title, message=message)


def path(iri: str) -> str:
    """Where the page of a thing is: its kind and local name below the root of this server; else the IRI itself.

    >>> path("https://w3id.org/newskg/id/actor/Russia"), path("https://example.org/my#actor/Ana-1")
    ('/actor/Russia', '/actor/Ana-1')
    >>> path("javascript:alert(1)"), path("http://www.wikidata.org/entity/Q1")
    ('', 'http://www.wikidata.org/entity/Q1')
    """
    match = _LOCAL.search(iri)
    if match:
        return f"/{match[1]}/{quote(match[2], safe='')}"
    return iri if iri.startswith(("http://", "https://")) else ""


_LOCAL = re.compile(rf"[/#]({'|'.join(KINDS)})/([^/#?]+)$")


def in_words(edtf: str) -> str:
    """A time in EDTF (ISO 8601-2) in words.

    >>> in_words("2021-21"), in_words("2021-11/.."), in_words("2022-01-17/2022-01-19"), in_words("2022~")
    ('spring 2021', 'since 2021-11', '2022-01-17 to 2022-01-19', '2022 or so')
    """
    first, *rest = (_day(part) for part in edtf.split("/"))
    if not rest:
        return first
    if rest[0] in ("", ".."):
        return f"since {first}"
    return f"until {rest[0]}" if first in ("", "..") else f"{first} to {rest[0]}"


def marked(sentence: Sentence) -> list[tuple[str, bool]]:
    """The sentence in pieces, those of its cue marked, in their order where that is possible."""
    text, found, at = _around(sentence), [], 0
    for word in shown(sentence.cue).split():
        match = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(text, at)
        if match:
            found += [(text[at : match.start()], False), (match[0], True)]
            at = match.end()
    return [*found, (text[at:], False)]


def _around(sentence: Sentence) -> str:
    """The sentence; of a very long one what stands around the cue."""
    text = sentence.quote
    if len(text) > LONGEST:
        start = max(text.find(sentence.cue) - LONGEST // 2, 0)
        text = ("…" if start else "") + text[start:]
    return shown(text)


def _day(edtf: str) -> str:
    day = re.sub(r"^(-?\d+)-(2[1-4])$", lambda m: f"{_SEASONS[m[2]]} {m[1]}", edtf)
    return re.sub(r"[~?%]+$", " or so", day)


def _title(thing: Thing) -> str:
    told = thing.sections[0].events[0] if thing.kind == "event" and thing.sections else None
    if told is None:
        return shown(thing.label, 120)
    ends = [told.source.label if told.source else "somebody", _verb(told)]
    return shown(" ".join([*ends, *(ref.label for ref in (told.target, told.theme) if ref)]), 160)


def _about(thing: Thing) -> Iterator[tuple[str, list[Value]]]:
    for iri, name in _ABOUT.items():
        values = [value for value in thing.facts.get(iri, ()) if value.value != thing.label]
        if values:
            yield name, [_value(value) for value in values[:40]]


def _value(term: Any) -> Value:
    text = str(term.value)
    where = path(text) if re.match(r"https?://", text) else ""
    if where.startswith("/"):
        return Value(where[1:], where)
    return Value(f"Wikidata {local(text)}" if "wikidata.org/entity/" in text else text, where)


def _words(name: str) -> str:
    """A relation or class as one reads it.

    >>> _words("https://w3id.org/newskg/ontology#agreesWith")
    'agrees with'
    """
    return re.sub(r"([a-z])([A-Z])", r"\1 \2", local(name)).lower()


def _verb(told: Told) -> str:
    """What is done; of a verb that no relation covers, the verb itself."""
    cue = next((sentence.cue for sentence in told.sentences if sentence.cue), "")
    return shown(cue, 60) if local(told.relation) == "acts" and cue else _words(told.relation)


def _family(relation: str) -> str:
    return _families().get(local(relation), "other")


@cache
def _families() -> dict[str, str]:
    """The family of each relation, for its colour; a whole ontology takes half a second to read."""
    stated = ox.parse(path=directory() / "relations.ttl")
    return {local(q.subject.value): local(q.object.value) for q in stated if q.predicate.value == _FAMILY}


def _kind(iri: str) -> str:
    match = _LOCAL.search(iri)
    return match[1] if match else ""


def _page(template: str, **values: Any) -> str:
    return templates().get_template(template).render(style=Markup(_style()), **values)


@cache
def _style() -> str:
    return (_HTML / "page.css").read_text(encoding="utf-8")


@cache
def templates() -> Environment:
    """The templates, which escape what they are given."""
    made = Environment(loader=FileSystemLoader(_HTML), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(
        path=path, shown=shown, verb=_verb, family=_family, in_words=in_words, marked=marked, kind=_kind
    )
    return made
