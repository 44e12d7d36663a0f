"""The history: what happened, to what, by whom. Rows are only ever added."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from qualif.store.mapping import to_json
from qualif.store.tables.dossier import DossierRow
from qualif.store.tables.house import EventRow
from qualif.store.views import EventView

MACHINE = "machine"


def add(
    session: Session,
    at: datetime,
    action: str,
    by: str = MACHINE,
    *,
    dossier: int | None = None,
    message: int | None = None,
    reply: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one event; `dossier`, `message` and `reply` are the ids of the rows it is about."""
    told = to_json(dict(details or {}))
    session.add(EventRow(at=at, by=by, action=action, dossier_id=dossier, message_id=message, reply_id=reply, details=told))


def of_dossier(session: Session, ref: str) -> tuple[EventView, ...]:
    """The history of a dossier, oldest first."""
    query = select(EventRow).join(DossierRow, col(EventRow.dossier_id) == col(DossierRow.id)).where(DossierRow.ref == ref)
    return tuple(_view(row, ref) for row in session.exec(query.order_by(col(EventRow.id))))


def of_message(session: Session, message: int) -> tuple[EventView, ...]:
    """The history of a mail, oldest first."""
    query = select(EventRow).where(EventRow.message_id == message).order_by(col(EventRow.id))
    return tuple(_view(row) for row in session.exec(query))


def since(session: Session, at: datetime, action: str | None = None) -> Iterator[EventView]:
    """Every event from an instant on, oldest first; of one action when it is named."""
    query = select(EventRow).where(EventRow.at >= at)
    if action is not None:
        query = query.where(EventRow.action == action)
    return (_view(row) for row in session.exec(query.order_by(col(EventRow.id))))


def _view(row: EventRow, ref: str | None = None) -> EventView:
    return EventView(row.id or 0, row.at, row.by, row.action, row.details, ref, row.message_id, row.reply_id)
