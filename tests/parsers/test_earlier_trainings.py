"""An earlier training, a job or a placement owns its dates: a start left blank is never filled with one of theirs."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from parsers.papers import Paper
from tests.parsers.blocks import CANDIDATE, DRAWN, SUPPORT, Block, Drawn, inline, wanted
from tests.parsers.papers import PDF, Pen

HEADINGS = (
    "Formation continue déjà réalisée",
    "Stages et formations précédents",
    "Votre cursus professionnel",
    "Historique",
    "Ce que vous avez fait avant",
    "Dernier emploi occupé",
    "Autre formation",
    "Contrat en cours",
    "Parcours",
    "Formations et diplômes",
)
CAPTIONS = (("Intitulé", "Début", "Fin"), ("Nature", "Date de début", "Date de fin"), ("Stage", "Du", "Au"))
START, END = date(2026, 11, 2), date(2027, 4, 30)


def earlier(heading: str, captions: Sequence[str]) -> Block:
    return heading, tuple(zip(captions, ("Bureautique", "12/03/2025", "10/06/2025"), strict=True))


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("captions", CAPTIONS, ids=lambda captions: captions[1])
def test_a_start_left_blank_is_not_filled_with_an_earlier_one(
    heading: str, captions: Sequence[str], draw: Callable[[Sequence[Block]], Drawn], paper: Callable[..., Paper]
) -> None:
    for place in (1, 2, 3):
        blocks = [CANDIDATE, wanted("", ""), SUPPORT]
        blocks.insert(place, earlier(heading, captions))
        found = paper(*draw(blocks)).readings.get("training.start_date")
        assert found is None or not found.sure, (place, found)


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("heading", HEADINGS)
def test_the_start_that_is_asked_for_is_found_beside_an_earlier_one(
    heading: str, draw: Callable[[Sequence[Block]], Drawn], paper: Callable[..., Paper]
) -> None:
    found = paper(*draw([CANDIDATE, earlier(heading, CAPTIONS[0]), wanted("02/11/2026", "30/04/2027"), SUPPORT])).readings
    start = found["training.start_date"]
    assert START in {start.value, *(rival.value for rival in start.rivals)}
    assert start.value == START or not start.sure


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_a_start_in_its_own_part_is_sure(draw: Callable[[Sequence[Block]], Drawn], paper: Callable[..., Paper]) -> None:
    found = paper(*draw([CANDIDATE, wanted("02/11/2026", "30/04/2027"), SUPPORT])).readings
    assert found["training.start_date"].sure
    assert found["training.start_date"].value == START
    assert found["training.end_date"].sure
    assert found["training.end_date"].value == END


def test_several_rows_under_start_and_end_are_a_list(pen: Pen, paper: Callable[..., Paper]) -> None:
    for row in (
        ("Organisme", "Date de début", "Date de fin"),
        ("AFPA", "12/03/2025", "10/06/2025"),
        ("GRETA", "01/09/2025", "30/10/2025"),
    ):
        for x, text in zip((42, 250, 400), row, strict=True):
            pen.text(x, text)
        pen.down(16)
    assert "training.start_date" not in paper(pen.done(), PDF).readings


def signed(start: str, end: str, day: str) -> Drawn:
    return inline([CANDIDATE, wanted(start, end), ("Signature", (("Signature du candidat, le", day),))])


@pytest.mark.parametrize(
    ("start", "end", "day", "sure"),
    [
        ("02/03/2026", "30/06/2026", "20/02/2026", True),
        ("02/03/2026", "30/06/2026", "15/03/2026", True),
        ("02/03/2026", "30/09/2026", "15/06/2026", False),
        ("02/03/2026", "30/03/2026", "15/04/2026", False),
    ],
)
def test_a_training_long_before_the_signature_is_doubtful(
    start: str, end: str, day: str, sure: bool, paper: Callable[..., Paper]
) -> None:
    assert paper(*signed(start, end, day)).readings["training.start_date"].sure is sure
