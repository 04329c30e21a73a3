"""The SPARQL 1.1 Protocol: what a request asks, and the answer to it.

Status: 400 for what is no query or no request of the Protocol, 403 for an update, 406 for formats nobody has, 408
for who is too slow, 413 for what is too long, 415 for another kind of body; 503 when there is no room (``Retry-After``
says when to try again) and for what asks for too much memory or too large an answer, 504 for what takes too long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kg.serve.negotiation import ROWS, TRIPLES, choose
from kg.serve.pool import Answer, Busy, Pool, TooMuch, question
from kg.serve.tasks import Asked
from kg.serve.worker import Told

CHARACTERS = 100_000  # of a query; Python may ask for more
LONGEST = 4 * CHARACTERS  # bytes of a request: of percent-encoding and of UTF-8
SLOWEST = 10.0  # seconds a request may take to come in
_T = TypeVar("_T")


class Refused(Exception):
    """A request that is answered with an error status."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self) -> Response:
        """The answer."""
        return PlainTextResponse(f"{self}\n", self.status, self.headers)


class Whole(Response):
    """An answer of the pool, sent piece by piece."""

    def __init__(self, answer: Answer, kind: str) -> None:
        self.answer = answer
        self.status_code = 200
        self.background = None
        self.body = b""
        self.media_type = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        self.init_headers({"Content-Length": str(answer.size), "Vary": "Accept", "X-Content-Type-Options": "nosniff"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] != "HEAD":
                async for part in self.answer.parts():
                    await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self.answer.close()


async def respond(pool: Pool, request: Request, pairs: Sequence[tuple[str, str]]) -> Response:
    """The answer to a query. Raises Refused."""
    accept = request.headers.get("accept", "")
    rows, triples = choose(accept, ROWS), choose(accept, TRIPLES)
    if rows is None and triples is None:
        known = ", ".join(dict.fromkeys([*ROWS, *TRIPLES]))
        raise Refused(406, f"none of the formats you accept is there; there are {known}")
    kinds = {ROWS[rows]: rows} if rows else {}
    kinds |= {TRIPLES[triples]: triples} if triples else {}
    asked = _asked(pairs, ROWS[rows] if rows else None, TRIPLES[triples] if triples else None)
    answer = await unless_gone(request, told(pool, asked))
    assert answer.told is not None
    return Whole(answer, kinds[answer.told["form"] or ""])


async def told(pool: Pool, asked: Asked) -> Answer:
    """The answer of the pool, if it went well. Raises Refused."""
    try:
        answer = await pool.ask(asked)
    except Busy as error:
        raise Refused(503, str(error), Retry_After="5") from error
    except TooMuch as error:
        raise Refused(504 if error.late else 503, str(error)) from error
    if answer.told is None or answer.told["fault"] not in (None, "same"):
        answer.close()
        raise _refused(answer.told)
    return answer


def _refused(told: Told | None) -> Refused:
    if told is None:
        return Refused(503, "the question was too much for the engine")
    status = {"query": 400, "missing": 404, "format": 406, "graph": 503, "engine": 503}[told["fault"] or "engine"]
    message = told["message"]
    return Refused(status, f"too much for the engine: {message}" if told["fault"] == "engine" else message)


async def unless_gone(request: Request, work: Awaitable[_T]) -> _T:
    """The result of ``work``, which ends when the client hangs up."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_hangs_up(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Refused(503, "you have hung up")
        return task.result()
    finally:
        gone.cancel()
        task.cancel()


async def _hangs_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def pairs_of(request: Request) -> list[tuple[str, str]]:
    """The parameters of a request by the three ways of the Protocol (2.1, 2.2). Raises Refused."""
    if len(request.scope["query_string"]) > LONGEST:
        raise Refused(413, "the request is too long")
    pairs = _pairs(request.scope["query_string"])
    kind = request.headers.get("content-type", "").split(";")[0].strip().casefold()
    if request.method == "POST":
        if kind == "application/x-www-form-urlencoded":
            pairs += _pairs(await _body(request))
        elif kind in ("application/sparql-query", "application/sparql-update"):
            pairs.append((kind.rpartition("-")[2], _text(await _body(request))))
        else:
            raise Refused(415, "post a form, or a query as application/sparql-query")
    if any(name == "update" for name, _ in pairs):
        raise Refused(403, "this endpoint is read-only: it answers queries and takes no updates")
    return pairs


async def _body(request: Request) -> bytes:
    """The body, if it is not too long and comes soon enough."""
    body = bytearray()
    declared = request.headers.get("content-length", "0")
    too_long = Refused(413, f"the request has more than {LONGEST} bytes", Connection="close")
    if not declared.isdecimal() or int(declared[:20]) > LONGEST:
        raise too_long
    try:
        async with asyncio.timeout(SLOWEST):
            async for part in request.stream():
                body += part
                if len(body) > LONGEST:
                    raise too_long
    except TimeoutError:
        raise Refused(408, "the request comes too slowly", Connection="close") from None
    return bytes(body)


def _pairs(form: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(form.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except ValueError as error:
        raise Refused(400, f"the parameters cannot be read: {error}") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the query is not in UTF-8") from error


def _asked(pairs: Sequence[tuple[str, str]], rows: str | None, triples: str | None) -> Asked:
    texts = [value for name, value in pairs if name == "query"]
    if len(texts) != 1 or not texts[0].strip():
        raise Refused(400, "there are several queries" if len(texts) > 1 else "there is no query; give it as “query”")
    if len(texts[0]) > CHARACTERS:
        raise Refused(413, f"the query has {len(texts[0])} characters, more than {CHARACTERS}")
    default, named = (
        [value for name, value in pairs if name == wanted] for wanted in ("default-graph-uri", "named-graph-uri")
    )
    if not default and not named:
        return question("ask", texts[0], rows=rows, triples=triples)
    return question("ask", texts[0], rows=rows, triples=triples, default=default, named=named)
