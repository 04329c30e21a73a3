"""Fifty clients at once on ``kg serve``, with slow, broken, hostile and rude ones among them.

    python benchmarks/serve.py [--seconds 60] [--clients 50] [--articles 400] [--seed 1]

Builds a graph of invented news, serves it in processes of its own, and asks it for a minute. Good questions are
compared with what the engine itself answers. Prints how many requests ended how, how long good ones took, and the
memory of all processes; then stops the server with requests under way. Exit code 1 if an answer was wrong or cut
short, a status unexpected, a process lost, something reached from within a query, or the end not clean.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import psutil
import pyoxigraph as ox
import requests

from kg import query, rdf, store
from kg.actors import Identity
from kg.events import Event, Evidence, When

RELATIONS = ("accuses", "meets", "aids", "criticizes", "attacks", "supports", "demands", "consults")
ACTORS = 300
MEMORY = 1_000  # MB of one process
WORKERS = 4
TIMEOUT = 5.0
ROOM = {"server": 300, "all": 300 + WORKERS * MEMORY}  # MB
PATIENCE = 40.0  # seconds that a client waits

SLOW = {
    "a product, sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i",
    "a product, counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a path that explodes": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?c . ?d (!<urn:x>)* ?f . ?g (!<urn:x>)* ?i }",
    "100 million rows": "SELECT * { ?a kg:relation ?b . ?d kg:relation ?e } LIMIT 100000000",
    "a literal of 100 MB": (
        'SELECT ?z { BIND("0123456789" AS ?a) '
        + "".join(f"BIND(CONCAT({','.join([f'?{a}'] * 10)}) AS ?{b}) " for a, b in ["ab", "bc", "cd", "de", "ef", "fg"])
        + "BIND(CONCAT(?g, ?g, ?g, ?g, ?g, ?g, ?g, ?g, ?g, ?g) AS ?z) }"
    ),
}
WHOLE = {"a literal of 100 MB": 100_000_000}
BROKEN = {
    "half a query": "SELECT * { ?s ?p",
    "no query": "",
    "an update": "DROP ALL",
    "10,000 braces": "SELECT * " + "{" * 10_000 + "}" * 10_000,
    "10,000 parentheses": "SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}",
    "20,000 unions": "SELECT * { {} " + "UNION {} " * 20_000 + "}",
    "9,000 unions": "SELECT * { {} " + "UNION {} " * 9_000 + "}",
    "2 MB": 'ASK { FILTER("' + "a" * 2_000_000 + '" = "b") }',
}


@dataclass
class Tally:
    """What came of it all."""

    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)  # of good questions that were answered
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, kind: str, status: object) -> None:
        """One more request of a kind ended so."""
        with self.lock:
            self.statuses[f"{kind}: {status}"] += 1

    def fault(self, text: str) -> None:
        """Something that must not be."""
        with self.lock:
            self.faults.append(text)


def build(folder: Path, articles: int, chance: random.Random) -> None:
    """A graph of invented news."""
    kinds = ("Person", "State", "Organization")
    actors = [Identity(f"A{n}", f"Actor {n}", (f"Actor {n}", f"No. {n}"), kinds[n % 3]) for n in range(ACTORS)]
    run = rdf.Run("bench", "none", "none")
    with store.open(folder, write=True) as graph:
        for number in range(articles):
            events = [_event(actors, chance) for _ in range(20)]
            about: Any = SimpleNamespace(
                id=f"a{number}", title=f"Article {number}", date="2031-06-30", url=None, file="a.txt", sha256="0" * 64
            )
            graph.put(rdf.article_iri(about.id), rdf.quads(about, events, run), "0")


def _event(actors: list[Identity], chance: random.Random) -> Event:
    source = actors[int(ACTORS * chance.random() ** 2)]
    target = actors[int(ACTORS * chance.random())]
    relation, day = chance.choice(RELATIONS), f"2031-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    quote = f"{source.name} {relation} {target.name} on {day} ({chance.random():.9f})."
    manner = chance.choice((("Affirmed", "Actual"), ("Affirmed", "Planned"), ("Negated", "Actual")))
    evidence = (Evidence(quote, 10, 10 + len(quote), relation, 10),)
    return Event(
        relation, source, target, None, polarity=manner[0], modality=manner[1], by=None, confidence=0.9,
        time=When(day, day, day), evidence=evidence,
    )  # fmt: skip


def questions(chance: random.Random) -> Iterator[str]:
    """Questions people ask."""
    for _ in range(12):
        actor = f"actor:A{chance.randrange(ACTORS)}"
        yield f"SELECT ?whom {{ {actor} kg:{chance.choice(RELATIONS)} ?whom }} ORDER BY ?whom"
        yield (
            f"SELECT ?e ?day ?q {{ ?e kg:source {actor} ; kg:earliest ?day ; prov:wasDerivedFrom/kg:quote ?q }} "
            "ORDER BY ?day ?e LIMIT 50"
        )
        yield f"ASK {{ {actor} kg:accuses ?x . ?x kg:meets ?y }}"
    yield "SELECT ?r (COUNT(DISTINCT ?e) AS ?n) { ?e kg:relation ?r } GROUP BY ?r ORDER BY ?r"
    yield "SELECT DISTINCT ?a ?b { ?a kg:accuses ?x . ?x kg:meets ?b } ORDER BY ?a ?b LIMIT 500"
    yield "SELECT ?n { ?a rdfs:label ?n FILTER(CONTAINS(?n, '17')) } ORDER BY ?n"


class Client:
    """One of the crowd."""

    def __init__(self, url: str, known: list[tuple[str, list[str]]], listener: str, tally: Tally, seed: str) -> None:
        self.url, self.known, self.listener, self.tally = url, known, listener, tally
        self.chance = random.Random(seed)
        self.session = requests.Session()
        self.acts: list[tuple[float, Callable[[], None]]] = [
            (0.80, self.good),
            (0.85, self.slow),
            (0.91, self.broken),
            (0.95, self.reaching),
            (0.98, self.page),
            (1.00, self.rude),
        ]

    def run(self, until: float) -> None:
        """Ask until the time is over."""
        while time.monotonic() < until:
            place = self.chance.random()
            act = next(act for bound, act in self.acts if place < bound)
            try:
                act()
            except requests.RequestException as error:
                self.tally.fault(f"{act.__name__}: {type(error).__name__}: {str(error)[:200]}")
            time.sleep(self.chance.random() * 0.1)

    def good(self) -> None:
        """A question whose answer is known."""
        text, wanted = self.chance.choice(self.known)
        began = time.monotonic()
        answer = self.ask(text)
        self.tally.count("good", answer.status_code)
        if answer.status_code == 200:
            with self.tally.lock:
                self.tally.seconds.append(time.monotonic() - began)
            if rows(answer.content) != wanted:
                self.tally.fault(f"a wrong answer to {text}")
        elif answer.status_code != 503 or "Retry-After" not in answer.headers:
            self.tally.fault(f"{answer.status_code} for a good question: {answer.text[:200]}")

    def slow(self) -> None:
        """A question that asks for too much."""
        name, text = self.chance.choice(sorted(SLOW.items()))
        answer = self.ask(text)
        if answer.status_code == 200 and name in WHOLE and len(answer.content) > WHOLE[name]:
            self.tally.count(name, "200, and whole")  # within the bounds of one answer
            json.loads(answer.content)
        else:
            self.expect(name, answer, {503, 504})

    def broken(self) -> None:
        """What is no query, or would break the parser."""
        name, text = self.chance.choice(sorted(BROKEN.items()))
        self.expect(name, self.ask(text), {400, 413, 503})

    def reaching(self) -> None:
        """A query that would reach a file or the network."""
        at = self.chance.choice((self.listener, Path(__file__).resolve().as_uri()))
        name, text = self.chance.choice(
            (
                ("SERVICE", f"SELECT * {{ SERVICE <{at}> {{ ?s ?p ?o }} }}"),
                ("SERVICE, hidden", f'SELECT * {{ BIND("""\\\\""" AS ?a) SERVICE <{at}> {{ }} BIND("""b""" AS ?b) }}'),
                ("LOAD", f"LOAD <{at}>"),
                ("FROM", f"SELECT * FROM <{at}> {{ ?s ?p ?o }}"),
            )
        )
        answer = self.ask(text)
        if answer.status_code == 200 and rows(answer.content):
            self.tally.fault(f"{name} found something")
        self.expect(name, answer, {200, 400, 503})

    def page(self) -> None:
        """A page that one reads."""
        path = self.chance.choice(("/", f"/actor/A{self.chance.randrange(ACTORS)}", "/actor/nobody", "/sparql"))
        answer = self.session.get(self.url + path, headers={"Accept": "text/html"}, timeout=PATIENCE)
        self.expect("a page", answer, {200, 404, 503})
        if answer.status_code == 200 and not answer.text.rstrip().endswith("</html>"):
            self.tally.fault(f"{path} is cut short")

    def rude(self) -> None:
        """A client that hangs up in the middle, or says half a request and no more."""
        at = (urlsplit(self.url).hostname, urlsplit(self.url).port)
        text = self.chance.choice(("GET /sparql?query=ASK", "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"))
        with contextlib.suppress(OSError), socket.create_connection(at, timeout=5) as client:
            client.sendall(text.encode())
            time.sleep(self.chance.random())
        self.tally.count("rude", "gone")

    def expect(self, name: str, answer: requests.Response, statuses: set[int]) -> None:
        """Count it; another status is a fault."""
        self.tally.count(name, answer.status_code)
        if answer.status_code not in statuses:
            self.tally.fault(f"{answer.status_code} for {name}: {answer.text[:200]}")

    def ask(self, text: str) -> requests.Response:
        """Post a query. A body that is shorter than it was said to be is an error of ``requests``."""
        accept = {"Accept": "application/sparql-results+json"}
        return self.session.post(f"{self.url}/sparql", {"query": text}, headers=accept, timeout=PATIENCE)


def rows(body: bytes) -> list[str]:
    """An answer in JSON, in an order of its own. Raises ValueError if it is cut short."""
    found = json.loads(body)
    if "boolean" in found:
        return [str(found["boolean"])]
    return sorted(json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])


def known(folder: Path, chance: random.Random) -> list[tuple[str, list[str]]]:
    """The questions, and what the engine answers when it is asked alone."""
    with store.open(folder) as graph:
        return [(text, rows(_bare(graph, text))) for text in questions(chance)]


def _bare(graph: store.Store, text: str) -> bytes:
    found: Any = graph.quads.query(text, prefixes=dict(query.PREFIXES), use_default_graph_as_union=not graph.united)
    body: bytes = found.serialize(format=ox.QueryResultsFormat.JSON)
    return body


@contextlib.contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Who must not be reached from within a query."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    server.accept()[0].close()
                    heard.append("somebody")

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", heard
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)


class Watch(threading.Thread):
    """Measures the memory of the server and its children, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.process = psutil.Process(pid)
        self.server = self.all = self.processes = 0
        self.over = threading.Event()

    def run(self) -> None:
        """Look every 50 ms."""
        while not self.over.wait(0.05):
            found = [self._memory(p) for p in [self.process, *self._children()]]
            self.server = max(self.server, found[0])
            self.all = max(self.all, sum(found))
            self.processes = max(self.processes, len(found))

    def _children(self) -> list[psutil.Process]:
        with contextlib.suppress(psutil.Error):
            return self.process.children(recursive=True)
        return []

    @staticmethod
    def _memory(process: psutil.Process) -> int:
        with contextlib.suppress(psutil.Error):
            return int(process.memory_info().rss // 1_000_000)
        return 0


def end(process: subprocess.Popen[str], client: Client, tally: Tally) -> float:
    """Stop the server with requests under way; the seconds it took."""
    children = psutil.Process(process.pid).children(recursive=True)
    crowd = [threading.Thread(target=_last, args=(client, text)) for text in (*SLOW.values(), "ASK {}")]
    for thread in crowd:
        thread.start()
    time.sleep(0.5)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    try:
        status = process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        status = -9
    took = time.monotonic() - began
    for thread in crowd:
        thread.join()
    assert process.stderr is not None
    said = process.stderr.read().strip()
    if status or said or any(child.is_running() for child in children):
        tally.fault(f"the end was not clean: status {status}, {said[-500:]}")
    return took


def _last(client: Client, text: str) -> None:
    with contextlib.suppress(requests.RequestException):
        requests.post(f"{client.url}/sparql", {"query": text}, timeout=PATIENCE)


def measure(options: argparse.Namespace, folder: Path) -> Tally:
    """All of it, with the figures on standard output."""
    build(folder, options.articles, random.Random(options.seed))
    asked = known(folder, random.Random(options.seed))
    tally = Tally()
    line = [sys.executable, "-m", "kg", "serve", "--graph", str(folder), "--port", "0", "--timeout", str(TIMEOUT)]
    line += ["--memory", str(MEMORY), "--workers", str(WORKERS)]
    with listening() as (reached, heard), subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        match = re.search(r"http://\S+?(?=/ )", process.stderr.readline())
        assert match, "the server did not start"
        while requests.get(f"{match[0]}/sparql", timeout=PATIENCE).status_code != 200:
            time.sleep(0.1)
        watch = Watch(process.pid)
        watch.start()
        clients = [Client(match[0], asked, reached, tally, f"{options.seed}/{n}") for n in range(options.clients)]
        until = time.monotonic() + options.seconds
        crowd = [threading.Thread(target=client.run, args=(until,)) for client in clients]
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
        if clients[0].ask("ASK {}").status_code != 200:
            tally.fault("it does not answer any more")
        took = end(process, clients[0], tally)
        watch.over.set()
        watch.join()
    if heard:
        tally.fault(f"{len(heard)} connections from within a query")
    for name, most in (("server", watch.server), ("all", watch.all)):
        if most > ROOM[name]:
            tally.fault(f"{most} MB for {name}, more than {ROOM[name]}")
    report(options, tally, watch, took)
    return tally


def report(options: argparse.Namespace, tally: Tally, watch: Watch, took: float) -> None:
    """The figures."""
    total = sum(tally.statuses.values())
    print(f"{options.clients} clients, {options.seconds:g} s: {total} requests, {total / options.seconds:.0f} a second")
    for name, count in sorted(tally.statuses.items()):
        print(f"    {name:32} {count}")
    if len(tally.seconds) > 1:
        cuts = statistics.quantiles(tally.seconds, n=100)
        print(f"good questions: p50 {cuts[49] * 1e3:.0f} ms, p95 {cuts[94] * 1e3:.0f} ms, p99 {cuts[98] * 1e3:.0f} ms")
    wrong = sum(fault.startswith("a wrong answer") for fault in tally.faults)
    print(f"wrong answers: {wrong}; other faults: {len(tally.faults) - wrong}")
    print(f"memory at most: server {watch.server} MB, all {watch.processes} processes {watch.all} MB")
    print(f"stopped with requests under way in {took:.1f} s")
    for fault in tally.faults[:20]:
        print(f"    {fault}")


def main() -> int:
    """The exit code says the verdict."""
    parser = argparse.ArgumentParser(description="Fifty clients at once, some of them hostile, on kg serve.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = measure(options, Path(folder) / "graph")
    good = tally.statuses["good: 200"]
    print("holds" if good and not tally.faults else "does not hold")
    return 0 if good and not tally.faults else 1


if __name__ == "__main__":
    sys.exit(main())
