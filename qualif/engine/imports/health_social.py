"""The Schéma des formations sanitaires et sociales as a list: a UTF-8 CSV, its columns fixed by contract §1.

`code_rncp` may hold several numbers of one diploma (old and new), with blanks, commas or bars between them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from qualif.engine.imports.collective import rncp_code
from qualif.engine.imports.table import filled, level, read, rows
from values.facts import HealthSocial

COLUMNS = ("code_rncp", "intitule", "niveau")


def diplomas(path: Path) -> Iterator[HealthSocial]:
    """Every row of the list."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for line, row in rows(lines, path.name, *COLUMNS):
            yield HealthSocial(
                title=read(row, line, path.name, "intitule", filled),
                codes=read(row, line, path.name, "code_rncp", _codes),
                level=read(row, line, path.name, "niveau", level),
            )


def _codes(text: str) -> tuple[str, ...]:
    found = (rncp_code(one) for one in re.split(r"[\s,|/]+", re.sub(r"(?i)RNCP\s+", "RNCP", text)) if one)
    return tuple(one for one in found if one)
