"""Words are compared without what their writing adds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.fold import fold, plain


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Prénom(s) : ", "prenom"),
        ("PRENOM", "prenom"),
        ("Né(e) le ..../....", "ne le"),
        ("N° de téléphone", "de telephone"),
        ("Numéro SIRET", "siret"),
        ("Date\u00a0de\nnaissance", "date de naissance"),
        ("Demandeur·euse d’emploi", "demandeur euse d'emploi"),
        ("Inscrit·e·s", "inscrit"),
        ("Cœur de métier", "coeur de metier"),
        ("", ""),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_plain_keeps_the_spacing() -> None:
    assert plain("Œuvre  d‘Æ") == "oeuvre  d'ae"


@given(st.text(alphabet="aàéEœ ’'-.:()s", max_size=20))
def test_the_case_and_the_accents_make_no_difference(text: str) -> None:
    assert plain(text) == plain(text.upper().lower())
