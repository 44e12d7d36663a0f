"""What was found, corrected and decided: written once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from qualif.store.tables.base import Anything, among
from qualif.store.tables.dossier import STATUSES
from values.finding import Verdict


class MailExaminationRow(SQLModel, table=True):
    """One mail examined once: `values.examination.Examined` without its examinations; `refs` the dossiers by place."""

    __tablename__ = "mail_examinations"

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="messages.id", index=True)
    at: datetime
    examined: dict[str, Any] = Field(sa_type=Anything)
    refs: list[str | None] = Field(sa_type=Anything)


class ExaminationRow(SQLModel, table=True):
    """One examination of one dossier (`values.examination.Examination`), written once; the last one gives the verdict."""

    __tablename__ = "examinations"
    __table_args__ = (among("cause", ("mail", "correction", "again")), among("verdict", tuple(Verdict)))

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossiers.id", index=True)
    mail_examination_id: int | None = Field(default=None, foreign_key="mail_examinations.id", index=True)
    place: int | None = None
    at: datetime
    cause: str
    verdict: str
    reasons: list[str] = Field(sa_type=Anything)
    receipt: dict[str, Any] = Field(sa_type=Anything)
    examination: dict[str, Any] = Field(sa_type=Anything)
    program: str
    regulation: str
    vocabulary: str
    tables: str


class CorrectionRow(SQLModel, table=True):
    """A reading of source `operator`: it stands above what was read, the last one of a field counts."""

    __tablename__ = "corrections"

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossiers.id", index=True)
    field: str
    reading: dict[str, Any] = Field(sa_type=Anything)
    by: str
    reason: str = Field(sa_type=Text)
    at: datetime


class DecisionRow(SQLModel, table=True):
    """A person's decision on a dossier; `by` is `machine` when an automatic rejection left."""

    __tablename__ = "decisions"
    __table_args__ = (among("status", STATUSES), among("before", STATUSES))

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossiers.id", index=True)
    before: str
    status: str
    by: str
    reason: str = Field(sa_type=Text)
    at: datetime
