"""README and docs are true: every command and file that they name is there, and the harmless ones run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qualif.cli import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "fixtures" / "README.md"]
QUALIF = Path(sys.executable).with_name("qualif")


def _calls(text: str) -> list[list[str]]:
    """The calls of `qualif` that a page names: in code blocks and between backquotes."""
    found = re.findall(r"(?:^|`)(?:\.venv/bin/)?qualif ([a-z][^`\n#]*)", text, re.MULTILINE)
    return [call.split() for call in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_commands_that_exist(page: Path) -> None:
    for words in _calls(page.read_text(encoding="utf-8")):
        assert words[0] in COMMANDS, f"{page.name}: qualif {' '.join(words)}"
        action = [words[1]] if len(words) > 1 and re.fullmatch(r"[a-z]+", words[1]) else []
        done = subprocess.run([QUALIF, words[0], *action, "--help"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{page.name}: qualif {' '.join(words)}: {done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_files_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:values|config|ingest|parsers|checks|notify|qualif|fixtures|tests|docs|scripts)/[\w./-]*)`", text)
    named += re.findall(r"\]\(((?!http)[\w./-]+)\)", text)
    missing = [name for name in named if not (ROOT / name).exists() and not (page.parent / name).exists()]
    assert not missing, f"{page.name} names {missing}"


def test_the_readme_examines_its_example(tmp_path: Path) -> None:
    call = next(call for call in _calls((ROOT / "README.md").read_text(encoding="utf-8")) if call[0] == "examine")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QUALIF_")}
    environment["QUALIF_DATA_DIR"] = str(tmp_path)
    done = subprocess.run([QUALIF, *call], capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert "Hors délai" in done.stdout
    assert "rejet : moins d'un mois" in done.stdout


def test_the_scripts_are_there_and_run_by_anybody() -> None:
    for name in ("install", "demo", "test", "check", "corpus"):
        assert os.access(ROOT / "scripts" / name, os.X_OK), name
