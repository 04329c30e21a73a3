"""How fast questions come back, beside pyoxigraph alone on the same store, and rdflib.

    python benchmarks/query.py [--triples 1000000] [--graph FOLDER]

Makes a graph of events in the shape that ``kg build`` writes, the same for the same seed, and asks it questions of
several kinds: of pyoxigraph alone, in this process; through ``graph.query`` of ``kg.open(graph)``, also in this
process; through that of ``kg.open(graph, timeout=60)``, which a guarded process answers; and, on a smaller graph since
it is slow, of rdflib. Prints the middle of the times in milliseconds, and the ratios to pyoxigraph alone.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from math import inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox

import kg
from kg import rdf, store
from kg.actors import Identity
from kg.events import Event, Evidence, When
from kg.namespaces import PREFIXES

RELATIONS = (
    *("accuses", "meets", "aids", "criticizes", "attacks", "supports"),
    *("demands", "consults", "leads", "denies", "visits", "sanctions"),
)
ACTORS, TOPICS, EVENTS = 2_000, 3_000, 10  # the last in an article
RUN = rdf.Run("benchmark", "none", "none")
BOUNDS = {
    "lookup": 20.0,
    "lookup, busy": 20.0,
    "group": 500.0,
    "two hops": 50.0,
    "two hops, busy": 50.0,
}  # milliseconds

QUESTIONS = {
    "lookup": """SELECT ?did ?whom ?date ?quote {{ ?event kg:source actor:Actor_{n} ; kg:relation ?did ; kg:time ?date ;
        kg:target/rdfs:label ?whom ; prov:wasDerivedFrom/kg:quote ?quote }}""",
    "lookup, busy": """SELECT ?did ?whom ?date ?quote {{ ?event kg:source actor:Actor_{m} ; kg:relation ?did ;
        kg:time ?date ; kg:target/rdfs:label ?whom ; prov:wasDerivedFrom/kg:quote ?quote }}""",
    "edge": "SELECT ?whom {{ actor:Actor_{n} kg:accuses ?whom }}",
    "group": "SELECT ?did (COUNT(*) AS ?n) {{ ?event kg:relation ?did }} GROUP BY ?did ORDER BY DESC(?n)",
    "group by month": """SELECT ?month (COUNT(*) AS ?n) {{ ?event kg:relation kg:accuses ; kg:earliest ?day
        BIND(SUBSTR(STR(?day), 1, 7) AS ?month) }} GROUP BY ?month""",
    "text": 'SELECT ?quote {{ ?said kg:quote ?quote FILTER(CONTAINS(?quote, "accuses Actor Number {m} ")) }}',
    "date range": """SELECT (COUNT(*) AS ?n) {{ ?event kg:earliest ?day
        FILTER(?day >= "2015-03-01"^^xsd:date && ?day < "2015-04-01"^^xsd:date) }}""",
    "two hops": "SELECT DISTINCT ?whom {{ actor:Actor_{n} kg:accuses ?other . ?other kg:attacks ?whom }}",
    "two hops, busy": "SELECT DISTINCT ?whom {{ actor:Actor_{m} kg:accuses ?other . ?other kg:attacks ?whom }}",
    "all rows": "SELECT ?event ?did ?who {{ ?event kg:relation ?did ; kg:source ?who }}",
}


def articles(triples: int, seed: int) -> Iterator[list[ox.Quad]]:
    """Articles until there are so many triples; few actors are in most of the news."""
    chance = random.Random(seed)
    kinds = ("Person", "State", "Organization", "Group")
    actors = [
        Identity(f"Actor_{n}", f"Actor Number {n}", (f"Actor Number {n}", f"A{n}"), kinds[n % 4]) for n in range(ACTORS)
    ]
    made = 0
    known: set[ox.Triple] = set()  # what articles repeat of actors and topics counts once
    while made < triples:
        day = f"20{chance.randint(10, 23)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        events = [_event(chance, actors, day, start) for start in range(0, 100 * EVENTS, 100)]
        about: Any = SimpleNamespace(id=f"a{made}", title="News", date=day, url=None, file="a.txt", sha256="0" * 64)
        quads = rdf.quads(about, events, RUN)
        fresh = {q.triple for q in quads if "/event/" in str(q.subject) or q.triple not in known}
        known.update(triple for triple in fresh if "/event/" not in str(triple.subject))
        made += len(fresh)
        yield quads


def _event(chance: random.Random, actors: list[Identity], day: str, start: int) -> Event:
    source, target = (actors[int(ACTORS * chance.random() ** 3)] for _ in range(2))
    relation = chance.choice(RELATIONS)
    quote = f"{source.name} {relation} {target.name} over {chance.randint(0, 10**6)} tonnes of wheat, officials said."
    return Event(
        relation,
        source,
        target,
        f"topic {chance.randrange(TOPICS)}",
        polarity=chance.choice(["Affirmed"] * 9 + ["Negated"]),
        modality=chance.choice(["Actual"] * 4 + ["Planned"]),
        by=None if chance.random() < 0.7 else chance.choice(actors),
        time=When(day, day, day),
        confidence=0.9,
        evidence=(Evidence(quote, start, start + len(quote), relation, start),),
    )


def filled(folder: Path, triples: int, seed: int) -> None:
    """Make the graph, unless it is there."""
    if folder.exists():
        return
    start = time.monotonic()
    with store.open(folder, write=True) as target:
        for quads in articles(triples, seed):
            article = quads[0].graph_name
            assert isinstance(article, ox.NamedNode)
            target.put(article, quads, "benchmark")
    print(f"made {folder} in {time.monotonic() - start:.0f} s", file=sys.stderr)


def timed(ask: Callable[[str], Any], question: str, rounds: int) -> tuple[float, int]:
    """The middle of the times in milliseconds, and how many rows came in all."""
    chance = random.Random(7)
    times, rows = [], 0
    for _ in range(rounds):
        text = question.format(n=chance.randint(50, ACTORS - 1), m=chance.randint(0, 20))
        start = time.perf_counter()
        rows += len(list(ask(text)))
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times), rows


def main() -> int:
    """Print the table; 1 if a bound is broken."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--triples", type=int, default=1_000_000)
    options.add_argument("--graph", type=Path, help="folder to keep the graph in; a temporary one if not given")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rounds", type=int, default=100, help="of the quick questions; a tenth of the others")
    options.add_argument("--rdflib", type=int, default=20_000, metavar="TRIPLES", help="for rdflib; 0 leaves it out")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.graph or Path(folder, "graph")
        filled(place, given.triples, given.seed)
        guarded, here = kg.open(place, timeout=60), kg.open(place)
        bare = here.store

        def alone(text: str) -> Any:
            return bare.query(text, prefixes=dict(PREFIXES))

        print(f"{next(iter(guarded.query('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')))['n'].value} triples in {place}")
        print(f"{'':16} {'rows':>8} {'pyoxigraph':>10} {'query':>10} {'ratio':>6} {'guarded':>10} {'ratio':>6}")
        broken = False
        for name, question in QUESTIONS.items():
            rounds = given.rounds if ("{n}" in question or "{m}" in question) and name != "text" else given.rounds // 10
            middle: list[list[float]] = [[], [], []]
            for _ in range(3):  # in turn, for the machine has other work too
                answers = [timed(ask, question, max(3, rounds // 3)) for ask in (alone, here.query, guarded.query)]
                assert len({rows for _, rows in answers}) == 1, f"{name}: other rows than of pyoxigraph alone"
                for times, (took, _) in zip(middle, answers, strict=True):
                    times.append(took)
            theirs, ours, kept = map(min, middle)
            rows = answers[0][1] // max(3, rounds // 3)
            ratios = f"{theirs:10.2f} {ours:10.2f} {ours / theirs:6.2f} {kept:10.2f} {kept / theirs:6.2f}"
            print(f"{name:16} {rows:8} {ratios}")
            broken = broken or max(ours, kept) > BOUNDS.get(name, inf)
        if given.rdflib:
            _beside_rdflib(given.rdflib, given.seed)
    return int(broken)


def _beside_rdflib(triples: int, seed: int) -> None:
    import rdflib

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "graph")
        filled(place, triples, seed)
        graph = kg.open(place)
        graph.export(Path(folder, "graph.nt"))
        other = rdflib.Graph().parse(Path(folder, "graph.nt"))
        for prefix, iri in PREFIXES.items():
            other.bind(prefix, iri, replace=True)
        print(f"beside rdflib, on {len(other)} triples:")
        for name, question in QUESTIONS.items():
            (theirs, wanted), (ours, rows) = timed(other.query, question, 3), timed(graph.query, question, 3)
            assert rows == wanted, f"{name}: {rows} rows, and {wanted} of rdflib"
            print(f"{name:16} {rows // 3:8} {ours:9.2f} {theirs:9.2f} {ours / theirs:6.2f}")


if __name__ == "__main__":
    sys.exit(main())
