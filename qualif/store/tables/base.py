"""The tables of the database (SQLModel), from the ledger of mails to the audit trail.

What each holds and what points at what:

    blobs ◂─ messages ◂─ dossier_messages ─▸ dossiers ─▸ dossiers (merged_into)
                 ▴  ▴                            ▴
                 │  └─ mail_examinations ◂─ examinations (one a dossier, written once)
                 │                               │
                 └─ outbox ──────────────────────┘        corrections, decisions ─▸ dossiers
    events: what happened, append only · states: single facts · leases: who polls · outages: when the mailbox was away
    certifications, successions, towns, collective_sessions, health_social, reference_imports: the reference tables

Rules of the house: every enumeration is a text with a CHECK; every instant is aware and kept in UTC; values of `values/` are
JSON written by `values.codec`; no row of `examinations`, `mail_examinations` or `events` is ever updated. Nothing outside
`qualif/store/` imports this module: rows become values or views (`qualif/store/views.py`) at the border.
"""

from collections.abc import Iterable

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Anything = JSON().with_variant(JSONB(), "postgresql")
"""A column of JSON."""


def among(column: str, words: Iterable[str]) -> CheckConstraint:
    """A CHECK that a text column holds one of these words (NULL passes where the column allows it)."""
    quoted = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({quoted})", name=column)
