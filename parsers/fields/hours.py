"""A number of hours of training.

Source: French usage: "315 h", "315 heures", "7h30"; a number of days, weeks or months is none, nor is a weekly duration.

>>> read("315 h"), read("75 jours soit 525 heures"), read("7h30"), read("35 h/semaine"), read("12 semaines"), read("315")
(315.0, 525.0, 7.5, None, None, 315.0)
"""

import re

from values.fold import plain

_number = r"(?P<int>\d{1,3}(?:[ .]\d{3})+|\d{1,5})(?:[.,](?P<part>\d{1,2})(?!\d))?"
_HOURS = re.compile(
    rf"(?<![\d,.:/])(?<!\d\s){_number}\s*(?:heures?|hrs?|h)(?:\s?(?P<min>[0-5]\d)(?:\s?(?:min|mn|minutes))?)?(?![^\W_])"
    r"(?P<per>\s*(?:/|par|chaque|hebdo|a la)\s*(?:semaine|sem|jour|j|mois|s)?\b)?"
)
_BARE = re.compile(rf"(?:total|duree|soit|environ|[:=\s])*{_number}[\s.;]*")
_UNIT = re.compile(r"\b(?:semaines?|jours?|mois) (?:de|a|x) $")
_LONGEST = 10000


def _value(match: re.Match[str]) -> float | None:
    hours = float(re.sub(r"\D", "", match["int"]))
    part = match["part"]
    minutes = match.groupdict().get("min")
    value = hours + (int(part) / 10 ** len(part) if part else 0) + (int(minutes) / 60 if minutes else 0)
    return round(value, 2) if value <= _LONGEST else None


def find_all(text: str) -> tuple[float, ...]:
    """Every number of hours written with its unit, in order; those a week or a day are left out.

    >>> find_all("140 h en centre et 70 h en entreprise, 35 h par semaine")
    (140.0, 70.0)
    """
    low = re.sub(r"[\s|]", " ", plain(text))
    found = (match for match in _HOURS.finditer(low) if not match["per"] and not _UNIT.search(low[: match.start()]))
    values = map(_value, found)
    return tuple(value for value in values if value is not None)


def read(text: str) -> float | None:
    """The one number of hours of a text, None when it holds none or several that differ."""
    low = re.sub(r"[\s|]+", " ", plain(text)).strip()
    if _HOURS.search(low):
        values = set(find_all(text))
        return values.pop() if len(values) == 1 else None
    comb = re.sub(r" ", "", low) if re.fullmatch(r"\d(?: \d)*", low) else low
    match = _BARE.fullmatch(comb)
    return _value(match) if match else None
