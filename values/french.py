"""French writing of days, instants and amounts, from tables of our own (no locale of the machine is asked).

Blanks that must not break are U+00A0 (before the euro sign) and U+202F (between thousands), as printers set them.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def day(d: date) -> str:
    """A day in words.

    >>> day(date(2026, 3, 2)), day(date(2026, 4, 1))
    ('2 mars 2026', '1er avril 2026')
    """
    number = "1er" if d.day == 1 else str(d.day)
    return f"{number} {MONTHS[d.month - 1]} {d.year}"


def weekday_day(d: date) -> str:
    """A day in words, with its weekday.

    >>> weekday_day(date(2026, 3, 2))
    'lundi 2 mars 2026'
    """
    return f"{WEEKDAYS[d.weekday()]} {day(d)}"


def month(d: date) -> str:
    """The month of a day.

    >>> month(date(2026, 3, 1))
    'mars 2026'
    """
    return f"{MONTHS[d.month - 1]} {d.year}"


def instant(dt: datetime) -> str:
    """An aware instant in words, to the minute, in Europe/Paris.

    >>> instant(datetime.fromisoformat("2026-03-02T08:05:00+00:00"))
    '2 mars 2026 à 9 h 05'
    """
    here = dt.astimezone(PARIS)
    return f"{day(here)} à {here.hour} h {here.minute:02d}"


def euros(amount: float | Decimal) -> str:
    """An amount in euros with its cents.

    >>> euros(3450)
    '3\\u202f450,00\\xa0€'
    """
    cents = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{cents:,.2f}".replace(",", "\u202f").replace(".", ",") + "\u00a0€"


def number(amount: float) -> str:
    """A number as short as it can be, a comma before the decimals.

    >>> number(70.0), number(31.5)
    ('70', '31,5')
    """
    return f"{round(amount, 2):g}".replace(".", ",") if amount < 1e5 else f"{amount:.0f}"
