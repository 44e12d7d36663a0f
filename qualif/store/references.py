"""The reference tables: replaced whole or not at all, looked up for one dossier at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Table, delete, func, insert
from sqlmodel import Session, SQLModel, col, select

from qualif.store.tables.reference import (
    REFERENCE_KINDS,
    CertificationRow,
    CollectiveRow,
    HealthSocialRow,
    ReferenceImportRow,
    SuccessionRow,
    TownRow,
)
from qualif.store.views import ImportView
from values.codec import Json
from values.dossier import Dossier
from values.facts import Certification, CollectiveSession, HealthSocial, References
from values.fold import fold

TITLES_ALIKE = 85.0
CHUNK = 5000
LONGEST_CHAIN = 10


@dataclass(frozen=True, slots=True)
class Source:
    """Whence an import comes: the file's name and hash, the day its data are of, and what was noticed in it."""

    name: str
    sha256: str
    data_date: date | None = None
    report: dict[str, Json] = field(default_factory=dict)


def replace_rncp(
    session: Session,
    certifications: Iterable[Certification],
    successions: Iterable[tuple[str, str]],
    source: Source,
    now: datetime,
) -> int:
    """Replace the certifications of the RNCP and RS, and which came after which (older, newer)."""
    _empty(session, SuccessionRow, CertificationRow)
    rows = _fill(session, CertificationRow, (_certification_row(one) for one in certifications))
    _fill(session, SuccessionRow, ({"older": older, "newer": newer} for older, newer in dict.fromkeys(successions)))
    return _record(session, "rncp", source, rows, now)


def replace_postal(session: Session, towns: Iterable[tuple[str, str]], source: Source, now: datetime) -> int:
    """Replace the towns of the postal codes (code, town)."""
    _empty(session, TownRow)
    rows = _fill(session, TownRow, ({"postal_code": code, "town": town} for code, town in dict.fromkeys(towns)))
    return _record(session, "postal", source, rows, now)


def replace_collective(session: Session, sessions: Iterable[CollectiveSession], source: Source, now: datetime) -> int:
    """Replace the catalogue of Qualif collectif."""
    _empty(session, CollectiveRow)
    rows = _fill(session, CollectiveRow, (_collective_row(one) for one in sessions))
    return _record(session, "collective", source, rows, now)


def replace_health_social(session: Session, diplomas: Iterable[HealthSocial], source: Source, now: datetime) -> int:
    """Replace the diplomas of the Schéma des formations sanitaires et sociales."""
    _empty(session, HealthSocialRow)
    listed = ({"title": one.title, "codes": list(one.codes), "level": one.level} for one in diplomas)
    return _record(session, "health_social", source, _fill(session, HealthSocialRow, listed), now)


def imports(session: Session) -> dict[str, ImportView]:
    """The import in force of each table that has one."""
    newest = select(func.max(ReferenceImportRow.id)).group_by(ReferenceImportRow.kind)
    rows = session.exec(select(ReferenceImportRow).where(col(ReferenceImportRow.id).in_(newest)))
    return {row.kind: ImportView(row.kind, row.at, row.source, row.sha256, row.rows, row.data_date, row.report) for row in rows}


def version(session: Session, found: dict[str, ImportView] | None = None) -> str:
    """One word for all tables in force, written beside each examination."""
    found = imports(session) if found is None else found
    return " ".join(f"{kind}:{found[kind].sha256[:12]}" for kind in REFERENCE_KINDS if kind in found)


def for_dossier(session: Session, dossier: Dossier, day: date, built_in: Sequence[HealthSocial] = ()) -> References:
    """What the tables say about one dossier on a day; `built_in` serves until a health and social list is imported."""
    found = imports(session)
    code = (dossier.form.text("training.certification_code") or "").partition("BC")[0] or None
    rncp, postal, collective = ("rncp" in found, "postal" in found, "collective" in found)
    successors = _chain(session, code) if code and rncp else ()
    title = fold(dossier.form.text("training.title") or "")
    return References(
        rncp_loaded=rncp,
        certification=_certification(session, code) if code and rncp else None,
        successors=successors,
        predecessors=_predecessors(session, code) if code and rncp else (),
        postal_loaded=postal,
        towns=_towns(session, dossier.form.text("candidate.postal_code")) if postal else (),
        collective_loaded=collective,
        collective=_collective(session, code, successors, title) if collective else (),
        health_social=_health_social(session) if "health_social" in found else tuple(built_in),
        ages={kind: (day - (one.data_date or one.at.date())).days for kind, one in found.items()},
    )


