"""The mails: bytes kept, the ledger, and what was read in each."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from qualif.store.tables.base import Anything, among
from values.mail import Kind

MESSAGE_STATES = ("received", "examined", "quarantined")


class BlobRow(SQLModel, table=True):
    """Bytes kept as evidence, by their SHA-256; the bytes themselves lie in files (`qualif/store/blobs.py`)."""

    __tablename__ = "blobs"
    __table_args__ = (CheckConstraint("size >= 0", name="size"),)

    sha256: str = Field(primary_key=True, max_length=64)
    size: int
    stored_at: datetime


class MessageRow(SQLModel, table=True):
    """The ledger: one row for every mail ever taken from the mailbox, whatever it holds.

    `sha256` is null above the size limit. `received_at` is INTERNALDATE. `same_as` links bytes (or Message-ID, From and Date:
    `same_how` tells which) seen before. `answered`: a colleague did (`\\Answered`, or the Sent folder). `sender_key`: the bare
    address in lower case, by which senders are compared.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("folder", "uidvalidity", "uid"),
        among("state", MESSAGE_STATES),
        among("kind", tuple(Kind)),
        among("same_how", ("bytes", "headers")),
        CheckConstraint("state <> 'examined' OR kind IS NOT NULL", name="examined_has_kind"),
        CheckConstraint("state <> 'received' OR kind IS NULL", name="received_has_no_kind"),
        CheckConstraint("attempts >= 0", name="attempts"),
        Index(None, "state", "id"),
        Index(None, "sender_key", "received_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    folder: str
    uidvalidity: int = Field(sa_type=BigInteger)
    uid: int = Field(sa_type=BigInteger)
    sha256: str | None = Field(default=None, foreign_key="blobs.sha256", index=True, max_length=64)
    size: int
    received_at: datetime
    taken_at: datetime
    message_id: str | None = Field(default=None, index=True)
    sender: str | None = None
    sender_key: str | None = None
    subject: str | None = Field(default=None, sa_type=Text)
    sent_at: datetime | None = None
    answered: bool = False
    junk: bool = False
    state: str = "received"
    kind: str | None = None
    kind_reason: str | None = Field(default=None, sa_type=Text)
    attempts: int = 0
    retry_at: datetime | None = None
    problem: str | None = None
    traceback: str | None = Field(default=None, sa_type=Text)
    same_as: int | None = Field(default=None, foreign_key="messages.id")
    same_how: str | None = None
    thread: str | None = None
    examined_at: datetime | None = None
    moved_at: datetime | None = None


class ReadingRow(SQLModel, table=True):
    """What the sandbox read in a mail (`values.dossier.MailReading`), so that it is judged again without being read again.

    `folded`: its subject, text and file names, folded, where the names of candidates are looked for.
    """

    __tablename__ = "mail_readings"

    message_id: int = Field(primary_key=True, foreign_key="messages.id")
    read_at: datetime
    program: str
    folded: str = Field(sa_type=Text)
    reading: dict[str, Any] = Field(sa_type=Anything)
