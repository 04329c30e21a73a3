"""Times: expressions of time, resolved against the article's date in the granularity they have."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.nlp.times import Times
from kg.ontology import cached

DAY = "2022-01-17"  # a Monday

TABLE = {
    "Kenya met Chad on Friday.": ["2022-01-14"],
    "Kenya met Chad on Monday.": ["2022-01-17"],
    "Kenya met Chad yesterday.": ["2022-01-16"],
    "Kenya met Chad today.": ["2022-01-17"],
    "Kenya will meet Chad tomorrow.": ["2022-01-18"],
    "Kenya met Chad last month.": ["2021-12"],
    "Kenya met Chad in December.": ["2021-12"],
    "Kenya met Chad in December 2019.": ["2019-12"],
    "Kenya met Chad on 3 March 2020.": ["2020-03-03"],
    "Kenya met Chad on March 3, 2020.": ["2020-03-03"],
    "Since November, Kenya has met Chad twice.": ["2021-11/.."],
    "Kenya met Chad two years ago.": ["2020"],
    "Kenya met Chad in 2015.": ["2015"],
    "Kenya met Chad.": [],
    "Kenya met two ministers and 300 guests.": [],
}


@pytest.mark.parametrize(("text", "expected"), TABLE.items())
def test_expressions_resolve_against_the_article(nlp: Language, text: str, expected: list[str]) -> None:
    doc = nlp(text)
    doc._.kg_date = DAY
    assert [t["edtf"] for t in Times(cached())(doc)._.kg_times] == expected


def test_without_a_date_only_whole_dates_resolve(nlp: Language) -> None:
    doc = Times(cached())(nlp("Kenya met Chad on Friday and on 3 March 2020."))
    assert [t["edtf"] for t in doc._.kg_times] == ["2020-03-03"]


def test_the_days_a_time_spans(nlp: Language) -> None:
    doc = nlp("Kenya met Chad in December 2019.")
    (time,) = Times(cached())(doc)._.kg_times
    assert (time["earliest"], time["latest"]) == ("2019-12-01", "2019-12-31")
    assert doc[time["head"]].text in ("December", "2019") and time["start"] < time["end"]
