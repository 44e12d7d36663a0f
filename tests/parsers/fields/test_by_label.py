"""From a label of the packaged vocabulary and the text beside it to the values of its fields."""

from datetime import date

import pytest

from config import vocabulary
from parsers.fields import by_label
from values.form import Value
from values.vocabulary import Label, words

WORDS = vocabulary.load()


def label(text: str, section: str | None = None) -> Label:
    """The label that a printed text is, in a section of a form."""
    found = [one for one in WORDS.labels if one.text == words(text) and one.section in (section, None)]
    return max(found, key=lambda one: one.section is not None)


@pytest.mark.parametrize(
    ("text", "section", "written", "values"),
    [
        ("NOM et Prénom :", "candidate", "MARTIN Jeanne", {"candidate.last_name": "MARTIN", "candidate.first_name": "Jeanne"}),
        (
            "Je soussigné(e),",
            "candidate",
            "Mme Jeanne MARTIN",
            {"candidate.last_name": "MARTIN", "candidate.first_name": "Jeanne", "candidate.civility": "Mme"},
        ),
        ("Prénom Nom", "candidate", "Jeanne Martin", {"candidate.last_name": "Martin", "candidate.first_name": "Jeanne"}),
        ("Nom et prénom du conseiller", None, "Mme Claire DUPRÉ", {"support.advisor": "Claire DUPRÉ"}),
        (
            "Nom",
            "support",
            "Mission locale de Caen",
            {"support.type": "mission_locale", "support.name": "Mission locale de Caen"},
        ),
        (
            "Structure d'accompagnement",
            None,
            "Pôle emploi Lisieux",
            {"support.type": "france_travail", "support.name": "Pôle emploi Lisieux"},
        ),
        ("Structure d'accompagnement", None, "Association Machin", {"support.name": "Association Machin"}),
        ("CP / Ville", "candidate", "14000 CAEN", {"candidate.postal_code": "14000", "candidate.city": "CAEN"}),
        (
            "Adresse",
            "candidate",
            "12 rue X\n14000 CAEN",
            {"candidate.street": "12 rue X", "candidate.postal_code": "14000", "candidate.city": "CAEN"},
        ),
        ("Adresse", "training", "12 rue X", {"training.street": "12 rue X"}),
        ("Lieu de formation", None, "Caen", {"training.city": "Caen"}),
        ("Lieu de formation", None, "GRETA de Caen", {}),
        ("Ville", "candidate", "Caen cedex 4", {"candidate.city": "Caen"}),
        (
            "Dates de la formation :",
            None,
            "du 2 mars au 30 juin 2026",
            {"training.start_date": date(2026, 3, 2), "training.end_date": date(2026, 6, 30)},
        ),
        ("Du", "training", "02/03/2026", {"training.start_date": date(2026, 3, 2)}),
        ("Dates", "training", "jusqu'au 30/06/2026", {"training.end_date": date(2026, 6, 30)}),
        ("Date d'entrée en formation", None, "du 02/03/2026 au 30/06/2026", {}),
        ("Date et lieu de naissance", "candidate", "19/06/1983 à Thionville", {"candidate.birth_date": date(1983, 6, 19)}),
        ("Code RNCP", None, "37715", {"training.certification_code": "RNCP37715"}),
        ("Code RS", None, "5801", {"training.certification_code": "RS5801"}),
        (
            "Certification visée",
            "training",
            "TP Maçon (RNCP35310)",
            {"training.title": "TP Maçon (RNCP35310)", "training.certification_code": "RNCP35310"},
        ),
        ("Certification visée", "training", "RNCP 35310", {"training.certification_code": "RNCP35310"}),
        ("Fait à", "candidate", "Caen, le 12/01/2026", {"candidate.signed_on": date(2026, 1, 12)}),
        ("Coût pédagogique", None, "3 450,00 € TTC", {"training.cost": 3450.0}),
        ("Identifiant France Travail", None, "1234567A", {"candidate.jobseeker_id": "1234567A"}),
        ("Téléphone", "support", "02 31 45 67 89", {"support.phone": "+33231456789"}),
        ("Projet professionnel", None, "Devenir maçon\nen Normandie", {"candidate.project": "Devenir maçon\nen Normandie"}),
    ],
)
def test_values_beside_labels(text: str, section: str | None, written: str, values: dict[str, Value]) -> None:
    parsed = by_label.read(label(text, section), written, WORDS)
    assert {one.key: one.value for one in parsed} == values


def test_a_wrong_check_digit_is_uncertain() -> None:
    parsed = by_label.read(label("N° SIRET", "provider"), "732 829 320 00075", WORDS)
    assert [(one.value, one.certain) for one in parsed] == [("73282932000075", False)]


def test_a_month_says_so() -> None:
    parsed = by_label.read(label("Date d'entrée en formation"), "mars 2026", WORDS)
    assert [(one.value, one.precision) for one in parsed] == [(date(2026, 3, 1), "month")]


def test_a_block_of_skills_named_in_words_is_uncertain() -> None:
    parsed = by_label.read(label("Code RNCP"), "bloc 2 du RNCP37715", WORDS)
    assert [one.certain for one in parsed] == [False]


@pytest.mark.parametrize("written", ["", "   ", "........", "XXX", "☐", "[à compléter]"])
def test_an_empty_place_gives_nothing_whatever_the_label(written: str) -> None:
    for one in WORDS.labels:
        assert by_label.read(one, written, WORDS) == (), one


def test_every_value_is_of_the_type_of_its_field() -> None:
    samples = (
        "02/03/2026",
        "14000 Caen",
        "MARTIN Jeanne",
        "3 450 €",
        "315 h",
        "Niveau 4",
        "oui",
        "02 31 45 67 89",
        "1234567A",
        "Temps plein",
        "RNCP37715",
    )
    for one in WORDS.labels:
        for written in samples:
            for parsed in by_label.read(one, written, WORDS):
                assert parsed.key in one.keys or parsed.key.split(".")[0] in {key.split(".")[0] for key in one.keys}
