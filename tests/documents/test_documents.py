"""Readers: what becomes an article, and what is named and skipped."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import Article, InputError, Skipped, read
from kg.documents.article import clean
from kg.documents.dateline import article_date, day, day_told

PROSE = (
    "Harbour opens again\n12 March 2021\nThe mayor of Port Ellen opened the harbour on Friday after two years of work."
)


def one(path: Path) -> Article | Skipped:
    (found,) = read([path])
    return found


def test_a_text_gives_headline_date_and_text(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(PROSE, encoding="utf-8")
    article = one(tmp_path / "harbour.txt")
    assert isinstance(article, Article)
    assert (article.id, article.title, article.date) == ("harbour", "Harbour opens again", "2021-03-12")
    assert article.text == PROSE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("01/17/2022, 4:35 p.m", "2022-01-17"),
        ("17/01/2022", "2022-01-17"),
        ("Friday, August 21, 2015", "2015-08-21"),
        ("17 January 2022", "2022-01-17"),
        ("Published: 2022-01-17T10:00Z", "2022-01-17"),
        (
            "LONDON, Jan 3, 2021 (Reuters) - The bank said on Sunday that it will close its branches in the north.",
            "2021-01-03",
        ),
        ("The treaty of 3 May 1998 was signed in a hall that has since been pulled down by its owner.", None),
        ("30/02/2022", None),
        ("Published: 3 March 2019, 10:15 GMT", "2019-03-03"),
        ("Published 13 March 2019 | Updated 14 March 2019", "2019-03-13"),
        ("Updated 14 March 2019\nPublished 13 March 2019", "2019-03-13"),
        ("2nd Update 3pm EST, March 3, 2019", "2019-03-03"),
        ("By Ada Brown | Mar 3, 2019 | 10:15 AM", "2019-03-03"),
        ("MARCH 13, 2019 / 10:15 AM / 2 YEARS AGO", "2019-03-13"),
        ("Sun 13 Mar 2019 10.15 GMT", "2019-03-13"),
        ("13th of March, 2019", "2019-03-13"),
        ("13-Mar-2019", "2019-03-13"),
        ("13-03-2019", "2019-03-13"),
        ("13.03.2019", "2019-03-13"),
        ("2019/03/13", "2019-03-13"),
        ("WASHINGTON, Dec. 11, 2016 — The secretary met his colleague in the capital on Sunday.", "2016-12-11"),
        ("NEW YORK, March 13, 2019 /Wire/ -- The firm announced that it has bought its rival.", "2019-03-13"),
        ("Geneva, 13 March 2019 – The agency said that the situation in the north is dire.", "2019-03-13"),
        ("13 March 2019 - The minister met his colleague in the capital and spoke of the war.", "2019-03-13"),
        ("LONDON (Reuters) - The bank said on Sunday that it will close its branches in the north.", None),
        ("LONDON, January 3 (Reuters) - The bank said that it will close its branches in the north.", None),
        ("He died on 13 March 1919.", None),
        ("4 May 1950 when it fell.", None),
    ],
)
def test_date_lines(line: str, expected: str | None) -> None:
    assert article_date(f"A headline\n{line}\nAnd the text goes on here.") == expected


def test_a_date_in_a_headline_is_not_that_of_the_article() -> None:
    assert article_date("Remembering September 11, 2001\nThe city mourned again.") is None


@pytest.mark.parametrize(
    ("given", "told"),
    [("2021-03-11", "2021-03-12"), ("2021-03-12", "2021-03-12"), ("2020-05-01", "2020-05-01"), (None, None)],
)
def test_a_text_tells_from_the_day_printed_in_it(given: str | None, told: str | None) -> None:
    assert day_told(given, "Harbour opens again\n12 March 2021\nThe mayor opened the harbour.") == told


def test_impossible_dates_are_none() -> None:
    assert day("2022-02-30") is None


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b"", "empty"),
        ("nul.txt", b"text with \0 in it", "not text"),
        ("bytes.txt", b"\xff\xfa\xc0 nothing \x80\x81", "not text"),
        (
            "german.txt",
            (
                "Die Regierung hat am Freitag beschlossen, dass die Brücke im nächsten Jahr gebaut wird, "
                "und der Minister sprach von einem guten Tag für die Stadt."
            ).encode(),
            "not English",
        ),
        ("run.txt", b"The mayor said " + b"(" * 5000, "long run"),
        ("bad.jsonl", b"{not json}", "not JSON"),
        ("bad.json", b"[1, 2]", "not a record"),
        ("bad.gz", b"nothing packed", "gzip"),
        ("picture.png", b"abc", "no format"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = list(read([tmp_path / name]))
    assert all(isinstance(f, Skipped) for f in found) and found
    assert why in str(found[0]) and str(found[0]).startswith(name)


def test_english_full_of_foreign_names_is_read(tmp_path: Path) -> None:
    text = (
        "Guatemala's Alvaro Arzu met Chiapas rebels in San Cristobal de las Casas, Mexico, on Tuesday, "
        "a spokesman in Tuxtla Gutierrez said."
    )
    (tmp_path / "names.txt").write_text(text, "utf-8")
    assert [a.text for a in read([tmp_path]) if isinstance(a, Article)] == [text]


def test_utf16_and_gzip_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PROSE.encode("utf-16"))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(PROSE.encode()))
    assert [a.text for a in read([tmp_path]) if isinstance(a, Article)] == [PROSE, PROSE]


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.documents.LARGEST", 100_000)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 5_000_000))
    assert "unpacks to more" in str(one(tmp_path / "bomb.txt.gz"))


def test_a_bad_line_costs_no_other_record(tmp_path: Path) -> None:
    good = '{"id": "g1", "title": "Harbour opens again", "date": "2021-03-12", '
    good += '"text": "The mayor opened it.", "desk": "north"}'
    (tmp_path / "x.jsonl").write_text(f"{good}\n[1]\nnonsense\n{good.replace('g1', 'g2')}\n", encoding="utf-8")
    found = list(read([tmp_path / "x.jsonl"]))
    assert [a.id for a in found if isinstance(a, Article)] == ["g1", "g2"]
    assert [s.where for s in found if isinstance(s, Skipped)] == ["x.jsonl:2", "x.jsonl:3"]
    first = found[0]
    assert isinstance(first, Article)
    assert first.text == "Harbour opens again\nThe mayor opened it." and first.metadata == {"desk": "north"}


def test_csv_and_json(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text,date\nc1,"The mayor, said she, left.",2021-03-12\n', encoding="utf-8")
    (tmp_path / "b.json").write_text('[{"id": 7, "text": "The mayor left."}]', encoding="utf-8")
    assert [a.id for a in read([tmp_path]) if isinstance(a, Article)] == ["c1", "7"]


def test_a_wrong_date_field_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"id": "a", "text": "The mayor left.", "date": "someday"}', encoding="utf-8")
    assert "someday" in str(one(tmp_path / "x.json"))


def test_a_folder_without_articles_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no articles"):
        list(read([tmp_path]))
    with pytest.raises(InputError, match="no such file"):
        list(read([tmp_path / "none.txt"]))


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text(PROSE, encoding="utf-8")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.txt").write_text(PROSE, encoding="utf-8")
    (inside / "b.txt").symlink_to(outside)
    assert [a.id for a in read([inside]) if isinstance(a, Article)] == ["a"]


def test_invisible_characters_are_taken_out() -> None:
    assert clean("\ufeffNA\u00adTO\u200b met\r\n\x1b[2J") == "NATO met\n[2J"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_named(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("wild") / "x.txt"
    path.write_bytes(data)
    (found,) = read([path])
    assert isinstance(found, Article) or found.where == "x.txt"


def test_offsets_are_those_of_the_text_as_it_was_given() -> None:
    text = "Har\u00adbour\r\nThe\u200e mayor\u200b left.\r\n"
    article = Article(id="a", text=text)
    start = article.plain.index("The mayor")
    assert article.plain == "Harbour\nThe mayor left.\n"
    begin, end = article.place(start, start + len("The mayor left."))
    assert text[begin:end] == "The\u200e mayor\u200b left."


@given(st.text(max_size=80))
def test_every_character_read_has_its_place(text: str) -> None:
    article = Article(id="a", text=text)
    for i, c in enumerate(article.plain):
        start, end = article.place(i, i + 1)
        assert end == start + 1 and (text[start] == c or c == "\n")
