"""What the commands share: their options, and how they speak."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.graph import Graph

GraphOption = Annotated[
    str,
    typer.Option("--graph", envvar="KG_GRAPH", metavar="PATH", help="Folder, RDF file, or URL of a SPARQL endpoint."),
]
ModelOption = Annotated[str | None, typer.Option("--model", metavar="NAME", help="Another spaCy pipeline.")]
OntologyOption = Annotated[
    list[Path] | None,
    typer.Option("--ontology", metavar="DIR", help="A folder of your own Turtle; may be repeated."),
]
ActorOption = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Only what this actor takes part in.")]
RelationOption = Annotated[str | None, typer.Option("--relation", metavar="NAME", help="Only this relation or family.")]
ConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", metavar="0..1", min=0.0, max=1.0, help="Leave out what is less sure.")
]


def say(text: str) -> None:
    """One line to standard error."""
    print(f"kg: {' '.join(plain(text).split())}", file=sys.stderr)


def plain(text: str) -> str:
    """Text without characters that could steer a terminal.

    >>> plain("a\\x1b[2Jb")
    'a[2Jb'
    """
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def folders(ontology: list[Path] | None) -> tuple[str, ...]:
    """The ontology folders as the library takes them."""
    return tuple(str(folder.resolve()) for folder in ontology or ())


def opened(graph: str) -> Graph:
    """The graph of ``--graph``."""
    import kg

    return kg.open(graph)
