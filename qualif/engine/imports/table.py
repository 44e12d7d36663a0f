"""A public file with `;` read row by row: its columns by name, and one clear line about the first thing that is wrong."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from values.errors import WrongCall
from values.fold import fold

T = TypeVar("T")
LONGEST_FIELD = 1 << 24

Row = Mapping[str, str]


def rows(lines: Iterable[str], name: str, *columns: str) -> Iterator[tuple[int, Row]]:
    """Every row as (number of its last line, cells by column), stripped; blank rows are left out.

    Columns are compared folded (no accent, capital or `#`). Raises WrongCall when one is missing or the text is no CSV.
    """
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=";", strict=False)
    try:
        header = [column_key(cell) for cell in next(reader, [])]
        if lacking := [column for column in columns if column_key(column) not in header]:
            raise WrongCall(f"{name} : colonne « {lacking[0]} » absente de l'en-tête")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=False))
    except csv.Error as error:
        raise WrongCall(f"{name}, ligne {reader.line_num} : ce n'est pas du CSV ({error})") from None
    except UnicodeDecodeError:
        raise WrongCall(f"{name}, vers la ligne {reader.line_num + 1} : ce n'est pas de l'UTF-8") from None


def column_key(name: str) -> str:
    """The name of a column as it is compared.

    >>> column_key("#Code_commune_INSEE"), column_key("Libellé_d_acheminement")
    ('code commune insee', 'libelle d acheminement')
    """
    return fold(name.replace("#", " ").replace("\ufeff", ""))


def cell(row: Row, column: str) -> str:
    """The text of a column, empty when the row is shorter than the header."""
    return row.get(column_key(column), "")


def read(row: Row, line: int, name: str, column: str, reader: Callable[[str], T]) -> T:
    """The value of a cell; raises WrongCall naming the row and the column when `reader` refuses it (ValueError)."""
    text = cell(row, column)
    try:
        return reader(text)
    except ValueError:
        shown = text[:40] or "vide"
        raise WrongCall(f"{name}, ligne {line}, colonne « {column} » : « {shown} » n'est pas une valeur attendue") from None


def filled(text: str) -> str:
    """A text that must not be empty."""
    if not text:
        raise ValueError
    return text


def day(text: str) -> date | None:
    """`JJ/MM/AAAA` or ISO 8601; None when empty.

    >>> day("02/03/2026"), day("2026-03-02"), day("")
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 2), None)
    """
    if not text:
        return None
    if "/" in text:
        first, month, year = text.split("/")
        return date(int(year), int(month), int(first))
    return date.fromisoformat(text)


def level(text: str) -> int | None:
    """A level of the national frame, 1 to 8, as a figure; None when empty."""
    if not text:
        return None
    if int(text) not in range(1, 9):
        raise ValueError(text)
    return int(text)
