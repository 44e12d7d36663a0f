"""The clocks written in a mail: header dates (RFC 5322) and the dates of forwarded messages, as aware instants."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from ingest.headers import FAILURES
from values.fold import plain

PARIS = ZoneInfo("Europe/Paris")
MAX_FORWARDED = 50

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january", "fevrier fevr fev feb february", "mars mar march", "avril avr apr april", "mai may",
            "juin jun june", "juillet juil jul july", "aout aug august", "septembre sept sep september", "octobre oct october",
            "novembre nov november", "decembre dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = r"(?:,? (?:a|at|de)?,? ?(\d{1,2}) ?[:h] ?(\d{2})(?::\d{2})?(?: ?(am|pm))?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})(?:er)? ([a-z]{3,9})\.?,? (\d{4})" + _TIME)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})" + _TIME)
_DIGITS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + _TIME)
_LINE = re.compile(r"^[ \t*>]*(?:envoye|envoye le|date|sent)[ \t*]*:[ \t*]*(.{6,100})$", re.MULTILINE)


def header_date(value: str) -> datetime | None:
    """The instant of a Date header; without a zone it is UTC (RFC 5322 §3.3); None when it is none or out of any reason."""
    try:
        found = parsedate_to_datetime(value[:200])
    except (*FAILURES, OverflowError):
        return None
    return sane(found)


def sane(found: datetime | None) -> datetime | None:
    """An aware instant between 1990 and 2100, else None: others cannot even be converted safely."""
    if found is None or not 1990 <= found.year <= 2100:
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    offset = aware.utcoffset()
    return aware if offset is not None and abs(offset) < timedelta(hours=24) else None


def forwarded_dates(text: str) -> tuple[datetime, ...]:
    """The instants of the header lines in a forwarded text (`Envoyé : lundi 2 mars 2026 10:12`), read in Europe/Paris."""
    lines = _LINE.findall(plain(text[:500_000]))[:MAX_FORWARDED]
    found = (header_date(line) if re.search(r"[+\-]\d{4}\b", line) else _written(line) for line in lines)
    return tuple(dict.fromkeys(instant for instant in found if instant))


def _written(line: str) -> datetime | None:
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1)), (_DIGITS, (2, 1, 0))):
        if found := pattern.search(line):
            year, month, day = (found[place + 1] for place in order)
            return _instant(int(year), _month(month), int(day), found[4], found[5], found[6])
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.get(text, 0)


def _instant(year: int, month: int, day: int, hour: str | None, minute: str | None, half: str | None) -> datetime | None:
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    try:
        return sane(datetime(year, month, day, hours, int(minute or 0), tzinfo=PARIS))
    except ValueError:
        return None
