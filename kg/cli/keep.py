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
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; 0.0.0.0 lets other machines in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")] = 7878,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="How long one question may take.")
    ] = 30.0,
    memory: Annotated[
        int, typer.Option("--memory", metavar="MB", min=200, help="How much memory one question may take.")
    ] = 2000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="How many questions run side by side; others wait.")
    ] = 4,
    cors: Annotated[
        bool, typer.Option("--cors/--no-cors", help="Whether pages of other servers may ask, in a reader's browser.")
    ] = False,
) -> int:
    """Serve the graph, read-only, until Ctrl-C: a SPARQL 1.1 endpoint at /sparql, with a page to ask on, the network
    at /network, and a page for every actor, topic, event and article.
    """
    from kg import serve as server

    def ready(address: str) -> None:
        say(f"{graph} is served at {address} (Ctrl-C ends it)")

    bounds = server.Bounds(timeout=timeout, memory=memory * 1_000_000, workers=workers)
    server.run(graph, host=host, port=port, bounds=bounds, cors=cors, ready=ready)
    return 0


commands: dict[str, Callable[..., int]] = {"stats": stats, "validate": validate, "remove": remove, "serve": serve}
