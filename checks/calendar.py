"""Days counted as the regulation counts them: by calendar months, clamped to the last day of a shorter month.

The zone is Europe/Paris whatever the zone of the machine. Nothing here fails on a far year: the calendar has two ends.
"""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier when negative), or the last day of that month when it has no such day.

    >>> months_after(date(2026, 1, 31), 1), months_after(date(2028, 2, 29), 12), months_after(date(2026, 3, 31), -1)
    (datetime.date(2026, 2, 28), datetime.date(2029, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, clamped."""
    return months_after(day, -months)


def last_of(day: date, precision: str | None) -> date:
    """The last day that a date known by its month or year may be; the day itself when it is known.

    >>> last_of(date(2026, 2, 1), "month"), last_of(date(2026, 1, 1), "year"), last_of(date(2026, 2, 1), None)
    (datetime.date(2026, 2, 28), datetime.date(2026, 12, 31), datetime.date(2026, 2, 1))
    """
    if precision == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    if precision == "year":
        return date(day.year, 12, 31)
    return day


def in_paris(instant: datetime) -> datetime:
    """The same instant on the clocks of Paris."""
    return instant.astimezone(PARIS)
