"""How a dossier is made, with a reference of its year, and what changes of it: mails joined, verdicts, statuses, merges."""

from datetime import date, datetime

from sqlmodel import Session

from qualif.store.clock import paris
from qualif.store.mapping import need, write_form
from qualif.store.tables.dossier import CounterRow, DossierMessageRow, DossierRow
from values.examination import Examination


def create(session: Session, received_at: datetime, examination: Examination, now: datetime) -> int:
    """A new dossier with the next reference of its year (of receipt, in Paris); its id."""
    year = paris(received_at).year
    number = _next_number(session, year)
    row = DossierRow(
        ref=f"QI-{year}-{number:05d}",
        year=year,
        number=number,
        verdict=examination.verdict,
        reasons=list(examination.reasons),
        received_at=received_at,
        created_at=now,
        updated_at=now,
    )
    write_form(row, examination.dossier.form)
    session.add(row)
    session.flush()
    return row.id or 0


def _next_number(session: Session, year: int) -> int:
    """The next number of a year, inside the transaction; never given twice, even when a dossier goes."""
    row = session.get(CounterRow, year, with_for_update=True)
    if row is None:
        row = CounterRow(year=year, last=0)
    row.last += 1
    session.add(row)
    return row.last


def judged(session: Session, dossier: int, examination: Examination, received_at: datetime, now: datetime) -> None:
    """The last examination gives the verdict and the columns of the lists; R may only move back within its year."""
    row = need(session, DossierRow, dossier)
    row.verdict, row.reasons = examination.verdict, list(examination.reasons)
    write_form(row, examination.dossier.form)
    if received_at < row.received_at and paris(received_at).year == row.year:
        row.received_at = received_at
    touch(row, now)


def touch(row: DossierRow, now: datetime) -> None:
    """Another version of the row: who read the older one is told so when he writes."""
    row.updated_at, row.version = now, row.version + 1


def link(session: Session, dossier: int, message: int, place: int | None, now: datetime) -> None:
    """A mail belongs to a dossier; saying so twice changes nothing."""
    if session.get(DossierMessageRow, (dossier, message)) is None:
        session.add(DossierMessageRow(dossier_id=dossier, message_id=message, place=place, linked_at=now))
        session.flush()


def set_status(session: Session, dossier: int, status: str, now: datetime, pieces_due: date | None = None) -> str:
    """Another status, and until when pieces are awaited; the status before."""
    row = need(session, DossierRow, dossier)
    before, row.status, row.pieces_due = row.status, status, pieces_due
    touch(row, now)
    return before


def await_pieces(session: Session, dossier: int, due: date | None, now: datetime) -> None:
    """Until when pieces are awaited, whatever the status."""
    row = need(session, DossierRow, dossier)
    row.pieces_due = due
    touch(row, now)


def rejection_left(session: Session, dossier: int, now: datetime) -> None:
    """A deadline rejection left for this dossier."""
    row = need(session, DossierRow, dossier)
    row.rejected_at = row.rejected_at or now


def contested(session: Session, dossier: int, now: datetime) -> None:
    """A mail contests the rejection; the status waits for a person."""
    row = need(session, DossierRow, dossier)
    row.contested_at = row.contested_at or now
    touch(row, now)


def merge(session: Session, dossier: int, into: int, now: datetime) -> None:
    """A dossier is another one's double: it keeps its mails and points at the one that goes on."""
    row = need(session, DossierRow, dossier)
    row.status, row.merged_into, row.pieces_due = "merged", into, None
    touch(row, now)
