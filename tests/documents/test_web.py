"""Web pages, feeds and Parquet tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import Article, Skipped, read
from kg.documents.pages import feed, page, plain

PAGE = """<html><head><title>Harbour opens again | The Ellen Post</title><meta charset="iso-8859-1">
<meta property="article:published_time" content="2021-03-12T10:00:00Z">
<link rel="canonical" href="https://example.org/harbour"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Harbour opens again</h1>
<p>The mayor of Port Ellen, José Silva, opened the harbour on Friday after two years of work. He thanked Scotland.</p>
<p>The opposition accused the mayor of waste.</p><script>alert(1)</script></article>
<footer>Imprint</footer></body></html>
"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>Harbour &amp; bridge</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Fri, 12 Mar 2021 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The mayor opened the harbour.&lt;/p&gt;
&lt;p&gt;He thanked Scotland.&lt;/p&gt;</description></item>
<item><title>Empty</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:a1</id>
<title>Harbour opens</title><updated>2021-03-12T10:00:00Z</updated><link href="https://example.org/a1"/>
<content type="html">&lt;p&gt;The mayor opened the harbour.&lt;/p&gt;</content></entry></feed>"""


def test_a_page_gives_its_article(tmp_path: Path) -> None:
    (tmp_path / "harbour.html").write_bytes(PAGE.encode("latin-1"))
    (article,) = read([tmp_path])
    assert isinstance(article, Article)
    assert (article.title, article.date, article.url) == (
        "Harbour opens again",
        "2021-03-12",
        "https://example.org/harbour",
    )
    assert "José Silva, opened the harbour" in article.text and "accused the mayor" in article.text
    assert not [word for word in ("Sport", "Imprint", "alert") if word in article.text]


@pytest.mark.parametrize(
    ("name", "text", "who"), [("a.rss", RSS, "g1"), ("a.xml", RSS, "g1"), ("a.atom", ATOM, "urn:a1")]
)
def test_each_entry_of_a_feed_is_an_article(tmp_path: Path, name: str, text: str, who: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    first, *rest = read([tmp_path])
    assert isinstance(first, Article)
    assert (first.id, first.date) == (who, "2021-03-12")
    assert first.text.split("\n")[1] == "The mayor opened the harbour."
    assert all(isinstance(item, Skipped) and "empty" in item.why for item in rest)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss version="2.0"></rss>', "entities"),
        (b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"></rss>', "entities"),
        (b"file:///etc/passwd", "no RSS or Atom"),
        (b"<html><p>No feed.</p></html>", "no RSS or Atom"),
    ],
)
def test_a_feed_that_is_none_or_means_harm(data: bytes, why: str) -> None:
    (found,) = feed(data, "a.xml")
    assert isinstance(found, Skipped) and why in found.why


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<div>" * 100_000, b"\xff\xfe\x00\x01", b"plain words"])
def test_a_page_without_article_is_named(data: bytes) -> None:
    (found,) = page(data, "a.html")
    assert isinstance(found, Skipped)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_markup_is_text_or_nothing(markup: str) -> None:
    assert isinstance(plain(markup), str)


def test_a_parquet_table_gives_an_article_a_row(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from datetime import date

    from pyarrow import parquet

    rows = [
        {
            "id": "p1",
            "title": "Harbour opens",
            "date": date(2021, 3, 12),
            "text": "The mayor opened it.",
            "desk": "north",
        },
        {"id": "p2", "title": None, "date": None, "text": "", "desk": None},
    ]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "news.parquet")
    first, second = read([tmp_path])
    assert isinstance(first, Article) and isinstance(second, Skipped)
    assert (first.id, first.date, first.metadata) == ("p1", "2021-03-12", {"desk": "north"})
    (tmp_path / "news.parquet").write_bytes(b"PAR1 nothing PAR1")
    (bad,) = read([tmp_path])
    assert isinstance(bad, Skipped) and "Parquet" in bad.why
