"""Days, instants and amounts as they are written in French."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from values import french


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 1), "jeudi 1er janvier 2026"),
        (date(2028, 2, 29), "mardi 29 février 2028"),
        (date(2026, 8, 31), "lundi 31 août 2026"),
        (date(2025, 12, 21), "dimanche 21 décembre 2025"),
    ],
)
def test_a_day(day: date, written: str) -> None:
    assert french.weekday_day(day) == written
    assert french.day(day) == written.partition(" ")[2]
    assert written.endswith(french.month(day))


@pytest.mark.parametrize(
    ("hour", "minute", "written"), [(0, 0, "0 h 00"), (9, 5, "9 h 05"), (23, 59, "23 h 59"), (12, 0, "12 h 00")]
)
def test_an_instant(hour: int, minute: int, written: str) -> None:
    assert french.instant(datetime(2026, 3, 2, hour, minute, 59, tzinfo=french.PARIS)) == f"2 mars 2026 à {written}"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (3450, "3\u202f450,00\u00a0€"),
        (0.1 + 0.2, "0,30\u00a0€"),
        (1234567.894, "1\u202f234\u202f567,89\u00a0€"),
        (2.675, "2,68\u00a0€"),
        (Decimal("999.995"), "1\u202f000,00\u00a0€"),
        (-12.5, "-12,50\u00a0€"),
    ],
)
def test_an_amount(amount: float | Decimal, written: str) -> None:
    assert french.euros(amount) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [(70.0, "70"), (31.5, "31,5"), (400.1, "400,1"), (1200.25, "1200,25"), (123456.0, "123456"), (0.0, "0")],
)
def test_a_number(amount: float, written: str) -> None:
    assert french.number(amount) == written