def _empty(session: Session, *tables: type[SQLModel]) -> None:
    for table in tables:
        session.execute(delete(table))


def _fill(session: Session, kind: type[SQLModel], rows: Iterable[dict[str, Any]]) -> int:
    """Insert rows in chunks, as they come; how many."""
    table: Table = kind.__table__  # type: ignore[attr-defined]
    count, stream = 0, iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        session.execute(insert(table), chunk)
        count += len(chunk)
    return count


def _record(session: Session, kind: str, source: Source, rows: int, now: datetime) -> int:
    session.add(
        ReferenceImportRow(
            kind=kind,
            at=now,
            source=source.name,
            sha256=source.sha256,
            data_date=source.data_date,
            rows=rows,
            report=dict(source.report),
        )
    )
    return rows


def _certification_row(one: Certification) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "level": one.level,
        "active": one.active,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "certifiers": list(one.certifiers),
    }


def _collective_row(one: CollectiveSession) -> dict[str, Any]:
    return {
        "title": one.title,
        "title_key": fold(one.title),
        "code": one.code,
        "level": one.level,
        "provider": one.provider,
        "postal_code": one.postal_code,
        "city": one.city,
        "starts_on": one.start,
        "ends_on": one.end,
    }


def _certification(session: Session, code: str) -> Certification | None:
    row = session.get(CertificationRow, code)
    if row is None:
        return None
    return Certification(row.code, row.title, row.level, row.active, row.ends_on, row.starts_on, tuple(row.certifiers))


def _chain(session: Session, code: str) -> tuple[Certification, ...]:
    """What came after a certification, and after that, nearest first; those that have a record."""
    seen, layer, found = {code}, [code], []
    for _step in range(LONGEST_CHAIN):
        newer = session.exec(select(SuccessionRow.newer).where(col(SuccessionRow.older).in_(layer))).all()
        layer = [one for one in sorted(set(newer)) if one not in seen]
        if not layer:
            break
        seen.update(layer)
        found += layer
    records = (_certification(session, one) for one in found)
    return tuple(record for record in records if record is not None)


def _predecessors(session: Session, code: str) -> tuple[str, ...]:
    seen, layer = {code}, [code]
    for _step in range(LONGEST_CHAIN):
        older = session.exec(select(SuccessionRow.older).where(col(SuccessionRow.newer).in_(layer))).all()
        layer = [one for one in sorted(set(older)) if one not in seen]
        if not layer:
            break
        seen.update(layer)
    return tuple(sorted(seen - {code}))


def _towns(session: Session, postal_code: str | None) -> tuple[str, ...]:
    if postal_code is None:
        return ()
    return tuple(session.exec(select(TownRow.town).where(TownRow.postal_code == postal_code).order_by(TownRow.town)))


def _collective(
    session: Session, code: str | None, successors: Sequence[Certification], title: str
) -> tuple[CollectiveSession, ...]:
    """The catalogue's rows with the same code (or one that came after), or with a like title."""
    codes = [code, *(one.code for one in successors)] if code else []
    ids = set(session.exec(select(CollectiveRow.id).where(col(CollectiveRow.code).in_(codes))).all())
    if title:
        titles = dict(session.exec(select(CollectiveRow.id, CollectiveRow.title_key)).all())
        alike = process.extract(title, titles, scorer=fuzz.token_sort_ratio, score_cutoff=TITLES_ALIKE, limit=None)
        ids.update(match[2] for match in alike)
    rows = session.exec(select(CollectiveRow).where(col(CollectiveRow.id).in_(ids)).order_by(col(CollectiveRow.id)))
    return tuple(
        CollectiveSession(row.title, row.code, row.level, row.provider, row.postal_code, row.city, row.starts_on, row.ends_on)
        for row in rows
    )


def _health_social(session: Session) -> tuple[HealthSocial, ...]:
    rows = session.exec(select(HealthSocialRow).order_by(col(HealthSocialRow.id)))
    return tuple(HealthSocial(row.title, tuple(row.codes), row.level) for row in rows)
