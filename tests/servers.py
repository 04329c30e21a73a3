"""SPARQL servers on loopback for the tests: a real one, and one that fails in every way a server can."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

OXIGRAPH = Path(sys.executable).parent / "oxigraph"


@contextlib.contextmanager
def oxigraph(*options: str, port: int | None = None) -> Iterator[str]:
    """A server of its own process; gives its base URL."""
    port = port or free_port()
    command = [str(OXIGRAPH), *(options or ("serve",)), "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


@contextlib.contextmanager
def overheard() -> Iterator[tuple[int, list[bytes]]]:
    """A port on loopback that answers every query with one row, and what came in; who only connects is heard too."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                seen.append(b"")
                with connection:
                    seen[-1] = connection.recv(10_000)
                    body = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"far"}}]}}'
                    kind = b"Content-Type: application/sparql-results+json\r\n"
                    connection.sendall(b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (kind, len(body), body))

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], seen
        server.shutdown(socket.SHUT_RDWR)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Faulty(ThreadingHTTPServer):
    """Answers SPARQL from memory with no union of graphs, as the Protocol says; but first in its ``moods``, in order.

    A mood is a status, ``hang``, ``cut`` (a promised length is not kept), ``torn`` (it ends in the middle, with no
    length promised), ``html``, or an address to be redirected to. ``seen`` keeps path and credentials of requests.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = ox.Store()
        self.moods: list[int | str] = []
        self.seen: list[tuple[str, str | None]] = []
        self.ended = threading.Event()
        self.wants: str | None = None  # the header of credentials it asks for

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextlib.contextmanager
def faulty() -> Iterator[Faulty]:
    with Faulty() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    server: Faulty

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        known = self.headers.get("Authorization")
        self.server.seen.append((self.path, known))
        mood = self.server.moods.pop(0) if self.server.moods else None
        if mood is None and self.server.wants not in (None, known):
            mood = 401
        if mood == "hang":
            self.server.ended.wait(30)
        elif isinstance(mood, int):
            self._send(mood, b"so it is, secret or not", "text/plain")
        elif mood == "html":
            self._send(200, b"<!doctype html><p>Welcome", "text/html")
        elif mood is not None and "://" in mood:
            self._send(307, b"", "text/plain", {"Location": mood})
        else:
            self._answer(body, mood)

    def _answer(self, body: str, mood: str | None) -> None:
        path = urlsplit(self.path).path
        try:
            if path == "/update":
                self.server.store.update(body)
                self._send(204, b"", "text/plain")
            elif path == "/query":
                form = parse_qs(body)
                sets = {name: [ox.NamedNode(g) for g in form.get(key, [])] or None for name, key in _SETS.items()}
                found = self.server.store.query(form["query"][0], **sets)
                triples = isinstance(found, ox.QueryTriples)
                format = ox.RdfFormat.N_TRIPLES if triples else ox.QueryResultsFormat.JSON  # noqa: A001
                self._send(200, found.serialize(format=format), format.media_type, mood=mood)
            else:
                self._send(404, b"", "text/plain")
        except (SyntaxError, KeyError, ValueError) as error:
            self._send(400, str(error).encode(), "text/plain")

    def _send(
        self, status: int, data: bytes, kind: str, more: dict[str, str] | None = None, mood: str | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if mood != "torn":
            self.send_header("Content-Length", str(len(data)))
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if mood in ("cut", "torn") else data)
        self.close_connection = True


_SETS = {"default_graph": "default-graph-uri", "named_graphs": "named-graph-uri"}
