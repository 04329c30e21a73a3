"""ontology/*.ttl -> frozen records, checked on load.

The ontology is the program: relations with their wordings, the actors everybody knows, the words for roles and
offices, and the words that carry perspective are data in Turtle. This module turns them into plain records and
says, by file, term and pattern, what is wrong with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.namespaces import BASE, KG, OWL, RDF, RDFS, SKOS, WD
from kg.terms import ACTOR_TYPES, ActorEntry, Office, Relation, Role


@dataclass(frozen=True)
class Ontology:
    """Everything the Turtle files say. Look words up through the lexicon: ``words("kg:negates")`` and the like."""

    relations: Mapping[str, Relation]
    actors: Mapping[str, ActorEntry]
    roles: Mapping[str, Role]
    offices: tuple[Office, ...]
    lexicon: Mapping[str, frozenset[str]]  # class of a word list -> its words (lower-case lemmas)
    files: tuple[Path, ...] = field(default=())
    version: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, tuple[ActorEntry, ...]]:
        """Case-sensitive name -> actors that bear it (names and seats, not adjectives)."""
        index: dict[str, list[ActorEntry]] = defaultdict(list)
        for entry in self.actors.values():
            for name in dict.fromkeys((*entry.names, *entry.seats)):
                index[name].append(entry)
        return MappingProxyType({name: tuple(entries) for name, entries in index.items()})

    @cached_property
    def by_adjective(self) -> Mapping[str, ActorEntry]:
        """ "Russian" and "Russians" -> Russia."""
        return MappingProxyType(
            {word: entry for entry in self.actors.values() for word in (*entry.people, *entry.adjectives)}
        )

    def words(self, name: str) -> frozenset[str]:
        """The words of a ``kg:WordList`` by its local name; empty if there is none."""
        return self.lexicon.get(name, frozenset())

    def holder(self, role: str, of: str, day: str) -> str | None:
        """Who held ``role`` of actor ``of`` on ``day`` (ISO), if the ontology knows exactly one."""
        found = {
            o.holder
            for o in self.offices
            if o.role == role and o.of == of and (o.since or "") <= day and (not o.until or day < o.until)
        }
        return found.pop() if len(found) == 1 else None


_PATTERN, _TYPE = KG + "pattern", RDF + "type"


class _Graph:
    """The quads of all files, with the few look-ups the records need; remembers which file said what."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.values: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.typed: dict[str, list[str]] = defaultdict(list)
        self.file_of: dict[str, str] = {}
        self.worded_in: dict[str, dict[str, str]] = defaultdict(dict)
        for file in files:
            self._read(file)

    def _read(self, file: Path) -> None:
        name = file.name
        try:
            for t in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                subject = str(t.subject) if isinstance(t.subject, ox.BlankNode) else t.subject.value
                predicate, thing = t.predicate.value, t.object
                value = str(thing) if isinstance(thing, ox.Triple) else thing.value
                self.values[subject, predicate].append(value)
                self.file_of.setdefault(subject, name)
                if predicate == _PATTERN:
                    self.worded_in[subject][value] = name
                elif predicate == _TYPE:
                    self.typed[value].append(subject)
        except SyntaxError as error:
            raise OntologyError(str(error.msg), file=name, line=error.lineno, todo="mend the Turtle there") from error

    def all(self, subject: str, *predicates: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for p in predicates for v in self.values.get((subject, p), ())))

    def one(self, subject: str, predicate: str, default: str = "") -> str:
        return next(iter(self.values.get((subject, predicate), ())), default)


