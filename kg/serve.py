"""The graph as a SPARQL 1.1 endpoint (Protocol, query operation), read-only.

Every query runs in a process of its own with bounds on time and memory (``guard.py``), and its answer is sent when it
is whole: a broken bound is an error status, never an answer cut short.
"""

from __future__ import annotations

import asyncio
from html import escape
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg import guard, query
from kg.errors import KGError
from kg.graph import Graph

TIMEOUT = 30.0  # seconds a query may take
AT_ONCE = 4  # queries that run side by side; others wait
PATIENCE = 10.0  # seconds they wait
_FORMS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>kg</title>
<style>body{{font:16px sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}
textarea{{width:100%;height:12em}}</style>
<h1>Who did what to whom</h1><p><a href="/network">The network</a></p>
<form action="/sparql"><label for="q">A query in SPARQL, or the name of one below</label>
<textarea id="q" name="query">SELECT ?who ?whom {{ ?who kg:accuses ?whom }}</textarea>
<p><button>Ask</button></p></form><h2>Named queries</h2><dl>{names}</dl></html>"""


def app(graph: str, *, timeout: float = TIMEOUT) -> Starlette:
    """The endpoint of the graph at ``graph`` as an ASGI application. Raises GraphError if there is none."""
    Graph.open(graph)  # said now, not at the first request
    free = asyncio.Semaphore(AT_ONCE)

    async def sparql(request: Request) -> Response:
        text = await _query_of(request)
        if isinstance(text, Response):
            return text
        try:
            await asyncio.wait_for(free.acquire(), PATIENCE)
        except TimeoutError:
            return PlainTextResponse("too many queries at once; try again\n", 503, {"Retry-After": "5"})
        try:
            return await run_in_threadpool(_answer, graph, text, request.headers.get("accept", ""), timeout)
        finally:
            free.release()

    async def network(request: Request) -> Response:
        page = await run_in_threadpool(lambda: Graph.open(graph).view())
        return HTMLResponse(page.html)

    async def home(request: Request) -> Response:
        names = "".join(
            f'<dt><a href="/sparql?query={escape(q.name)}">{escape(q.name)}</a></dt><dd>{escape(q.description)}</dd>'
            for q in query.named().values()
        )
        return HTMLResponse(_PAGE.format(names=names), headers={"Content-Security-Policy": _POLICY})

    routes = [Route("/", home), Route("/network", network), Route("/sparql", sparql, methods=["GET", "POST"])]
    return Starlette(routes=routes)


def run(graph: str, *, host: str = "127.0.0.1", port: int = 7878) -> None:
    """Serve until stopped."""
    uvicorn.run(app(graph), host=host, port=port, log_level="warning")


async def _query_of(request: Request) -> str | Response:
    """The query of a request by the three ways of the Protocol (2.1), or what is wrong with it."""
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if request.method == "GET":
        text = request.query_params.get("query")
    elif int(request.headers.get("content-length") or 0) > 4 * query.LONGEST:
        return PlainTextResponse("the query is too long\n", 413)
    elif kind == "application/sparql-query":
        text = (await request.body()).decode("utf-8", "replace")
    elif kind == "application/x-www-form-urlencoded":
        text = next(iter(parse_qs((await request.body()).decode("utf-8", "replace")).get("query", ())), None)
    else:
        return PlainTextResponse("this endpoint takes queries only\n", 415)
    return text if text else PlainTextResponse("there is no query; give it as “query”\n", 400)


def _answer(graph: str, text: str, accept: str, timeout: float) -> Response:
    """The answer in the first accepted format that fits: rows by default in JSON, triples in Turtle."""
    wanted = [part.split(";")[0].strip() for part in accept.split(",")]
    types = [*(t for t in wanted if t in _FORMS), "application/sparql-results+json", "text/turtle"]
    problem = "no format fits"
    for kind in dict.fromkeys(types):
        try:
            body = guard.run(graph, text, {}, _FORMS[kind], timeout=timeout)
            return Response(body, media_type=kind)
        except KGError as error:
            problem = str(error)
            if "cannot be written as" not in problem:
                break
    status = 503 if "seconds" in problem or "too much" in problem else 400
    return PlainTextResponse(problem + "\n", status)
