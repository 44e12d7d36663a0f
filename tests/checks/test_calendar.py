"""Months counted from every day of twelve years, both ways, against an independent count."""

from datetime import UTC, date, datetime, timedelta

import pytest

from checks.calendar import in_paris, last_of, months_after, months_before

DAYS = [date(2020, 1, 1) + timedelta(days=n) for n in range(12 * 365 + 3)]


def clamped(year: int, month: int, day: int) -> date:
    """The day, or the last one that exists, found by trying."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def walked(day: date, months: int) -> date:
    """Month by month on the fingers."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return clamped(year, month, day.day)


@pytest.mark.parametrize("months", [1, 9, 12, 24, -1, -9, -12, -24, 0, 36])
def test_every_day_of_twelve_years(months: int) -> None:
    assert all(months_after(day, months) == walked(day, months) for day in DAYS)
    assert all(months_before(day, months) == walked(day, -months) for day in DAYS)


def test_forward_and_backward_never_leave_a_day_out() -> None:
    """What is in time backwards is never late forwards, and only the ends of months lie between."""
    for start in DAYS[60:]:
        limit = months_before(start, 1)
        assert months_after(limit, 1) <= start
        between = [n for n in range(1, 5) if months_after(limit + timedelta(days=n), 1) <= start]
        assert not between or start == last_of(start, "month")


def test_the_ends_of_the_calendar_are_no_error() -> None:
    assert months_after(date.max, 1) == date.max
    assert months_before(date.min, 1) == date.min


def test_the_last_day_of_a_month_and_of_a_year() -> None:
    assert last_of(date(2028, 2, 1), "month") == date(2028, 2, 29)
    assert last_of(date(2026, 1, 1), "year") == date(2026, 12, 31)
    assert last_of(date(2026, 3, 2), None) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("utc", "paris"),
    [
        (datetime(2026, 3, 1, 22, 59, tzinfo=UTC), "2026-03-01T23:59:00+01:00"),
        (datetime(2026, 3, 1, 23, 0, tzinfo=UTC), "2026-03-02T00:00:00+01:00"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "2026-03-29T01:59:00+01:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29T03:00:00+02:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T02:30:00+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T02:30:00+01:00"),
    ],
)
def test_the_clocks_of_paris(utc: datetime, paris: str) -> None:
    assert in_paris(utc).isoformat() == paris
