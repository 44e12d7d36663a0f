"""What a rule found, and the verdict that follows from all the findings."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The outcomes of contract §3."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNSURE = "unsure"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """The verdicts of contract §3, the first that applies."""

    REJECTED = "rejected"
    FLAGGED = "flagged"
    INCOMPLETE = "incomplete"
    RECEIVABLE = "receivable"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: `message` in French for a person, `citation` of the regulation, `evidence` the fields it rests on.

    `wanted` names what to ask the sender for, in French, when the outcome is `missing`.
    """

    rule: str
    outcome: Outcome
    message: str
    citation: str
    evidence: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
