"""French writing of days, instants, amounts and telephone numbers, from tables of our own (no locale of the machine is asked).

Blanks that must not break are U+00A0 (before the euro sign) and U+202F (between thousands), as printers set them.
"""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_FRENCH = re.compile(r"\+(?:33|262|590|594|596)([1-9]\d{8})")
"""Numbers of France and of its overseas departments."""

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


def hours(amount: float) -> str:
    """A number of hours.

    >>> hours(525.0), hours(31.5)
    ('525\\xa0h', '31,5\\xa0h')
    """
    return f"{number(amount)}\u00a0h"


def phone(e164: str) -> str:
    """A telephone number as it is dialled in France, two digits at a time; a foreign one as it is.

    >>> phone("+33612345678"), phone("+262692123456"), phone("+3222345678")
    ('06\\xa012\\xa034\\xa056\\xa078', '06\\xa092\\xa012\\xa034\\xa056', '+3222345678')
    """
    national = _FRENCH.fullmatch(e164)
    return e164 if national is None else "\u00a0".join(re.findall("..", "0" + national[1]))


def siret(digits: str) -> str:
    """A SIRET in groups, as its establishment prints it.

    >>> siret("12345678900012")
    '123\\xa0456\\xa0789\\xa000012'
    """
    groups = (digits[:3], digits[3:6], digits[6:9], digits[9:])
    return "\u00a0".join(group for group in groups if group)
