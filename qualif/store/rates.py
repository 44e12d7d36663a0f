"""How many replies leave: what the limits per address, domain and hour, and the circuit breaker, count."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from qualif.store.tables.outbox import OutboxRow
from values.reply import ReplyState

LEFT = (ReplyState.PENDING, ReplyState.SENDING, ReplyState.SENT, ReplyState.UNCERTAIN)
"""The states of what has left or will."""


def count_mails(
    session: Session, since: datetime, *, address: str | None = None, domain: str | None = None, rejections: bool = False
) -> int:
    """How many mails were answered since an instant (replies to one mail count once), to an address or a domain;
    or how many dossiers the machine rejected."""
    what = OutboxRow.id if rejections else OutboxRow.message_id
    query = select(func.count(func.distinct(what))).where(OutboxRow.created_at >= since, col(OutboxRow.state).in_(LEFT))
    if address is not None:
        query = query.where(OutboxRow.address == address)
    if domain is not None:
        query = query.where(OutboxRow.domain == domain)
    if rejections:
        query = query.where(col(OutboxRow.template).startswith("rejected_"), col(OutboxRow.released_by).is_(None))
    return session.exec(query).one()


def count_sent(session: Session, since: datetime) -> int:
    """How many mails got a reply that left since an instant (the circuit breaker)."""
    query = select(func.count(func.distinct(OutboxRow.message_id))).where(col(OutboxRow.sending_at) >= since)
    return session.exec(query).one()


def answered(session: Session, message: int) -> bool:
    """Whether something of ours left for a mail, or will."""
    query = select(OutboxRow.id).where(OutboxRow.message_id == message, col(OutboxRow.state).in_(LEFT))
    return session.exec(query.limit(1)).first() is not None
