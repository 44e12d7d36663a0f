"""The promise of a mailbox: what the program asks of it, whatever the server; and what it gives.

Nothing here changes a flag that people see: mails are read with PEEK from a folder opened read-only, and `\\Seen` is no state.
Every failure of the server or of the connection is a `MailboxError`, raised once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from values.errors import MailboxError
from values.mail import RawMail


class FolderMissing(MailboxError):
    """A folder of the settings is not there; the others can still be read."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"Le dossier « {folder} » n'existe pas dans la boîte aux lettres")
        self.folder = folder


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it was when opened; `uidnext` is None when the server does not tell it."""

    name: str
    uidvalidity: int
    uidnext: int | None
    exists: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What is asked of a mail before its bytes: its size, the server's clock (aware), whether it was answered (`\\Answered`)."""

    uid: int
    size: int
    received_at: datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A mail above the size limit: its place, its clock, its size, and the bytes of its headers only."""

    folder: str
    uidvalidity: int
    uid: int
    received_at: datetime
    size: int
    head: bytes
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A mail that the server lists and does not give; it is asked for again at the next cycle."""

    folder: str
    uidvalidity: int
    uid: int
    reason: str


class Mailbox(Protocol):
    """A mailbox that is open, one connection, one folder at a time."""

    def folders(self) -> tuple[str, ...]:
        """The names of all folders."""

    def open(self, folder: str) -> Folder:
        """Opens a folder, read-only; raises `FolderMissing`."""

    def uids(self, ranges: str) -> tuple[int, ...]:
        """The UIDs of the open folder within some ranges (`37,9001:*`), rising."""

    def listed(self, uids: Sequence[int]) -> tuple[Listed, ...]:
        """Sizes and clocks of some mails of the open folder, in the order asked; those that vanished are left out."""

    def fetch(self, mails: Sequence[Listed]) -> Iterator[RawMail | Unfetched]:
        """The bytes of some mails of the open folder."""

    def head(self, mail: Listed) -> TooLarge | Unfetched:
        """The headers of a mail that is too large."""

    def is_answered(self, folder: str, uidvalidity: int, uid: int) -> bool:
        """Whether a mail bears `\\Answered` now; False when it is no longer there."""

    def holds(self, folder: str, headers: Sequence[str], value: str, since: date) -> bool:
        """Whether a mail stored since a day has a value in one of these headers (the Sent folder's `In-Reply-To`)."""

    def append(self, folder: str, content: bytes, at: datetime) -> None:
        """Stores a copy of a mail, marked as read."""

    def move(self, folder: str, uidvalidity: int, uid: int, to: str) -> bool:
        """Moves a mail to another folder; False when it is no longer there."""

    def wait(self, folder: str, seconds: float) -> bool:
        """Waits for news of a folder (IDLE), at most some seconds; False without news, or when the server cannot."""

    def close(self) -> None:
        """Ends the connection, whatever its state."""
