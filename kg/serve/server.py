"""The server under the endpoint: uvicorn, with bounds on how many connect and how long they may dawdle."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import KGError

CONNECTIONS = 400  # at once; more are told to come again
SLOWEST = 10.0  # seconds from a connection to the end of a request's head
READING = 30.0  # seconds a client may take over the piece of an answer that is on its way
HEAD = 1 << 16  # bytes of a request's head
GRACE = 2.0  # seconds in which what is under way may come to its end when the server stops


class Impatient(H11Protocol):
    """HTTP of uvicorn that hangs up on a client that does not end its request's head, or does not read its answer."""

    _deadline: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """A client says something."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._unwatch()
        elif self._deadline is None:
            self._watch()

    def pause_writing(self) -> None:
        """A client has to read before there is more."""
        super().pause_writing()
        self._stuck = self.loop.call_later(READING, self.transport.abort)

    def resume_writing(self) -> None:
        """It has read."""
        super().resume_writing()
        self._unstick()

    def connection_lost(self, exc: Exception | None) -> None:
        """A client is gone."""
        self._unwatch()
        self._unstick()
        super().connection_lost(exc)

    def _unstick(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _watch(self) -> None:
        self._deadline = self.loop.call_later(SLOWEST, self.transport.close)

    def _unwatch(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Server(uvicorn.Server):
    """Says when it is ready, and stops on SIGINT and SIGTERM: nothing new comes in, what is under way has a moment,
    and all processes end.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve."""
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The signal is there."""
        super().handle_exit(sig, frame)
        app: Any = self.config.app
        with contextlib.suppress(RuntimeError):  # it has not begun yet
            asyncio.get_running_loop().call_soon(app.state.pool.stop, GRACE)


def configured(app: Starlette, **options: Any) -> uvicorn.Config:
    """How uvicorn is to serve the endpoint."""
    return uvicorn.Config(
        app,
        http=Impatient,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=int(2 * GRACE) + 1,
        h11_max_incomplete_event_size=HEAD,
        **options,
    )


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises KGError if that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        made = socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    except OSError as error:
        raise KGError(
            f"cannot listen: {error.strerror or error}", where=f"{host}:{port}", todo="choose another --port or --host"
        ) from error
    # Those it accepts inherit it. asyncio sets it on sockets of its own only, and without it a small answer, which
    # goes out in two pieces, waits 40 ms for the client to say that the first has come.
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def run(app: Starlette, host: str, port: int, ready: Callable[[str], object]) -> None:
    """Serve until a signal comes; ``ready`` is told the address. Raises KGError if nobody can listen there."""
    name = f"[{host}]" if ":" in host else host
    with listening(host, port) as listener:
        address = f"http://{name}:{listener.getsockname()[1]}/"
        # uvicorn raises the signal again when it has stopped: by then that is no news.
        before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            Server(configured(app), lambda: ready(address)).run(sockets=[listener])
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
