"""The days that a mail names: date to date, never by thirty days."""

from calendar import monthrange
from datetime import date

SILENCE_MONTHS = 2
"""Two months' silence is a rejection (CRPA L231-4 3°, L411-7)."""

WITHDRAWAL_MONTHS = 4
"""An unlawful decision may be withdrawn within four months (CRPA L243-3); later it is only repealed (L243-1)."""


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier when negative), clamped to the last day of a shorter month.

    >>> months_after(date(2026, 12, 31), 2), months_after(date(2026, 3, 31), -1)
    (datetime.date(2027, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def deemed_rejected_on(received: date) -> date:
    """The day from which silence is a rejection.

    >>> deemed_rejected_on(date(2026, 2, 3))
    datetime.date(2026, 4, 3)
    """
    return months_after(received, SILENCE_MONTHS)
