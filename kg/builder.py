"""The one flow of a build: read -> Doc -> identities -> events -> quads -> store.

An article is stored whole or not at all, and counted only when it is safely on disk; so a build that was killed is
finished by running it again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from kg import store
from kg.documents import Article, Skipped, read, require
from kg.extractor import Extractor, Options, Outcome, Statements, extract, extractor, fingerprint
from kg.imports import imported, split
from kg.rdf import Run, article_iri
from kg.workers import spread

CHUNK = 50  # articles that a worker takes at a time
CHUNK_CHARACTERS = 400_000  # but no more text than this, unless it is one article


@dataclass
class Report:
    """What a build did so far."""

    stored: int = 0
    unchanged: int = 0
    events: int = 0
    undated: list[str] = field(default_factory=list)  # ids of articles whose relative dates stay open
    skipped: list[Skipped] = field(default_factory=list)


def build(
    inputs: Iterable[Path | str],
    graph: Path | str,
    options: Options | None = None,
    *,
    processes: int | None = None,
    watch: Callable[[Report], object] = lambda report: None,
) -> Report:
    """Read every article of ``inputs`` into the graph at ``graph``; an article already there as it is stays.

    An input that is an RDF file, as a graph is exported to, brings its articles as they were read then.
    ``processes`` is the number of workers, None for one a core, 0 for none: then this process reads. A single chunk
    of articles is always read here. ``watch`` is called with the report whenever it has grown. Raises KGError where
    the model, the ontology or the graph is at fault; what is wrong with an article is in the report.
    """
    graphs, texts = split(inputs)
    require([*graphs, *texts])
    found = read(texts)
    first = list(islice(found, 1))  # an input at fault is said before a graph is made
    report = Report()
    with ExitStack() as stack:
        # A graph at fault is said before a model is loaded; a new one is made after that.
        target = stack.enter_context(store.open(graph, write=True)) if store.exists(graph) else None
        reader = extractor(options or Options()) if first else None
        target = target or stack.enter_context(store.open(graph, write=True))
        steps = _imported(graphs, target, report)
        if reader is not None:
            chunks = _chunks(_fresh(chain(first, found), target, reader.run, report))
            read_now = _outcomes(chunks, reader, os.cpu_count() if processes is None else processes)
            steps = chain(steps, read_now)
        waiting: list[Statements] = []  # put, and not yet safe
        for outcomes in steps:
            waiting += _put(outcomes, target, report)
            if target.flush(last=False):
                _count(waiting, report)
            watch(report)
        target.flush()
        _count(waiting, report)
    watch(report)
    return report


def _imported(files: Iterable[Path], target: store.Store, report: Report) -> Iterator[list[Outcome]]:
    """The articles of RDF files that the graph does not hold already."""
    for file in files:
        found = iter(imported(file))
        while some := list(islice(found, CHUNK)):
            fresh = [s for s in some if isinstance(s, Skipped) or not target.has(s.iri, s.fingerprint)]
            report.unchanged += len(some) - len(fresh)
            yield fresh


def _fresh(found: Iterable[Article | Skipped], target: store.Store, run: Run, report: Report) -> Iterator[Article]:
    """The articles to be read: not those that the graph holds already, read by the same versions."""
    seen: dict[ox.NamedNode, str] = {}
    for item in found:
        if isinstance(item, Skipped):
            report.skipped.append(item)
            continue
        iri, mark = article_iri(item.id, run.base), fingerprint(item, run)
        if iri in seen:
            if seen[iri] != mark:
                report.skipped.append(Skipped(item.file or item.id, f"another article has the id “{item.id}”"))
            continue
        seen[iri] = mark
        if target.has(iri, mark):
            report.unchanged += 1
        else:
            yield item


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    size = 0
    for article in articles:
        if chunk and (len(chunk) == CHUNK or size + len(article.text) > CHUNK_CHARACTERS):
            yield chunk
            chunk, size = [], 0
        chunk.append(article)
        size += len(article.text)
    if chunk:
        yield chunk


def _outcomes(chunks: Iterator[Sequence[Article]], reader: Extractor, workers: int | None) -> Iterator[list[Outcome]]:
    """What each chunk says; a single chunk is not worth a process."""
    first = list(islice(chunks, 2))
    if len(first) < 2 or not workers:
        yield from map(reader.extract, chain(first, chunks))
    else:
        yield from spread(chain(first, chunks), partial(extract, reader.options), workers)


def _put(outcomes: Sequence[Outcome], target: store.Store, report: Report) -> list[Statements]:
    done = [outcome for outcome in outcomes if isinstance(outcome, Statements)]
    for statements in done:
        target.put(statements.iri, statements.quads, statements.fingerprint)
    report.skipped += [outcome for outcome in outcomes if isinstance(outcome, Skipped)]
    return done


def _count(done: list[Statements], report: Report) -> None:
    """Report articles as stored: only when they are safe."""
    report.stored += len(done)
    report.events += sum(statements.events for statements in done)
    report.undated += [statements.id for statements in done if not statements.dated]
    done.clear()
