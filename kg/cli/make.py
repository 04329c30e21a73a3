"""kg build, view, export: graphs and pages are made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.common import (
    ActorOption,
    ConfidenceOption,
    GraphOption,
    ModelOption,
    OntologyOption,
    RelationOption,
    folders,
    opened,
    say,
)
from kg.namespaces import BASE

if TYPE_CHECKING:
    from kg.builder import Report

_SHOWN = 20  # lines about articles of one kind; more are counted


def build(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, exported graphs, or -.")],
    graph: GraphOption = "graph",
    model: ModelOption = None,
    ontology: OntologyOption = None,
    processes: Annotated[int | None, typer.Option("--processes", min=0, help="Workers; one a core by default.")] = None,
    base: Annotated[str, typer.Option("--base", metavar="IRI", help="What the IRIs of ids begin with.")] = BASE,
    min_confidence: ConfidenceOption = 0.0,
    engine: Annotated[str, typer.Option("--engine", metavar="local|spark", help="Where to read.")] = "local",
) -> int:
    """Read articles into the graph. What is there already stays; what was stopped is finished by the same command."""
    from kg import builder
    from kg.extractor import Options

    if engine != "local":
        raise typer.BadParameter(f"the engine “{engine}” is not in this version; use local")
    options = Options(model, folders(ontology), base, min_confidence)
    with _progress() as watch:
        report = builder.build(inputs, graph, options, processes=processes, watch=watch)
    _tell(report, graph)
    return 1 if report.skipped else 0


@contextmanager
def _progress() -> Iterator[Callable[[Report], object]]:
    """A line that moves, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda report: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading")
        yield lambda report: progress.update(
            task, description=f"{report.stored} articles, {report.events} events, {len(report.skipped)} skipped"
        )


def _tell(report: Report, graph: str) -> None:
    """What was skipped and why, and the sum."""
    for skipped in report.skipped[:_SHOWN]:
        say(f"skipped {skipped}")
    for name in report.undated[:_SHOWN]:
        say(f"{name}: no date; relative times in it stay open")
    hidden = max(len(report.skipped) - _SHOWN, 0) + max(len(report.undated) - _SHOWN, 0)
    if hidden:
        say(f"and {hidden} more lines like these")
    say(
        f"{report.stored} articles read, {report.unchanged} unchanged, {len(report.skipped)} skipped; "
        f"{report.events} events in {graph}"
    )


def view(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page.")] = Path("network.html"),
    graph: GraphOption = "graph",
    actor: ActorOption = None,
    relation: RelationOption = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Not before this day.")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Not after this day.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many actors, the strongest.")] = 300,
    min_confidence: ConfidenceOption = 0.0,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> int:
    """Draw the network as one page that needs nothing else."""
    options: dict[str, Any] = {"min_confidence": min_confidence} if min_confidence else {}
    page = opened(graph).view(actor=actor, relation=relation, since=since, until=until, limit=limit, **options)
    page.save(output)
    say(f"wrote {output}")
    if show:
        import webbrowser

        webbrowser.open(output.resolve().as_uri())
    return 0


def export(
    file: Annotated[Path, typer.Argument(help="By its ending: .nq .trig .ttl .nt .jsonld .graphml .csv, and .gz")],
    graph: GraphOption = "graph",
) -> int:
    """Write the whole graph to a file."""
    opened(graph).export(file)
    say(f"wrote {file}")
    return 0


commands: dict[str, Callable[..., int]] = {"build": build, "view": view, "export": export}
