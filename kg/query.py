"""SPARQL 1.1 over a store: rows, triples or a truth, in the result formats of the recommendations.

A query sees the union of all articles; ``GRAPH ?article { … }`` tells them apart. The prefixes of the graph are
known. Named queries are files in ``queries/``; their parameters are bound as RDF terms, so that a value can never
become query text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.bearers import suggestion
from kg.errors import QueryError
from kg.named import NamedQuery as NamedQuery  # these three are part of the face of this module
from kg.named import Parameter as Parameter
from kg.named import Term, bind
from kg.named import named as named
from kg.namespaces import PREFIXES
from kg.sparql import check, names_graphs, placed, with_values
from kg.store.base import Engine, Result

if TYPE_CHECKING:
    import pandas as pd

MOST_KEPT = 1_000_000  # rows that an answer keeps to be read again
RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_PREFIXES = dict(PREFIXES)  # as the engine takes them
_FEW = 16
_BLOCK = 256  # rows read at once, when many were read before: one by one they take twice the time
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Dataset:
    """The graphs a query sees, by their IRIs, in place of those it names itself (SPARQL 1.1 Protocol, 2.1.4)."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Answer:
    """What a query gave. Iterates over rows (``row["who"]`` is a term or None) or triples; a truth is ``bool``.

    ``result`` is one of pyoxigraph, or an iterator of triples, or what makes it when it is first needed: the results
    of pyoxigraph end the program if another thread touches them. What was read can be read again, unless it is very
    much.
    """

    def __init__(self, result: Result | Callable[[], Result | Iterator[ox.Triple]]) -> None:
        self._make = result if callable(result) else None
        self._made: Any = None if callable(result) else result
        self._rows: Iterator[Any] | None = None
        self._kept: list[Any] | None = []
        self._whole = False  # whether all is kept

    @property
    def _result(self) -> Any:
        if self._made is None and self._make is not None:
            self._made = self._make()
        return self._made

    @property
    def _source(self) -> Iterator[Any]:
        if self._rows is None:
            self._rows = iter(()) if isinstance(self._result, ox.QueryBoolean) else iter(self._result)
        return self._rows

    @property
    def variables(self) -> list[str]:
        """The names of the columns; empty for triples and a truth."""
        return [v.value for v in getattr(self._result, "variables", ())]

    def __iter__(self) -> Iterator[Any]:
        if self._kept is None:
            raise QueryError("there were too many rows to keep them", todo="ask again")
        if not self._kept and not self._whole:  # most answers have few rows, and are read at once
            self._kept += islice(self._source, few := min(_FEW, MOST_KEPT))
            self._whole = len(self._kept) < few
        return iter(self._kept) if self._whole else self._reading()

    def _reading(self) -> Iterator[Any]:
        """What was read, then what comes, which is kept; several may read at once."""
        at, size = 0, 1
        while not (self._whole and self._kept is not None and at == len(self._kept)):
            if self._kept is not None and at < len(self._kept):
                block = self._kept[at:]
            else:
                block = list(islice(self._source, size))
                self._whole = not block
                if self._kept is not None:
                    self._kept += block
                if at >= MOST_KEPT:
                    self._kept = None
            if not block:
                return
            yield from block
            at += len(block)
            size = min(2 * size, _BLOCK)

    def __len__(self) -> int:
        """How many rows or triples. Raises TypeError if they are too many to be kept while they are counted."""
        if self._kept is not None and not self._whole:
            self._kept.extend(islice(self._source, max(0, MOST_KEPT + 1 - len(self._kept))))
            self._whole = len(self._kept) <= MOST_KEPT
        if self._kept is None or not self._whole:
            raise TypeError("there are too many rows to count them here: count them as they come, or in the query")
        return len(self._kept)

    def __bool__(self) -> bool:
        return bool(self._result) if isinstance(self._result, ox.QueryBoolean) else any(True for _ in self)

    @property
    def triples(self) -> bool:
        """Whether it is triples, as CONSTRUCT and DESCRIBE give."""
        return not isinstance(self._result, ox.QuerySolutions | ox.QueryBoolean)

    def truth(self) -> bool | None:
        """The answer to an ASK; None for rows and triples."""
        return bool(self._result) if isinstance(self._result, ox.QueryBoolean) else None

    def serialize(self, form: str, output: Any = None) -> bytes | None:
        """The result in ``json``, ``xml``, ``csv`` or ``tsv``; triples in ``ttl``, ``nt`` or ``jsonld``.

        The recommendations have no CSV or TSV for a truth: it is written as ``true`` or ``false``. Streams into the
        binary file ``output`` if there is one. Raises QueryError where the format does not fit.
        """
        if self.triples:
            if form not in GRAPHS:
                raise QueryError(f"triples cannot be written as {form}", todo=f"use {', '.join(GRAPHS)}")
            prefixes = dict(PREFIXES) if form in ("ttl", "trig") else None
            return ox.serialize(iter(self), output, format=GRAPHS[form], prefixes=prefixes)
        if form not in RESULTS:
            raise QueryError(f"rows cannot be written as {form}", todo=f"use {', '.join(RESULTS)}")
        if self._kept != []:
            raise QueryError("the rows were read already", todo="ask again")
        result: bytes | None = self._result.serialize(output, format=RESULTS[form])
        return result

    def cells(self, *, keep: bool = True) -> Iterator[list[str]]:
        """The rows as text to read, IRIs shortened. Without ``keep`` they cannot be read again."""
        names = self.variables
        for row in self if keep else self._source:
            yield [shown(row[name]) for name in names]

    def to_pandas(self) -> pd.DataFrame:
        """A DataFrame with one column a variable; numbers, truths and days as such. Needs the extra ``notebook``."""
        import pandas as pd

        return pd.DataFrame([[value(row[n]) for n in self.variables] for row in self], columns=self.variables)

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.cells())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def answer(
    store: Engine,
    text: str,
    parameters: Mapping[str, str],
    dataset: Dataset | None = None,
    *,
    union: bool | None = None,
    service: bool = False,
) -> Answer:
    """Ask in SPARQL, or ask a named query by its name; ``parameters`` are texts. Raises QueryError as ``ask`` does."""
    if not _NAME.fullmatch(text):
        values = {name: [ox.Literal(value)] for name, value in parameters.items()}
        return ask(store, text, values, dataset, union=union, service=service)
    known = named()
    if text not in known:
        todo = suggestion(text, known) or "kg query --list shows those there are"
        raise QueryError(f"there is no query “{text}”", todo=todo)
    bound = bind(lambda text: ask(store, text, union=union), known[text], parameters)
    return ask(store, known[text].text, bound, dataset, union=union)


