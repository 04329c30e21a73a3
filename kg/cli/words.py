"""kg try, ontology: for those who write wordings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import ModelOption, OntologyOption, folders, plain, say
from kg.errors import KGError

if TYPE_CHECKING:
    from kg.events import Event
    from kg.ontology import Ontology
    from kg.terms import Relation


def try_(
    sentence: Annotated[str, typer.Argument(metavar='"SENTENCE"')],
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="The day it was written.")] = None,
    model: ModelOption = None,
    ontology: OntologyOption = None,
) -> int:
    """Show what one sentence gives, and which wording matched."""
    import kg

    events = kg.read(sentence, date, model=model, ontology=folders(ontology))
    for event in events:
        print(plain(f"{event}\n{_details(event)}"))
    if not events:
        say("no wording matches; see kg ontology for those there are")
    return 0


def _details(event: Event) -> str:
    evidence = event.evidence[0]
    manner = f"{event.polarity.lower()}, {event.modality.lower()}"
    time = f"{event.time.edtf}{' (the date of the text)' if event.time.inferred else ''}" if event.time else None
    rows = {
        "wording": evidence.wording or "none",
        "cue": evidence.cue,
        "manner": manner + (f", says {event.by.name}" if event.by else ""),
        "time": time,
        "surety": f"{event.confidence:.2f}",
    }
    return "".join(f"    {name:8} {value}\n" for name, value in rows.items() if value)


def ontology_(
    relation: Annotated[str | None, typer.Argument(metavar="[check|RELATION]", help="One relation, or check.")] = None,
    ontology: OntologyOption = None,
) -> int:
    """List the relations with their wordings; with check, name every term and pattern at fault."""
    from kg.ontology import load

    if relation == "check":
        return _check(folders(ontology))
    relations = load(*folders(ontology)).relations
    if relation is not None and relation not in relations:
        raise KGError(f"there is no relation “{relation}”", todo=f"choose from {', '.join(sorted(relations))}")
    for name, entry in sorted(relations.items(), key=lambda item: (item[1].family, item[0])):
        if relation in (None, name):
            print("\n".join(_lines(entry)), end="\n\n")
    return 0


def _lines(entry: Relation) -> Iterator[str]:
    yield f"{entry.name}  ({entry.family}{', both ways' if entry.symmetric else ''})  {entry.definition}".rstrip()
    if entry.example:
        yield f"    e.g. {entry.example}"
    yield from (f"    {pattern}" for pattern in entry.patterns)


def _check(extra: tuple[str, ...]) -> int:
    from kg.ontology import load

    try:
        ontology = load(*extra)
        faults = list(_faults(ontology))
    except KGError as error:
        faults = [str(error)]
    for fault in faults:
        say(fault)
    if not faults:
        patterns = sum(len(r.patterns) for r in ontology.relations.values())
        counts = f"{len(ontology.relations)} relations, {patterns} wordings, {len(ontology.actors)} actors"
        say(f"{counts}: nothing at fault")
    return 1 if faults else 0


def _faults(ontology: Ontology) -> Iterator[str]:
    from kg.wording import compile_wording

    for relation in ontology.relations.values():
        for pattern in relation.patterns:
            try:
                compile_wording(pattern, relation)
            except KGError as error:
                yield str(error)


commands: dict[str, Callable[..., int]] = {"try": try_, "ontology": ontology_}
