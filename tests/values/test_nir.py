"""The social security number is masked, numbers like it are not."""

import pytest

from values.nir import MASKED, mask


@pytest.mark.parametrize(
    "number",
    [
        "185057800608436", "1 85 05 78 006 084 36", "1 85 05 78 006 084", "1850578006084",
        "2.90.12.2A.123.456.78", "2 90 12 2B 123 456 78",
        "1-85-05-78-006-084-36", "1 85 05 99 100 084 36", "2 65 31 75 006 084 36",
        "1\u00a085\u00a005\u00a078\u00a0006\u00a0084\u00a036",
    ],
)  # fmt: skip
def test_masked(number):
    assert mask(f"N° SS : {number}, merci") == f"N° SS : {MASKED}, merci"


@pytest.mark.parametrize(
    "text",
    [
        "SIRET 13002526500013", "SIRET 130 025 265 00013", "SIRET : 185 057 800 60843",
        "tél. 02 31 06 98 98 ou +33 2 31 06 98 98",
        "NDA 28140001214", "déclaration n° 28 14 00012 14", "né le 01/05/1985", "FR76 3000 6000 0112 3456 7890 189",
        "photo 1764000123456.jpg", "identifiant 1234567A", "code postal 14000, 1 850 578 euros",
    ],
)  # fmt: skip
def test_left_alone(text):
    assert mask(text) == text


def test_a_labelled_number_is_masked_even_when_mistyped():
    assert MASKED in mask("Numéro de sécurité sociale : 1 99 99 99 999 999 99")
