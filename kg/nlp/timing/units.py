"""Units of time counted from a day, as EDTF."""

from __future__ import annotations

from datetime import date, timedelta

from kg import edtf


def point(told: str | None, unit: str) -> date | None:
    """The day from which units are counted; None if what was told is less exact than they are."""
    if told is None or "/" in told and unit not in ("Month", "Year"):
        return None
    if unit in ("Hour", "Day", "Week", "Weekend") and len(told) < len("2022-01-17"):
        return None
    if unit in ("Month", "Quarter") and len(told) < len("2022-01"):
        return None
    return edtf.bounds(told)[1] or edtf.bounds(told)[0]


def away(unit: str, count: int, day: date) -> str | None:
    """So many units away from a day, as exact as the unit; weeks are counted in days."""
    if unit == "Hour":
        return (day + timedelta(days=int(count / 24))).isoformat()
    if unit in ("Day", "Week"):
        return (day + timedelta(days=count * (7 if unit == "Week" else 1))).isoformat()
    if unit in ("Month", "Quarter"):
        return edtf.month(*edtf.shift(day.year, day.month, count * (3 if unit == "Quarter" else 1)))
    if unit in ("Year", "Decade"):
        return f"{day.year + count * (10 if unit == 'Decade' else 1):04d}"
    return None


def calendar(unit: str, step: int, day: date | None) -> str | None:
    """The day, week, month and so on of the calendar, so many steps away from the one of a day."""
    if day is None:
        return None
    if unit == "Day":
        return (day + timedelta(days=step)).isoformat()
    if unit == "Week":
        return edtf.week(day + timedelta(weeks=step))
    if unit == "Weekend":
        saturday = day + timedelta(days=(5 - day.weekday()) % 7 if day.weekday() < 6 else -1)
        if step < 0 and saturday > day:
            saturday -= timedelta(weeks=1)
        return f"{saturday}/{saturday + timedelta(days=1)}"
    if unit == "Month":
        return edtf.month(*edtf.shift(day.year, day.month, step))
    if unit == "Quarter":
        year, number = edtf.shift(day.year, day.month, 3 * step)
        return edtf.quarter(year, (number + 2) // 3)
    if unit == "Year":
        return f"{day.year + step:04d}"
    if unit == "Decade":
        return f"{day.year // 10 + step:03d}X"
    return None
