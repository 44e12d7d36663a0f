"""A reply: what is said to whom, or why it is held."""

from dataclasses import dataclass
from enum import StrEnum


class HoldReason(StrEnum):
    """Why a reply waits for a person (contract §3)."""

    BEFORE_ANSWER_SINCE = "before_answer_since"
    RECOVERY = "recovery"
    OTHER_INSTANCE = "other_instance"
    JUNK = "junk"
    INTERNAL = "internal"
    ALREADY_ANSWERED = "already_answered"
    NO_SIGNATORY = "no_signatory"
    PROPOSED = "proposed"
    UNIDENTIFIED = "unidentified"
    NO_ADDRESS = "no_address"
    SENDER_DOUBTFUL = "sender_doubtful"
    CLOCK = "clock"
    RATE = "rate"
    LETTER = "letter"


class ReplyState(StrEnum):
    """Where a reply stands in the outbox (contract §1)."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Reply:
    """A rendered reply. `place` is the dossier's place in the mail, None for the mail as a whole; addresses are bare."""

    template: str
    place: int | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    hold_reason: HoldReason | None = None
    ref: str | None = None
    pieces_due: str | None = None
