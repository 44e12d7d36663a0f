"""A date as people write it in French: day, month, year; or less, and then it says so.

Source: the Gregorian calendar, day before month before year. A year of two digits, or a weekday that is not that day's, makes
the reading uncertain; a day that does not exist gives nothing. Years are those of living people and near plans, 1900 to 2099.

>>> read("lundi 2 mars 2026").value.isoformat(), read("le 31/02/2026")
('2026-03-02', None)
>>> [d.value.isoformat() for d in read_range("du 2 mars au 30 juin 2026")]
['2026-03-02', '2026-06-30']
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from values.fold import plain

_MONTH_NAMES = (
    "janvier|janv|jan",
    "fevrier|fevr|fev",
    "mars",
    "avril|avr",
    "mai",
    "juin",
    "juillet|juill|juil|jul",
    "aout",
    "septembre|sept|sep",
    "octobre|oct",
    "novembre|nov",
    "decembre|dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")}
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WEEKDAYS = {name: n for n, day in enumerate(_DAYS) for name in (day, day[:3])}

_month = "|".join(sorted(MONTHS, key=len, reverse=True))
_weekdays = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_weekday = r"(?:(?P<wd{n}>" + _weekdays + r")\.?,?\s+(?:le\s+)?)?"
_before = r"(?:(?<![^\W_])|(?<=\bdu)|(?<=\bau)|(?<=\ble))"
_alone = r"(?<!\d[/.])(?:(?<!\d-)|(?<=\d{4}-))"
_after = r"(?=[\W_]|$|au\b|t\d\d:)"
_apart = r"\s*[/.\-\u2013]\s*"
_ordinal = r"premier|\d{1,2}\s?(?:er|eme|e|nd)(?![a-z])|\d{1,2}"
_short_year = r"'?\d{2}(?!\s?[-/.,]\d)"
_DATE = re.compile(
    "|".join(
        (
            rf"{_before}(?<!\d[-/.])(?P<y1>(?:19|20)\d\d)[-/](?P<m1>\d\d)[-/](?P<d1>\d\d){_after}(?![-/.]\d)",
            rf"{_weekday.format(n=2)}{_before}{_alone}(?P<d2>\d{{1,2}}){_apart}(?P<m2>\d{{1,2}}){_apart}"
            rf"(?P<y2>\d{{4}}|(?:19|20)\s\d\d(?!\s?h)|{_short_year}){_after}(?!\s?[/.,]\d)(?!\s?€)",
            rf"{_weekday.format(n=3)}{_before}(?<!\d\s)(?P<d3>\d\d)\s+(?P<m3>\d\d)\s+(?P<y3>(?:19|20)\d\d){_after}(?!\s\d)",
            rf"{_weekday.format(n=4)}{_before}(?P<d4>{_ordinal})[\s\-./]*(?P<m4>{_month})(?![a-z])\.?[\s\-./,]*"
            rf"(?P<y4>\d{{4}}|'?\d{{2}}){_after}(?!\s?[h€])",
            rf"{_before}(?<!\d\s)(?P<c5>\d(?:[\s|]+\d){{7}}){_after}(?![\s|]+\d)",
            rf"(?<![^\W_])(?P<m6>{_month})(?![a-z])\.?[\s\-/]*(?P<y6>(?:19|20)\d\d){_after}",
            rf"{_before}(?<!\d[-/.])(?<!\d\s)(?P<m7>0?[1-9]|1[0-2])\s*/\s*(?P<y7>(?:19|20)\d\d){_after}(?!\s*[-/.]\s*\d)",
        )
    )
)
_FOLLOWING = re.compile(r"\s*[(,]?\s*(" + "|".join(_DAYS) + r")\b(?!\s*(?:au?\b|et\b|,|[/\-–]))")
_TIME = r"(?:\s*(?:a|de)?\s*\(?\d{1,2}\s?h\s?\d{0,2}\)?)?"
_EXACT = re.compile(r"(?:(?:date|le|du|au|en|depuis|a partir du|des le|jusqu'au|annee|an)\b)?[\s:]*")
_END = re.compile(r"(?:inclus|compris|\s|[.,;:)])*")
_JOIN = re.compile(rf"{_TIME}[\s,.;:()]*(?:au|jusqu'au|jusqu'a|a|fin|[-–—>→/]+)?[\s:.,>→]*(?:le\s+)?(?:(?:{_weekdays})\.?\s+)?")
_SHORT = re.compile(
    rf"{_weekday.format(n=1)}(?<![^\W_])(?P<d>{_ordinal})"
    rf"(?:[\s\-.]*(?P<name>{_month})\b\.?|\s*[/.]\s*(?P<m>\d{{1,2}})(?![/.\d]))?\s*(?:au|jusqu'au|a|[-–—])\s*$"
)
_SHORT_MONTH = re.compile(rf"(?<![^\W_])(?P<name>{_month})\b\.?\s*(?:a|au|jusqu'a|jusqu'en|[-–—])\s*$")


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date read: `precision` is None (a day), `month` or `year` (then `value` is the first of it).

    `certain` is False for a year of two digits, a weekday that contradicts, a year that only a range implies. `exact`: the
    whole text was the date. `start` and `end` are its place in the text.
    """

    value: date
    precision: str | None = None
    certain: bool = True
    exact: bool = False
    start: int = 0
    end: int = 0


