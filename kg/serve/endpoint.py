"""The endpoint as an application: which path leads where."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg import guard
from kg.errors import GraphError
from kg.serve import protocol
from kg.serve.bounds import Bounds
from kg.serve.description import description
from kg.serve.negotiation import HTML, TRIPLES, choose
from kg.serve.pool import Pool
from kg.serve.site import Site, asking
from kg.serve.things import KINDS

_OPENING = 600.0  # seconds that a large file may take to be read


def app(graph: str, bounds: Bounds, *, cors: bool) -> Starlette:
    """What ``kg.serve.app`` gives."""
    if graph.startswith(("http://", "https://")):
        raise GraphError("this is an endpoint already", where=graph, todo="serve a folder or an RDF file")
    # What is wrong with it is said now, not at the first request.
    guard.run(graph, "ASK {}", {}, "json", timeout=_OPENING, memory=bounds.memory)
    pool = Pool(graph, bounds)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.open()
        try:
            yield
        finally:
            await pool.close()

    async def sparql(request: Request) -> Response:
        pairs = await protocol.pairs_of(request)
        if pairs or request.method == "POST":
            return await protocol.respond(pool, request, pairs)
        return _about(request)

    site = Site(pool)
    routes = [
        Route("/", site.home),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/network", site.network),
        Route("/find", site.find),
        Route("/prefixes.json", site.prefixes),
        Route("/static/{name}", site.static),
        *(Route(f"/{kind}/{{name}}", site.thing, name=kind) for kind in KINDS),
    ]
    open_to = [Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"])] if cors else []
    made = Starlette(
        routes=routes, lifespan=lifespan, middleware=open_to, exception_handlers={protocol.Refused: _refused}
    )
    made.state.pool = pool
    return made


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, protocol.Refused)
    return error.response()


def _about(request: Request) -> Response:
    """The endpoint without a query: its description (SPARQL 1.1 Service Description, 2), or the page to ask on."""
    kind = choose(request.headers.get("accept", ""), {**TRIPLES, **HTML})
    if kind is None:
        raise protocol.Refused(406, "the description of this endpoint is in Turtle, JSON-LD, RDF/XML, or HTML")
    if kind in HTML:
        return asking()
    try:
        body = description(str(request.url.replace(query="")), TRIPLES[kind])
    except ValueError as error:
        raise protocol.Refused(400, f"no address: {error}") from error
    return Response(body, media_type=kind, headers={"Vary": "Accept"})
