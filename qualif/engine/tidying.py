"""The last of step 10, idempotent: copies of our replies in the Sent folder, mails moved away; only when the settings ask."""

from datetime import timedelta

import structlog

from ingest.mailbox import Mailbox
from qualif.engine.parts import Parts
from qualif.store import events, ledger, outbox, transitions
from values.errors import MailboxError

COPIED_FOR = timedelta(days=2)
"""A reply older than this is not copied any more: the setting came later, or the folder was away too long."""

log = structlog.get_logger()


def copy_sent(parts: Parts, mailbox: Mailbox) -> int:
    """Put a copy of each reply that left into the Sent folder, unless it is there; how many."""
    folder = parts.settings.imap.sent_folder
    if folder is None:
        return 0
    now = parts.now()
    with parts.database.read() as session:
        replies = [outbox.load(session, reply) for reply in outbox.uncopied(session, now - COPIED_FOR)]
    for reply in replies:
        if not mailbox.holds(folder, ("Message-ID",), reply.message_id, reply.created_at.date() - timedelta(days=1)):
            mailbox.append(folder, reply.mime, now)
        with parts.database.write() as session:
            transitions.copied(session, reply.id, parts.now())
    return len(replies)


def move_done(parts: Parts, mailbox: Mailbox) -> int:
    """Move the mails that nobody waits for any more, one by one; one that cannot be moved stays where it is."""
    to = parts.settings.imap.move_to
    if to is None:
        return 0
    with parts.database.read() as session:
        mails = [mail for mail in ledger.movable(session) if mail.folder != to]
    for mail in mails:
        try:
            mailbox.move(mail.folder, mail.uidvalidity, mail.uid, to)
        except MailboxError as error:
            log.warning("not_moved", mail=mail.id, problem=str(error))
            raise
        with parts.database.write() as session:
            ledger.moved(session, mail.id, parts.now())
            events.add(session, parts.now(), "mail.moved", message=mail.id, details={"to": to})
    return len(mails)
