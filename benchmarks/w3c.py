"""The W3C tests of SPARQL 1.1 queries, asked the way kg asks, and by pyoxigraph alone.

    python benchmarks/w3c.py FOLDER

FOLDER is that of the suite: ``sparql/sparql11`` of https://github.com/w3c/rdf-tests, or one above it. Every manifest
below it is read, and of their tests those of evaluation (with those of the CSV and TSV formats) and of syntax of
queries are run. "in memory" asks ``kg.query`` of a store in this process; "guarded" writes the data to a file that
a guarded process opens, where a query sees the union of all graphs, so that tests of named graphs fail there by intent.
Left out, and counted: entailment regimes, which need a reasoner; federated queries, which kg
refuses; and the tests of updates and protocols.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from kg import query
from kg.errors import KGError
from kg.guard import Guard

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
BASE = "http://example.org/suite/"
EVALUATION = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
SYNTAX = {MF.PositiveSyntaxTest11, MF.NegativeSyntaxTest11, MF.PositiveSyntaxTest, MF.NegativeSyntaxTest}
LEFT_OUT = {"entailment", "service", "syntax-fed"}
Found = tuple[str, Any]  # rows, triples, truth or refused; and what


@dataclass(frozen=True)
class Test:
    """One entry of a manifest."""

    name: str
    group: str
    kind: rdflib.term.Node
    text: str
    data: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path | None


def tests(folder: Path) -> tuple[list[Test], Counter[str]]:
    """The tests below a folder, and what is left out."""
    found, left_out = [], Counter[str]()
    for manifest in sorted(folder.rglob("manifest.ttl")):
        graph = rdflib.Graph().parse(manifest, publicID=manifest.as_uri())
        group = manifest.parent.name
        for entries in graph.objects(None, MF.entries):
            for entry in Collection(graph, entries):
                kind = graph.value(entry, rdflib.RDF.type)
                if kind not in EVALUATION | SYNTAX or group in LEFT_OUT:
                    left_out[f"{group}: {str(kind).rpartition('#')[2]}"] += 1
                    continue
                found.append(_test(graph, entry, kind, group))
    return found, left_out


def _test(graph: rdflib.Graph, entry: rdflib.term.Node, kind: rdflib.term.Node, group: str) -> Test:
    action = graph.value(entry, MF.action)
    asked = graph.value(action, QT.query) or action
    return Test(
        name=str(graph.value(entry, MF.name) or entry),
        group=group,
        kind=kind,
        text=_path(asked).read_bytes().decode("utf-8"),
        data=tuple(map(_path, graph.objects(action, QT.data))),
        named=tuple(_path(graph.value(g, QT.graph) or g) for g in graph.objects(action, QT.graphData)),
        result=_path(result) if (result := graph.value(entry, MF.result)) else None,
    )


def _path(iri: Any) -> Path:
    return Path(str(iri).removeprefix("file://"))


def loaded(test: Test) -> ox.Store:
    """The data of a test in memory. Their IRIs are below ``BASE``, so that FROM finds them."""
    data = ox.Store()
    named = test.named + (test.data if "FROM" in test.text else ())
    for files, default in ((test.data, True), (named, False)):
        for file in files:
            graph = ox.DefaultGraph() if default else ox.NamedNode(BASE + file.name)
            form = ox.RdfFormat.RDF_XML if file.suffix == ".rdf" else ox.RdfFormat.TURTLE
            data.load(path=str(file), format=form, base_iri=BASE + file.name, to_graph=graph)
    return data


def bare(data: ox.Store, text: str) -> Found:
    """What pyoxigraph alone answers."""
    try:
        return _found(query.Answer(data.query(text, base_iri=BASE)))
    except SyntaxError:
        return "refused", None
    except (RuntimeError, OSError) as error:
        return "failed", error


def in_memory(data: ox.Store, text: str) -> Found:
    """What ``kg.query`` answers."""
    return _asked(lambda: query.ask(data, f"BASE <{BASE}> {text}", union=False))


def guarded(data: ox.Store, text: str) -> Found:
    """What a guarded process answers from a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "data.nq")
        data.dump(str(file), format=ox.RdfFormat.N_QUADS)
        with Guard(str(file), timeout=20) as guard:
            return _asked(lambda: guard.ask(f"BASE <{BASE}> {text}"))


def _asked(ask: Callable[[], query.Answer]) -> Found:
    try:
        return _found(ask())
    except KGError as error:
        return ("refused" if "does not parse" in str(error) else "failed"), error


def _found(answer: query.Answer) -> Found:
    if answer.triples:
        return "triples", _graph(f"{t} ." for t in answer)
    if answer.truth() is not None:
        return "truth", answer.truth()
    return "rows", (answer.variables, [{n: row[n] for n in answer.variables if row[n] is not None} for row in answer])


def _graph(lines: Iterable[str]) -> rdflib.Graph:
    return rdflib.Graph().parse(data="\n".join(lines), format="nt")


def passes(test: Test, found: Found) -> bool:
    """Whether it is what the suite expects."""
    kind, given = found
    if test.kind in SYNTAX:
        return (kind == "refused") == (test.kind in (MF.NegativeSyntaxTest11, MF.NegativeSyntaxTest))
    if test.result is None or kind in ("refused", "failed"):
        return False
    if test.result.suffix == ".csv":
        return kind == "rows" and _csv(given) == _lines(test.result.read_text(encoding="utf-8"))
    wanted_kind, wanted = expected(test.result)
    if kind != wanted_kind:
        return False
    if kind == "triples":
        return isomorphic(given, wanted)
    if kind == "truth":
        return bool(given == wanted)
    ordered = "ORDER BY" in test.text.upper() and test.result.suffix != ".ttl"
    return _same(given, wanted, ordered)


