"""A graph -> a file: RDF, GraphML for network tools, or a table of events."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.store import SUFFIXES, dump

if TYPE_CHECKING:
    from kg.graph import Graph


def export(graph: Graph, file: Path) -> None:
    """Write ``graph`` to ``file`` in the format of its ending; the same graph gives the same bytes.

    ``.nq .trig .ttl .nt .jsonld`` (also ``.gz``), ``.graphml``, ``.csv`` (one row per event). Raises GraphError for
    another ending, or where the file cannot be written.
    """
    suffixes = [s.casefold() for s in file.suffixes if s.casefold() != ".gz"]
    suffix = suffixes[-1] if suffixes else ""
    try:
        if suffix in SUFFIXES:
            _rdf(graph, file)
        elif suffix == ".graphml":
            _graphml(graph, file)
        elif suffix == ".csv":
            _csv(graph, file)
        else:
            known = " ".join([*SUFFIXES, ".graphml", ".csv"])
            raise GraphError("the ending names no format", where=str(file), todo=f"use one of {known}")
    except OSError as error:
        raise GraphError(f"cannot be written: {error.strerror or error}", where=str(file)) from error


def _rdf(graph: Graph, file: Path) -> None:
    with graph.local() as quads:
        dump(quads, file)


def _graphml(graph: Graph, file: Path) -> None:
    """GraphML knows only plain values: lists and mappings are written as JSON."""
    import networkx as nx

    network = graph.network()
    plain = nx.MultiDiGraph(**{k: _plain(v) for k, v in network.graph.items()})
    for node, data in network.nodes(data=True):
        plain.add_node(node, **{k: _plain(v) for k, v in data.items() if v is not None})
    for source, target, key, data in network.edges(keys=True, data=True):
        plain.add_edge(source, target, key=key, **{k: _plain(v) for k, v in data.items() if v is not None})
    nx.write_graphml(plain, file)


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False, default=list, sort_keys=True)


def _csv(graph: Graph, file: Path) -> None:
    answer = graph.query("events")
    with file.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output)
        writer.writerow(answer.variables)
        writer.writerows(answer.cells())
