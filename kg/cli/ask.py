"""kg query, explain: a graph is asked."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import GraphOption, opened, plain, say

if TYPE_CHECKING:
    from kg.explain import Explanation
    from kg.guard import Guard


FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld")


def query(
    text: Annotated[str | None, typer.Argument(metavar="[SPARQL | NAME]", help="A query, or the name of one.")] = None,
    values: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", help="Parameters of it.")] = None,
    graph: GraphOption = "graph",
    file: Annotated[
        str | None,
        typer.Option("-f", "--file", metavar="FILE", help="Read the query from a file; - is standard input."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="How to write the answer.")
    ] = "table",
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="End it after so long.")
    ] = 60.0,
    service: Annotated[
        bool, typer.Option("--allow-service", help="Let SERVICE ask other endpoints. It reaches the network.")
    ] = False,
    names: Annotated[bool, typer.Option("--list", help="Show the named queries.")] = False,
) -> int:
    """Ask the graph in SPARQL, or ask a named query."""
    if names:
        return _list()
    if form not in FORMATS:
        raise typer.BadParameter(f"the format “{form}” is not known; use one of {', '.join(FORMATS)}")
    if file is not None:
        values = [text, *(values or ())] if text else values
        text = _text_of(file)
    elif text == "-":
        text = _text_of("-")
    if not text or not text.strip():
        raise typer.BadParameter("no query: give SPARQL, a name from kg query --list, or -f FILE")
    from kg.guard import Guard

    parameters = _parameters(values or [])
    with Guard(graph, timeout=timeout, network=service, patient=False) as guard:
        output = _Output(guard)
        if form == "table":
            from kg.table import table

            width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
            for line in table(guard.ask(text, parameters), width):
                output.write(line.encode())
        else:
            guard.write(output, form, text, parameters)
        output.end()
    return 0


class _Output:
    """Standard output for bytes, also where that takes text alone, as in a notebook.

    While a pager or a pipe is full, the time of the query stands still.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._last = b"\n"

    def write(self, data: bytes) -> None:
        start = time.monotonic()
        if binary := getattr(sys.stdout, "buffer", None):
            binary.write(data)
        else:
            sys.stdout.write(data.decode("utf-8", "replace"))
        self._guard.excuse(time.monotonic() - start)
        self._last = data[-1:] or self._last

    def end(self) -> None:
        """On a terminal the prompt goes on a new line."""
        if sys.stdout.isatty() and self._last != b"\n":
            print()


def _text_of(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{file} cannot be read: {error}") from error


def _parameters(values: list[str]) -> dict[str, str]:
    """``key=value`` words as a mapping."""
    wrong = next((v for v in values if "=" not in v), None)
    if wrong is not None:
        raise typer.BadParameter(f"“{wrong}” is no parameter; write name=value, and a query with blanks in quotes")
    return dict(v.split("=", 1) for v in values)


def _list() -> int:
    from kg.query import named

    for known in named().values():
        print(f"{known.name}\n    {known.description}")
        for name, meaning in known.parameters.items():
            print(f"    {name}=…  {meaning}")
        print(f"    {known.example}")
    return 0


def explain(
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Any name of an actor; - for anyone.")] = None,
    relation: Annotated[str | None, typer.Argument(metavar="RELATION", help="Such as accuses; - for any.")] = None,
    target: Annotated[str | None, typer.Argument(metavar="TARGET", help="Any name of an actor.")] = None,
    graph: GraphOption = "graph",
) -> int:
    """Show the sentences behind an edge, with article and date."""
    from kg.explain import explain as explained

    source, relation, target = (None if asked in ("", "-") else asked for asked in (source, relation, target))
    found = explained(opened(graph).query, source, relation, target)
    for each in found:
        print(plain(_block(each)))
    if not found:
        say("nothing in the graph says so")
    return 0


def _block(each: Explanation) -> str:
    where = ", ".join(part for part in (each.headline, each.published) if part)
    return f"{each.claim}\n    “{each.quote}”\n    {where} [{each.article}]\n"


commands: dict[str, Callable[..., int]] = {"query": query, "explain": explain}
