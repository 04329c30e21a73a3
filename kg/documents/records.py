"""Records with fields id, title, date, text, url: JSON Lines, JSON and CSV. Other fields are kept as metadata."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.documents.article import Article, Skipped, clean, fault
from kg.documents.dateline import article_date, day

_KNOWN = frozenset({"id", "title", "headline", "date", "published", "text", "body", "url"})
csv.field_size_limit(10_000_000)


def jsonl(text: str, where: str) -> Iterator[Article | Skipped]:
    """One JSON object a line; a line that is none is named by its number."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _parsed(line, f"{where}:{number}", where)


def _parsed(line: str, place: str, where: str) -> Article | Skipped:
    try:
        return article(json.loads(line), place, where)
    except (ValueError, RecursionError):
        return Skipped(place, "it is not JSON")


def json_records(text: str, where: str) -> Iterator[Article | Skipped]:
    """A JSON object, or a list of them."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        yield Skipped(where, "it is not JSON")
        return
    for number, record in enumerate(found if isinstance(found, list) else [found], 1):
        yield article(record, f"{where}[{number}]" if isinstance(found, list) else where, where)


def csv_records(text: str, where: str) -> Iterator[Article | Skipped]:
    """A table whose first line names the fields."""
    try:
        for number, record in enumerate(csv.DictReader(io.StringIO(text)), 2):
            yield article(record, f"{where}:{number}", where)
    except csv.Error as error:
        yield Skipped(where, f"it is not CSV ({error})")


def article(record: Any, place: str, where: str) -> Article | Skipped:
    """One record as an article, or why not. ``place`` names it in messages; its id is that unless it has one."""
    if not isinstance(record, Mapping):
        return Skipped(place, "it is not a record with fields")
    fields = {str(name): value for name, value in record.items() if value is not None}
    wrong = next((n for n in ("title", "text", "body", "url") if n in fields and not isinstance(fields[n], str)), None)
    if wrong:
        return Skipped(place, f"the field “{wrong}” is not text")
    title = " ".join(clean(fields.get("title") or fields.get("headline") or "").split())
    text = fields.get("text") or fields.get("body") or ""
    if why := fault(text):
        return Skipped(place, why)
    if title and not clean(text).startswith(title):
        text = f"{title}\n{text}"
    given = str(fields.get("date") or fields.get("published") or "")  # a day, too, as tables have it
    when = day(given) if given else article_date(clean(text))
    if given and when is None:
        return Skipped(place, f"the date “{given[:40]}” is none; write it as 2022-01-17")
    return Article(
        id=clean(str(fields.get("id") or place)),
        text=text,
        title=title,
        date=when,
        url=clean(fields["url"]) if fields.get("url") else None,
        file=where,
        metadata={n: clean(str(v)) for n, v in fields.items() if n not in _KNOWN},
    )