def _plain(text: str) -> str:
    """The text in plain small letters of the same length, so that places hold."""
    return "".join(p if len(p := plain(c)) == 1 else c.lower() for c in text)


def _day(year: str, month: int, day: int) -> tuple[date, bool] | None:
    """The day, and whether its year was written in full."""
    digits = re.sub(r"\D", "", year)
    full = int(digits) if len(digits) == 4 else 2000 + int(digits) if int(digits) < 50 else 1900 + int(digits)
    if not 1900 <= full <= 2099:
        return None
    try:
        return date(full, month, day), len(year) == 4
    except ValueError:
        return None


def _number(text: str) -> int:
    return 1 if text.startswith("p") else int(re.sub(r"\D", "", text))


def _parts(found: dict[str, str]) -> tuple[str, int, int | None]:
    """Year, month and day (None for a month) of a match."""
    if "c5" in found:
        digits = re.sub(r"\D", "", found["c5"])
        return digits[4:], int(digits[2:4]), int(digits[:2])
    for n in "1234":
        if f"y{n}" in found:
            month = MONTHS.get(found[f"m{n}"]) or int(found[f"m{n}"])
            return found[f"y{n}"], month, _number(found[f"d{n}"])
    if "y6" in found:
        return found["y6"], MONTHS[found["m6"]], None
    return found["y7"], int(found["m7"]), None


def _read(match: re.Match[str], text: str) -> DateRead | None:
    found = {key: value for key, value in match.groupdict().items() if value is not None}
    year, month, day = _parts(found)
    made = _day(year, month, 1 if day is None else day)
    if made is None:
        return None
    value, full_year = made
    weekday = next((WEEKDAYS[found[key]] for key in found if key.startswith("wd")), None)
    following = _FOLLOWING.match(text, match.end()) if day is not None else None
    if weekday is None and following:
        weekday = WEEKDAYS[following[1]]
    certain = full_year and weekday in (None, value.weekday())
    exact = bool(_EXACT.fullmatch(text[: match.start()]) and _END.fullmatch(text[match.end() :]))
    return DateRead(value, "month" if day is None else None, certain, exact, match.start(), match.end())


def find_all(text: str) -> tuple[DateRead, ...]:
    """Every day or month written in a text, in order; a number that is no date of itself ("2026", "02032026") is left.

    >>> [d.value.day for d in find_all("devis du 05/01/2026, entrée le 2 mars 2026")]
    [5, 2]
    """
    low = _plain(text)
    return tuple(got for match in _DATE.finditer(low) if (got := _read(match, low)) is not None)


