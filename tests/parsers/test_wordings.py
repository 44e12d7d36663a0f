"""Captions and headings in words that no form of ours uses: told by articles, abbreviations, order and gist."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from parsers.papers import Paper
from tests.parsers.blocks import DRAWN, Block, Drawn

BLOCKS: tuple[Block, ...] = (
    (
        "Mes coordonnées",
        (
            ("Nom marital ou d'usage", "DURAND"),
            ("Mon prénom", "Léa"),
            ("Vous êtes né(e) le", "14/07/1990"),
            ("N° et nom de rue", "12 rue des Lilas"),
            ("CP", "14000"),
            ("Localité", "Caen"),
            ("Numéro où vous joindre", "06 12 34 56 78"),
            ("Adresse de messagerie électronique", "lea.durand@example.org"),
        ),
    ),
    (
        "Renseignements sur l'accompagnement",
        (
            ("Agence ou structure référente", "Cap emploi de Lisieux"),
            ("Nom de l'accompagnateur", "Marc Leroy"),
            ("Tél. du correspondant", "02 31 15 14 50"),
            ("Mail référent", "conseil@structure.example"),
        ),
    ),
    (
        "Parcours sollicité",
        (
            ("Libellé de l'action", "CAP Cuisine"),
            ("Prestataire pressenti", "GRETA Côte Normande"),
            ("Numéro SIRET du centre", "732 829 320 00074"),
            ("Certification (code RNCP)", "RNCP38430"),
            ("Niveau de qualification envisagé", "4"),
            ("Achèvement prévu le", "30/04/2027"),
            ("Volume horaire centre", "420"),
            ("Prix TTC de l'action", "3 450,00 €"),
            ("Lieu : ville", "Lisieux"),
            ("Appréciation des tests", "Satisfaisant"),
        ),
    ),
)
TRUTH = {
    "candidate.last_name": "DURAND",
    "candidate.first_name": "Léa",
    "candidate.birth_date": date(1990, 7, 14),
    "candidate.street": "12 rue des Lilas",
    "candidate.postal_code": "14000",
    "candidate.city": "Caen",
    "candidate.phone": "+33612345678",
    "candidate.email": "lea.durand@example.org",
    "support.type": "cap_emploi",
    "support.name": "Cap emploi de Lisieux",
    "support.advisor": "Marc Leroy",
    "support.phone": "+33231151450",
    "support.email": "conseil@structure.example",
    "training.title": "CAP Cuisine",
    "training.provider": "GRETA Côte Normande",
    "training.provider_siret": "73282932000074",
    "training.certification_code": "RNCP38430",
    "training.level": 4,
    "training.end_date": date(2027, 4, 30),
    "training.centre_hours": 420.0,
    "training.cost": 3450.0,
    "training.city": "Lisieux",
    "training.placement_test": "Satisfaisant",
}


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_other_words_are_understood(draw: Callable[[Sequence[Block]], Drawn], paper: Callable[..., Paper]) -> None:
    read = paper(*draw(BLOCKS)).readings
    assert {key: read[key].value for key in read} == TRUTH
    assert all(reading.sure for reading in read.values())


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("blank", ["Localité", "Tél. du correspondant", "Mail référent", "Prestataire pressenti"])
def test_a_blank_takes_nothing_from_its_neighbours(
    blank: str, draw: Callable[[Sequence[Block]], Drawn], paper: Callable[..., Paper]
) -> None:
    keys = {
        "Localité": "candidate.city",
        "Tél. du correspondant": "support.phone",
        "Mail référent": "support.email",
        "Prestataire pressenti": "training.provider",
    }
    blocks = [(name, tuple((c, "" if c == blank else v) for c, v in rows)) for name, rows in BLOCKS]
    read = paper(*draw(blocks)).readings
    assert keys[blank] not in read
    assert all(reading.value == TRUTH[key] for key, reading in read.items())