def expected(file: Path) -> Found:
    """What a result file holds."""
    if file.suffix in (".ttl", ".rdf", ".nt"):
        graph = rdflib.Graph().parse(file, publicID=BASE + file.name)
        results = graph.value(None, rdflib.RDF.type, RS.ResultSet)
        if results is None:
            return "triples", graph
        if (truth := graph.value(results, RS.boolean)) is not None:
            return "truth", truth.toPython()  # type: ignore[attr-defined]
        return "rows", (sorted(map(str, graph.objects(results, RS.resultVariable))), list(_solutions(graph, results)))
    form = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
    parsed = ox.parse_query_results(file.read_bytes(), form[file.suffix])
    return _found(query.Answer(parsed))


def _solutions(graph: rdflib.Graph, results: rdflib.term.Node) -> Iterator[dict[str, Any]]:
    for solution in graph.objects(results, RS.solution):
        yield {
            str(graph.value(b, RS.variable)): _term(graph.value(b, RS.value))
            for b in graph.objects(solution, RS.binding)
        }


def _term(node: Any) -> Any:
    line = rdflib.Graph().add((rdflib.URIRef("urn:s"), rdflib.URIRef("urn:p"), node)).serialize(format="nt")
    return next(iter(ox.parse(line, ox.RdfFormat.N_TRIPLES))).object


def _same(given: Any, wanted: Any, ordered: bool) -> bool:
    (names, rows), (wanted_names, wanted_rows) = given, wanted
    if sorted(names) != sorted(wanted_names) or len(rows) != len(wanted_rows):
        return False
    if ordered:
        return _matched(rows, wanted_rows, {}, in_order=True)
    return _matched(rows, wanted_rows, {}, in_order=False)


def _matched(rows: list[Any], wanted: list[Any], nodes: dict[Any, Any], *, in_order: bool) -> bool:
    """Whether the rows are the same when blank nodes are renamed."""
    if not rows:
        return True
    for at, candidate in enumerate(wanted[:1] if in_order else wanted):
        renamed = _renamed(rows[0], candidate, nodes)
        if renamed is not None and _matched(rows[1:], wanted[:at] + wanted[at + 1 :], renamed, in_order=in_order):
            return True
    return False


def _renamed(row: dict[str, Any], other: dict[str, Any], nodes: dict[Any, Any]) -> dict[Any, Any] | None:
    """The blank nodes that must be taken for one another for the rows to be the same; None if they differ."""
    if row.keys() != other.keys():
        return None
    renamed = dict(nodes)
    for name, term in row.items():
        if isinstance(term, ox.BlankNode) and isinstance(other[name], ox.BlankNode):
            if renamed.setdefault(term, other[name]) != other[name]:
                return None
        elif _normal(term) != _normal(other[name]):
            return None
    return renamed


def _normal(term: Any) -> Any:
    """A number in its canonical form, as a store keeps it."""
    data = ox.Store()
    node = ox.NamedNode("urn:x")
    data.add(ox.Quad(node, node, term))
    return next(iter(data)).object


def _csv(given: Any) -> list[list[tuple[str, str]]]:
    names, rows = given
    return _by_name(
        names, [["_:" if isinstance(row.get(n), ox.BlankNode) else _text(row.get(n)) for n in names] for row in rows]
    )


def _text(term: Any) -> str:
    return str(getattr(term, "value", ""))


def _lines(text: str) -> list[list[tuple[str, str]]]:
    head, *rows = csv.reader(io.StringIO(text))
    return _by_name(head, [["_:" if cell.startswith("_:") else cell for cell in row] for row in rows])


def _by_name(names: list[str], rows: list[list[str]]) -> list[list[tuple[str, str]]]:
    """Rows whatever their order and that of their columns, which is open for SELECT *."""
    return sorted(sorted(zip(names, row, strict=True)) for row in rows)


def main() -> int:
    """Run them, and say how many pass; 1 if fewer than by pyoxigraph alone."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--guarded", action="store_true", help="also ask through a process of its own (slower)")
    options.add_argument("-v", "--verbose", action="store_true", help="name those that fail")
    given = options.parse_args()
    found, left_out = tests(given.folder.resolve())
    if not found:
        print(f"there is no manifest.ttl with tests of queries below {given.folder}", file=sys.stderr)
        return 2
    ways = {"pyoxigraph": bare, "kg in memory": in_memory, **({"kg guarded": guarded} if given.guarded else {})}
    passed = {way: Counter[str]() for way in ways}
    for test in found:
        sort = "evaluation" if test.kind in EVALUATION else "syntax"
        for way, ask in ways.items():
            good = passes(test, ask(loaded(test), test.text))
            passed[way][sort] += good
            if not good and given.verbose:
                print(f"{way}: {test.group}: {test.name}")
    totals = Counter("evaluation" if test.kind in EVALUATION else "syntax" for test in found)
    for way, counts in passed.items():
        print(f"{way:13}", *(f"{sort} {counts[sort]} of {total}" for sort, total in sorted(totals.items())), sep="  ")
    print("left out:", ", ".join(f"{n} {name}" for name, n in sorted(left_out.items())) or "nothing")
    return int(any(counts.total() < passed["pyoxigraph"].total() for counts in passed.values()))


if __name__ == "__main__":
    sys.exit(main())
