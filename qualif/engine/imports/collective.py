"""The catalogue of Qualif collectif: a UTF-8 CSV of the service's own, its columns fixed by contract §1."""

import re
from collections.abc import Iterator
from pathlib import Path

from qualif.engine.imports.table import cell, day, filled, level, read, rows
from values.facts import CollectiveSession

COLUMNS = ("intitule", "code_rncp", "niveau", "organisme", "code_postal", "commune", "date_debut", "date_fin")
_CODE = re.compile(r"(?:RNCP)?\s*(\d{1,6})", re.IGNORECASE)


def sessions(path: Path) -> Iterator[CollectiveSession]:
    """Every row of the catalogue."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for line, row in rows(lines, path.name, *COLUMNS):
            yield CollectiveSession(
                title=read(row, line, path.name, "intitule", filled),
                code=read(row, line, path.name, "code_rncp", rncp_code),
                level=read(row, line, path.name, "niveau", level),
                provider=cell(row, "organisme"),
                postal_code=read(row, line, path.name, "code_postal", _postal_code),
                city=cell(row, "commune"),
                start=read(row, line, path.name, "date_debut", day),
                end=read(row, line, path.name, "date_fin", day),
            )


def rncp_code(text: str) -> str | None:
    """`RNCP12345` from the number with or without its letters; None when empty.

    >>> rncp_code("37948"), rncp_code("RNCP 37948"), rncp_code("")
    ('RNCP37948', 'RNCP37948', None)
    """
    if not text:
        return None
    found = _CODE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return f"RNCP{found[1]}"


def _postal_code(text: str) -> str:
    if text and not re.fullmatch(r"\d{5}", text):
        raise ValueError(text)
    return text
