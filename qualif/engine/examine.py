"""One mail examined: what was read in the sandbox becomes a kind, findings and verdicts (design §4, steps 3 to 8).

`examine` and `poll` go through here; they differ only in what they know of the world: `Threads` (is this an answer to us?)
and `facts_for` (what do the reference tables and the ledger say?).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from checks.verdict import judge, verdict
from ingest.classify import Evidence, sort
from values.document import DocumentType
from values.dossier import Dossier, MailReading
from values.examination import Examination, Examined, Versions
from values.facts import Facts, Receipt
from values.mail import Kind, Sorting

FactsFor = Callable[[Dossier], Facts]


@dataclass(frozen=True, slots=True)
class Threads:
    """What is known of the thread of a mail.

    `answers`: the Message-ID of ours that it answers (seal verified). `known_reference`: it quotes a known dossier from an
    address of that dossier. `known_sender`: its sender is known to an active dossier. `rejected`: a rejection was sent there.
    """

    answers: str | None = None
    known_reference: bool = False
    known_sender: bool = False
    rejected: bool = False


def evidence(reading: MailReading, threads: Threads) -> Evidence:
    """What decides the kind of a mail beside its headers."""
    pieces = [record for record in reading.documents if record.id != reading.body_id]
    return Evidence(
        has_form=bool(reading.dossiers),
        piece_types=frozenset(record.type for record in pieces if record.problem is None) - {DocumentType.OTHER},
        unreadable=bool(reading.unread),
        links=bool(reading.links),
        candidature=bool(reading.candidature),
        thread=threads.answers,
        known_reference=threads.known_reference,
        known_sender=threads.known_sender,
        attachments=bool(pieces),
    )


def sorting(reading: MailReading, threads: Threads) -> Sorting:
    """The kind of a mail, by contract §3's order; a loose document is an application or nothing."""
    if reading.message is None:
        known = evidence(reading, Threads())
        applies = known.has_form or known.unreadable or known.piece_types - {DocumentType.IDENTITY}
        if applies:
            return Sorting(Kind.APPLICATION, "un formulaire" if known.has_form else "une pièce de candidature")
        return Sorting(Kind.OTHER, "un document qui n'est ni un formulaire ni une pièce")
    return sort(reading.message, reading.machine, evidence(reading, threads))


def dossiers_of(reading: MailReading, kind: Kind) -> tuple[Dossier, ...]:
    """The dossiers that a mail of this kind gives: those of its forms, one without a form for a bare candidature."""
    if kind is Kind.OTHER:
        return ()
    machine, loose = kind in (Kind.AUTOMATIC, Kind.BOUNCE), reading.message is None
    if reading.dossiers:
        return tuple(replace(dossier, machine=machine, loose=loose) for dossier in reading.dossiers)
    if kind is not Kind.APPLICATION:
        return ()
    sender = reading.message.sender if reading.message else None
    pieces = tuple(record for record in reading.documents if record.id != reading.body_id)
    return (Dossier(documents=pieces or reading.documents, sender=sender, loose=loose),)


def examination(dossier: Dossier, facts: Facts, versions: Versions) -> Examination:
    """The 21 findings on one dossier and the verdict that follows."""
    findings = judge(dossier, facts)
    word, reasons = verdict(findings)
    return Examination(dossier, findings, word, reasons, versions)


def examine(
    reading: MailReading, receipt: Receipt, threads: Threads, facts_for: FactsFor, versions: Versions
) -> tuple[Examined, Sorting]:
    """One mail examined, and its sorting (with what a bounce says of our replies)."""
    sorted_as = sorting(reading, threads)
    dossiers = dossiers_of(reading, sorted_as.kind)
    examined = Examined(
        message=reading.message,
        receipt=receipt,
        kind=sorted_as.kind,
        kind_reason=sorted_as.reason,
        documents=reading.documents,
        examinations=tuple(examination(dossier, facts_for(dossier), versions) for dossier in dossiers),
        contests=sorted_as.kind is Kind.FOLLOW_UP and reading.contests,
        links=reading.links,
    )
    return examined, sorted_as
