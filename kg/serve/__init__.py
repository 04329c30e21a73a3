"""The graph as a SPARQL 1.1 endpoint, read-only, with a page to ask on, the network, and a page for every thing.

Questions run in processes of their own with bounds on time and memory (``pool.py``, ``worker.py``), and an answer is
sent when it is whole: a broken bound is an error status, never an answer cut short.

The processes import this package too, so what only the server needs is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.serve.bounds import Bounds

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["Bounds", "app", "run"]


def app(graph: str, bounds: Bounds | None = None, *, cors: bool = False) -> Starlette:
    """The endpoint of the graph at ``graph`` as an ASGI application. Raises GraphError if there is none.

    With ``cors`` the pages of other servers may ask it in the reader's browser.
    """
    from kg.serve import endpoint

    return endpoint.app(graph, bounds or Bounds(), cors=cors)


def run(
    graph: str,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    bounds: Bounds | None = None,
    cors: bool = False,
    ready: Callable[[str], object] = lambda address: None,
) -> None:
    """Serve until SIGINT or SIGTERM; ``ready`` is told the address.

    Raises GraphError if there is no such graph, KGError if nobody can listen there.
    """
    from kg.serve import server

    server.run(app(graph, bounds, cors=cors), host, port, ready)
