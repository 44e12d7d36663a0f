"""Steps 1 and 2: what is new in the mailbox becomes bytes on disk and rows of the ledger, before anything else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import structlog

from ingest.mailbox import FolderMissing, Mailbox, TooLarge, Unfetched
from ingest.poller import Intake, Known, Limits, new_mails
from qualif.engine.parts import Parts
from qualif.store import events, ledger
from qualif.store.database import Session
from qualif.store.ledger import Taken
from values.mail import Message, RawMail

BATCH = 10
MOST = 1_000_000
"""A cycle takes all that is new: bytes on disk are safe, whenever they are read."""
MEGABYTE = 1_000_000

log = structlog.get_logger()


@dataclass(slots=True)
class Taking:
    """What one intake gave: mails taken, mails that the server lists and does not give, lines about missing folders."""

    taken: int = 0
    too_large: int = 0
    unfetched: int = 0
    problems: list[str] = field(default_factory=list)


def take_all(parts: Parts, mailbox: Mailbox, goes_on: Callable[[], bool] = lambda: True) -> Taking:
    """Take what is new in every folder of the settings; a missing folder is told, the others are read.

    `goes_on` is asked after each batch; what is not taken then is found at the next cycle.
    """
    done = Taking()
    for folder, junk in _folders(parts):
        try:
            _take_folder(parts, mailbox, folder, junk, done, goes_on)
        except FolderMissing as missing:
            done.problems.append(str(missing))
    return done


def _folders(parts: Parts) -> Iterator[tuple[str, bool]]:
    imap = parts.settings.imap
    yield from ((folder, False) for folder in dict.fromkeys(imap.folders) if folder != imap.junk_folder)
    if imap.junk_folder:
        yield imap.junk_folder, True


def _take_folder(parts: Parts, mailbox: Mailbox, folder: str, junk: bool, done: Taking, goes_on: Callable[[], bool]) -> None:
    limits = Limits(message_bytes=parts.settings.limits.message_mb * MEGABYTE, mails=MOST, batch=BATCH)
    found = Known()

    def known(name: str, uidvalidity: int) -> Known:
        nonlocal found
        found = _known(parts, name, uidvalidity)
        return found

    for mails in _batches(new_mails(mailbox, folder, known, limits)):
        _commit(parts, mails, junk, found.again, done)
        if not goes_on():
            break


def _batches(mails: Iterable[Intake]) -> Iterator[list[Intake]]:
    """Some mails at a time, so that they share a commit."""
    batch: list[Intake] = []
    for mail in mails:
        batch.append(mail)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _known(parts: Parts, folder: str, uidvalidity: int) -> Known:
    with parts.database.read() as session:
        again = ledger.without_bytes(session, folder, uidvalidity)
        return Known(frozenset(ledger.known_uids(session, folder, uidvalidity)), frozenset(mail.uid for mail in again))


def _commit(parts: Parts, mails: list[Intake], junk: bool, again: frozenset[int], done: Taking) -> None:
    """Bytes first, then the rows, in one transaction; a mail too large is set aside and answered in it."""
    from qualif.engine import failures  # what reads and answers mails is loaded when one is there

    given = [mail for mail in mails if not isinstance(mail, Unfetched)]
    heads = [failures.head(mail.content if isinstance(mail, RawMail) else mail.head) for mail in given]
    parts.blobs.put_all(mail.content for mail in given if isinstance(mail, RawMail))
    with parts.database.write() as session:
        for mail, head in zip(given, heads, strict=True):
            _enter(parts, session, mail, head, junk, again)
    for lost in mails:
        if isinstance(lost, Unfetched):
            log.warning("mail_not_given", folder=lost.folder, uid=lost.uid, reason=lost.reason)
            done.unfetched += 1
    done.taken += len(given)
    done.too_large += sum(isinstance(mail, TooLarge) for mail in given)


def _enter(parts: Parts, session: Session, mail: RawMail | TooLarge, head: Message, junk: bool, again: frozenset[int]) -> None:
    now = parts.now()
    known = ledger.at(session, mail.folder, mail.uidvalidity, mail.uid) if mail.uid in again else None
    if known is not None:
        if isinstance(mail, RawMail):
            ledger.give_bytes(session, known.id, mail.sha256, len(mail.content), now)
        else:
            ledger.still_too_large(session, known.id)
        return
    from qualif.engine import failures

    taken = ledger.take(session, [_taken(mail, head, junk)], now)[0]
    events.add(session, now, "mail.taken", message=taken)
    if isinstance(mail, TooLarge):
        failures.set_aside_in(session, parts, ledger.get(session, taken), head, ledger.TOO_LARGE, None)


def _taken(mail: RawMail | TooLarge, head: Message, junk: bool) -> Taken:
    return Taken(
        folder=mail.folder,
        uidvalidity=mail.uidvalidity,
        uid=mail.uid,
        received_at=mail.received_at,
        size=len(mail.content) if isinstance(mail, RawMail) else mail.size,
        sha256=mail.sha256 if isinstance(mail, RawMail) else None,
        message_id=head.message_id,
        sender=head.sender.address if head.sender else None,
        subject=head.subject,
        sent_at=head.date,
        answered=mail.answered,
        junk=junk,
    )
