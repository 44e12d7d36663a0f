"""Certain, perhaps, never: when two forms are of the same candidate and session."""

from datetime import date

import pytest

from qualif.store.identity import (
    Identity,
    Session,
    another_training,
    compatible_session,
    display_name,
    identity,
    maybe_same_person,
    same_person,
    same_session,
    session,
)
from values.document import Source
from values.form import Form, Reading

LEA = Identity("martin", None, "lea", date(1990, 3, 12), "lea@example.org", "3 rue des lilas 14000", sure=True)
COOK = Session("12345678900017", "afpa caen", "RNCP37948", "cuisinier", date(2026, 3, 2))


def lea(**change: object) -> Identity:
    return Identity(**{name: change.get(name, getattr(LEA, name)) for name in Identity.__slots__})  # type: ignore[arg-type]


def cook(**change: object) -> Session:
    return Session(**{name: change.get(name, getattr(COOK, name)) for name in Session.__slots__})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "certain", "perhaps"),
    [
        (lea(), True, True),
        (lea(last_name="durand", birth_name="martin"), True, True),
        (lea(birth_date=None), True, True),
        (lea(birth_date=None, email=None), True, True),
        (lea(birth_date=None, email="x@example.org", home=None), False, True),
        (lea(birth_date=date(1991, 3, 12)), False, False),
        (lea(first_name="paul"), False, True),
        (lea(first_name="paul", birth_date=None), False, False),
        (lea(sure=False), False, True),
        (Identity(), False, False),
    ],
)
def test_the_same_person(other: Identity, certain: bool, perhaps: bool) -> None:
    assert (same_person(LEA, other), maybe_same_person(LEA, other)) == (certain, perhaps)
    assert (same_person(other, LEA), maybe_same_person(other, LEA)) == (certain, perhaps)


@pytest.mark.parametrize(
    ("other", "same", "compatible", "another"),
    [
        (cook(), True, True, False),
        (cook(siret="12345678900025"), True, True, False),
        (cook(siret=None, provider="caen afpa"), True, True, False),
        (cook(siret="99999999900011", provider="greta"), False, False, True),
        (cook(start=date(2026, 4, 1)), False, False, False),
        (cook(start=None), False, True, False),
        (cook(code="RNCP1"), False, False, True),
        (cook(code=None, title="cuisiniere"), True, True, False),
        (cook(code=None, title=None), False, True, False),
        (Session(), False, False, False),
    ],
)
def test_the_same_session(other: Session, same: bool, compatible: bool, another: bool) -> None:
    assert (same_session(COOK, other), compatible_session(COOK, other), another_training(COOK, other)) == (
        same,
        compatible,
        another,
    )


def test_what_a_form_says_of_both() -> None:
    def read(value: object, confidence: float = 1.0) -> Reading:
        return Reading(value, confidence, "2", str(value), Source.OCR)  # type: ignore[arg-type]

    made = Form(
        {
            "candidate.last_name": read("D'ALMEIDA"),
            "candidate.first_name": read("Zoé"),
            "candidate.email": read("Zoe@Example.org"),
            "training.title": read("Titre pro. « Cuisinier »"),
        }
    )
    assert display_name(made) == "D'ALMEIDA Zoé"
    assert identity(made) == Identity("d'almeida", None, "zoe", None, "zoe@example.org", None, True)
    assert session(made) == Session(title="titre pro cuisinier")
    assert not session(made).certain
    doubtful = Form({**made.readings, "candidate.first_name": read("Zoé", 0.5)})
    assert not identity(doubtful).sure
    assert display_name(Form()) is None
