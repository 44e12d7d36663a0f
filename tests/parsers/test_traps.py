"""Right kind of value, wrong owner: what a form prints near the candidate's answers and must not be taken for them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from parsers.papers import Paper
from tests.parsers.papers import DOCX, PDF, Pen
from values.form import Reading

Look = Callable[..., Paper]


def values(readings: Any) -> dict[str, object]:
    return {key: reading.value for key, reading in readings.items()}


def test_nobody_takes_the_employers_dates_and_phone(paper: Look) -> None:
    read = paper(
        "Le candidat\nNom : DURAND\nPrénom : Léa\nTéléphone :\n"
        "Dernier employeur\nNom : SARL BONTEMPS\nTéléphone : 02 31 77 88 99\nDate de début : 01/03/2019\n"
        "SIRET : 732 829 320 00074\n"
        "La formation\nIntitulé : Soudeur\nDate de début : 02/03/2026\n"
    )
    assert values(read.readings) == {
        "candidate.last_name": "DURAND",
        "candidate.first_name": "Léa",
        "training.title": "Soudeur",
        "training.start_date": date(2026, 3, 2),
    }


def test_other_dates_of_the_form_are_not_its_start(paper: Look) -> None:
    read = paper(
        "Le candidat\nNom : DURAND\nPrénom : Léa\nNée le 14/07/1990\nLa formation\nIntitulé : Soudeur\n"
        "Date limite d'inscription : 15/02/2026\nDate des tests : 20/01/2026\nDate du devis : 05/01/2026\n"
        "Offre valable jusqu'au : 05/04/2026\nDate de jury : 12/12/2026\nPMSMP du 03/11/2025 au 14/11/2025\n"
    )
    assert "training.start_date" not in read.readings
    assert "training.end_date" not in read.readings


def test_an_empty_answer_does_not_take_its_neighbour(paper: Look) -> None:
    read = paper(
        "Le candidat\nNom : DURAND\nPrénom : Léa\nVille :\nTéléphone :\nNationalité : française\n"
        "Projet de formation\nIntitulé : Soudeur"
    )
    assert values(read.readings).keys() == {"candidate.last_name", "candidate.first_name", "training.title"}


def test_an_unknown_caption_keeps_its_answer(paper: Look) -> None:
    read = paper(
        "Le candidat\nNom : DURAND Nom du médecin traitant : Dr HAMEL Prénom : Léa\nFormation demandée\nIntitulé : Soudeur"
    )
    assert values(read.readings) == {"candidate.last_name": "DURAND", "candidate.first_name": "Léa", "training.title": "Soudeur"}


def test_a_footer_on_every_page_is_nobodys(pen: Pen, paper: Look) -> None:
    parts = (("Candidat", "Nom : GIRARD", "Prénom : Tom", "Téléphone :"), ("Formation", "Intitulé : Cuisinier"))
    for number, lines in enumerate(parts):
        pen.text(50, "Institut Forma - Tél : 02 33 11 22 33 - Courriel : contact@forma.example", 7, y=810)
        for line in lines:
            pen.text(50, line, 11)
            pen.down(20)
        if number == 0:
            pen.canvas.showPage()
            pen.y = 40
    read = paper(pen.done(), PDF)
    assert values(read.readings).keys() == {"candidate.last_name", "candidate.first_name", "training.title"}


def test_the_social_security_number_is_nowhere(paper: Look) -> None:
    read = paper(
        "Le candidat\nNom : DURAND\nPrénom : Léa\nN° de sécurité sociale : 2 90 07 14 366 012 34\n"
        "Projet professionnel : soudeuse, 2 90 07 14 366 012 34\nFormation demandée\nIntitulé : Soudeur"
    )
    assert not any("366 012" in str(reading) for reading in read.readings.values())


def test_whose_part_a_side_by_side_form_is(pen: Pen, paper: Look) -> None:
    rows = (("Nom", "SIMON", "Institut du Design"), ("Prénom", "Inès", ""), ("Tél.", "06 98 76 54 32", "02 32 10 20 30"))
    pen.text(40, "LE CANDIDAT", 11, bold=True)
    pen.text(310, "L'ORGANISME DE FORMATION", 11, bold=True)
    pen.down(20)
    for label, own, other in rows:
        pen.text(40, label, 8)
        pen.text(110, own, 9)
        if other:
            pen.text(310, label, 8)
            pen.text(380, other, 9)
        pen.down(16)
    pen.text(40, "LA FORMATION", 11, bold=True)
    pen.down(20)
    pen.text(40, "Dates : du 07/04/2026 au 18/12/2026", 9)
    assert values(paper(pen.done(), PDF).readings) == {
        "candidate.last_name": "SIMON",
        "candidate.first_name": "Inès",
        "candidate.phone": "+33698765432",
        "training.provider": "Institut du Design",
        "training.start_date": date(2026, 4, 7),
        "training.end_date": date(2026, 12, 18),
    }


def test_answers_under_a_row_of_captions(word: Any, paper: Look) -> None:
    def fill(file: Any) -> None:
        file.add_heading("Le candidat", 2)
        table = file.add_table(rows=2, cols=3)
        for column, (label, answer) in enumerate((("Nom", "COLIN"), ("Prénom", "Ève"), ("Date de naissance", "30/06/1993"))):
            table.cell(0, column).text = label
            table.cell(1, column).text = answer
        file.add_heading("Formations suivies", 2)
        table = file.add_table(rows=2, cols=2)
        for column, (label, answer) in enumerate((("Intitulé", "CAP Vente"), ("Date de début", "01/09/2010"))):
            table.cell(0, column).text = label
            table.cell(1, column).text = answer

    read = paper(word(fill), DOCX).readings
    assert values(read) == {
        "candidate.last_name": "COLIN",
        "candidate.first_name": "Ève",
        "candidate.birth_date": date(1993, 6, 30),
    }


def test_crosses_under_yes_and_no(word: Any, paper: Look) -> None:
    def fill(file: Any) -> None:
        file.add_heading("Situation du candidat", 2)
        table = file.add_table(rows=3, cols=3)
        rows = (
            ("", "OUI", "NON"),
            ("Formation financée au cours des 12 derniers mois", "", "X"),
            ("Suivi dans le cadre de la PSAD", "x", ""),
        )
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text

    read = paper(word(fill), DOCX).readings
    assert values(read) == {"candidate.recent_funding": False, "candidate.psad": True}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Êtes-vous inscrit à France Travail ? ☒ Oui ☐ Non",
            {"candidate.jobseeker_registered": True, "candidate.jobseeker": True},
        ),
        ("Êtes-vous inscrit à France Travail ? ☐ Oui ☐ Non", {}),
        ("Êtes-vous inscrit à France Travail ? ☒ Oui ☒ Non", {}),
        ("Avez-vous le permis B ? ☒ Oui ☐ Non", {}),
        (
            "☒ Je n'ai pas bénéficié de financement institutionnel au cours des 12 derniers mois",
            {"candidate.recent_funding": False},
        ),
        ("☐ Je n'ai pas bénéficié de financement institutionnel au cours des 12 derniers mois", {}),
        ("Civilité : Mme ☒ M. ☐", {"candidate.civility": "Mme"}),
        ("Financeur : ☒ Pôle emploi ☐ Région", {}),
        ("Situation actuelle : ☐ Demandeur d'emploi ☒ Salarié", {"candidate.jobseeker": False}),
    ],
)
def test_boxes(line: str, expected: dict[str, object], paper: Look) -> None:
    assert values(paper(f"Le candidat\n{line}").readings) == expected


def test_two_boxes_of_one_choice_disagree(paper: Look) -> None:
    read: Reading = paper("La formation\nRythme : ☒ Temps plein ☒ Temps partiel").readings["training.pace"]
    assert not read.sure
    assert {read.value, *(rival.value for rival in read.rivals)} == {"full_time", "part_time"}


def test_a_misspelt_caption_is_not_sure(paper: Look) -> None:
    read = paper("La formation\nDate de débbut de formation : 02/03/2026").readings
    assert read["training.start_date"].value == date(2026, 3, 2)
    assert not read["training.start_date"].sure


def test_a_year_of_two_digits_is_not_sure(paper: Look) -> None:
    assert not paper("La formation\nDate de début : 02/03/26").readings["training.start_date"].sure


def test_prose_is_no_form(paper: Look) -> None:
    read = paper(
        "Bonjour,\nJe m'appelle Léa DURAND, née le 12/03/1990, et je "
        "souhaite suivre une formation de soudeur à partir du 2 mars 2026.\n"
        "Cordialement\nLéa DURAND\nTél : 06 11 22 33 44",
        path="1",
    )
    assert read.half is None
    assert dict(read.readings) == {}
