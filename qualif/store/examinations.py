"""Examinations, corrections and decisions: each written once, none ever changed."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from qualif.store.mapping import from_json, need, to_json
from qualif.store.tables.examination import CorrectionRow, DecisionRow, ExaminationRow, MailExaminationRow
from qualif.store.views import DecisionView, ExaminationView
from values.examination import Examination, Examined
from values.facts import Receipt
from values.form import Reading


def add_mail(session: Session, message: int, examined: Examined, refs: tuple[str | None, ...], now: datetime) -> int:
    """A mail was examined: what was found of the mail as a whole, and the dossiers by place; its id."""
    whole = to_json(replace(examined, examinations=()))
    row = MailExaminationRow(message_id=message, at=now, examined=whole, refs=list(refs))
    session.add(row)
    session.flush()
    return row.id or 0


def add(
    session: Session,
    dossier: int,
    examination: Examination,
    receipt: Receipt,
    cause: str,
    now: datetime,
    *,
    mail_examination: int | None = None,
    place: int | None = None,
) -> int:
    """A dossier was examined (`cause`: `mail`, `correction`, `again`); the id of the new examination."""
    row = ExaminationRow(
        dossier_id=dossier,
        mail_examination_id=mail_examination,
        place=place,
        at=now,
        cause=cause,
        verdict=examination.verdict,
        reasons=list(examination.reasons),
        receipt=to_json(receipt),
        examination=to_json(examination),
        program=examination.versions.program,
        regulation=examination.versions.regulation,
        vocabulary=examination.versions.vocabulary,
        tables=examination.versions.tables,
    )
    session.add(row)
    session.flush()
    return row.id or 0


def last(session: Session, dossier: int) -> tuple[Examination, Receipt]:
    """The examination that gives a dossier its verdict, and the receipt it was judged by."""
    query = select(ExaminationRow).where(ExaminationRow.dossier_id == dossier).order_by(col(ExaminationRow.id).desc())
    row = session.exec(query.limit(1)).one()
    where = f"examinations[{row.id}]"
    return from_json(Examination, row.examination, where), from_json(Receipt, row.receipt, where)


def get(session: Session, examination: int) -> Examination:
    """One examination, whole."""
    row = need(session, ExaminationRow, examination)
    return from_json(Examination, row.examination, f"examinations[{examination}]")


def last_correction(session: Session, dossier: int, mail_examination: int) -> Examination | None:
    """The last examination that a correction brought after a mail's examination, None when there is none."""
    first = select(ExaminationRow.id).where(
        ExaminationRow.dossier_id == dossier, ExaminationRow.mail_examination_id == mail_examination
    )
    query = select(ExaminationRow).where(ExaminationRow.dossier_id == dossier, ExaminationRow.cause == "correction")
    query = query.where(col(ExaminationRow.id) > first.scalar_subquery()).order_by(col(ExaminationRow.id).desc())
    row = session.exec(query.limit(1)).first()
    return None if row is None else from_json(Examination, row.examination, f"examinations[{row.id}]")


def of_mail(session: Session, mail_examination: int) -> tuple[Examined, tuple[str | None, ...]]:
    """A mail as it was examined, with its examinations by place, and the references by place."""
    row = need(session, MailExaminationRow, mail_examination)
    query = select(ExaminationRow).where(ExaminationRow.mail_examination_id == mail_examination)
    found = session.exec(query.order_by(col(ExaminationRow.place), col(ExaminationRow.id)))
    parts = tuple(from_json(Examination, part.examination, f"examinations[{part.id}]") for part in found)
    whole = from_json(Examined, row.examined, f"mail_examinations[{mail_examination}]")
    return replace(whole, examinations=parts), tuple(row.refs)


def last_of_mail(session: Session, message: int) -> int | None:
    """The last examination of a mail, None when it has none."""
    query = select(MailExaminationRow.id).where(MailExaminationRow.message_id == message)
    return session.exec(query.order_by(col(MailExaminationRow.id).desc()).limit(1)).first()


def entries(session: Session, dossier: int) -> tuple[ExaminationView, ...]:
    """The examinations of a dossier, oldest first."""
    query = (
        select(ExaminationRow, MailExaminationRow.message_id)
        .join(MailExaminationRow, col(MailExaminationRow.id) == col(ExaminationRow.mail_examination_id), isouter=True)
        .where(ExaminationRow.dossier_id == dossier)
        .order_by(col(ExaminationRow.id))
    )
    return tuple(_view(row, message) for row, message in session.exec(query))


def _view(row: ExaminationRow, message: int | None) -> ExaminationView:
    return ExaminationView(
        id=row.id or 0,
        at=row.at,
        cause=row.cause,
        verdict=row.verdict,
        reasons=tuple(row.reasons),
        message=message,
        program=row.program,
        regulation=row.regulation,
        vocabulary=row.vocabulary,
        tables=row.tables,
    )


def correct(session: Session, dossier: int, field: str, reading: Reading, by: str, reason: str, now: datetime) -> None:
    """A person says what a field is."""
    row = CorrectionRow(dossier_id=dossier, field=field, reading=to_json(reading), by=by, reason=reason, at=now)
    session.add(row)


def corrections(session: Session, dossier: int) -> dict[str, Reading]:
    """What people said of the fields of a dossier, the last word of each."""
    rows = session.exec(select(CorrectionRow).where(CorrectionRow.dossier_id == dossier).order_by(col(CorrectionRow.id)))
    return {row.field: from_json(Reading, row.reading, f"corrections[{row.id}]") for row in rows}


def decide(session: Session, dossier: int, before: str, status: str, by: str, reason: str, now: datetime) -> None:
    """A decision on a dossier is recorded; the status itself is set by `dossiers.set_status`."""
    session.add(DecisionRow(dossier_id=dossier, before=before, status=status, by=by, reason=reason, at=now))


def decisions(session: Session, dossier: int) -> tuple[DecisionView, ...]:
    """The decisions on a dossier, oldest first."""
    rows = session.exec(select(DecisionRow).where(DecisionRow.dossier_id == dossier).order_by(col(DecisionRow.id)))
    return tuple(DecisionView(row.at, row.before, row.status, row.by, row.reason) for row in rows)
