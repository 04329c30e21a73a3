"""Articles -> statements: the stages of ``nlp/`` and what follows them, without a store.

An ``Extractor`` holds the pipeline and the ontology of one process; all it gives out is plain data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph as ox
from spacy.tokens import Doc

from kg import __version__
from kg.actors import identities
from kg.documents import Article, Skipped
from kg.documents.article import clean
from kg.documents.dateline import day_told
from kg.events import Event, Evidence, events
from kg.iris import digest
from kg.namespaces import BASE
from kg.nlp import pipeline
from kg.nlp.headlines import common_words, truecase
from kg.ontology import Ontology, cached
from kg.rdf import Run, article_iri, quads

BATCH = 32  # texts that spaCy reads at once: fastest, and a third of the memory of its default


@dataclass(frozen=True)
class Options:
    """What a build can be told about how to read."""

    model: str | None = None  # name or folder of a spaCy pipeline
    ontology: tuple[str, ...] = ()  # folders that add to the package's own
    base: str = BASE  # of the IRIs of ids
    min_confidence: float = 0.0  # events below it are left out


@dataclass(frozen=True)
class Statements:
    """What one article says."""

    id: str
    iri: ox.NamedNode
    quads: list[ox.Quad]
    fingerprint: str
    events: int
    dated: bool


Outcome = Statements | Skipped


class Extractor:
    """Reads articles with one pipeline. Raises KGError where the model or the ontology is at fault."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.ontology = cached(*options.ontology)
        self.nlp = pipeline.load(options.model, options.ontology)
        self.common = common_words(self.nlp, self.ontology.words("MaleName") | self.ontology.words("FemaleName"))
        self.symmetric = frozenset(r.name for r in self.ontology.relations.values() if r.symmetric)
        meta = self.nlp.meta
        self.run = Run(
            program=f"{__version__}+{_sources()}",
            model=f"{meta['lang']}_{meta['name']} {meta['version']}",
            ontology=_version(self.ontology),
            options=f"confidence from {options.min_confidence}" if options.min_confidence else "",
            base=options.base,
        )

    def doc(self, article: Article) -> Doc:
        """The article as a Doc that the stages have not seen yet."""
        lead = len(article.plain) - len(article.plain.lstrip())
        title = clean(article.title)
        end = lead + len(title) if article.plain[lead:].startswith(title or "\0") else 0
        doc = self.nlp.make_doc(truecase(article.plain, end, self.common))
        doc._.kg_date = day_told(article.date, article.plain)
        doc._.kg_title_end = end
        return doc

    def events(self, doc: Doc, article: Article) -> list[Event]:
        """The events of a Doc that went through all stages."""
        actors = identities(doc._.kg_actors, article.id, self.ontology)
        sure = (e for e in events(doc, actors, self.symmetric) if e.confidence >= self.options.min_confidence)
        return [replace(e, evidence=tuple(placed(v, article) for v in e.evidence)) for e in sure]

    def read(self, article: Article) -> list[Event]:
        """The events of one article."""
        return self.events(self.nlp(self.doc(article)), article)

    def extract(self, articles: Sequence[Article]) -> list[Outcome]:
        """What each article says, in their order; ``Skipped`` for one that a stage fails on."""
        with self.nlp.memory_zone():
            try:
                docs = list(self.nlp.pipe((self.doc(a) for a in articles), batch_size=BATCH))
                return [self._statements(d, a) for d, a in zip(docs, articles, strict=True)]
            except Exception:  # one article is at fault: find it, and read the others
                return list(self._one_by_one(articles))

    def _one_by_one(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        for article in articles:
            try:
                yield self._statements(self.nlp(self.doc(article)), article)
            except Exception as error:  # whatever it is, it must cost no other article
                why = " ".join(str(error).split())[:200]
                yield Skipped(article.file or article.id, f"cannot be analysed ({type(error).__name__}: {why})")

    def _statements(self, doc: Doc, article: Article) -> Statements:
        found = self.events(doc, article)
        return Statements(
            id=article.id,
            iri=article_iri(article.id, self.run.base),
            quads=quads(article, found, self.run),
            fingerprint=fingerprint(article, self.run),
            events=len(found),
            dated=article.date is not None,
        )


def placed(evidence: Evidence, article: Article) -> Evidence:
    """Evidence with the offsets and the words of the text as it was given, invisible characters and all."""
    start, end = article.place(evidence.start, evidence.end)
    return replace(evidence, start=start, end=end, quote=article.text[start:end])


@lru_cache(maxsize=2)
def extractor(options: Options) -> Extractor:
    """The extractor of this process for these options: loading a model takes a second."""
    return Extractor(options)


def extract(options: Options, articles: Sequence[Article]) -> list[Outcome]:
    """What each article says, read by the extractor of this process: what a worker does."""
    return extractor(options).extract(articles)


def fingerprint(article: Article, run: Run) -> str:
    """What an article's statements depend on: all that was read of it, and the run."""
    parts = (article.sha256, article.id, article.title, article.date, article.url, article.file, run.iri.value)
    return digest(*parts, size=16)


def _version(ontology: Ontology) -> str:
    """The ontology's version, and a hash of its files: a changed wording is another ontology."""
    return f"{ontology.version}+{digest(*(f.read_bytes() for f in ontology.files), size=3)}"


@cache
def _sources() -> str:
    """A hash of this program's own files: a changed program is another run, whatever its version says."""
    root = Path(__file__).parent
    return digest(*(f.read_bytes() for f in sorted(root.rglob("*.py"))), size=3)
