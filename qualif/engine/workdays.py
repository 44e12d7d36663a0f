"""Business days in France: Monday to Friday but the eleven public holidays (Code du travail, L3133-1)."""

from datetime import date, datetime, timedelta
from functools import cache

from qualif.store.clock import paris

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)


def easter(year: int) -> date:
    """Easter Sunday (Gregorian computus of Meeus, Jones and Butcher).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    left = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + left - 7 * ((a + 11 * h + 22 * left) // 451) + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=days) for days in _AFTER_EASTER}
    return frozenset({date(year, month, day) for month, day in _FIXED} | moving)


def is_business_day(day: date) -> bool:
    """Whether offices are open.

    >>> is_business_day(date(2026, 4, 6)), is_business_day(date(2026, 4, 7))
    (False, True)
    """
    return day.weekday() < 5 and day not in holidays(day.year)


def after_business_days(instant: datetime, count: int) -> datetime:
    """The same hour so many business days later, in Paris; from a closed day the count starts at the end of it.

    >>> from zoneinfo import ZoneInfo
    >>> after_business_days(datetime(2026, 4, 3, 10, tzinfo=ZoneInfo("Europe/Paris")), 1).isoformat()
    '2026-04-07T10:00:00+02:00'
    """
    local = paris(instant)
    day, left = local.date(), count
    while left:
        day += timedelta(days=1)
        left -= is_business_day(day)
    return local.replace(year=day.year, month=day.month, day=day.day)


def before_business_days(instant: datetime, count: int) -> datetime:
    """The same hour so many business days earlier, in Paris: what came before it is older than that."""
    local = paris(instant)
    day, left = local.date(), count
    while left:
        day -= timedelta(days=1)
        left -= is_business_day(day)
    return local.replace(year=day.year, month=day.month, day=day.day)
