"""A mail, from its bytes in the mailbox to what is known about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail as the mailbox gave it: its place, the server's clock (INTERNALDATE, aware) and its bytes."""

    folder: str
    uidvalidity: int
    uid: int
    received_at: datetime
    content: bytes
    sha256: str
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of RFC 5322: the bare `local@domain`, and the display name (decoded, may be empty)."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the MIME tree, decoded from its transfer encoding.

    `path` is its place ("1", "2.1"; a nested message adds a level); `media_type` is what the mail declares, lower case.
    `content` is empty once the mail has left the sandbox.
    """

    path: str
    media_type: str
    content: bytes
    filename: str | None = None
    charset: str | None = None
    disposition: str | None = None
    content_id: str | None = None
    nested_in: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A mail, read. Headers are decoded text, in order, names as written.

    `sender` is the From address (None without a usable one); `return_path` is None when absent and "" when null (`<>`).
    `date` is the sender's clock, `received` the clock of each Received header, topmost first; all aware.
    `text` is what a person reads: the text body, else the HTML body as text; `quoted` the older messages below it.
    `original_dates` are the dates of the mails that this one carries, `original_senders` the From of those attached, in order.
    """

    message_id: str | None
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    return_path: str | None
    subject: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    received: tuple[datetime, ...]
    headers: tuple[tuple[str, str], ...]
    text: str
    parts: tuple[Part, ...]
    quoted: str = ""
    original_dates: tuple[datetime, ...] = ()
    original_senders: tuple[Address, ...] = ()
    defects: tuple[str, ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a header, in order; the name in any case."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())

    def first(self, name: str) -> str | None:
        """The topmost value of a header, or None."""
        return next(iter(self.all(name)), None)


class Kind(StrEnum):
    """What a mail is; the first that applies, in this order (contract §3)."""

    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    FOLLOW_UP = "follow_up"
    APPLICATION = "application"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sorting:
    """The kind of a mail and why, in a few French words.

    `thread` is the Message-ID of ours that it answers, if any; `bounced` the Message-IDs of ours that a bounce
    speaks of, `refused` the addresses that it says cannot be reached for good, `temporary` those that may be later.
    """

    kind: Kind
    reason: str
    thread: str | None = None
    bounced: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    temporary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a mail: a leaf part, or what was unpacked from one.

    `path` is its unique id in the mail ("2", "2/dossier.zip/scan.pdf"); `name` the last name given by the sender, or None;
    `media_type` is sniffed from the bytes. `problem` is a word of contract §3 when it could not be unpacked.
    `body` tells the mail's own text; `inside` the path of the archive, folder or nested mail it came in. `ornament`: it belongs
    to the mail's dress (a logo shown inside the page, a visiting card), no piece of a dossier.
    """

    path: str
    name: str | None
    media_type: str
    content: bytes
    body: bool = False
    inside: str | None = None
    problem: str | None = None
    ornament: bool = False
