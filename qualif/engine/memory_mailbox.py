"""A mailbox in memory (`ingest.mailbox.Mailbox`): what the tests of the cycle run on, and whoever wants to see one run.

It keeps what a server keeps: folders with a UIDVALIDITY, rising UIDs, the clock of receipt, the flag `\\Answered`, copies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from ingest.mailbox import Folder, FolderMissing, Listed, TooLarge, Unfetched
from ingest.message import read
from values.mail import RawMail


@dataclass(slots=True)
class Kept:
    """One mail of a folder."""

    uid: int
    content: bytes
    received_at: datetime
    answered: bool = False


@dataclass(slots=True)
class Kindred:
    """One folder: its validity, its next UID, its mails."""

    uidvalidity: int = 1
    uidnext: int = 1
    mails: list[Kept] = field(default_factory=list)


class MemoryMailbox:
    """Folders of mails; opened as often as one likes."""

    def __init__(self, *folders: str) -> None:
        self.kept: dict[str, Kindred] = {name: Kindred() for name in (folders or ("INBOX",))}
        self._open = ""

    def deliver(self, content: bytes, received_at: datetime, folder: str = "INBOX") -> int:
        """A mail arrives; its UID."""
        place = self.kept[folder]
        place.mails.append(Kept(place.uidnext, content, received_at))
        place.uidnext += 1
        return place.uidnext - 1

    def flag_answered(self, uid: int, folder: str = "INBOX") -> None:
        """A person answers a mail by hand."""
        self._mail(folder, uid).answered = True

    def folders(self) -> tuple[str, ...]:
        """The names of all folders."""
        return tuple(self.kept)

    def open(self, folder: str) -> Folder:
        """Opens a folder; raises `FolderMissing`."""
        if folder not in self.kept:
            raise FolderMissing(folder)
        self._open, place = folder, self.kept[folder]
        return Folder(folder, place.uidvalidity, place.uidnext, len(place.mails))

    def uids(self, ranges: str) -> tuple[int, ...]:
        """The UIDs of the open folder within some ranges."""
        every = sorted(mail.uid for mail in self.kept[self._open].mails)
        found: set[int] = set()
        for word in ranges.split(","):
            first, _, last = word.partition(":")
            high = (every[-1] if every else 0) if last == "*" else int(last or first)
            found.update(uid for uid in every if int(first) <= uid <= high)
        return tuple(sorted(found))

    def listed(self, uids: Sequence[int]) -> tuple[Listed, ...]:
        """Sizes and clocks of some mails of the open folder."""
        mails = [mail for uid in uids for mail in self.kept[self._open].mails if mail.uid == uid]
        return tuple(Listed(mail.uid, len(mail.content), mail.received_at, mail.answered) for mail in mails)

    def fetch(self, mails: Sequence[Listed]) -> Iterator[RawMail | Unfetched]:
        """The bytes of some mails of the open folder."""
        for one in mails:
            mail, validity = self._mail(self._open, one.uid), self.kept[self._open].uidvalidity
            digest = sha256(mail.content).hexdigest()
            yield RawMail(self._open, validity, mail.uid, mail.received_at, mail.content, digest, mail.answered)

    def head(self, mail: Listed) -> TooLarge | Unfetched:
        """The headers of a mail that is too large."""
        kept, validity = self._mail(self._open, mail.uid), self.kept[self._open].uidvalidity
        head = kept.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        return TooLarge(self._open, validity, mail.uid, kept.received_at, len(kept.content), head, kept.answered)

    def is_answered(self, folder: str, uidvalidity: int, uid: int) -> bool:
        """Whether a mail bears `\\Answered` now."""
        same = self.kept[folder].uidvalidity == uidvalidity
        return same and any(mail.answered for mail in self.kept[folder].mails if mail.uid == uid)

    def holds(self, folder: str, headers: Sequence[str], value: str, since: date) -> bool:
        """Whether a mail stored since a day has a value in one of these headers."""
        if folder not in self.kept:
            raise FolderMissing(folder)
        heads = (read(mail.content) for mail in self.kept[folder].mails if mail.received_at.date() >= since)
        return any(value in text for head in heads for name in headers for text in head.all(name))

    def append(self, folder: str, content: bytes, at: datetime) -> None:
        """Stores a copy of a mail."""
        self.open(folder)
        self.deliver(content, at, folder)

    def move(self, folder: str, uidvalidity: int, uid: int, to: str) -> bool:
        """Moves a mail to another folder."""
        place = self.kept[folder]
        found = [mail for mail in place.mails if mail.uid == uid and place.uidvalidity == uidvalidity]
        for mail in found:
            place.mails.remove(mail)
            self.deliver(mail.content, mail.received_at, to)
        return bool(found)

    def wait(self, folder: str, seconds: float) -> bool:
        """There is never news while one waits."""
        return False

    def close(self) -> None:
        """Nothing to end."""

    def _mail(self, folder: str, uid: int) -> Kept:
        return next(mail for mail in self.kept[folder].mails if mail.uid == uid)
