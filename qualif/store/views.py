"""What the lists of the commands and the console show of the rows: the keys of contract §1, frozen.

No import of the database library: commands may name these types for free. `as_json()` gives the contract's object.
"""

from dataclasses import dataclass
from datetime import date, datetime

from qualif.store.clock import stamp
from values.codec import Json


@dataclass(frozen=True, slots=True)
class MessageView:
    """One row of the ledger (`qualif messages list`)."""

    id: int
    sha256: str | None
    message_id: str | None
    folder: str
    uidvalidity: int
    uid: int
    received_at: datetime
    sender: str | None
    subject: str | None
    kind: str | None
    state: str
    attempts: int
    problem: str | None
    same_as: int | None
    dossiers: tuple[str, ...]
    kind_reason: str | None = None
    size: int = 0
    taken_at: datetime | None = None
    examined_at: datetime | None = None
    same_how: str | None = None
    traceback: str | None = None
    junk: bool = False
    answered: bool = False
    thread: str | None = None

    def as_json(self) -> dict[str, Json]:
        """The object of the contract."""
        return {
            "id": self.id,
            "sha256": self.sha256,
            "message_id": self.message_id,
            "folder": self.folder,
            "uidvalidity": self.uidvalidity,
            "uid": self.uid,
            "received_at": stamp(self.received_at),
            "from": self.sender,
            "subject": self.subject,
            "kind": self.kind,
            "state": self.state,
            "attempts": self.attempts,
            "problem": self.problem,
            "same_as": self.same_as,
            "dossiers": list(self.dossiers),
        }


@dataclass(frozen=True, slots=True)
class DossierView:
    """One dossier (`qualif dossiers list`)."""

    id: int
    ref: str
    status: str
    verdict: str
    reasons: tuple[str, ...]
    received_at: datetime
    candidate: str | None
    training: str | None
    start_date: date | None
    pieces_due: date | None
    merged_into: str | None
    messages: tuple[int, ...]
    contested_at: datetime | None = None
    rejected_at: datetime | None = None
    updated_at: datetime | None = None
    version: int = 1
    email: str | None = None

    def as_json(self) -> dict[str, Json]:
        """The object of the contract."""
        return {
            "ref": self.ref,
            "status": self.status,
            "verdict": self.verdict,
            "reasons": list(self.reasons),
            "received_at": stamp(self.received_at),
            "candidate": self.candidate,
            "training": self.training,
            "start_date": self.start_date.isoformat() if self.start_date else None,
            "pieces_due": self.pieces_due.isoformat() if self.pieces_due else None,
            "merged_into": self.merged_into,
            "messages": list(self.messages),
        }


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One reply (`qualif outbox list`)."""

    id: int
    dossier: str | None
    message: int
    message_id: str | None
    in_reply_to: str | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str | None
    template: str
    state: str
    hold_reason: str | None
    refused: tuple[tuple[str, str], ...]
    attempts: int
    created_at: datetime
    sent_at: datetime | None
    next_try_at: datetime | None = None
    last_error: str | None = None
    place: int | None = None

    def as_json(self) -> dict[str, Json]:
        """The object of the contract."""
        return {
            "id": self.id,
            "dossier": self.dossier,
            "message": self.message,
            "message_id": self.message_id,
            "in_reply_to": self.in_reply_to,
            "to": list(self.to),
            "cc": list(self.cc),
            "subject": self.subject,
            "template": self.template,
            "state": self.state,
            "hold_reason": self.hold_reason,
            "refused": [address for address, _why in self.refused],
            "attempts": self.attempts,
            "created_at": stamp(self.created_at),
            "sent_at": stamp(self.sent_at),
        }


@dataclass(frozen=True, slots=True)
class EventView:
    """What happened, when, by whom (a person's name, or `machine`)."""

    id: int
    at: datetime
    by: str
    action: str
    details: dict[str, Json]
    dossier: str | None = None
    message: int | None = None
    reply: int | None = None

    def as_json(self) -> dict[str, Json]:
        """One line of a history."""
        return {
            "at": stamp(self.at),
            "by": self.by,
            "action": self.action,
            "details": self.details,
            "message": self.message,
            "reply": self.reply,
        }


@dataclass(frozen=True, slots=True)
class ExaminationView:
    """When and why a dossier was examined, and what came of it; `message` the mail that brought it."""

    id: int
    at: datetime
    cause: str
    verdict: str
    reasons: tuple[str, ...]
    message: int | None
    program: str
    regulation: str
    vocabulary: str
    tables: str

    def as_json(self) -> dict[str, Json]:
        """One of `examinations`."""
        return {
            "at": stamp(self.at),
            "cause": self.cause,
            "verdict": self.verdict,
            "reasons": list(self.reasons),
            "message": self.message,
            "program": self.program,
            "regulation": self.regulation,
            "vocabulary": self.vocabulary,
            "tables": self.tables,
        }


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision on a dossier."""

    at: datetime
    before: str
    status: str
    by: str
    reason: str

    def as_json(self) -> dict[str, Json]:
        """One of `decisions`."""
        return {"at": stamp(self.at), "before": self.before, "status": self.status, "by": self.by, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class ImportView:
    """The import of a reference table that is in force."""

    kind: str
    at: datetime
    source: str
    sha256: str
    rows: int
    data_date: date | None
    report: dict[str, Json]
