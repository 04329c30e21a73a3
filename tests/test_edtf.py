"""EDTF values and the days they span."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import edtf


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2022-01-17", "2022-01-17", "2022-01-17"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2006~", "2006-01-01", "2006-12-31"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-23", "2021-09-01", "2021-11-30"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2016-10-25/2016-10-26", "2016-10-25", "2016-10-26"),
        ("2021-11/..", "2021-11-01", None),
        ("../2030", None, "2030-12-31"),
    ],
)
def test_days_a_value_spans(value: str, earliest: str | None, latest: str | None) -> None:
    found = edtf.bounds(value)
    assert tuple(day and day.isoformat() for day in found) == (earliest, latest)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2022-02-30",
        "2022-13",
        "2022-00",
        "2022-1-1",
        "22",
        "../..",
        "/",
        "2022/2021",
        "2022-01-17T10:00",
        "0000",
        "٢٠٢٢",
        "2022-25",
        "a/b",
        "2022/2023/2024",
    ],
)
def test_what_is_no_time_is_an_error(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the message differs with the fault)
        edtf.bounds(value)


def test_open_ends_of_seasons_and_decades_are_months_and_years() -> None:
    assert edtf.since("2021-21") == "2021-03/.."
    assert edtf.until("2021-24") == "../2022-02"
    assert edtf.since("2022-01-10/2022-01-16") == "2022-01-10/.."
    assert edtf.between("199X", "2004") == "1990/2004"
    assert edtf.between("2004", "2004") == "2004"


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 1)))
def test_weeks_months_and_quarters_hold_their_day(day: date) -> None:
    values = (edtf.week(day), edtf.month(day.year, day.month), edtf.quarter(day.year, (day.month + 2) // 3))
    for value in values:
        earliest, latest = edtf.bounds(value)
        assert earliest is not None and latest is not None
        assert earliest <= day <= latest


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(-600, 600))
def test_shifting_there_and_back(day: date, months: int) -> None:
    assert edtf.shift(*edtf.shift(day.year, day.month, months), -months) == (day.year, day.month)
