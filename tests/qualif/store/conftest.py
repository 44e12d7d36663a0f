"""A real SQLite database in a folder of its own for each test."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qualif.store import database
from qualif.store.database import Database
from values.document import Source
from values.dossier import Dossier
from values.examination import Examination, Versions
from values.finding import Verdict
from values.form import Form, Reading, Value

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = database.open(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 2, 10, 9, 30, tzinfo=PARIS)


@pytest.fixture
def form():  # type: ignore[no-untyped-def]
    """A form of these values, all read surely."""

    def make(**values: Value) -> Form:
        named = {key.replace("__", "."): value for key, value in values.items()}
        return Form({key: Reading(value, 1.0, "2", str(value), Source.FORM_FIELD) for key, value in named.items()})

    return make


@pytest.fixture
def examination():  # type: ignore[no-untyped-def]
    """An examination of a form, with a verdict and no finding."""

    def make(of: Form, verdict: Verdict = Verdict.RECEIVABLE, reasons: tuple[str, ...] = ()) -> Examination:
        return Examination(Dossier(of), (), verdict, reasons, Versions("0", "r", "v", "t"))

    return make