def local(iri: str) -> str:
    """The local name of an IRI: what stands after the last ``#`` or ``/``.

    >>> local("https://w3id.org/newskg/ontology#accuses")
    'accuses'
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def directory() -> Path:
    """Where the ontology of this package lies: in the wheel inside it, in a checkout beside it."""
    inside = Path(__file__).parent / "data" / "ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


def load(*extra: Path | str) -> Ontology:
    """Read the package's ontology and then the folders of ``extra``, whose files add to it.

    Raises OntologyError for a folder without Turtle, a file that does not parse, or a term at fault.
    """
    files: list[Path] = []
    for folder in (directory(), *map(Path, extra)):
        found = sorted(folder.glob("*.ttl"))
        if not found:
            raise OntologyError("no .ttl file here", file=str(folder), todo="name a folder with Turtle files")
        files += found
    graph = _Graph(files)
    return Ontology(
        relations=MappingProxyType({r.name: r for r in _relations(graph)}),
        actors=MappingProxyType({a.name: a for a in _actors(graph)}),
        roles=MappingProxyType({r.name: r for r in _roles(graph)}),
        offices=tuple(_offices(graph)),
        lexicon=MappingProxyType(
            {local(s): frozenset(graph.all(s, KG + "word")) for s in graph.typed[KG + "WordList"]}
        ),
        files=tuple(files),
        version=graph.one(KG.rstrip("#"), OWL + "versionInfo"),
    )


@lru_cache(maxsize=4)
def cached(*extra: str) -> Ontology:
    """The same as ``load``, read once for a process: the stages of one pipeline share it."""
    return load(*extra)


def _relations(graph: _Graph) -> Iterable[Relation]:
    symmetric = set(graph.typed[OWL + "SymmetricProperty"])
    for iri in dict.fromkeys(graph.typed[KG + "Relation"]):
        name = local(iri)
        if not (family := graph.one(iri, RDFS + "subPropertyOf")):
            raise OntologyError(
                "the relation has no family",
                file=graph.file_of[iri],
                term=f"kg:{name}",
                todo="give it one with rdfs:subPropertyOf, such as kg:conflictsVerbally",
            )
        yield Relation(
            name=name,
            label=graph.one(iri, RDFS + "label", name),
            family=local(family),
            symmetric=iri in symmetric,
            patterns=graph.all(iri, KG + "pattern"),
            definition=graph.one(iri, SKOS + "definition"),
            example=graph.one(iri, SKOS + "example"),
            plover=graph.one(iri, KG + "plover"),
            cameo=graph.one(iri, KG + "cameo"),
            file=graph.file_of[iri],
            worded_in=MappingProxyType(graph.worded_in.get(iri, {})),
            reaches_owner=graph.one(iri, KG + "reachesOwner") == "true",
            places=graph.one(iri, KG + "targetsPlaces") == "true",
            sides=graph.one(iri, KG + "takesSides") == "true",
            abroad=graph.one(iri, KG + "reachesAbroad") == "true",
            declares=tuple(map(local, graph.all(iri, KG + "declares"))),
            colon=graph.one(iri, KG + "saidBesideColon") == "true",
            modals=local(graph.one(iri, KG + "saidWith")),
            judgments=local(graph.one(iri, KG + "judgesWith")),
            unless=local(graph.one(iri, KG + "unlessModifiedBy")),
            clause=graph.one(iri, KG + "aimsAtClause"),
            ambivalent=graph.one(iri, KG + "ambivalent") == "true",
        )


def _actors(graph: _Graph) -> Iterable[ActorEntry]:
    for kind in ACTOR_TYPES:
        for iri in dict.fromkeys(graph.typed[KG + kind]):
            label = graph.one(iri, RDFS + "label")
            if not label:
                raise OntologyError(
                    "the actor has no rdfs:label",
                    file=graph.file_of[iri],
                    term=f"actor:{local(iri)}",
                    todo="give it the name it is best known by",
                )
            same = [local(w) for w in graph.all(iri, OWL + "sameAs") if w.startswith(WD)]
            yield ActorEntry(
                name=local(iri),
                label=label,
                type=kind,
                names=tuple(dict.fromkeys((label, *graph.all(iri, SKOS + "altLabel")))),
                adjectives=graph.all(iri, KG + "adjective"),
                people=graph.all(iri, KG + "people"),
                seats=graph.all(iri, KG + "seat"),
                part_of=tuple(map(local, graph.all(iri, KG + "partOf"))),
                member_of=tuple(map(local, graph.all(iri, KG + "memberOf"))),
                kind=graph.all(iri, KG + "kind"),
                wikidata=same[0] if same else None,
                based_in=tuple(map(local, graph.all(iri, KG + "basedIn"))),
                gender=graph.one(iri, KG + "gender") or None,
                tags=graph.all(iri, KG + "tag"),
            )


def _roles(graph: _Graph) -> Iterable[Role]:
    for iri in dict.fromkeys(graph.typed[KG + "Role"]):
        relation = graph.one(iri, KG + "states")
        yield Role(
            name=local(iri),
            words=tuple(dict.fromkeys((graph.one(iri, RDFS + "label"), *graph.all(iri, SKOS + "altLabel")))),
            relation=local(relation) if relation else None,
            of=tuple(map(local, graph.all(iri, KG + "of"))),
            national=graph.one(iri, KG + "national") == "true",
            private=graph.one(iri, KG + "private") == "true",
            at=local(graph.one(iri, KG + "at")) or None,
        )


def _offices(graph: _Graph) -> Iterable[Office]:
    for node in graph.typed[KG + "Office"]:
        for role in graph.all(node, KG + "role"):  # the US president is also the US leader
            yield Office(
                holder=local(graph.one(node, KG + "holder")),
                role=local(role),
                of=local(graph.one(node, KG + "of")),
                since=graph.one(node, KG + "since") or None,
                until=graph.one(node, KG + "until") or None,
            )


__all__ = ["BASE", "ActorEntry", "Office", "Ontology", "Relation", "Role", "cached", "directory", "load", "local"]
