"""A date of a form: every way to write a day gives that day; what is no day, or another kind of number, gives nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.fields import dates

MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def writings(day: date) -> tuple[str, ...]:
    """Every sure way to write a day."""
    month = MONTHS[day.month - 1]
    comb = f"{day:%d%m%Y}"
    return (
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d %m %Y}",
        f"{day:%d / %m / %Y}",
        comb,
        " ".join(comb),
        "|".join(comb),
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{day.day:02} {month.upper()} {day.year}",
        f"{WEEKDAYS[day.weekday()]} {day.day} {month} {day.year}",
        f"{WEEKDAYS[day.weekday()].capitalize()} {day:%d/%m/%Y}",
        f"le {day:%d/%m/%Y}",
        f"{day:%d/%m/%Y} ({WEEKDAYS[day.weekday()]})",
        f"Caen, le {day.day}{'er' if day.day == 1 else ''} {month} {day.year}",
    )


def days() -> list[date]:
    """Every day of three years, one of them a leap year."""
    return [date(2026, 1, 1) + timedelta(days=n) for n in range(3 * 365 + 1)]


def test_every_day_in_every_writing() -> None:
    for day in days():
        for text in writings(day):
            got = dates.read(text)
            assert got is not None, text
            assert (got.value, got.precision, got.certain) == (day, None, True), text


def test_every_month_and_year_says_that_it_is_less_than_a_day() -> None:
    for year in (1999, 2026, 2027):
        for number, month in enumerate(MONTHS, 1):
            for text in (f"{month} {year}", f"{number:02}/{year}", f"courant {month} {year}", f"{number:02} {year}"):
                got = dates.read(text)
                assert got is not None, text
                assert (got.value, got.precision) == (date(year, number, 1), "month"), text
        got = dates.read(str(year))
        assert got is not None
        assert (got.value, got.precision) == (date(year, 1, 1), "year")


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026",
        "31 février 2026",
        "30/02/2028",
        "29/02/2026",
        "32/01/2026",
        "00/00/0000",
        "12/13/2026",
        "2026-13-01",
        "O2/03/2026",
        "l2/03/2026",
        "12 mars 2O26",
        "jj/mm/aaaa",
        "__/__/____",
        "à définir",
        "mars",
        "02 mars",
        "lundi",
        "art. 261-4-4 du CGI",
        "3 450,00 €",
        "02 31 45 67 89",
        "02.12.11.20.26",
        "06 02 03 2026",
        "28 14 03251 14",
        "2 94 03 14 118 025 40",
        "732 829 320 00074",
        "2025/2026",
        "2026-2027",
        "saison 2026/2027",
        "35 h",
        "7h30",
        "12 mois",
        "07/26",
        "1.2.2026.3",
        "RNCP37715",
        "13912*04",
        "",
        "   ",
        "02/03/2026 ou 09/03/2026",
        "31/02/2026 ou 02/03/2026",
    ],
)
def test_what_is_no_day_gives_nothing(text: str) -> None:
    assert dates.read(text) is None


@pytest.mark.parametrize(
    "text", ["2 mars 26", "02/03/26", "02.03.26", "2/3/'26", "mardi 2 mars 2026", "02/03/2026 (mardi)", "020326"]
)
def test_a_short_year_or_the_wrong_weekday_is_no_certain_date(text: str) -> None:
    got = dates.read(text)
    assert got is not None
    assert got.value == date(2026, 3, 2)
    assert not got.certain


def test_a_weekly_timetable_is_no_contradiction() -> None:
    got = dates.read("à partir du 02/03/2026, mardi et jeudi")
    assert got is not None
    assert got.certain


START, END = date(2026, 3, 2), date(2026, 6, 30)


@pytest.mark.parametrize(
    "text",
    [
        "du 2 mars au 30 juin 2026",
        "Du 02/03/2026 au 30/06/2026",
        "02/03/2026 - 30/06/2026",
        "02/03/2026-30/06/2026",
        "02.03.2026-30.06.2026",
        "02/03 au 30/06/2026",
        "du lundi 2 mars au mardi 30 juin 2026",
        "02/03/2026 → 30/06/2026",
        "du 02 03 2026 au 30 06 2026",
        "2026-03-02 / 2026-06-30",
        "du 2 mars 2026 jusqu'au 30 juin 2026 inclus",
        "Début : 02/03/2026 Fin : 30/06/2026",
        "02/03/2026\n30/06/2026",
        "du 02/03/2026 (9h) au 30/06/2026",
        "du\u00a02\u00a0mars\u00a0au\u00a030\u00a0juin\u00a02026",
        "0 2 0 3 2 0 2 6 au 3 0 0 6 2 0 2 6",
    ],
)
def test_a_period_gives_its_start_and_its_end(text: str) -> None:
    got = dates.read_range(text)
    assert got is not None
    assert [(one.value, one.certain) for one in got] == [(START, True), (END, True)]


@pytest.mark.parametrize(
    "text",
    [
        "02/03/2026",
        "du 02/03/2026 au",
        "au 30/06/2026",
        "31/02/2026 au 30/06/2026",
        "du 2 mars au 31 juin 2026",
        "02/03/2026 et 30/06/2026",
        "du 02/03/2026 au 30/06/2026 puis du 01/09/2026 au 30/10/2026",
        "2026 - 2027",
        "",
    ],
)
def test_what_is_no_period_gives_nothing(text: str) -> None:
    assert dates.read_range(text) is None


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.integers(0, 800))
def test_a_year_written_once_is_both_ends_year(start: date, length: int) -> None:
    end = min(start + timedelta(days=length), date(start.year, 12, 31))
    texts = (
        f"du {start.day} {MONTHS[start.month - 1]} au {end.day} {MONTHS[end.month - 1]} {end.year}",
        f"{start:%d/%m} au {end:%d/%m/%Y}",
    )
    for text in texts:
        got = dates.read_range(text)
        assert got is not None, text
        assert [one.value for one in got] == [start, end], text
        assert all(one.certain for one in got)


def test_a_start_in_the_year_before_the_one_written_is_not_certain() -> None:
    got = dates.read_range("du 2 novembre au 30 juin 2026")
    assert got is not None
    assert (got[0].value, got[0].certain, got[1].certain) == (date(2025, 11, 2), False, True)


def test_the_place_of_a_date_in_its_text() -> None:
    text = "Devis du 05/01/2026 pour une entrée le 2 mars 2026."
    assert [text[one.start : one.end] for one in dates.find_all(text)] == ["05/01/2026", "2 mars 2026"]


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    dates.read(text)
    dates.read_range(text)
    dates.find_all(text)
