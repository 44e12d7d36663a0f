"""The dossiers, their references and their mails."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from qualif.store.tables.base import Anything, among
from values.finding import Verdict

STATUSES = ("open", "awaiting_pieces", "rejected", "favourable", "granted", "refused", "withdrawn", "merged")


class DossierRow(SQLModel, table=True):
    """One candidate's request for one training. `status` is people's, `verdict` the machine's (of the last examination).

    The columns after `version` are what identity and session are compared by: folded names, bare address, codes.
    `received_at` is R; `year` and `number` make `ref`. `rejected_at`: a deadline rejection left then.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        among("status", STATUSES),
        among("verdict", tuple(Verdict)),
        CheckConstraint("(status = 'merged') = (merged_into IS NOT NULL)", name="merged"),
        CheckConstraint("status <> 'awaiting_pieces' OR pieces_due IS NOT NULL", name="pieces_due"),
        Index(None, "first_name_key", "last_name_key"),
        Index(None, "first_name_key", "birth_name_key"),
        Index(None, "provider_siret", "start_date"),
        Index(None, "start_date"),
        Index(None, "status", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    year: int
    number: int
    status: str = "open"
    verdict: str
    reasons: list[str] = Field(sa_type=Anything)
    received_at: datetime
    created_at: datetime
    updated_at: datetime
    candidate: str | None = None
    training: str | None = Field(default=None, sa_type=Text)
    start_date: date | None = None
    pieces_due: date | None = None
    contested_at: datetime | None = None
    rejected_at: datetime | None = None
    identified: bool = False
    merged_into: int | None = Field(default=None, foreign_key="dossiers.id")
    version: int = 1
    last_name_key: str | None = None
    birth_name_key: str | None = None
    first_name_key: str | None = None
    birth_date: date | None = None
    email: str | None = Field(default=None, index=True)
    home_key: str | None = None
    advisor_email: str | None = Field(default=None, index=True)
    provider_siret: str | None = None
    provider_key: str | None = None
    certification_code: str | None = None
    title_key: str | None = None
    cost: float | None = None


class DossierMessageRow(SQLModel, table=True):
    """Which mails make up a dossier; `place` is the dossier's place in the mail (null when the mail only follows up)."""

    __tablename__ = "dossier_messages"

    dossier_id: int = Field(primary_key=True, foreign_key="dossiers.id")
    message_id: int = Field(primary_key=True, foreign_key="messages.id", index=True)
    place: int | None = None
    linked_at: datetime


class CounterRow(SQLModel, table=True):
    """The last number given to a dossier of a year; a number is never given twice."""

    __tablename__ = "counters"

    year: int = Field(primary_key=True)
    last: int