def ask(
    store: Engine,
    text: str,
    parameters: Mapping[str, Sequence[Term]] | None = None,
    dataset: Dataset | None = None,
    *,
    union: bool | None = None,
    service: bool = False,
) -> Answer:
    """Ask a store. ``parameters`` bind variables of the outermost pattern, each to one of some terms.

    It sees ``dataset``, else the graphs it names with FROM, else the union of all: the default graph, which is that in
    our stores, or with ``union`` what the engine makes of all graphs; ``lacks_union`` says so if it is None. With
    ``service`` it may ask other endpoints.

    Raises QueryError for what does not parse (with line and column), is too long or too deep, or would reach a file
    or the network.
    """
    check(text, service=service)
    union = lacks_union(store) if union is None else union
    try:
        whole = with_values(text, parameters) if parameters else text
        return Answer(store.query(whole, prefixes=_PREFIXES, **_graphs(text, dataset, union)))
    except SyntaxError as error:
        raise placed(_fault_of(text) or str(error.msg), text) from error
    except RuntimeError as error:  # a function that the engine does not know
        raise QueryError(f"the query cannot be answered: {error}") from error


def lacks_union(store: Engine) -> bool:
    """Whether the engine has to make the union of all graphs: of a store with an empty default graph, an endpoint."""
    return not (isinstance(store, ox.Store) and any(store.quads_for_pattern(None, None, None, ox.DefaultGraph())))


def _fault_of(text: str) -> str | None:
    """What the parser says of a query as it was given, without our values, which move its places."""
    try:
        ox.Store().query(text, prefixes=_PREFIXES)
    except SyntaxError as error:
        return str(error.msg)
    return None


def _graphs(text: str, dataset: Dataset | None, union: bool) -> dict[str, Any]:
    """What the engine is told of the graphs; it would not hear FROM if told to take the union."""
    if dataset is None:
        return {"use_default_graph_as_union": True} if union and not names_graphs(text) else {}
    try:
        default, named = ([ox.NamedNode(iri) for iri in iris] for iris in (dataset.default, dataset.named))
    except ValueError as error:
        raise QueryError(f"no IRI of a graph: {error}") from error
    return {"default_graph": default, "named_graphs": named}


def shown(term: Any) -> str:
    """A term as one reads it: an IRI with its prefix, a literal's text.

    >>> shown(ox.NamedNode("https://w3id.org/newskg/ontology#accuses")), shown(ox.Literal("x")), shown(None)
    ('kg:accuses', 'x', '')
    """
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for prefix, iri in PREFIXES.items():
            if term.value.startswith(iri) and term.value != iri:
                return f"{prefix}:{term.value[len(iri) :]}"
    return str(getattr(term, "value", term))


def value(term: Any) -> Any:
    """A term as a Python value: numbers and truths as such, everything else as text."""
    kind = getattr(getattr(term, "datatype", None), "value", "").rsplit("#", 1)[-1]
    if term is None:
        return None
    if kind in ("integer", "int", "long"):
        return int(term.value)
    if kind in ("decimal", "double", "float"):
        return float(term.value)
    if kind == "boolean":
        return term.value in ("true", "1")
    return shown(term)
