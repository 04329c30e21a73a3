"""The pages of the endpoint: the first one, the network, those of things, and the one to ask on."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response

from kg.namespaces import PREFIXES
from kg.serve import editor, pages
from kg.serve.negotiation import HTML, TRIPLES, choose
from kg.serve.pool import Pool, question
from kg.serve.protocol import Refused, Whole, told, unless_gone

LARGEST_NETWORK = 1_000  # actors
_KEPT = 8  # pages
_ENDINGS = {ending: kind for kind, ending in reversed(TRIPLES.items())}
_DAY, _NAME = 10, 200  # the longest values of a request for a part of the network


@dataclass(frozen=True)
class Kept:
    """A page, and the state of the graph it was made from."""

    state: str
    body: bytes


class Site:
    """The pages of one graph. Those that take long to make are kept until the graph changes."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def home(self, request: Request) -> Response:
        """What the graph is about."""
        return _page(await self._page(request, "home"))

    async def network(self, request: Request) -> Response:
        """The network, or the part of it that ``actor``, ``relation``, ``from``, ``to`` and ``limit`` name."""
        asked = request.query_params
        limit = asked.get("limit", "300")
        if not limit.isdecimal() or not 1 <= int(limit[:9]) <= LARGEST_NETWORK:
            raise Refused(400, f"“limit” is a number from 1 to {LARGEST_NETWORK}")
        names = {"actor": "actor", "relation": "relation", "since": "from", "until": "to"}
        options = {name: asked[key][:_NAME] for name, key in names.items() if asked.get(key)}
        # The page brings a policy of its own, which names the scripts in it by their hashes.
        return HTMLResponse(await self._page(request, "network", limit=int(limit), **options), headers=_HEADERS)

    async def thing(self, request: Request) -> Response:
        """An actor, topic, event, article or run: by Accept, or by the ending, a page or data."""
        kind, name = request.url.path.split("/")[1], request.path_params["name"]
        stem, _, ending = name.rpartition(".")
        if stem and ending in _ENDINGS:  # no local name has a point
            name, media = stem, _ENDINGS[ending]
        else:
            chosen = choose(request.headers.get("accept", ""), {**HTML, **TRIPLES})
            if chosen is None:
                raise Refused(406, f"this is there as text/html, {', '.join(TRIPLES)}")
            media = chosen
        page = request.query_params.get("page", "1")
        number = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        asked = question("thing", triples=TRIPLES.get(media), kind=kind, name=name, page=number)
        try:
            answer = await unless_gone(request, told(self._pool, asked))
        except Refused as refused:
            if media in HTML and refused.status == 404:
                return _page(pages.of_missing("Not in this graph", str(refused)).encode(), 404)
            raise
        if media in TRIPLES:
            return Whole(answer, media)
        try:
            return _page(answer.whole())
        finally:
            answer.close()

    async def find(self, request: Request) -> Response:
        """Who bears a name: the page of the one, or a list."""
        asked = question("find", request.query_params.get("name", "")[:_NAME])
        answer = await unless_gone(request, told(self._pool, asked))
        try:
            if answer.told and answer.told["form"] == "path":
                return RedirectResponse(answer.whole().decode(), 303)
            return _page(answer.whole())
        finally:
            answer.close()

    async def prefixes(self, request: Request) -> Response:
        """The prefixes every query knows."""
        return JSONResponse(dict(PREFIXES))

    async def static(self, request: Request) -> Response:
        """A file of the page to ask on."""
        file = editor.STATIC.get(request.path_params["name"])
        if file is None:
            raise Refused(404, "there is no such file")
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=3600"}
        return FileResponse(file, headers=headers)

    async def _page(self, request: Request, task: str, **options: Any) -> bytes:
        """A page that is kept; who asks for one that is being made waits for it."""
        key = repr((task, sorted(options.items())))
        lock = self._making.setdefault(key, asyncio.Lock())
        async with lock:
            kept = self._kept.get(key)
            asked = question(task, unless=kept.state if kept else None, **options)
            answer = await unless_gone(request, told(self._pool, asked))
            try:
                if kept is None or not answer.told or answer.told["fault"] != "same":
                    kept = Kept(answer.told["state"] if answer.told else "", answer.whole())
                    self._kept[key] = kept
            finally:
                answer.close()
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return kept.body


def asking() -> Response:
    """The page to ask on."""
    return HTMLResponse(editor.page(), headers={**_HEADERS, "Content-Security-Policy": editor.POLICY})


_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Vary": "Accept"}


def _page(body: bytes, status: int = 200) -> Response:
    return HTMLResponse(body, status, {**_HEADERS, "Content-Security-Policy": pages.policy()})
