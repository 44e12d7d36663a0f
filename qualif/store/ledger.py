"""The ledger: every mail ever taken from the mailbox, and where its examination stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from qualif.store.identity import searchable
from qualif.store.mapping import from_json, message_view, need, to_json, with_refs
from qualif.store.tables.dossier import DossierMessageRow, DossierRow
from qualif.store.tables.mail import BlobRow, MessageRow, ReadingRow
from qualif.store.tables.outbox import OutboxRow
from qualif.store.views import MessageView
from values.dossier import MailReading
from values.errors import NoSuchThing
from values.reply import ReplyState

TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail as it enters the ledger: its place, the server's clock, and the few headers that lists show.

    `sha256` is None above the size limit (then only headers are known).
    """

    folder: str
    uidvalidity: int
    uid: int
    received_at: datetime
    size: int
    sha256: str | None
    message_id: str | None = None
    sender: str | None = None
    subject: str | None = None
    sent_at: datetime | None = None
    answered: bool = False
    junk: bool = False


def known_uids(session: Session, folder: str, uidvalidity: int, since: int = 0) -> set[int]:
    """The UIDs of a folder that the ledger has, from one on."""
    query = select(MessageRow.uid).where(MessageRow.folder == folder, MessageRow.uidvalidity == uidvalidity)
    return set(session.exec(query.where(MessageRow.uid >= since)))


def last_uid(session: Session, folder: str, uidvalidity: int) -> int:
    """The highest UID of a folder that the ledger has, 0 when it has none."""
    query = select(func.max(MessageRow.uid)).where(MessageRow.folder == folder, MessageRow.uidvalidity == uidvalidity)
    return session.exec(query).one() or 0


def uid_count(session: Session, folder: str, uidvalidity: int) -> int:
    """How many mails of a folder the ledger has (reconciliation)."""
    query = select(func.count()).where(MessageRow.folder == folder, MessageRow.uidvalidity == uidvalidity)
    return session.exec(query).one()


def at(session: Session, folder: str, uidvalidity: int, uid: int) -> MessageView | None:
    """The mail at a place of the mailbox, None when the ledger has it not."""
    query = select(MessageRow).where(MessageRow.folder == folder, MessageRow.uidvalidity == uidvalidity)
    row = session.exec(query.where(MessageRow.uid == uid)).first()
    return None if row is None else message_view(row)


def take(session: Session, mails: Sequence[Taken], now: datetime) -> list[int]:
    """Enter a batch; a mail above the size limit is quarantined at once. The ids, in order."""
    ids = []
    for mail in mails:
        if mail.sha256 is not None and session.get(BlobRow, mail.sha256) is None:
            session.add(BlobRow(sha256=mail.sha256, size=mail.size, stored_at=now))
            session.flush()
        ids.append(_enter(session, mail, now))
    return ids


def _enter(session: Session, mail: Taken, now: datetime) -> int:
    earlier = _same(session, mail)
    row = MessageRow(
        folder=mail.folder,
        uidvalidity=mail.uidvalidity,
        uid=mail.uid,
        sha256=mail.sha256,
        size=mail.size,
        received_at=mail.received_at,
        taken_at=now,
        message_id=mail.message_id,
        sender=mail.sender,
        sender_key=(mail.sender or "").lower() or None,
        subject=mail.subject,
        sent_at=mail.sent_at,
        answered=mail.answered,
        junk=mail.junk,
        state="received" if mail.sha256 else "quarantined",
        problem=None if mail.sha256 else TOO_LARGE,
        same_as=earlier.id if earlier else None,
        same_how=None if earlier is None else "bytes" if mail.sha256 and earlier.sha256 == mail.sha256 else "headers",
    )
    session.add(row)
    session.flush()
    return row.id or 0


def _same(session: Session, mail: Taken) -> MessageRow | None:
    """The earliest row with the same bytes, or with the same Message-ID, From and Date."""
    first = col(MessageRow.id)
    if mail.sha256 is not None:
        same = session.exec(select(MessageRow).where(MessageRow.sha256 == mail.sha256).order_by(first)).first()
        if same is not None:
            return same
    if None in (mail.message_id, mail.sender, mail.sent_at):
        return None
    query = select(MessageRow).where(MessageRow.message_id == mail.message_id, MessageRow.sender == mail.sender)
    return session.exec(query.where(MessageRow.sent_at == mail.sent_at).order_by(first)).first()


