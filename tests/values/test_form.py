"""A form gives a field as what it is, or None; a reading is sure when it is undisputed and legible enough."""

from dataclasses import replace
from datetime import date

from values.document import Source
from values.form import BOOL_FIELDS, DATE_FIELDS, FIELDS, TEXT_FIELDS, Form, Reading


def reading(value: object, confidence: float = 1.0) -> Reading:
    assert isinstance(value, str | bool | int | float | date)
    return Reading(value, confidence, "1", str(value), Source.TEXT)


FORM = Form(
    {
        "training.title": reading("Soudeur"),
        "training.level": reading(4),
        "training.cost": reading(12.5),
        "training.start_date": reading(date(2026, 3, 2), 0.5),
        "candidate.jobseeker": reading(True),
    }
)


def test_each_kind_has_its_reader() -> None:
    assert FORM.text("training.title") == "Soudeur"
    assert FORM.number("training.level") == 4.0
    assert FORM.number("training.cost") == 12.5
    assert FORM.date("training.start_date") == date(2026, 3, 2)
    assert FORM.flag("candidate.jobseeker") is True
    assert FORM.value("training.level") == 4
    assert FORM.get("training.title") == reading("Soudeur")


def test_another_kind_is_none() -> None:
    assert FORM.text("training.level") is None
    assert FORM.number("candidate.jobseeker") is None
    assert FORM.date("training.title") is None
    assert FORM.flag("training.level") is None


def test_what_is_absent_is_none() -> None:
    assert "candidate.city" not in FORM
    assert "training.title" in FORM
    assert FORM.get("candidate.city") is None
    assert FORM.value("candidate.city") is None
    assert not FORM.sure("candidate.city")


def test_sure_is_undisputed_and_legible() -> None:
    assert FORM.sure("training.title")
    assert not FORM.sure("training.start_date")
    assert reading("x", 0.9).sure
    assert not reading("x", 0.899).sure
    assert not replace(reading("x"), rivals=(reading("y"),)).sure


def test_a_reading_that_agrees_is_no_rival() -> None:
    nested = replace(reading("b"), rivals=(reading("c"),))
    found = reading("a").against(reading("a", 0.3), nested)
    assert found.rivals == (reading("b"),)


def test_the_lists_of_fields_are_fields() -> None:
    assert len(set(FIELDS)) == len(FIELDS) == 46
    assert set(FIELDS) >= TEXT_FIELDS | DATE_FIELDS | BOOL_FIELDS
