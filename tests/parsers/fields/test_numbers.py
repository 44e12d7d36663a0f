"""Numbers that look alike on a form: each reader takes its own and leaves the others'."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from parsers.fields import certifications, hours, identifiers, levels, postal_codes, siret

NEIGHBOURS = {
    "declaration": "28 14 03251 14",
    "vat": "FR 32 732829320",
    "siren": "732 829 320",
    "nir": "2 94 03 14 118 025 40",
    "phone": "02 31 45 67 89",
    "date": "02/03/2026",
    "form number": "Cerfa 13912*04",
    "uai": "0141234B (UAI)",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
}


@pytest.mark.parametrize("name", sorted(NEIGHBOURS))
@pytest.mark.parametrize("read", [siret.read, identifiers.read, certifications.read, postal_codes.read, hours.read, levels.read])
def test_a_neighbour_gives_nothing(read: Callable[[str], object], name: str) -> None:
    assert read(NEIGHBOURS[name]) is None


@given(st.from_regex(r"[1-9][0-9]{7}", fullmatch=True), st.from_regex(r"[0-9]{4}", fullmatch=True))
def test_every_siret_in_every_writing(siren: str, nic: str) -> None:
    siren += luhn.calc_check_digit(siren)
    number = siren + nic + luhn.calc_check_digit(siren + nic)
    grouped = f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
    for text in (
        number,
        grouped,
        " ".join(number),
        grouped.replace(" ", "."),
        f"N° SIRET : {grouped} - NDA 28 14 03251 14",
        f"{siren}\n{number[9:]}",
    ):
        assert siret.read(text) == number, text
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert siret.read(wrong) is None
    assert siret.loose(wrong) == wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1234567A", "1234567A"),
        ("1 2 3 4 5 6 7 A", "1234567A"),
        ("1234567a", "1234567A"),
        ("12345678", "12345678"),
        ("123 456 789 01", "12345678901"),
        ("N° 0123456X, Caen", "0123456X"),
        ("NDA : 28140325114", None),
        ("1234567AB", None),
        ("déclaration d'activité 28140325114", None),
        ("inconnu", None),
        ("1234567A ou 7654321B", None),
    ],
)
def test_identifiers_of_job_seekers(text: str, code: str | None) -> None:
    assert identifiers.read(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RNCP37715", "RNCP37715"),
        ("rncp n° 37 715", "RNCP37715"),
        ("Fiche RNCP : 37715", "RNCP37715"),
        ("RNCP 3 7 7 1 5", "RNCP37715"),
        ("RNCP37715BC02", "RNCP37715BC02"),
        ("RNCP37715 - BC2", "RNCP37715BC02"),
        ("RS5801", "RS5801"),
        ("RNCP37715 et RS5801", "RNCP37715"),
        ("RNCP37715, blocs RNCP37715BC01 et BC02", "RNCP37715"),
        ("RNCP37715 et RNCP4504", None),
        ("37715", None),
        ("RNCP niveau 4", None),
        ("RNCP 315 h", None),
        ("inscrit au RNCP le 02/03/2026", None),
        ("FIRST 2026", None),
        ("TRS1234", None),
        ("non", None),
    ],
)
def test_codes_of_certifications(text: str, code: str | None) -> None:
    assert certifications.read(text) == code


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("4", 4),
        ("Niveau 4", 4),
        ("niveau V", 3),
        ("IV", 4),
        ("III", 5),
        ("II", 6),
        ("I", 7),
        ("Niveau 4 (ex IV)", 4),
        ("5 - BTS", 5),
        ("Niveau 5 (V)", None),
        ("Niveau 4 (BTS)", None),
        ("V bis", None),
        ("VI", None),
        ("Niveau 3 à 6", None),
        ("Niveau 9", None),
        ("CAP/BEP", 3),
        ("Bac pro", 4),
        ("Bac+2", 5),
        ("Licence", 6),
        ("Master", 7),
        ("4 ans", None),
        ("4e", None),
        ("sans niveau", None),
        ("Titre professionnel de niveau 3", 3),
        ("NIV6", 6),
        ("12 mois", None),
        ("RNCP37715", None),
        ("0", None),
    ],
)
def test_levels(text: str, level: int | None) -> None:
    assert levels.read(text) == level


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("315 h", 315),
        ("1 200 heures", 1200),
        ("7h30", 7.5),
        ("3 1 5", 315),
        ("75 jours soit 525 heures", 525),
        ("315,5", 315.5),
        ("910 h (26 semaines de 35 h)", 910),
        ("35 h/semaine", None),
        ("de 9h à 17h", None),
        ("12 semaines", None),
        ("6 mois", None),
        ("140 h en centre + 70 h en entreprise", None),
        ("néant", None),
        ("99999 h", None),
        ("-315 h", 315),
        ("", None),
    ],
)
def test_hours(text: str, number: float | None) -> None:
    assert hours.read(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("14000", "14000"),
        ("14 000", "14000"),
        ("1 4 0 0 0", "14000"),
        ("F-14000 Caen", "14000"),
        ("14000 CAEN CEDEX 4", "14000"),
        ("Caen (14000)", "14000"),
        ("00000", None),
        ("99000", None),
        ("1400", None),
        ("140000", None),
        ("2A004", None),
        ("Caen", None),
    ],
)
def test_postal_codes(text: str, code: str | None) -> None:
    assert postal_codes.read(text) == code


@given(st.text(max_size=200))
def test_no_text_breaks_them(text: str) -> None:
    for read in (siret.read, siret.loose, identifiers.read, certifications.read, postal_codes.read, hours.read, levels.read):
        read(text)
