"""What a colleague did by hand: did somebody answer this mail already? Asked when it is taken and once more before sending.

The flag `\\Answered` and the Sent folder tell. A copy of our own reply lies in the Sent folder too: a mail of which we put one
there is not looked for.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from ingest.mailbox import FolderMissing, Mailbox
from qualif.engine.circumstances import answer_since
from qualif.engine.parts import Parts
from qualif.store import events, ledger, outbox
from qualif.store.views import MessageView

ANSWERS = ("In-Reply-To", "References")


def watcher(parts: Parts, mailbox: Mailbox) -> Callable[[int], bool]:
    """Tells of a mail, by its id, whether a colleague has answered it; raises MailboxError when nobody can say."""
    return lambda message: answered(parts, mailbox, message)


def answered(parts: Parts, mailbox: Mailbox, message: int) -> bool:
    """Whether a colleague has answered a mail; what is found is kept in the ledger."""
    with parts.database.read() as session:
        mail, ours = ledger.row(session, message), outbox.has_copy(session, message)
    if mail.answered:
        return True
    found = _flagged(mailbox, mail) or (not ours and _in_sent(parts, mailbox, mail))
    if found:
        _keep(parts, message)
    return found


def before_judging(parts: Parts, mailbox: Mailbox, mail: MessageView) -> MessageView:
    """A mail just taken (its flag was looked at), with what the Sent folder says; one too old to be answered, as it is."""
    with parts.database.read() as session:
        old = mail.received_at < answer_since(session, parts, parts.now())
    if mail.answered or old or not _in_sent(parts, mailbox, mail):
        return mail
    _keep(parts, mail.id)
    return replace(mail, answered=True)


def _keep(parts: Parts, message: int) -> None:
    with parts.database.write() as session:
        ledger.mark_answered(session, message)
        events.add(session, parts.now(), "mail.answered_by_hand", message=message)


def _flagged(mailbox: Mailbox, mail: MessageView) -> bool:
    with suppress(FolderMissing):
        return mailbox.is_answered(mail.folder, mail.uidvalidity, mail.uid)
    return False


def _in_sent(parts: Parts, mailbox: Mailbox, mail: MessageView) -> bool:
    folder = parts.settings.imap.sent_folder
    if folder is None or mail.message_id is None:
        return False
    with suppress(FolderMissing):
        return mailbox.holds(folder, ANSWERS, mail.message_id, mail.received_at.date())
    return False
