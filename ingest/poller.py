"""What is new in a folder: what the server has minus what the ledger has, oldest first, size before bytes.

The server is asked for the UIDs in the gaps of the ledger and above its highest one: the answer holds only what is unknown, so an
empty cycle costs the same over ten mails or ten thousand, and a mail missed once is found at the next cycle.
The poller stores nothing: whoever consumes it commits each mail before asking for the next.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.mailbox import Folder, Listed, Mailbox, TooLarge, Unfetched
from values.mail import RawMail

RANGES = 100
LISTED = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger has of a (folder, UIDVALIDITY): its UIDs, and those to be taken once more (`retry` of a large mail)."""

    uids: frozenset[int] = frozenset()
    again: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest mail taken whole, and how much is taken in one cycle and in one answer of the server."""

    message_bytes: int = 50_000_000
    mails: int = 500
    batch: int = 10
    batch_bytes: int = 25_000_000


Intake = RawMail | TooLarge | Unfetched


def new_mails(mailbox: Mailbox, folder: str, known: Callable[[str, int], Known], limits: Limits) -> Iterator[Intake]:
    """The new mails of a folder, oldest first; raises `FolderMissing` for this folder, `MailboxError` for the mailbox."""
    opened = mailbox.open(folder)
    ledger = known(folder, opened.uidvalidity)
    wanted = new_uids(mailbox, opened, ledger)[: limits.mails]
    for place in range(0, len(wanted), LISTED):
        chunk = wanted[place : place + LISTED]
        listed = mailbox.listed(chunk)
        for uid in sorted(set(chunk) - {mail.uid for mail in listed}):
            yield Unfetched(folder, opened.uidvalidity, uid, "le serveur ne donne ni la taille ni la date du courriel")
        yield from _taken(mailbox, listed, limits)


def new_uids(mailbox: Mailbox, folder: Folder, ledger: Known) -> tuple[int, ...]:
    """The UIDs of the open folder that the ledger lacks, and those that it asks for again, rising."""
    missing = gaps(ledger.uids)
    highest = max(ledger.uids, default=0)
    asked = [f"{first}:{last}" for first, last in missing] + [f"{uid}:{uid}" for uid in sorted(ledger.again)]
    if folder.exists and (folder.uidnext is None or folder.uidnext > highest + 1):
        asked.append(f"{highest + 1}:*")
    found: set[int] = set()
    for place in range(0, len(asked), RANGES):
        found.update(mailbox.uids(",".join(asked[place : place + RANGES])))
    return tuple(sorted(found - (ledger.uids - ledger.again)))


def gaps(uids: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The ranges below the highest UID that are not among some UIDs.

    >>> gaps([2, 3, 7])
    ((1, 1), (4, 6))
    """
    missing, last = [], 0
    for uid in sorted(uids):
        if uid > last + 1:
            missing.append((last + 1, uid - 1))
        last = uid
    return tuple(missing)


def _taken(mailbox: Mailbox, listed: Sequence[Listed], limits: Limits) -> Iterator[Intake]:
    """The mails, in batches bounded by number and bytes; of one above the limit only its headers."""
    batch: list[Listed] = []
    for mail in listed:
        if mail.size > limits.message_bytes:
            yield from mailbox.fetch(batch)
            batch = []
            yield mailbox.head(mail)
            continue
        if batch and (len(batch) >= limits.batch or sum(one.size for one in batch) + mail.size > limits.batch_bytes):
            yield from mailbox.fetch(batch)
            batch = []
        batch.append(mail)
    yield from mailbox.fetch(batch)
