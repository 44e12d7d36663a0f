"""How a reply goes from one state to the next (the drawing is in `qualif/store/outbox.py`)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, select

from qualif.store.mapping import need
from qualif.store.outbox import NewReply
from qualif.store.tables.outbox import OutboxRow
from values.reply import HoldReason, ReplyState


def sending(session: Session, reply: int, now: datetime) -> bool:
    """The server accepted recipients; once this is committed all is uncertain until it answers. False: it is not ours to send."""
    row = need(session, OutboxRow, reply)
    if row.state != ReplyState.PENDING:
        return False
    row.state, row.sending_at = ReplyState.SENDING, now
    return True


def sent(session: Session, reply: int, refused: Mapping[str, str], now: datetime) -> None:
    """It left; some may have refused it."""
    row = need(session, OutboxRow, reply)
    row.state, row.sent_at, row.next_try_at, row.last_error = ReplyState.SENT, now, None, None
    row.sending_at = row.sending_at or now
    row.attempts += 1
    row.refused = {**row.refused, **refused}


def settled(session: Session, reply: int, now: datetime) -> None:
    """A person says that an uncertain reply did arrive, when it was sent."""
    row = need(session, OutboxRow, reply)
    row.state, row.sent_at, row.next_try_at = ReplyState.SENT, row.sending_at or now, None


def failed(session: Session, reply: int, refused: Mapping[str, str], error: str) -> None:
    """Refused for good by all."""
    row = need(session, OutboxRow, reply)
    row.state, row.last_error, row.next_try_at = ReplyState.FAILED, error, None
    row.attempts += 1
    row.refused = {**row.refused, **refused}


def uncertain(session: Session, reply: int, error: str) -> None:
    """The connection broke after the data: nobody knows."""
    row = need(session, OutboxRow, reply)
    row.state, row.last_error, row.next_try_at = ReplyState.UNCERTAIN, error, None
    row.attempts += 1


def later(
    session: Session,
    reply: int,
    at: datetime,
    error: str,
    delivered: Sequence[str] = (),
    refused: Mapping[str, str] | None = None,
) -> None:
    """Not now: it stays pending and is tried again at an instant, for those who did not get or refuse it."""
    row = need(session, OutboxRow, reply)
    row.state, row.next_try_at, row.last_error = ReplyState.PENDING, at, error
    row.attempts += 1
    row.delivered = [*row.delivered, *delivered]
    row.refused = {**row.refused, **(refused or {})}


def hold(session: Session, reply: int, reason: HoldReason) -> None:
    """What was to leave waits for a person after all."""
    row = need(session, OutboxRow, reply)
    row.state, row.hold_reason, row.next_try_at = ReplyState.HELD, reason, None


def release(session: Session, reply: int, fresh: NewReply, by: str, now: datetime) -> None:
    """A held reply, rendered anew, is pending; it stays known who let it go and why it was held."""
    row = need(session, OutboxRow, reply)
    row.state, row.released_by, row.next_try_at = ReplyState.PENDING, by, None
    row.recipients, row.copies = list(fresh.to), list(fresh.cc)
    row.address = fresh.to[0].lower()
    row.domain = row.address.rpartition("@")[2]
    row.reply_message_id, row.subject, row.mime = fresh.message_id, fresh.subject, fresh.mime
    row.pieces_due = fresh.pieces_due


def pend(session: Session, reply: int) -> None:
    """A failed or uncertain reply is to be sent once more: the same bytes to those who did not take it."""
    row = need(session, OutboxRow, reply)
    row.state, row.next_try_at, row.refused = ReplyState.PENDING, None, {}


def cancel(session: Session, reply: int) -> None:
    """It will never leave."""
    row = need(session, OutboxRow, reply)
    row.state, row.next_try_at = ReplyState.CANCELLED, None


def copied(session: Session, reply: int, now: datetime) -> None:
    """A copy lies in the Sent folder."""
    need(session, OutboxRow, reply).copied_at = now


def broken_off(session: Session) -> list[int]:
    """The replies found `sending` when nobody sends: they become `uncertain`; their ids."""
    rows = session.exec(select(OutboxRow).where(OutboxRow.state == ReplyState.SENDING)).all()
    for row in rows:
        row.state, row.last_error = ReplyState.UNCERTAIN, "interrompu pendant l'envoi"
        row.attempts += 1
    return [row.id or 0 for row in rows]