def _bare(text: str) -> DateRead | None:
    """A text of digits alone: a comb of 8 (day, month, year), of 6, a month with its year, a year."""
    parts = _EXACT.match(text)
    core = _END.sub("", text[parts.end() if parts else 0 :], count=0).strip(" |_")
    if not re.fullmatch(r"[\d\s|_/.\-]+", core):
        return None
    digits = re.sub(r"\D", "", core)
    if len(digits) == 8:
        return _first(_whole(digits[4:], digits[2:4], digits[:2]), _whole(digits[:4], digits[4:6], digits[6:]))
    if len(digits) == 6 and digits[2:4] in ("19", "20"):
        return _whole(digits[2:], digits[:2], None)
    if len(digits) == 6:
        return _whole(digits[4:], digits[2:4], digits[:2])
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        got = _whole(digits, "1", "1")
        return replace(got, precision="year") if got else None
    return None


def _first(*reads: DateRead | None) -> DateRead | None:
    return next((got for got in reads if got is not None), None)


def _whole(year: str, month: str, day: str | None) -> DateRead | None:
    made = _day(year, int(month), int(day or 1))
    return DateRead(made[0], None if day else "month", made[1], exact=True) if made else None


def read(text: str) -> DateRead | None:
    """The one date of a text; None when it holds none, an impossible one, or several that differ.

    >>> read("0 2 0 3 2 0 2 6").value.isoformat(), read("02032026").exact, read("mars 2026").precision, read("2026").precision
    ('2026-03-02', True, 'month', 'year')
    >>> read("2 mars 26").certain, read("mardi 2 mars 2026").certain
    (False, False)
    """
    low = _plain(text).strip()
    matches = list(_DATE.finditer(low))
    if not matches:
        return _bare(low)
    reads = [_read(match, low) for match in matches]
    first = reads[0]
    if first is None or any(got is None or (got.value, got.precision) != (first.value, first.precision) for got in reads):
        return None
    return replace(first, certain=all(got is not None and got.certain for got in reads))


def read_range(text: str) -> tuple[DateRead, DateRead] | None:
    """The start and the end of a period; a year, or a month and a year, written once at the end counts for both.

    >>> [d.value.isoformat() for d in read_range("du mercredi 13 mai au jeudi 4 juin 2026")]
    ['2026-05-13', '2026-06-04']
    >>> [d.value.isoformat() for d in read_range("02/03/2026 - 30/06/2026")]
    ['2026-03-02', '2026-06-30']
    >>> read_range("02/03/2026")
    """
    low = _plain(text)
    reads = [_read(match, low) for match in _DATE.finditer(low)]
    if any(got is None for got in reads):
        return None
    dates = [got for got in reads if got is not None]
    if len(dates) == 2 and _JOIN.fullmatch(low[dates[0].end : dates[1].start]):
        return dates[0], dates[1]
    if len(dates) == 1:
        start = _implied(low[: dates[0].start], dates[0])
        return (start, dates[0]) if start else None
    return None


def _implied(before: str, end: DateRead) -> DateRead | None:
    """The start of a range whose year is written at its end only."""
    before = re.sub(rf"(?:{_weekdays})\.?\s*$", "", before)
    match = _SHORT_MONTH.search(before) if end.precision else _SHORT.search(before)
    if match is None:
        return None
    found = match.groupdict()
    month = MONTHS[found["name"]] if found["name"] else int(found.get("m") or end.value.month)
    day = 1 if end.precision else _number(found["d"])
    made = _day(str(end.value.year), month, day)
    if made is None:
        return None
    weekday = WEEKDAYS.get(found.get("wd1") or "")
    start = DateRead(
        made[0], end.precision, end.certain and weekday in (None, made[0].weekday()), False, match.start(), match.end()
    )
    if start.value <= end.value:
        return start
    earlier = _day(str(end.value.year - 1), month, day)
    return replace(start, value=earlier[0], certain=False) if earlier else None
