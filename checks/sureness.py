"""« A date that is sure »: why the start date read on a form may not fail a deadline, or may not even pass it.

Regulation.md, « A date that is sure ». Whatever a person corrected (source `operator`) is taken as written, without a look at
its writing; that it stands before the end and near the receipt is asked of it all the same.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from checks.calendar import months_after, months_before
from checks.found import END, START, day, days
from values.document import Source
from values.dossier import Dossier
from values.fold import plain
from values.form import CONFIDENCE_LIMIT, Form, Reading
from values.french import WEEKDAYS

PAST_MONTHS, FUTURE_MONTHS = 12, 36
"""A start date lies between one year before and three years after the receipt."""

_SHORT_YEAR = re.compile(
    r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)"
    r"|\b(?:janv?|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec)[a-z]*\.?\s+'?\d{2}(?!\d)"
)
_SHORT_DAYS = tuple(name[:3] for name in WEEKDAYS)
_WEEKDAY = re.compile(rf"\b({'|'.join(_SHORT_DAYS)})(?:{'|'.join(name[3:] for name in WEEKDAYS)})?\.?\s+(\d{{1,2}})(?:er)?\b")


@dataclass(frozen=True, slots=True)
class Sureness:
    """`doubts` forbid both pass and fail, `weakness` (an OCR reading) forbids only the fail; `fields` are what it rests on."""

    doubts: tuple[str, ...]
    weakness: tuple[str, ...]
    fields: tuple[str, ...] = ()


def weigh(dossier: Dossier, received: date) -> Sureness:
    """Why the start date of a dossier received on that day is not sure; the start date is there."""
    form, reading = dossier.form, dossier.form.readings[START]
    asked = _READING_DOUBTS if reading.source is Source.OPERATOR else _READING_DOUBTS + _WRITING_DOUBTS
    doubts = (*(text for doubt in asked if (text := doubt(reading, day(form, START)))), *_place_doubts(form, received))
    weakness = ("la date a été lue sur une image (OCR)",) if _from_image(dossier, reading) else ()
    return Sureness(doubts, weakness, (START, END) if _after_end(form) else (START,))


def _from_image(dossier: Dossier, reading: Reading) -> bool:
    scans = {record.id for record in dossier.documents if record.text_source == Source.OCR}
    return reading.source is Source.OCR or (reading.document in scans and reading.source is not Source.OPERATOR)


def _disputed(reading: Reading, start: date) -> str | None:
    return "les documents donnent plusieurs dates de début" if reading.rivals else None


def _uncertain(reading: Reading, start: date) -> str | None:
    return "la lecture n'est pas certaine" if reading.confidence < CONFIDENCE_LIMIT else None


def _incomplete(reading: Reading, start: date) -> str | None:
    return "le jour exact n'est pas écrit" if reading.precision else None


def _year(reading: Reading, start: date) -> str | None:
    """The four digits of the year must stand in the text (once at the end of a range is enough), or eight digits in a comb."""
    raw, year = plain(reading.raw), f"{start.year:04d}"
    comb = re.sub(r"[\s|_/.-]", "", raw)
    written = re.search(rf"(?<!\d){year}(?!\d)", raw) or comb in (f"{start:%d%m}{year}", f"{year}{start:%m%d}")
    return None if written and not _SHORT_YEAR.search(raw) else "l'année n'est pas écrite avec ses quatre chiffres"


def _weekday(reading: Reading, start: date) -> str | None:
    """A weekday beside the day of the month is that day's; those named elsewhere (the end of a range) do not stand alone."""
    raw = plain(reading.raw)
    beside = {_SHORT_DAYS.index(name) for name, number in _WEEKDAY.findall(raw) if int(number) == start.day}
    named = {place for place, name in enumerate(WEEKDAYS) if name in raw}
    wrong = any(start.weekday() not in places for places in (beside, named) if places)
    return "le jour de la semaine ne correspond pas à la date" if wrong else None


_Doubt = Callable[[Reading, date], str | None]
_READING_DOUBTS: tuple[_Doubt, ...] = (_disputed, _uncertain, _incomplete)
_WRITING_DOUBTS: tuple[_Doubt, ...] = (_year, _weekday)


def _after_end(form: Form) -> bool:
    """Cautious where the end is disputed or known by its month: any day that it may be counts."""
    return any(end < day(form, START) for end in days(form, END))


def _place_doubts(form: Form, received: date) -> tuple[str, ...]:
    start, doubts = day(form, START), []
    if _after_end(form):
        doubts.append("le début vient après la fin")
    if not months_before(received, PAST_MONTHS) <= start <= months_after(received, FUTURE_MONTHS):
        doubts.append("la date est trop éloignée de la réception")
    return tuple(doubts)
