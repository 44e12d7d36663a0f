"""The history, single facts, leases, outages and accounts of this installation."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from qualif.store.tables.base import Anything, among

ROLES = ("reader", "operator", "admin")


class EventRow(SQLModel, table=True):
    """What happened, to what, by whom: append only. `action` is an English word (`dossier.corrected`), `details` its figures."""

    __tablename__ = "events"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    by: str
    action: str = Field(index=True)
    dossier_id: int | None = Field(default=None, foreign_key="dossiers.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="messages.id", index=True)
    reply_id: int | None = Field(default=None, foreign_key="outbox.id", index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=Anything)


class StateRow(SQLModel, table=True):
    """A single fact of this installation: the first cycle's moment, the breaker, the last cycle, …"""

    __tablename__ = "states"

    key: str = Field(primary_key=True)
    value: dict[str, Any] = Field(sa_type=Anything)
    at: datetime


class LeaseRow(SQLModel, table=True):
    """Who may do a thing that only one may do; void when it expired or its process on this host is dead."""

    __tablename__ = "leases"

    name: str = Field(primary_key=True)
    owner: str
    host: str
    pid: int
    acquired_at: datetime
    expires_at: datetime


class OutageRow(SQLModel, table=True):
    """A time when the mailbox could not be reached, from the last good cycle to the next one (null while it lasts)."""

    __tablename__ = "outages"

    id: int | None = Field(default=None, primary_key=True)
    started_at: datetime
    ended_at: datetime | None = None
    problem: str = Field(sa_type=Text)


class UserRow(SQLModel, table=True):
    """A local account of the console."""

    __tablename__ = "users"
    __table_args__ = (among("role", ROLES),)

    name: str = Field(primary_key=True)
    role: str
    password: str
    created_at: datetime
    disabled_at: datetime | None = None
