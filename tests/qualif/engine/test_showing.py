"""Values and their places in the words of the console and of `explain`."""

from datetime import date

import pytest

from qualif.engine.showing import height_text, place_text, value_text
from values.document import DocumentRecord, DocumentType, Source
from values.form import Reading

PDF = DocumentRecord("2", "dossier.pdf", "application/pdf", DocumentType.FORM, 2, "text", None)
SCAN = DocumentRecord("3", "photo.jpg", "image/jpeg", DocumentType.FORM, 1, "ocr", None)
NAMES = {"2": "dossier.pdf"}


def read(value: object, **more: object) -> Reading:
    return Reading(value, 1.0, "2", "", Source.TEXT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "reading", "words"),
    [
        ("training.cost", read(3450.0), "3 450,00 €"),
        ("training.cost", read(1234567.5), "1 234 567,50 €"),
        ("training.total_hours", read(525.0), "525 h"),
        ("training.company_hours", read(31.5), "31,5 h"),
        ("training.level", read(4), "4"),
        ("candidate.phone", read("+33612345678"), "06 12 34 56 78"),
        ("support.phone", read("+262262123456"), "02 62 12 34 56"),
        ("support.phone", read("+3222345678"), "+3222345678"),
        ("training.provider_siret", read("12345678900012"), "123 456 789 00012"),
        ("training.start_date", read(date(2026, 2, 3)), "3 février 2026"),
        ("candidate.education_exit_date", read(date(2025, 6, 1), precision="month"), "juin 2025"),
        ("candidate.education_exit_date", read(date(2024, 1, 1), precision="year"), "2024"),
        ("candidate.psad", read(False), "non"),
        ("training.pace", read("part_time"), "temps partiel"),
        ("candidate.city", read("Autre"), "Autre"),
    ],
)
def test_a_value(key: str, reading: Reading, words: str) -> None:
    assert value_text(key, reading).replace("\u202f", " ").replace("\u00a0", " ") == words


def test_a_place() -> None:
    assert place_text(read("x", page=2), NAMES) == "dossier.pdf, page 2"
    assert place_text(Reading("x", 1.0, "operator", "x", Source.OPERATOR), NAMES) == "donné par un agent"


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (read("x", page=1, bbox=(10.0, 340.0, 50.0, 352.0)), "à 12 cm du haut"),
        (read("x", page=1, bbox=(10.0, -3.0, 50.0, 9.0)), "à 0 cm du haut"),
        (read("x", page=1), ""),
        (Reading("x", 1.0, "3", "x", Source.OCR, 1, (10.0, 340.0, 50.0, 352.0)), ""),
    ],
)
def test_how_far_down_a_page(reading: Reading, words: str) -> None:
    assert height_text(reading, (PDF, SCAN)).replace("\u00a0", " ") == words
