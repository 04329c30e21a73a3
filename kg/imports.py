"""RDF files that a graph was exported to -> the articles of another graph.

An article of a graph made by kg brings the mark of what it was read from, so a later build knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.documents import Skipped
from kg.errors import GraphError
from kg.extractor import Outcome, Statements
from kg.iris import digest
from kg.namespaces import KG
from kg.store import load, scratch, suffix
from kg.store.base import ARTICLE, FINGERPRINT, TYPE

_EVENT = ox.NamedNode(KG + "Event")


def split(inputs: Iterable[Path | str]) -> tuple[list[Path], list[Path | str]]:
    """The inputs that are RDF files, and the others. Files in folders are never taken for RDF."""
    given = list(inputs)
    graphs = [Path(each) for each in given if str(each) != "-" and suffix(Path(each)) and not Path(each).is_dir()]
    return graphs, [each for each in given if Path(each) not in graphs]


def imported(file: Path) -> Iterator[Outcome]:
    """The articles of an RDF file, each a named graph, in the order of their IRIs."""
    with scratch() as quads:
        try:
            load(file, quads)
        except GraphError as error:
            yield Skipped(file.name, error.what)
            return
        if loose := sum(1 for _ in quads.quads_for_pattern(None, None, None, ox.DefaultGraph())):
            why = f"{loose} statements of no article; .nq, .trig and .jsonld keep articles apart"
            yield Skipped(file.name, why)
        for graph in sorted(quads.named_graphs(), key=str):
            yield _article(graph, list(quads.quads_for_pattern(None, None, None, graph)), file.name)


def _article(graph: ox.NamedNode | ox.BlankNode, quads: list[ox.Quad], where: str) -> Outcome:
    if not isinstance(graph, ox.NamedNode) or ox.Quad(graph, TYPE, ARTICLE, graph) not in quads:
        return Skipped(f"{where} {graph}", "this graph says of no article that it is one")
    marks = sorted(q.object.value for q in quads if (q.subject, q.predicate) == (graph, FINGERPRINT))  # type: ignore[union-attr]
    return Statements(
        id=graph.value,
        iri=graph,
        quads=[q for q in quads if (q.subject, q.predicate) != (graph, FINGERPRINT)],
        fingerprint=marks[0] if marks else digest(*sorted(map(str, quads)), size=16),
        events=sum((q.predicate, q.object) == (TYPE, _EVENT) for q in quads),
        dated=True,
    )
