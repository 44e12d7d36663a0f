"""What could not be examined: set aside with its traceback, and a person still gets the plain receipt made from the headers."""

from email.utils import formataddr

from ingest import classify
from ingest.clocks import receipt as receipt_of
from ingest.message import read
from notify.compose import replies
from qualif.engine import answers, circumstances
from qualif.engine.parts import Parts
from qualif.store import events, examinations, ledger
from qualif.store.database import Session
from qualif.store.views import MessageView
from values.examination import Examined
from values.mail import Kind, Message, Sorting

HEAD_BYTES = 256 * 1024
_REASON = "examen impossible, trié d'après les en-têtes seuls"


def head(content: bytes) -> Message:
    """A mail as its headers alone tell it: nothing of the body is opened."""
    ends = [place for mark in (b"\r\n\r\n", b"\n\n") if (place := content.find(mark)) >= 0]
    return read(content[: min([*ends, HEAD_BYTES])] + b"\r\n\r\n")


def head_of_row(mail: MessageView) -> Message:
    """A mail of which only the row of the ledger is left."""
    lines = [f"From: {formataddr(('', mail.sender))}" if mail.sender else "", f"Subject: {mail.subject or ''}"]
    lines += [f"Message-ID: {mail.message_id}"] if mail.message_id else []
    return read("\r\n".join(line for line in lines if line).encode() + b"\r\n\r\n")


def sorting(parts: Parts, message: Message) -> Sorting:
    """What the headers tell: a machine's mail, or a person's that may be anything."""
    return classify.machine(message, parts.vocabulary, parts.own) or Sorting(Kind.OTHER, _REASON)


def set_aside(parts: Parts, mail: MessageView, message: Message, problem: str, traceback: str | None) -> None:
    """Quarantine a mail and answer its person."""
    with parts.database.write() as session:
        set_aside_in(session, parts, mail, message, problem, traceback)


def set_aside_in(
    session: Session, parts: Parts, mail: MessageView, message: Message, problem: str, traceback: str | None
) -> None:
    """The same inside a transaction (a mail too large is set aside as it is taken)."""
    sorted_as, now = sorting(parts, message), parts.now()
    ledger.quarantine(session, mail.id, problem, traceback, sorted_as.kind)
    events.add(session, now, "mail.quarantined", message=mail.id, details={"problem": problem})
    if mail.same_as is not None:
        return
    received = receipt_of(message, None, mail.received_at, mail.received_at, parts.settings.mailbox.internal_domains)
    examined = Examined(message, received, sorted_as.kind, sorted_as.reason, (), ())
    whole = examinations.add_mail(session, mail.id, examined, (), now)
    around = circumstances.of_mail(session, parts, mail, message)
    answers.enter(session, parts, mail, replies(examined, (), parts.desk, around, parts.today), [], whole)
