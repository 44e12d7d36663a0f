"""Whose value is it: the imprint's, the signer's, the other column's; and values longer than a line, or on a turned page."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from parsers.gather import look
from parsers.index import Index
from parsers.papers import Paper
from tests.parsers.blocks import CANDIDATE, SUPPORT, inline, pdf_inline, wanted
from tests.parsers.papers import PDF, TEXT, Pen
from values.document import Document, DocumentType

Look = Callable[..., Paper]
WHOLE = (CANDIDATE, wanted("02/11/2026", "30/04/2027"), SUPPORT)

IMPRINTS = (
    "Service Formation – 5 place du Marché – 14035 CAEN Cedex 1 – Tél. 02 31 99 98 97",
    "GRETA Côte Normande · 12 quai Vendeuvre · 14000 Caen · accueil@greta.example",
    "SAS Exemple - SIRET 732 829 320 00074 - Tél : 02 31 99 98 97 - www.exemple.example",
)


@pytest.mark.parametrize("imprint", IMPRINTS)
def test_an_imprint_gives_the_adviser_no_phone(imprint: str, paper: Look) -> None:
    support = ("Votre conseiller", (("Structure", "Mission locale de Caen"), ("Téléphone", ""), ("Courriel", "")))
    text, media_type = inline([CANDIDATE, wanted("02/11/2026", "30/04/2027"), support])
    read = paper(text + f"\n{imprint}\n".encode(), media_type).readings
    assert not {"support.phone", "support.email"} & set(read)


def test_an_imprint_does_not_dispute_the_advisers_phone(paper: Look) -> None:
    text, media_type = inline(WHOLE)
    phone = paper(text + f"\n{IMPRINTS[0]}\n".encode(), media_type).readings["support.phone"]
    assert phone.value == "+33231151450"
    assert phone.sure


@pytest.mark.parametrize(
    ("ending", "key"),
    [
        ("Fait à Caen\nle : 05/06/2026\nSignature du demandeur :", "candidate.signed_on"),
        ("Signatures\nCandidat, le : 05/06/2026", "candidate.signed_on"),
        ("Signatures\nConseiller, le : 05/06/2026", "support.signed_on"),
        ("Visa le : 05/06/2026", "support.signed_on"),
    ],
)
def test_the_signer_is_whom_the_caption_names(ending: str, key: str, paper: Look) -> None:
    text, media_type = inline(WHOLE)
    read = paper(text + f"\n{ending}\n".encode(), media_type).readings
    assert {name: read[name].value for name in read if name.endswith("signed_on")} == {key: date(2026, 6, 5)}


@pytest.mark.parametrize(
    ("line", "pace"),
    [("Temps : ☒ plein ☐ partiel", "full_time"), ("Formation à temps : ☐ complet ☒ partiel", "part_time")],
)
def test_the_pace_in_half_words(line: str, pace: str, paper: Look) -> None:
    assert paper(f"La formation\nIntitulé : Soudeur\n{line}\n", TEXT).readings["training.pace"].value == pace


@pytest.mark.parametrize(
    ("question", "ticked", "value"),
    [
        ("Je n'ai suivi aucune formation financée dans les 12 derniers mois", "Vrai", False),
        ("Je n'ai suivi aucune formation financée dans les 12 derniers mois", "Faux", True),
        ("Avez-vous eu une formation financée dans les 12 derniers mois ?", "Oui", True),
    ],
)
def test_a_denial_turns_the_answer_round(question: str, ticked: str, value: bool, paper: Look) -> None:
    words = ("Vrai", "Faux") if ticked in ("Vrai", "Faux") else ("Oui", "Non")
    boxes = " ".join(f"{'☒' if word == ticked else '☐'} {word}" for word in words)
    read = paper(f"Le candidat\nNom : DURAND\nPrénom : Léa\n{question} {boxes}\n", TEXT).readings
    assert read["candidate.recent_funding"].value is value


def test_a_person_who_follows_is_the_adviser(paper: Look) -> None:
    read = paper("Accompagnement\nStructure : Mission locale de Caen\nSuivi par : Élodie YVER\n", TEXT).readings
    assert read["support.advisor"].value == "Élodie YVER"
    assert read["support.name"].value == "Mission locale de Caen"


def test_a_long_answer_goes_on_in_the_next_lines(pen: Pen, paper: Look) -> None:
    pen.text(40, "Le projet", 11, bold=True)
    pen.down(20)
    x = pen.text(42, "Projet professionnel :", 9) + 5
    for line in (
        "Devenir conducteur routier dans une entreprise de transport de la région après plusieurs",
        "immersions et un bilan.",
    ):
        pen.text(x, line, 9)
        pen.down(11)
    pen.down(6)
    pen.text(pen.text(42, "Perspectives d'emploi :", 9) + 5, "Promesse d'embauche", 9)
    read = paper(pen.done(), PDF).readings
    assert " ".join(str(read["candidate.project"].value).split()).endswith("après plusieurs immersions et un bilan.")
    assert read["candidate.prospects"].value == "Promesse d'embauche"


def test_two_columns_with_headings_of_their_own(pen: Pen, paper: Look) -> None:
    left = (
        "VOTRE CONSEILLER",
        ("Structure", "Mission locale"),
        ("Nom", "Marc Leroy"),
        ("Téléphone", "02 31 15 14 50"),
        ("Date", "04/06/2026"),
    )
    right = (
        "LA FORMATION",
        ("Intitulé", "Soudeur"),
        ("Organisme", "GRETA"),
        ("Date de début", "02/11/2026"),
        ("Date de fin", "30/04/2027"),
    )
    for column, x, y in ((left, 40, 60), (right, 320, 54)):
        pen.text(x, str(column[0]), 11, bold=True, y=y)
        for n, (caption, value) in enumerate(column[1:]):
            pen.text(pen.text(x, f"{caption} :", 9, y=y + 20 + 14 * n) + 4, value, 9, y=y + 20 + 14 * n)
    read = paper(pen.done(), PDF).readings
    assert {key: read[key].value for key in ("support.advisor", "support.phone", "training.title", "training.start_date")} == {
        "support.advisor": "Marc Leroy",
        "support.phone": "+33231151450",
        "training.title": "Soudeur",
        "training.start_date": date(2026, 11, 2),
    }
    assert read["training.start_date"].sure


def test_the_title_of_the_paper_is_no_value(pen: Pen, paper: Look) -> None:
    pen.text(140, "DEMANDE DE PRISE EN CHARGE", 13, bold=True)
    pen.down(24)
    pen.text(42, "A. ACTION DE FORMATION (à remplir par l'organisme)", 10, bold=True)
    pen.down(20)
    for caption, value in (("Intitulé", "Soudeur"), ("Organisme", "GRETA")):
        pen.text(pen.text(42, f"{caption} :", 9) + 5, value, 9)
        pen.down(15)
    assert paper(pen.done(), PDF).readings["training.title"].value == "Soudeur"


@pytest.mark.parametrize("problem", ["too_many_pages", "too_large"])
def test_the_pages_that_are_there_are_read(problem: str, document: Callable[..., Document], index: Index) -> None:
    read = look(replace(document(*pdf_inline(WHOLE)), problem=problem), index)
    assert read.type is DocumentType.FORM
    assert read.record.problem == problem


def test_nothing_is_read_of_what_could_not_be_opened(document: Callable[..., Document], index: Index) -> None:
    assert not look(replace(document(*pdf_inline(WHOLE)), problem="encrypted"), index).readings


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_reads_the_same_at_its_own_place(angle: int, paper: Look) -> None:
    content, media_type = pdf_inline(WHOLE)
    straight = paper(content, media_type).readings
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = angle
        turned = io.BytesIO()
        pdf.save(turned)
    read = paper(turned.getvalue(), media_type).readings
    assert {key: reading.value for key, reading in read.items()} == {key: reading.value for key, reading in straight.items()}
    for key, reading in read.items():
        assert reading.bbox == pytest.approx(straight[key].bbox, abs=1.5), key