def waiting(session: Session, now: datetime, limit: int | None = None) -> list[MessageView]:
    """The mails still to be examined whose time has come: those seen for the first time, by receipt, then the others."""
    query = select(MessageRow).where(MessageRow.state == "received", col(MessageRow.sha256).is_not(None)).limit(limit)
    query = query.order_by(col(MessageRow.same_as).is_not(None), col(MessageRow.received_at), col(MessageRow.id))
    due = (col(MessageRow.retry_at).is_(None)) | (col(MessageRow.retry_at) <= now)
    return [message_view(row) for row in session.exec(query.where(due))]


def begin(session: Session, message: int) -> int:
    """Count a try before it starts (a try that kills the program counts too); the number of this one."""
    row = need(session, MessageRow, message)
    row.attempts += 1
    return row.attempts


def give_back(session: Session, message: int) -> None:
    """A try that could not even start is none."""
    row = need(session, MessageRow, message)
    row.attempts = max(0, row.attempts - 1)


def note(session: Session, message: int, problem: str, traceback: str) -> None:
    """A try failed; the mail waits for another one."""
    row = need(session, MessageRow, message)
    row.problem, row.traceback = problem, traceback


def keep_reading(session: Session, message: int, reading: MailReading, program: str, now: datetime) -> None:
    """Keep what the sandbox read, so that the mail can be judged again."""
    row = ReadingRow(message_id=message, read_at=now, program=program, folded=_folded(reading), reading=to_json(reading))
    session.merge(row)
    session.flush()


def _folded(reading: MailReading) -> str:
    """Subject, text and file names of a mail, as names are looked for in them."""
    names = [record.name or "" for record in reading.documents]
    texts = [reading.message.subject or "", reading.message.text, reading.message.quoted] if reading.message else []
    return searchable(*texts, *names)


def naming(session: Session, words: Sequence[str], start: datetime, end: datetime) -> list[MessageView]:
    """The mails received from `start` on and before `end` whose subject, text or file names hold all these folded words."""
    query = select(MessageRow).join(ReadingRow, col(ReadingRow.message_id) == col(MessageRow.id))
    query = query.where(MessageRow.received_at >= start, MessageRow.received_at < end)
    for word in words:
        query = query.where(col(ReadingRow.folded).contains(f" {word} ", autoescape=True))
    return [message_view(row) for row in session.exec(query.order_by(col(MessageRow.received_at)))]


def reading(session: Session, message: int) -> MailReading | None:
    """What the sandbox read in a mail, None when it was never read."""
    row = session.get(ReadingRow, message)
    return None if row is None else from_json(MailReading, row.reading, f"mail_readings[{message}]")


def examined(
    session: Session,
    message: int,
    now: datetime,
    kind: str,
    reason: str,
    *,
    thread: str | None = None,
    problem: str | None = None,
) -> None:
    """The mail is examined: its kind and why."""
    row = need(session, MessageRow, message)
    row.state, row.kind, row.kind_reason, row.thread = "examined", kind, reason, thread
    row.problem, row.examined_at, row.traceback, row.retry_at = problem, now, None, None


def quarantine(session: Session, message: int, problem: str, traceback: str | None, kind: str | None = None) -> None:
    """The mail could not be examined: a person must look; the traceback is kept."""
    row = need(session, MessageRow, message)
    row.state, row.problem, row.traceback, row.kind = "quarantined", problem, traceback, kind


def retry(session: Session, message: int) -> MessageView:
    """Put a quarantined mail back to `received`; a mail above the size limit is fetched at the next cycle."""
    row = session.get(MessageRow, message)
    if row is None:
        raise NoSuchThing(f"courriel {message} : il n'y en a pas de ce numéro")
    if row.state != "quarantined":
        raise NoSuchThing(f"courriel {message} : son état est « {row.state} », seul un courriel en quarantaine se reprend")
    row.state, row.kind, row.problem, row.traceback = "received", None, None, None
    row.attempts, row.retry_at = 0, None
    return message_view(row)


def without_bytes(session: Session, folder: str, uidvalidity: int) -> list[MessageView]:
    """The mails of a folder whose bytes are wanted again (a `too_large` one put back to `received`)."""
    query = select(MessageRow).where(MessageRow.folder == folder, MessageRow.uidvalidity == uidvalidity)
    query = query.where(MessageRow.state == "received", col(MessageRow.sha256).is_(None))
    return [message_view(row) for row in session.exec(query)]


