"""Web pages and feeds: the article of a page, each entry of a feed. Nothing they name is fetched."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree, html

from kg.documents.article import Article, Skipped
from kg.documents.records import article

# All dates a page can bear: the library's own bounds end with the day it runs on, and a graph must not depend on that.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2100-01-01"}
_BLOCKS = ("p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "pre")
_UNSEEN = ("script", "style", "noscript", "template")


def page(data: bytes, where: str) -> Iterator[Article | Skipped]:
    """The article in a web page, found by trafilatura among menus and advertisements (Barbaresi, ACL 2021)."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        data, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )
    if found is None or not found.text:
        yield Skipped(where, "no article was found in the page")
        return
    yield article({"title": found.title, "date": found.date, "text": found.text, "url": _web(found.url)}, where, where)


def feed(data: bytes, where: str) -> Iterator[Article | Skipped]:
    """Each entry of an RSS or Atom feed: its full text if it brings it, else its summary."""
    import feedparser

    if b"<!ENTITY" in data:  # a few lines can expand to gigabytes, or name a file
        yield Skipped(where, "it declares entities of its own, which are not read")
        return
    found = feedparser.parse(io.BytesIO(data))  # of a string it would take a path or an address
    if not found.version or not found.entries:
        yield Skipped(where, "it is no RSS or Atom feed, or has no entries")
        return
    for number, entry in enumerate(found.entries, 1):
        written = entry.get("published_parsed") or entry.get("updated_parsed")
        record = {
            "id": entry.get("id") or _web(entry.get("link")),
            "title": plain(entry.get("title", "")),
            "date": date(*written[:3]).isoformat() if written else None,
            "text": plain(next((c.value for c in entry.get("content", [])), "") or entry.get("summary", "")),
            "url": _web(entry.get("link")),
        }
        yield article(record, f"{where}[{number}]", where)


def plain(markup: str) -> str:
    """The text of a piece of HTML, one block a line.

    >>> plain("<p>The mayor <b>resigned</b>.</p><p>He is 52.</p><script>x()</script>")
    'The mayor resigned.\\nHe is 52.'
    """
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):  # empty; bytes that no text holds
        return ""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _web(address: str | None) -> str | None:
    """An address of the web; anything else a page names as its own ("javascript:…") is none."""
    return address if address and address.startswith(("https://", "http://")) else None
