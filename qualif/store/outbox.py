"""The outbox: every reply and its state.

pending ─▸ sending ─▸ sent            some or all took it (`refused` says who did not)
   ▴  │        ├────▸ failed          refused for good by all
   │  └ 4xx    └────▸ uncertain       the connection broke after the data: a person decides
held ─▸ pending (released by a person, rendered anew) · any but sent ─▸ cancelled
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from qualif.store.mapping import need
from qualif.store.tables.dossier import DossierRow
from qualif.store.tables.outbox import OutboxRow
from qualif.store.views import ReplyView
from values.codec import Json
from values.errors import NoSuchThing
from values.reply import HoldReason, ReplyState


@dataclass(frozen=True, slots=True)
class NewReply:
    """A reply as it enters the outbox: held (`hold_reason`), or rendered with its MIME frozen."""

    message: int
    dossier: int | None
    template: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    place: int | None = None
    mail_examination: int | None = None
    in_reply_to: str | None = None
    hold_reason: HoldReason | None = None
    message_id: str | None = None
    subject: str | None = None
    mime: bytes | None = None
    letter: dict[str, Json] | None = None
    pieces_due: date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply on its way: its frozen bytes and whom they go to; who got or refused them before is left out."""

    id: int
    message: int
    dossier: int | None
    template: str
    state: str
    hold_reason: str | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    mime: bytes
    message_id: str
    attempts: int
    refused: dict[str, str]
    delivered: tuple[str, ...]
    created_at: datetime
    place: int | None
    mail_examination: int | None
    letter: dict[str, Json] | None
    copied: bool
    released_by: str | None

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everybody it still goes to."""
        done = {*self.refused, *self.delivered}
        return tuple(address for address in (*self.to, *self.cc) if address not in done)


def add(session: Session, reply: NewReply, now: datetime) -> int | None:
    """Enter a reply; None when this mail and dossier already have one of this template."""
    slot = reply.dossier or 0
    same = (OutboxRow.message_id == reply.message, OutboxRow.slot == slot, OutboxRow.template == reply.template)
    if session.exec(select(OutboxRow.id).where(*same)).first() is not None:
        return None
    address = reply.to[0].lower() if reply.to else None
    row = OutboxRow(
        message_id=reply.message,
        dossier_id=reply.dossier,
        slot=slot,
        mail_examination_id=reply.mail_examination,
        place=reply.place,
        template=reply.template,
        state=ReplyState.HELD if reply.hold_reason else ReplyState.PENDING,
        hold_reason=reply.hold_reason,
        recipients=list(reply.to),
        copies=list(reply.cc),
        address=address,
        domain=address.rpartition("@")[2] if address else None,
        in_reply_to=reply.in_reply_to,
        reply_message_id=reply.message_id,
        subject=reply.subject,
        mime=reply.mime,
        letter=reply.letter,
        created_at=now,
        pieces_due=reply.pieces_due,
        released_by=reply.by,
    )
    session.add(row)
    session.flush()
    return row.id


def due(session: Session, now: datetime, whatever: bool = False) -> list[int]:
    """The replies to send now, oldest first; all that are pending when `whatever` their back-off."""
    query = select(OutboxRow.id).where(OutboxRow.state == ReplyState.PENDING).order_by(col(OutboxRow.id))
    if not whatever:
        query = query.where(col(OutboxRow.next_try_at).is_(None) | (col(OutboxRow.next_try_at) <= now))
    return [reply for reply in session.exec(query) if reply is not None]


def load(session: Session, reply: int) -> Outgoing:
    """A reply with its bytes; raises NoSuchThing."""
    row = session.get(OutboxRow, reply)
    if row is None:
        raise NoSuchThing(f"réponse {reply} : il n'y en a pas de ce numéro")
    return Outgoing(
        id=reply,
        message=row.message_id,
        dossier=row.dossier_id,
        template=row.template,
        state=row.state,
        hold_reason=row.hold_reason,
        to=tuple(row.recipients),
        cc=tuple(row.copies),
        mime=row.mime or b"",
        message_id=row.reply_message_id or "",
        attempts=row.attempts,
        refused=dict(row.refused),
        delivered=tuple(row.delivered),
        created_at=row.created_at,
        place=row.place,
        mail_examination=row.mail_examination_id,
        letter=row.letter,
        copied=row.copied_at is not None,
        released_by=row.released_by,
    )


def uncopied(session: Session, since: datetime, limit: int = 200) -> list[int]:
    """The replies that left since an instant and have no copy in the Sent folder yet, oldest first."""
    query = select(OutboxRow.id).where(OutboxRow.state == ReplyState.SENT, col(OutboxRow.copied_at).is_(None))
    query = query.where(col(OutboxRow.sent_at) >= since)
    return [reply for reply in session.exec(query.order_by(col(OutboxRow.id)).limit(limit)) if reply is not None]


def bounced(session: Session, reply_message_id: str, refused: Mapping[str, str]) -> int | None:
    """A reply of ours came back: those addresses enter `refused`, it stays `sent`; its id, None when it is not ours."""
    row = session.exec(select(OutboxRow).where(OutboxRow.reply_message_id == reply_message_id)).first()
    if row is None:
        return None
    ours = {address.lower(): address for address in (*row.recipients, *row.copies)}
    found = {ours[address.lower()]: why for address, why in refused.items() if address.lower() in ours}
    row.refused = {**row.refused, **found}
    return row.id


def has_copy(session: Session, message: int) -> bool:
    """Whether a reply of ours to a mail lies in the Sent folder."""
    query = select(OutboxRow.id).where(OutboxRow.message_id == message, col(OutboxRow.copied_at).is_not(None))
    return session.exec(query.limit(1)).first() is not None


def rejects(session: Session, dossier: int) -> bool:
    """Whether a rejection of a dossier left, will leave, or waits for a person."""
    query = select(OutboxRow.id).where(OutboxRow.dossier_id == dossier, col(OutboxRow.template).startswith("rejected_"))
    return session.exec(query.where(OutboxRow.state != ReplyState.CANCELLED).limit(1)).first() is not None


def of_message(session: Session, message: int) -> list[ReplyView]:
    """The replies to a mail."""
    return list(_views(session, select(OutboxRow).where(OutboxRow.message_id == message)))


def of_dossier(session: Session, dossier: int) -> list[ReplyView]:
    """The replies about a dossier."""
    return list(_views(session, select(OutboxRow).where(OutboxRow.dossier_id == dossier)))


def get(session: Session, reply: int) -> ReplyView:
    """One reply as the lists show it; raises NoSuchThing."""
    for view in _views(session, select(OutboxRow).where(OutboxRow.id == reply)):
        return view
    raise NoSuchThing(f"réponse {reply} : il n'y en a pas de ce numéro")


def entries(session: Session, states: Sequence[str] = ()) -> Iterator[ReplyView]:
    """Every reply, oldest first; of some states only when they are named."""
    query = select(OutboxRow)
    return _views(session, query.where(col(OutboxRow.state).in_(states)) if states else query)


def count_held(session: Session, reason: str) -> int:
    """How many replies wait for this reason."""
    query = select(func.count()).where(OutboxRow.state == ReplyState.HELD, OutboxRow.hold_reason == reason)
    return session.exec(query).one()


def counts(session: Session) -> dict[str, int]:
    """How many replies are in each state."""
    rows = session.exec(select(OutboxRow.state, func.count()).group_by(OutboxRow.state)).all()
    return dict(rows)


def _views(session: Session, query: SelectOfScalar[OutboxRow]) -> Iterator[ReplyView]:
    rows = session.exec(query.order_by(col(OutboxRow.id))).all()
    refs = dict(session.exec(select(DossierRow.id, DossierRow.ref)).all()) if len(rows) != 1 else {}
    for row in rows:
        ref = refs.get(row.dossier_id) if refs or row.dossier_id is None else need(session, DossierRow, row.dossier_id).ref
        yield _view(row, ref)


def _view(row: OutboxRow, ref: str | None) -> ReplyView:
    return ReplyView(
        id=row.id or 0,
        dossier=ref,
        message=row.message_id,
        message_id=row.reply_message_id,
        in_reply_to=row.in_reply_to,
        to=tuple(row.recipients),
        cc=tuple(row.copies),
        subject=row.subject,
        template=row.template,
        state=row.state,
        hold_reason=row.hold_reason,
        refused=tuple(row.refused.items()),
        attempts=row.attempts,
        created_at=row.created_at,
        sent_at=row.sent_at,
        next_try_at=row.next_try_at,
        last_error=row.last_error,
        place=row.place,
    )
