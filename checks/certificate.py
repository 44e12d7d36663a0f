"""The certification that a training aims at, as far as the RNCP tells; shared by the rules on it and on regulatory trainings."""

import re
from datetime import date

from checks.found import START, days, request
from values.facts import Certification, Facts
from values.form import Form

CODE = "training.certification_code"
_WHOLE = re.compile(r"RNCP\d+")


def is_whole(code: str) -> bool:
    """Whether it numbers a whole certification of the RNCP: neither the Répertoire spécifique nor a block (`BC`)."""
    return _WHOLE.fullmatch(code) is not None


def base(code: str) -> str:
    """The number without its block.

    >>> base("RNCP12345BC02"), base("RS1234")
    ('RNCP12345', 'RS1234')
    """
    return code.partition("BC")[0]


def start_days(form: Form, facts: Facts) -> tuple[date, ...]:
    """Every day that the start may be; the day of receipt when no start was found."""
    return days(form, START) or (request(facts).date(),)


def in_force(record: Certification, day: date) -> bool:
    """Whether a record is in force that day; an inactive one never is, whatever its dates (cautious)."""
    begun = record.starts_on is None or record.starts_on <= day
    return record.active and begun and (record.ends_on is None or day <= record.ends_on)


def confirmed(form: Form, facts: Facts) -> bool:
    """Whether the form's number is, for sure, that of a certification in force on the start."""
    code, record = form.text(CODE), facts.references.certification
    if code is None or record is None or not form.sure(CODE) or not is_whole(code):
        return False
    return all(in_force(record, day) for day in start_days(form, facts))
