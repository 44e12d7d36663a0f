"""The public file of La Poste: which towns a postal code serves (`019HexaSmal.csv`, `laposte_hexasmal.csv`).

Three headers are met (`#Code_commune_INSEE;Nom_de_la_commune;…`, the same without `#`, and the older one with `Nom_commune`), in
CP1252 or UTF-8 whatever the server says. The town, the name on the letter and the fifth line (a former town) all count.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from qualif.engine.imports.table import Row, cell, column_key, read, rows
from values.errors import WrongCall
from values.fold import plain

NAMES = ("Nom_de_la_commune", "Nom_commune")
_CODE = re.compile(r"\d{5}")


def towns(path: Path) -> Iterator[tuple[str, str]]:
    """Every (postal code, town), upper case without accents, as often as the file says it."""
    content = path.read_bytes()
    text = _text(content)
    header = {column_key(one) for one in text.partition("\n")[0].strip("\ufeff\r").split(";")}
    if not header & {column_key(name) for name in NAMES}:
        raise WrongCall(f"{path.name} : colonne « {NAMES[0]} » absente de l'en-tête")
    for line, row in rows(text.splitlines(keepends=True), path.name, "Code_postal"):
        code = read(row, line, path.name, "Code_postal", _code)
        for town in _names(row):
            yield code, town


def _names(row: Row) -> list[str]:
    found = [cell(row, column) for column in (*NAMES, "Libellé_d_acheminement", "Ligne_5")]
    return list(dict.fromkeys(plain(name).upper() for name in found if name))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(text)
    return text
