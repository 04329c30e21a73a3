"""kg stats, validate, remove, serve: a graph is looked after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from kg.cli.common import GraphOption, opened, plain, say


def stats(graph: GraphOption = "graph") -> int:
    """Count what the graph holds."""
    for name, value in opened(graph).stats().items():
        print(plain(f"{name}\t{value}"))
    return 0


def validate(graph: GraphOption = "graph") -> int:
    """Check the graph against the SHACL shapes of the ontology."""
    faults = opened(graph).validate()
    for fault in faults:
        print(plain(str(fault)))
    say(f"{len(faults)} faults" if faults else "conforms")
    return 1 if faults else 0


def remove(
    article: Annotated[str, typer.Argument(help="The article's id, as given with the input.")],
    graph: GraphOption = "graph",
) -> int:
    """Take an article and all it says out of the graph."""
    opened(graph).remove(article)
    say(f"removed {article}")
    return 0


def serve(
    graph: GraphOption = "graph",
    host: Annotated[str, typer.Option("--host", help="Where to listen; others can reach 0.0.0.0.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 7878,
) -> int:
    """Serve the graph as a SPARQL 1.1 endpoint."""
    from kg import serve as server

    server.run(graph, host=host, port=port)
    return 0


commands: dict[str, Callable[..., int]] = {"stats": stats, "validate": validate, "remove": remove, "serve": serve}
