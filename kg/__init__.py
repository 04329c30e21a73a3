"""News text to a graph of who did what to whom, when, and who says so.

>>> import kg
>>> graph = kg.build(["seeds"], graph="graph")    # or kg.open("graph")      # doctest: +SKIP
>>> graph.query("SELECT ?who ?whom { ?who kg:accuses ?whom }")               # doctest: +SKIP

Everything heavy is imported when it is first used, so that ``import kg`` costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.events import Event
    from kg.graph import Graph

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "add_to", "build", "open", "read"]


def build(
    inputs: Iterable[Path | str] | Path | str,
    graph: Path | str = "graph",
    *,
    model: str | None = None,
    ontology: Sequence[Path | str] = (),
    base: str | None = None,
    min_confidence: float = 0.0,
    processes: int | None = 0,
) -> Graph:
    """Read articles (files, folders, ``-``) into the graph at ``graph`` and open it.

    What could not be read is named in warnings; the rest is in. ``processes`` above 0 or None (one a core) reads in
    processes of their own; a script must then do its work under ``if __name__ == "__main__"``. Raises
    ``kg.errors.KGError`` where the model, the ontology or the graph is at fault.
    """
    import warnings

    from kg import builder
    from kg.extractor import Options
    from kg.namespaces import BASE

    options = Options(model, tuple(str(Path(o).resolve()) for o in ontology), base or BASE, min_confidence)
    paths = [inputs] if isinstance(inputs, str | Path) else inputs
    for skipped in builder.build(paths, graph, options, processes=processes).skipped:
        warnings.warn(f"skipped: {skipped}", stacklevel=2)
    return open(graph)


def open(graph: Path | str = "graph", *, timeout: float | None = None) -> Graph:  # noqa: A001  (kg.open, as zarr.open)
    """Open a graph: a folder that ``build`` made, an RDF file, or the URL of a SPARQL endpoint.

    Queries are answered in this process, as fast as the engine is; the engine cannot be interrupted, so one that
    explodes takes this program with it. With a ``timeout``, the seconds each may take, they are answered by a process
    of its own that has a bound on its memory too, which costs each some tenths of a millisecond: for queries that
    strangers write, and for a long session in a notebook. Raises ``kg.errors.GraphError`` if there is no such graph.
    """
    from kg.graph import Graph

    return Graph.open(graph, timeout=timeout)


def read(
    text: str, date: str | None = None, *, model: str | None = None, ontology: Sequence[Path | str] = ()
) -> list[Event]:
    """The events of a text, without a store; ``date`` (ISO) is the day it was written.

    >>> for event in read("Putin called Biden on Friday.", date="2022-01-17"):      # doctest: +SKIP
    ...     print(event.source.name, event.relation, event.target.name, event.time.edtf)
    Vladimir Putin calls Joe Biden 2022-01-14
    """
    from kg.documents import Article
    from kg.extractor import Options, extractor

    reader = extractor(Options(model, tuple(str(Path(o).resolve()) for o in ontology)))
    return reader.read(Article(id="text", text=text, title="", date=date))


def add_to(nlp: Language, ontology: Sequence[Path | str] = ()) -> Language:
    """Add the stages to any English spaCy pipeline; each Doc then has ``doc._.kg_events`` and its kin."""
    from kg.nlp import pipeline

    return pipeline.add_to(nlp, ontology)


def __getattr__(name: str) -> Any:
    if name == "Graph":
        from kg.graph import Graph

        return Graph
    raise AttributeError(f"module “kg” has no attribute “{name}”")
