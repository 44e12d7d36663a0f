"""The outbox."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from qualif.store.tables.base import Anything, among
from values.reply import HoldReason, ReplyState


class OutboxRow(SQLModel, table=True):
    """Every reply. What may leave is rendered: `mime` is frozen with its Message-ID; a held one is rendered when released.

    `slot` is the dossier's id, 0 for the mail as a whole, so that (message, dossier, template) is unique in SQL too.
    `letter` holds the texts of an operator's letter. `refused` maps an address to why it was refused, `delivered` lists those
    that got it while others were asked to be tried again. `address` and `domain`
    are the first addressee's, by which rates are counted; `released_by` the person who let a held one go.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("message_id", "slot", "template"),
        among("state", tuple(ReplyState)),
        among("hold_reason", tuple(HoldReason)),
        CheckConstraint("state <> 'held' OR hold_reason IS NOT NULL", name="held_says_why"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
        CheckConstraint(
            "state IN ('held', 'cancelled') OR (mime IS NOT NULL AND reply_message_id IS NOT NULL AND subject IS NOT NULL)",
            name="rendered",
        ),
        Index(None, "state", "next_try_at"),
        Index(None, "address", "created_at"),
        Index(None, "domain", "created_at"),
        Index(None, "sending_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="messages.id", index=True)
    dossier_id: int | None = Field(default=None, foreign_key="dossiers.id", index=True)
    slot: int = 0
    mail_examination_id: int | None = Field(default=None, foreign_key="mail_examinations.id")
    place: int | None = None
    template: str
    state: str
    hold_reason: str | None = None
    recipients: list[str] = Field(sa_type=Anything)
    copies: list[str] = Field(sa_type=Anything)
    address: str | None = None
    domain: str | None = None
    in_reply_to: str | None = None
    reply_message_id: str | None = Field(default=None, unique=True)
    subject: str | None = Field(default=None, sa_type=Text)
    mime: bytes | None = Field(default=None, sa_type=LargeBinary)
    letter: dict[str, Any] | None = Field(default=None, sa_type=Anything)
    refused: dict[str, str] = Field(default_factory=dict, sa_type=Anything)
    delivered: list[str] = Field(default_factory=list, sa_type=Anything)
    attempts: int = 0
    created_at: datetime
    next_try_at: datetime | None = None
    sending_at: datetime | None = None
    sent_at: datetime | None = None
    copied_at: datetime | None = None
    last_error: str | None = Field(default=None, sa_type=Text)
    released_by: str | None = None
    pieces_due: date | None = None
