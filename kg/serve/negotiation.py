"""Which format an answer takes, by the Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/trig": "trig",
    "application/n-quads": "nq",
    "application/x-turtle": "ttl",
    "text/plain": "nt",
    "application/json": "jsonld",
    "application/xml": "rdf",
}
HTML = {"text/html": "html", "application/xhtml+xml": "html"}
_MOST = 100  # parts of a header that are read


def choose(accept: str, kinds: Mapping[str, str]) -> str | None:
    """The media type of ``kinds`` that is most acceptable, the earlier of two; None if none is.

    >>> choose("text/csv;q=0.5, application/*;q=0.8", ROWS), choose("", ROWS), choose("image/png", ROWS)
    ('application/sparql-results+json', 'application/sparql-results+json', None)
    >>> choose("*/*, application/sparql-results+json;q=0", ROWS)
    'application/json'
    """
    ranges = _ranges(accept) or [("*/*", 1.0)]
    quality, _, kind = max((_quality(kind, ranges), -place, kind) for place, kind in enumerate(kinds))
    return kind if quality > 0 else None


def _quality(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How acceptable: by the range that names it most closely."""
    named = {
        wanted: quality for wanted, quality in reversed(ranges) if wanted in (kind, kind.split("/")[0] + "/*", "*/*")
    }
    return next((named[wanted] for wanted in (kind, kind.split("/")[0] + "/*", "*/*") if wanted in named), 0.0)


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(",")[:_MOST]:
        kind, *parameters = (piece.strip().casefold() for piece in part.split(";"))
        if "/" in kind:
            found.append((kind, _weight(parameters)))
    return found


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
