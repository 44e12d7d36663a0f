"""The reference tables and their imports."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from qualif.store.tables.base import Anything, among

REFERENCE_KINDS = ("rncp", "postal", "collective", "health_social")


class CertificationRow(SQLModel, table=True):
    """A record of the RNCP or RS (public file of France compétences)."""

    __tablename__ = "certifications"

    code: str = Field(primary_key=True)
    title: str = Field(sa_type=Text)
    level: int | None = None
    active: bool
    starts_on: date | None = None
    ends_on: date | None = None
    certifiers: list[str] = Field(sa_type=Anything)


class SuccessionRow(SQLModel, table=True):
    """A certification and the one that came after it."""

    __tablename__ = "successions"

    older: str = Field(primary_key=True)
    newer: str = Field(primary_key=True, index=True)


class TownRow(SQLModel, table=True):
    """A town of a postal code (La Poste: upper case, no accent)."""

    __tablename__ = "towns"

    postal_code: str = Field(primary_key=True)
    town: str = Field(primary_key=True)


class CollectiveRow(SQLModel, table=True):
    """A row of the Qualif collectif catalogue."""

    __tablename__ = "collective_sessions"

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(sa_type=Text)
    title_key: str = Field(sa_type=Text)
    code: str | None = Field(default=None, index=True)
    level: int | None = None
    provider: str
    postal_code: str
    city: str
    starts_on: date | None = None
    ends_on: date | None = None


class HealthSocialRow(SQLModel, table=True):
    """A diploma of the Schéma des formations sanitaires et sociales."""

    __tablename__ = "health_social"

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(sa_type=Text)
    codes: list[str] = Field(sa_type=Anything)
    level: int | None = None


class ReferenceImportRow(SQLModel, table=True):
    """A reference table replaced, whole: from which file, when, and what was found in it. The last one of a kind is in force."""

    __tablename__ = "reference_imports"
    __table_args__ = (among("kind", REFERENCE_KINDS), Index(None, "kind", "id"))

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    at: datetime
    source: str
    sha256: str
    data_date: date | None = None
    rows: int
    report: dict[str, Any] = Field(sa_type=Anything)
