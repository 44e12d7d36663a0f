"""A mail's facts in words: the request it is about, the instant that counts, the ground of a rejection."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from notify.calendar import months_after
from notify.contexts import About, Ground, Office
from notify.desk import Desk
from notify.foreign import clean
from notify.policy import AFTER_START
from notify.typography import french as typeset
from values import french
from values.document import DocumentRecord, Source
from values.examination import Examination
from values.form import Form, Reading

PARIS = ZoneInfo("Europe/Paris")
START = "training.start_date"
_RULES = {AFTER_START: "deadline.after_start"}


def office(desk: Desk) -> Office:
    """The service, as every mail names it."""
    return Office(desk.service, desk.address, desk.contact, desk.phone, desk.agent)


def instant(at: datetime) -> str:
    """An instant in Paris: « 3 février 2026 à 14 h 05 (heure de Paris) »."""
    return f"{french.instant(at.astimezone(PARIS))} (heure de Paris)"


def about(form: Form, reference: str | None) -> About:
    """The request: its reference, candidate and training; what is doubtful is left out."""
    return About(reference, _candidate(form), _sure(form, "training.title"))


def _candidate(form: Form) -> str | None:
    """First name and name; the birth name too when both names stand on the form (CRPA L111-3)."""
    first, last, birth = (_sure(form, f"candidate.{key}", 60) for key in ("first_name", "last_name", "birth_name"))
    if first is None or (last or birth) is None:
        return None
    both = f" (nom de naissance : {birth})" if last and birth and last.casefold() != birth.casefold() else ""
    return f"{first} {last or birth}{both}"


def _sure(form: Form, key: str, limit: int = 120) -> str | None:
    text = form.text(key)
    return clean(text, limit) or None if text is not None and form.sure(key) else None


def ground(template: str, examination: Examination) -> Ground:
    """Why the request is rejected: the clause, the start as read and where, the last day it could have come."""
    heading, _, item = examination.finding(_RULES.get(template, "deadline.one_month")).citation.partition(" · ")
    reading = examination.dossier.form.get(START)
    if reading is None or not isinstance(reading.value, date):
        raise ValueError("a rejection without a start date")
    start = reading.value
    limit = start if template == AFTER_START else months_after(start, -1)
    return Ground(
        heading=typeset(heading),
        item=typeset(item) or None,
        start=french.day(start),
        where=_where(reading, examination),
        raw=_raw(reading),
        limit=french.day(limit),
    )


def _raw(reading: Reading) -> str | None:
    """The date as it is written, unless a person gave it."""
    return None if reading.source is Source.OPERATOR else clean(reading.raw, 60) or None


def _where(reading: Reading, examination: Examination) -> str:
    """Where a date was read, in a few words that follow « lue »."""
    if reading.source is Source.OPERATOR:
        return "par un agent de la Région"
    record = next((d for d in examination.dossier.documents if d.id == reading.document), None)
    page = f", page {reading.page}" if reading.page is not None else ""
    return f"{_document(record)}{page}"


def _document(record: DocumentRecord | None) -> str:
    if record is None or record.name is None:
        mail = record is not None and record.media_type == "text/plain"
        return "dans le texte du courriel" if mail else "dans un document joint sans nom"
    return f"dans le document «\u00a0{clean(record.name)}\u00a0»"
