"""The cases of `fixtures/mails`, examined by the command itself: without reference tables, and with them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fixtures.make.references import KINDS
from tests.fixtures_compare import compare

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = sorted(folder.name for folder in (FIXTURES / "mails").iterdir())
QUALIF = Path(sys.executable).with_name("qualif")
SIGNATORY = {"FIRST_NAME": "Camille", "LAST_NAME": "SIGNATAIRE", "TITLE": "Directrice de la formation"}


def _environment(data: Path) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("QUALIF_")}
    return mine | {"QUALIF_DATA_DIR": str(data)} | {f"QUALIF_SIGNATORY__{name}": value for name, value in SIGNATORY.items()}


def _qualif(data: Path, *arguments: str | Path) -> str:
    call = [str(QUALIF), *map(str, arguments)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", cwd=data, env=_environment(data), timeout=1200)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _examined(data: Path) -> dict[str, Any]:
    lines = _qualif(data, "examine", "--json", *(FIXTURES / "mails" / case / "message.eml" for case in CASES)).splitlines()
    return dict(zip(CASES, map(json.loads, lines), strict=True))


@pytest.fixture(scope="module")
def without_tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every case examined with an empty data folder."""
    return _examined(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def with_tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every case examined with the four tables of `fixtures/references`."""
    data = tmp_path_factory.mktemp("loaded")
    for kind, name in KINDS.items():
        _qualif(data, "reference", "import", kind, FIXTURES / "references" / name)
    return _examined(data)


def _expected(case: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FIXTURES / "mails" / case / "expected.json").read_text(encoding="utf-8"))
    return read


def _told(case: str, differences: list[str]) -> str:
    return "\n".join([f"{case}: {_expected(case)['notes']}", *differences])


@pytest.mark.parametrize("case", CASES)
def test_without_tables(case: str, without_tables: dict[str, Any]) -> None:
    differences = compare(_expected(case), without_tables[case])
    assert not differences, _told(case, differences)


@pytest.mark.parametrize("case", CASES)
def test_with_tables(case: str, with_tables: dict[str, Any]) -> None:
    differences = compare(_expected(case), with_tables[case], tables=True)
    assert not differences, _told(case, differences)
