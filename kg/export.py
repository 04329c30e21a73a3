"""A graph -> a file: RDF, GraphML for network tools, or a table of events."""

from __future__ import annotations

import codecs
import gzip
import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from kg.errors import GraphError
from kg.store import SUFFIXES, dump, replaced
from kg.store.base import damaged

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


class Exported(Protocol):
    """What is written out: ``kg.graph.Graph``."""

    where: str

    def local(self) -> AbstractContextManager[ox.Store]:
        """All quads in a store."""

    def network(self) -> nx.MultiDiGraph:
        """The network of actors."""


def export(graph: Exported, file: Path) -> None:
    """Write ``graph`` to ``file`` in the format of its ending; the same graph gives the same bytes.

    ``.nq .trig .ttl .nt .jsonld``, ``.graphml``, ``.csv`` (one row per event), each also ``.gz``; a file that is there
    is replaced as a whole. Raises GraphError for another ending, or where the file cannot be written.
    """
    suffixes = [s.casefold() for s in file.suffixes if s.casefold() != ".gz"]
    suffix = suffixes[-1] if suffixes else ""
    try:
        if suffix in SUFFIXES:
            with graph.local() as quads:
                dump(quads, file)
        elif suffix == ".graphml":
            _graphml(graph, file)
        elif suffix == ".csv":
            _csv(graph, file)
        else:
            known = " ".join([*SUFFIXES, ".graphml", ".csv"])
            raise GraphError("the ending names no format", where=str(file), todo=f"use one of {known}")
    except (OSError, RuntimeError) as error:  # of the engine the latter, too
        if "Corruption" in str(error):
            raise damaged(str(error), graph.where) from error
        raise GraphError(f"cannot be written: {getattr(error, 'strerror', None) or error}", where=str(file)) from error


def _graphml(graph: Exported, file: Path) -> None:
    """GraphML knows only plain values: lists and mappings are written as JSON, and what has no value is left out."""
    import networkx as nx

    network = graph.network()
    plain = nx.MultiDiGraph(**_attributes(network.graph))
    for node, data in network.nodes(data=True):
        plain.add_node(node, **_attributes(data))
    for number, (source, target, data) in enumerate(network.edges(data=True)):
        # The key becomes the edge's id, of which some tools keep only one of each; the relation is an attribute.
        plain.add_edge(source, target, key=f"e{number}", **_attributes(data))
    with _output(file) as output:
        nx.write_graphml(plain, output)


def _attributes(data: dict[str, Any]) -> dict[str, str | int | float | bool]:
    return {name: _plain(value) for name, value in data.items() if value is not None}


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, int | float | bool):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=list, sort_keys=True)
    return _NOT_XML.sub("\ufffd", text)


def _csv(graph: Exported, file: Path) -> None:
    import csv

    from kg.rows import COLUMNS, rows

    with graph.local() as quads, _output(file) as output:
        writer = csv.writer(codecs.getwriter("utf-8")(output))
        writer.writerow(COLUMNS)
        writer.writerows([_cell(value) for value in row] for row in rows(quads))


def _cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


@contextmanager
def _output(file: Path) -> Iterator[IO[bytes]]:
    with replaced(file) as output:
        if file.suffix.casefold() != ".gz":
            yield output
        else:
            with gzip.GzipFile(fileobj=output, mode="wb", filename="", mtime=0) as packed:
                yield packed  # type: ignore[misc]
