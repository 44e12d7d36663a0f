"""A telephone number: every way to write one gives E.164; another number of a form gives nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.fields import phones


def writings(number: str) -> tuple[str, ...]:
    """Every sure way to write a French number of ten digits."""
    pairs = [number[n : n + 2] for n in range(0, 10, 2)]
    return (
        number,
        " ".join(pairs),
        ".".join(pairs),
        "-".join(pairs),
        "/".join(pairs),
        " ".join(number),
        "|".join(number),
        "\u00a0".join(pairs),
        f"+33 {number[1]} {' '.join(pairs[1:])}",
        f"+33 (0){number[1]} {' '.join(pairs[1:])}",
        f"0033{number[1:]}",
        f"Tél. : {' '.join(pairs)} (le soir)",
        f"{' '.join(pairs)} / 02 61 91 00 00",
    )


@given(st.from_regex(r"0[1-57-9][0-9]{8}", fullmatch=True).filter(lambda n: n[:4] not in phones._OVERSEAS))
def test_every_number_in_every_writing(number: str) -> None:
    for text in writings(number):
        assert phones.read(text) == "+33" + number[1:], text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0262 20 12 34", "+262262201234"),
        ("0692 12 34 56", "+262692123456"),
        ("0590 20 12 34", "+590590201234"),
        ("0596 50 12 34", "+596596501234"),
        ("06 39 98 12 34", "+33639981234"),
        ("612345678", "+33612345678"),
        ("+32 475 12 34 56", "+32475123456"),
    ],
)
def test_overseas_and_foreign_numbers(text: str, number: str) -> None:
    assert phones.read(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56",
        "06 12 34 56 7",
        "06 12 34 56 789",
        "O6 12 34 56 78",
        "28 14 03251 14",
        "732 829 320 00074",
        "02/03/2026",
        "15",
        "2 94 03 14 118 025 40",
        "1234567A",
        "FR76 3000 6000 0112 3456 7890 189",
        "",
        "néant",
    ],
)
def test_another_number_gives_nothing(text: str) -> None:
    assert phones.read(text) is None


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    phones.find_all(text)
