"""A case of `cases/<rule>.toml`, or a few words of Python in its place, made into a dossier and facts.

Instants without an offset are those of Paris; a day alone is that day at noon. A field is a value, read for sure in a text, or a
table that says more of it (`raw`, `source`, `confidence`, `precision`, `rivals`).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from checks.calendar import PARIS
from config import regulation
from values.document import DocumentRecord, DocumentType, Source
from values.dossier import Dossier
from values.facts import (
    Certification,
    CollectiveSession,
    Earlier,
    Facts,
    HealthSocial,
    History,
    Receipt,
    ReceivedFrom,
    References,
)
from values.form import Form, Reading
from values.mail import Address

# Beside the cache of pytest, whose own folders it does not look into for tests.
set_hypothesis_home_dir(Path(__file__).parents[2] / ".pytest_cache" / "hypothesis")
settings.register_profile("house", database=None, deadline=None, derandomize=True)
settings.load_profile("house")

BOOK = regulation.load()
Case = Mapping[str, Any]


def _instant(value: date) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(12))
    return value if value.tzinfo else value.replace(tzinfo=PARIS)


def _reading(value: Any) -> Reading:
    given = dict(value) if isinstance(value, Mapping) else {"value": value}
    kept = given["value"]
    raw = f"{kept:%d/%m/%Y}" if isinstance(kept, date) else str(kept)
    return Reading(
        value=kept,
        confidence=given.get("confidence", 0.99),
        document=given.get("document", "2"),
        raw=given.get("raw", raw),
        source=Source(given.get("source", "text")),
        page=given.get("page", 1),
        precision=given.get("precision"),
        rivals=tuple(map(_reading, given.get("rivals", ()))),
    )


def _form(case: Case) -> Form:
    fields = {key: _reading(value) for key, value in case.get("form", {}).items() if key not in case.get("absent", ())}
    for key in case.get("doubtful", ()):
        found = fields[key]
        fields[key] = Reading(found.value, 0.5, found.document, found.raw, found.source, found.page)
    for key in case.get("disputed", ()):
        found = fields[key]
        other = found.value.replace(day=28) if isinstance(found.value, date) else "autre"
        fields[key] = found.against(_reading(other))
    return Form(fields)


def _record(place: int, given: Case) -> DocumentRecord:
    return DocumentRecord(
        id=given.get("id", str(place)),
        name=given.get("name", f"piece-{place}.pdf"),
        media_type="application/pdf",
        type=DocumentType(given.get("type", "form")),
        pages=1,
        text_source=given.get("text_source", "text"),
        problem=given.get("problem"),
    )


def _records(case: Case, key: str, default: list[Case]) -> tuple[DocumentRecord, ...]:
    return tuple(_record(place, given) for place, given in enumerate(case.get(key, default), 2))


def _certification(given: Case) -> Certification:
    return Certification(
        code=given["code"],
        title=given.get("title", "Soudeur"),
        level=given.get("level"),
        active=given.get("active", True),
        ends_on=given.get("ends_on"),
        starts_on=given.get("starts_on"),
    )


def _references(case: Case) -> References:
    rncp, diplomas = case.get("rncp"), case.get("health_social")
    return References(
        rncp_loaded=case.get("rncp_loaded", rncp is not None),
        certification=_certification(rncp) if rncp else None,
        successors=tuple(_certification({"code": code}) for code in case.get("successors", ())),
        predecessors=tuple(case.get("predecessors", ())),
        postal_loaded="towns" in case,
        towns=tuple(case.get("towns", ())),
        collective_loaded="collective" in case,
        collective=tuple(
            CollectiveSession(row["title"], row.get("code"), 3, "Centre", row.get("postal_code", ""), "", None, None)
            for row in case.get("collective", ())
        ),
        health_social=regulation.health_social(BOOK)
        if diplomas is None
        else tuple(HealthSocial(row["title"], tuple(row.get("codes", ()))) for row in diplomas),
    )


def _history(case: Case) -> History:
    first = case.get("first_received_at")
    return History(
        stateless=case.get("stateless", False),
        first_received_at=_instant(first) if first else None,
        doubtful_earlier=tuple(map(_instant, case.get("doubtful_earlier", ()))),
        already_rejected=case.get("already_rejected", False),
        session=tuple(
            Earlier(f"QI-2026-{n:05d}", _instant(date(2026, 1, 5)), "") for n in range(1, case.get("others_in_session", 0) + 1)
        ),
        session_certain=case.get("session_certain", True),
        duplicates=tuple(Earlier("QI-2026-00007", _instant(at), "") for at in case.get("same_request", ())),
        credits_left=case.get("credits_left"),
    )


def make(case: Case) -> tuple[Dossier, Facts]:
    """The dossier and the facts of a case."""
    sender = case.get("sender")
    dossier = Dossier(
        form=_form(case),
        documents=_records(case, "documents", [{}]),
        sender=Address(sender, case.get("sender_name", "")) if sender else None,
        machine=case.get("machine", False),
        scheme=case.get("scheme"),
        orphans=_records(case, "orphans", []),
        all_remote=case.get("all_remote", False),
        loose=case.get("loose", False),
    )
    at = _instant(case.get("received", date(2026, 1, 15)))
    receipt = Receipt(
        at=at,
        source=ReceivedFrom(case.get("received_from", "internaldate")),
        others=tuple(map(_instant, case.get("other_clocks", ()))),
        internal=case.get("internal", False),
    )
    facts = Facts(
        receipt,
        regulation.in_force(BOOK, at.date()),
        _references(case),
        _history(case),
        tuple(case.get("required_documents", ("form",))),
    )
    return dossier, facts


@pytest.fixture(scope="session")
def build() -> Callable[[Case], tuple[Dossier, Facts]]:
    """`make`, for the tests (no module of tests is imported by another)."""
    return make
