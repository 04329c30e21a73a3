"""What many, slow and rude clients do to the endpoint, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import graphs
import psutil
import pytest
import requests

from kg import serve, store
from kg.serve import protocol, server

POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: "
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?e a kg:Event }"


def ask(url: str, text: str) -> requests.Response:
    return requests.get(f"{url}/sparql", {"query": text}, timeout=30)


def counted(url: str) -> int:
    answer = ask(url, COUNT)
    answer.raise_for_status()
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_long_questions_leave_room_for_short_ones(graph: Path, served: Callable[..., Any]) -> None:
    with served(graph, serve.Bounds(timeout=3.0, workers=2, long=0.3)) as url, ThreadPoolExecutor(4) as crowd:
        long = [crowd.submit(ask, url, LONG) for _ in range(4)]
        time.sleep(1.0)
        for _ in range(5):
            began = time.monotonic()
            assert counted(url) == 10
            assert time.monotonic() - began < 1.5
        answers = [each.result() for each in long]
        assert sorted(each.status_code for each in answers) == [503, 503, 503, 504]
        for each in answers:
            assert ("Retry-After" in each.headers) == (each.status_code == 503)


def test_who_waits_too_long_is_told_to_come_again(graph: Path, served: Callable[..., Any]) -> None:
    bounds = serve.Bounds(timeout=2.0, workers=1, long=1.5, patience=0.3, waiting=2)
    with served(graph, bounds) as url, ThreadPoolExecutor(9) as crowd:
        first = crowd.submit(ask, url, LONG)
        time.sleep(0.3)
        rest = [crowd.submit(ask, url, COUNT) for _ in range(8)]
        assert {each.result().status_code for each in rest} == {503}
        assert all(each.result().headers["Retry-After"] for each in rest)
        assert first.result().status_code == 504
        time.sleep(0.5)
        assert counted(url) == 10


def test_who_hangs_up_frees_the_worker(graph: Path, served: Callable[..., Any]) -> None:
    with served(graph, serve.Bounds(timeout=30.0, workers=1, patience=5.0)) as url:
        with pytest.raises(requests.Timeout):
            requests.get(f"{url}/sparql", {"query": LONG}, timeout=0.5)
        began = time.monotonic()
        assert counted(url) == 10
        assert time.monotonic() - began < 5


def test_a_worker_that_dies_is_replaced(graph: Path, served: Callable[..., Any]) -> None:
    with served(graph, serve.Bounds(workers=2)) as url:
        workers = [child for child in psutil.Process().children() if "kg.serve.worker" in child.cmdline()]
        for worker in sorted(workers, key=lambda child: child.create_time())[-3:]:
            worker.kill()
        time.sleep(0.3)
        assert counted(url) == 10


def test_an_answer_is_whole_or_an_error(graph: Path, served: Callable[..., Any]) -> None:
    with served(graph, serve.Bounds(largest=300_000, kept=600_000)) as url:
        small = ask(url, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 400")
        assert small.status_code == 200 and len(small.json()["results"]["bindings"]) == 400
        large = ask(url, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
        assert large.status_code == 503 and "more than 300000 bytes" in large.text


def test_who_does_not_read_an_answer_is_left(
    graph: Path, served: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "READING", 6.0)
    large = b"SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
    with served(graph, serve.Bounds(kept=18_000_000, long=5.0)) as url, socket.socket() as client:
        assert 9_000_000 < len(ask(url, large.decode()).content) < 18_000_000, "more than the system holds for them"
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        client.connect((urlsplit(url).hostname, urlsplit(url).port))
        client.sendall(POST + str(len(large)).encode() + b"\r\n\r\n" + large)
        assert client.recv(15) == b"HTTP/1.1 200 OK", "it begins to read, and then no more"
        assert ask(url, large.decode()).status_code == 503
        assert counted(url) == 10, "there is room for small ones"
        _until(lambda: ask(url, large.decode()).status_code == 200)


@pytest.mark.parametrize("said", [b"", b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n"])
def test_who_never_ends_a_request_is_left(url: str, monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr(server, "SLOWEST", 0.5)
    with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), timeout=10) as client:
        client.sendall(said)
        for _ in range(4):  # a little more from time to time does not help
            time.sleep(0.1)
            client.sendall(b"X: y\r\n" if said else b"")
        began = time.monotonic()
        assert client.recv(100) == b""
        assert time.monotonic() - began < 3


def test_who_comes_again_on_one_connection_is_not_left(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SLOWEST", 0.5)
    with requests.Session() as session:
        for _ in range(4):
            assert session.get(f"{url}/sparql", params={"query": COUNT}, timeout=10).status_code == 200
            time.sleep(0.2)


def test_a_body_that_comes_too_slowly_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "SLOWEST", 0.3)
    with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), timeout=10) as client:
        client.sendall(POST + b"99\r\n\r\nASK")
        assert b"408" in client.recv(100)


@pytest.mark.parametrize(
    "said",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET /sparql?query=" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 40_000 + b"\r\n",
        POST + b"99999999999\r\n\r\n",
        POST + b"-1\r\n\r\n",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: \xff<>\r\n\r\n",
        b'GET /sparql HTTP/1.1\r\nHost: a b"<>\r\n\r\n',
        b"GET /actor/%FF%FE HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_what_is_no_http_harms_nobody(url: str, said: bytes) -> None:
    with socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), timeout=10) as client:
        try:
            client.sendall(said)
            answer = client.recv(1000)
        except ConnectionError:
            answer = b""
    assert b" 500 " not in answer.partition(b"\r\n")[0]
    assert counted(url) == 10


def test_it_sees_what_is_built_beside_it(tmp_path: Path, served: Callable[..., Any]) -> None:
    folder, quads = tmp_path / "graph", graphs.small()
    articles = sorted({q.graph_name for q in quads}, key=str)
    with store.open(folder, write=True) as writer:
        writer.put(articles[0], [q for q in quads if q.graph_name == articles[0]], "1")
    with served(folder) as url:
        assert counted(url) == 5
        page = requests.get(f"{url}/", timeout=20).text
        assert "1 articles" in page and requests.get(f"{url}/", timeout=20).text == page
        with store.open(folder, write=True) as writer:
            assert counted(url) in (5, 10), "it answers while somebody writes"
            writer.put(articles[1], [q for q in quads if q.graph_name == articles[1]], "1")
            writer.flush()
            _until(lambda: counted(url) == 10)
        _until(lambda: "2 articles" in requests.get(f"{url}/", timeout=20).text)
        with store.open(folder, write=True) as writer:
            writer.remove(articles[0])
        _until(lambda: counted(url) == 5)


def test_it_answers_while_a_build_goes_on(tmp_path: Path, served: Callable[..., Any]) -> None:
    folder, quads = tmp_path / "graph", graphs.large(50, 60)
    (name,) = {q.graph_name for q in quads}
    with store.open(folder, write=True) as writer:
        writer.put(name, quads, "0")
    stop, seen = threading.Event(), []

    def build() -> None:
        with store.open(folder, write=True) as writer:
            for round_ in range(10_000):
                if stop.is_set():
                    return
                writer.put(name, quads, str(round_))
                if round_ % 20 == 0:
                    writer.flush()

    with served(folder) as url:
        thread = threading.Thread(target=build)
        thread.start()
        limit = time.monotonic() + 2
        while time.monotonic() < limit:
            seen.append(counted(url))
        stop.set()
        thread.join()
    assert len(seen) > 5 and set(seen) == {60}, "an article that is replaced is never half there"


def _until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.1)


@contextmanager
def command(graph: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``kg serve`` as one starts it, and its address."""
    line = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--port", "0", *options]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            match = re.search(r"served at (http://127\.0\.0\.1:\d+)/", said)
            assert match, said
            yield process, match[1]
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_with_requests_under_way(graph: Path, number: signal.Signals) -> None:
    with command(graph, "--workers", "2") as (process, url), ThreadPoolExecutor(3) as crowd:
        _until(lambda: requests.get(f"{url}/sparql", timeout=20).status_code == 200)
        workers = psutil.Process(process.pid).children(recursive=True)
        assert len(workers) == 3, "one is spare"
        answers = [crowd.submit(ask, url, LONG) for _ in range(3)]
        time.sleep(0.7)
        process.send_signal(number)
        assert process.wait(15) == 0
        assert process.stderr is not None and process.stderr.read() == ""
        for answer in answers:
            assert answer.result().status_code == 503
        assert not any(worker.is_running() for worker in workers)


@pytest.mark.skipif(sys.platform != "linux", reason="a signal of Linux at the parent's death")
def test_a_killed_server_leaves_no_process(graph: Path) -> None:
    with command(graph) as (process, url):
        _until(lambda: requests.get(f"{url}/sparql", timeout=20).status_code == 200)
        workers = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        _until(lambda: not any(worker.is_running() for worker in workers))


def test_what_cannot_be_served_is_said_in_one_line(graph: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for options, message in (
            (["--graph", str(graph), "--port", str(taken.getsockname()[1])], "cannot listen"),
            (["--graph", str(tmp_path / "none")], "no graph here"),
            (["--graph", "http://127.0.0.1:1/"], "endpoint already"),
            (["--graph", str(graph), "--workers", "0"], "--workers"),
        ):
            line = [sys.executable, "-m", "kg", "serve", *options]
            done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=30)
            assert done.returncode == 2 and message in done.stderr and done.stderr.count("\n") == 1, done.stderr
