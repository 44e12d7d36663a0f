"""The house itself: borders of libraries, no clock below the roof, empty `__init__`s, files of a page."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("values", "config", "ingest", "parsers", "checks", "notify", "qualif")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]

BORDERS = {
    "imapclient": ("ingest/imap.py",),
    "mailparser": ("ingest/message.py",),
    "pypdf": ("parsers/readers/",),
    "pikepdf": ("parsers/readers/",),
    "pypdfium2": ("parsers/readers/",),
    "pdfplumber": ("parsers/readers/",),
    "docx": ("parsers/readers/",),
    "lxml": ("parsers/readers/",),
    "sqlmodel": ("qualif/store/",),
    "sqlalchemy": ("qualif/store/",),
    "alembic": ("qualif/store/",),
    "apscheduler": ("qualif/engine/daemon.py",),
    "smtplib": ("notify/transport.py",),
    "fastapi": ("qualif/console/", "qualif/commands/serve.py"),
}


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_keeps_to_its_room(path: Path) -> None:
    where = str(path.relative_to(ROOT))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = [name for name in _imports(tree) if not where.startswith(BORDERS.get(name.split(".")[0], ("",)))]
    assert not wrong, f"{where} imports {wrong}"
    if not where.startswith("qualif/"):
        clocks = [
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in ("now", "today", "utcnow")
            and isinstance(node.value, ast.Name)
            and node.value.id in ("datetime", "date")
        ]
        assert not clocks, f"{where} reads the clock at lines {clocks}"
    if path.name == "__init__.py":
        assert not path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_a_page_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 320
    if text:
        assert ast.get_docstring(ast.parse(text)), "no docstring"


def test_the_first_help_loads_no_heavy_library() -> None:
    heavy = ("sqlmodel", "sqlalchemy", "pypdfium2", "docx", "fastapi", "jinja2", "imapclient", "mailparser", "pydantic", "pymap")
    code = (
        "import sys\nfrom qualif.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr.strip() == "[]"
