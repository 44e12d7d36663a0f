"""What the form holds, for a judge: values known to be there, and the days that a date may be."""

from datetime import date, datetime

from checks.calendar import in_paris, last_of
from values import french
from values.facts import Facts
from values.form import Form, Reading, Value

START = "training.start_date"
END = "training.end_date"


def day(form: Form, key: str) -> date:
    """The value of a date field that is there; raises TypeError when it is not a date."""
    value = form.readings[key].value
    if not isinstance(value, date):
        raise TypeError(f"{key} holds no date")
    return value


def flag(form: Form, key: str) -> bool:
    """The value of a yes-no field that is there; raises TypeError when it is not one."""
    value = form.readings[key].value
    if not isinstance(value, bool):
        raise TypeError(f"{key} holds no yes or no")
    return value


def number(form: Form, key: str) -> float:
    """The value of a number field that is there; raises TypeError when it is not a number."""
    value = form.number(key)
    if value is None:
        raise TypeError(f"{key} holds no number")
    return value


def text(form: Form, key: str) -> str:
    """The value of a text field that is there; raises TypeError when it is not a text."""
    value: Value = form.readings[key].value
    if not isinstance(value, str):
        raise TypeError(f"{key} holds no text")
    return value


def span(form: Form, key: str) -> tuple[date, date]:
    """The first and the last day that a date field may be: twice the same, but for one known by its month or year."""
    first = day(form, key)
    return first, last_of(first, form.readings[key].precision)


def days(form: Form, key: str) -> tuple[date, ...]:
    """Every day that the readings of a date field may be: both ends of each, the rivals' too; empty when it is absent."""
    reading = form.get(key)
    return () if reading is None else tuple(end for one in (reading, *reading.rivals) for end in _ends(one))


def _ends(reading: Reading) -> tuple[date, ...]:
    value = reading.value
    return (value, last_of(value, reading.precision)) if isinstance(value, date) else ()


def in_words(form: Form, key: str) -> str:
    """A date field in French words, as precise as it is known: « le 2 mars 2026 », « en mars 2026 », « en 2026 »."""
    value, precision = day(form, key), form.readings[key].precision
    if precision == "year":
        return f"en {value.year}"
    return f"en {french.month(value)}" if precision == "month" else f"le {french.day(value)}"


def request(facts: Facts) -> datetime:
    """R, the instant of receipt of the request in Paris: this mail's, or the earliest certain one of the same request."""
    instants = (facts.receipt.at, facts.history.first_received_at)
    return in_paris(min(instant for instant in instants if instant is not None))