def give_bytes(session: Session, message: int, sha256: str, size: int, now: datetime) -> None:
    """The bytes of a mail that was too large came after all."""
    if session.get(BlobRow, sha256) is None:
        session.add(BlobRow(sha256=sha256, size=size, stored_at=now))
        session.flush()
    row = need(session, MessageRow, message)
    row.sha256, row.size = sha256, size


def still_too_large(session: Session, message: int) -> None:
    """The limit still forbids the bytes of a mail: back to quarantine."""
    row = need(session, MessageRow, message)
    row.state, row.problem = "quarantined", TOO_LARGE


def movable(session: Session, limit: int = 200) -> list[MessageView]:
    """The examined mails with no reply still on its way or waiting, not moved yet."""
    waiting_for = select(OutboxRow.message_id).where(col(OutboxRow.state).not_in((ReplyState.SENT, ReplyState.CANCELLED)))
    query = select(MessageRow).where(MessageRow.state == "examined", col(MessageRow.moved_at).is_(None))
    query = query.where(col(MessageRow.junk).is_(False), col(MessageRow.id).not_in(waiting_for))
    return [message_view(row) for row in session.exec(query.order_by(col(MessageRow.id)).limit(limit))]


def moved(session: Session, message: int, now: datetime) -> None:
    """The mail was moved in the mailbox (or is no longer where it was)."""
    need(session, MessageRow, message).moved_at = now


def mark_answered(session: Session, message: int) -> None:
    """The mailbox says that a colleague answered this mail."""
    need(session, MessageRow, message).answered = True


def get(session: Session, message: int) -> MessageView:
    """One mail with its dossiers; raises NoSuchThing."""
    return with_refs(row(session, message), refs(session, [message]).get(message, ()))


def row(session: Session, message: int) -> MessageView:
    """One mail without its dossiers; raises NoSuchThing."""
    found = session.get(MessageRow, message)
    if found is None:
        raise NoSuchThing(f"courriel {message} : il n'y en a pas de ce numéro")
    return message_view(found)


def entries(session: Session, state: str | None = None, limit: int | None = None, after: int = 0) -> Iterator[MessageView]:
    """The ledger in order, with the dossiers of each mail; one state only when it is named."""
    query = select(MessageRow).where(col(MessageRow.id) > after).order_by(col(MessageRow.id)).limit(limit)
    if state is not None:
        query = query.where(MessageRow.state == state)
    rows = session.exec(query).all()
    dossiers = refs(session, None if limit is None else [row.id or 0 for row in rows])
    return (message_view(row, dossiers.get(row.id or 0, ())) for row in rows)


def refs(session: Session, messages: Sequence[int] | None = None) -> dict[int, tuple[str, ...]]:
    """The references of the dossiers of these mails (of all, for None), by mail."""
    query = select(DossierMessageRow.message_id, DossierRow.ref).join(
        DossierRow, col(DossierRow.id) == col(DossierMessageRow.dossier_id)
    )
    if messages is not None:
        query = query.where(col(DossierMessageRow.message_id).in_(messages))
    found: dict[int, tuple[str, ...]] = {}
    for message, ref in session.exec(query.order_by(col(DossierRow.id))):
        found[message] = (*found.get(message, ()), ref)
    return found


def by_message_ids(session: Session, message_ids: Sequence[str]) -> list[MessageView]:
    """The mails that carry one of these Message-IDs, oldest first."""
    query = select(MessageRow).where(col(MessageRow.message_id).in_(message_ids)).order_by(col(MessageRow.id))
    return [message_view(row) for row in session.exec(query)]


def from_sender(session: Session, sender: str, before: datetime, limit: int = 50) -> list[MessageView]:
    """The mails of an address received before an instant, newest first."""
    query = select(MessageRow).where(MessageRow.sender_key == sender.lower(), MessageRow.received_at < before)
    return [message_view(row) for row in session.exec(query.order_by(col(MessageRow.received_at).desc()).limit(limit))]


def received_between(session: Session, start: datetime, end: datetime) -> list[MessageView]:
    """The mails received from `start` on and before `end`, oldest first."""
    query = select(MessageRow).where(MessageRow.received_at >= start, MessageRow.received_at < end)
    return [message_view(row) for row in session.exec(query.order_by(col(MessageRow.received_at)))]
