"""An amount of euros: every way to write one gives it back; a unit price, a tax, a date or another number gives nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.fields import money


def writings(cents: int) -> tuple[str, ...]:
    """Every sure way to write an amount."""
    whole, part = divmod(cents, 100)
    grouped = f"{whole:,}"
    return (
        f"{grouped.replace(',', ' ')},{part:02} €",
        f"{grouped.replace(',', '.')},{part:02} €",
        f"{grouped.replace(',', chr(0x202F))},{part:02}\u00a0€",
        f"{whole},{part:02}€",
        f"{whole}.{part:02} euros",
        f"{whole},{part:02} EUR TTC",
        f"Total TTC : {grouped.replace(',', ' ')},{part:02} €",
        f"{whole},{part:02}",
        f"{whole}€{part:02}",
    )


@given(st.integers(0, 9_999_999))
def test_every_amount_in_every_writing(cents: int) -> None:
    for text in writings(cents):
        assert money.read(text) == cents / 100, text


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("3 450", 3450),
        ("3450", 3450),
        ("3 450 € HT", 3450),
        ("3 450 € HT soit 4 140 € TTC", 4140),
        ("HT : 3450 TTC : 4140", 4140),
        ("4 140 € TTC (3 450 € HT)", 4140),
        ("3 450,00 € net de taxe", 3450),
        ("3 450 € (exonéré de TVA, art. 261-4-4 a du CGI)", 3450),
        ("15 € x 230 h = 3 450 €", 3450),
        ("15,00 €/h soit 3 450,00 €", 3450),
        ("3,45 k€", 3450),
        ("3 4 5 0", 3450),
        ("0 €", 0),
        ("3 450 € TVA 20 % : 690 €", 3450),
    ],
)
def test_the_amount_asked_for(text: str, euros: float) -> None:
    assert money.read(text) == euros


@pytest.mark.parametrize(
    "text",
    [
        "10 €/h",
        "10 € de l'heure",
        "3 450 € ou 3 600 €",
        "3,450",
        "20 %",
        "TVA 20 % : 690 €",
        "art. 261-4-4",
        "02/03/2026",
        "-3450 €",
        "gratuit",
        "à définir",
        "1 200 € x 2",
        "28 14 03251 14",
        "02 31 45 67 89",
        "RNCP37715",
        "",
        "€",
        "trois mille euros",
        "1 3 450 €",
    ],
)
def test_what_is_no_amount_gives_nothing(text: str) -> None:
    assert money.read(text) is None


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    money.read(text)
