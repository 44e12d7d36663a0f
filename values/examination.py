"""An examination: the findings of the 21 rules on one dossier, and the verdict; written once."""

from dataclasses import dataclass
from datetime import datetime

from values.document import DocumentRecord
from values.dossier import Dossier
from values.facts import Receipt, ReceivedFrom
from values.finding import Finding, Verdict
from values.mail import Kind, Message


@dataclass(frozen=True, slots=True)
class Versions:
    """What judged: the program's version, and the hashes of regulation, vocabulary and reference tables."""

    program: str
    regulation: str
    vocabulary: str
    tables: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """All 21 findings in the contract's order, the verdict and its reasons, and what judged.

    `request_received_at`: R of the request when an earlier mail of it was received first (regulation « R »); None when it is
    the mail's own.
    """

    dossier: Dossier
    findings: tuple[Finding, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    versions: Versions
    request_received_at: datetime | None = None

    def finding(self, rule: str) -> Finding:
        """The finding of one rule; raises KeyError for an unknown one."""
        for found in self.findings:
            if found.rule == rule:
                return found
        raise KeyError(rule)


@dataclass(frozen=True, slots=True)
class Examined:
    """One mail (or loose document) examined: its kind and why, its documents, one examination a dossier.

    `contests`: it contests a rejection; `links`: file shares it links to instead of carrying the file.
    """

    message: Message | None
    receipt: Receipt
    kind: Kind
    kind_reason: str
    documents: tuple[DocumentRecord, ...]
    examinations: tuple[Examination, ...]
    contests: bool = False
    links: tuple[str, ...] = ()

    @property
    def received_from(self) -> ReceivedFrom:
        """Whence the instant of receipt is known."""
        return self.receipt.source
