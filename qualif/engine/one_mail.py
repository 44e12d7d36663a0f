"""Steps 7 to 9 for one mail that was read: its kind, its dossiers, their examination and the replies, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from ingest.clocks import receipt as receipt_of
from notify.compose import replies
from qualif.engine import answers, circumstances, joining
from qualif.engine.examine import dossiers_of, sorting
from qualif.engine.facts import Ties
from qualif.engine.judging import judged
from qualif.engine.parts import Parts
from qualif.engine.threads import Thread, thread
from qualif.store import dossiers, events, examinations, filing, ledger, outbox
from qualif.store.database import Session
from qualif.store.dossiers import Known
from qualif.store.views import MessageView
from values.dossier import Dossier, MailReading
from values.examination import Examination, Examined
from values.facts import Receipt
from values.finding import Verdict
from values.mail import Kind, Sorting


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier of the mail: as it is judged (with what is stored of it), the stored one that it joins, its ties."""

    dossier: Dossier
    joined: Known | None
    ties: Ties


@dataclass(frozen=True, slots=True)
class Work:
    """One mail at work, inside its transaction."""

    session: Session
    parts: Parts
    mail: MessageView
    reading: MailReading
    now: datetime


def settle(parts: Parts, mail: MessageView, reading: MailReading) -> Kind:
    """Judge one mail and write all of it, or nothing; the kind that it is."""
    with parts.database.write() as session:
        work = Work(session, parts, mail, reading, parts.now())
        ledger.keep_reading(session, mail.id, reading, parts.program, work.now)
        known = thread(session, reading, parts.keys.all, mail.received_at)
        sorted_as = sorting(reading, known.for_examination)
        cases = _cases(work, sorted_as, known)
        examined = _examined(work, sorted_as, known, cases)
        stored = _store(work, examined, cases)
        about = _about(work, sorted_as, known, cases)
        _answer(work, examined, cases, stored, about)
        _bounced(work, sorted_as)
        ledger.examined(
            session, mail.id, work.now, sorted_as.kind, sorted_as.reason, thread=sorted_as.thread, problem=reading.problem
        )
    return sorted_as.kind


def receipt(parts: Parts, mail: MessageView, reading: MailReading) -> Receipt:
    """R of this mail: INTERNALDATE, with its other clocks."""
    domains = parts.settings.mailbox.internal_domains
    return receipt_of(reading.message, None, mail.received_at, mail.received_at, domains)


def _cases(work: Work, sorted_as: Sorting, known: Thread) -> tuple[Case, ...]:
    """The dossiers that this mail makes or goes on with."""
    found = dossiers_of(work.reading, sorted_as.kind)
    if found:
        return _distinct(tuple(_case(work, dossier, known, alone=len(found) == 1) for dossier in found), found)
    if sorted_as.kind is not Kind.FOLLOW_UP or not _brings_something(work.reading):
        return ()
    joined = joining.of_pieces(work.session, work.reading, known)
    return () if joined is None else (_joined(work, joining.pieces(work.reading), joined, known),)


def _distinct(cases: tuple[Case, ...], found: tuple[Dossier, ...]) -> tuple[Case, ...]:
    """Two forms of one mail never join the same dossier: the second is one of its own, and shows as a duplicate."""
    seen: set[int] = set()
    distinct = []
    for case, dossier in zip(cases, found, strict=True):
        twice = case.joined is not None and case.joined.id in seen
        distinct.append(Case(dossier, None, replace(case.ties, joined=None)) if twice else case)
        seen.update([case.joined.id] if case.joined else [])
    return tuple(distinct)


def _brings_something(reading: MailReading) -> bool:
    return bool(reading.links) or any(record.id != reading.body_id for record in reading.documents)


def _case(work: Work, dossier: Dossier, known: Thread, alone: bool) -> Case:
    joined = joining.of_form(work.session, dossier, known, alone) if dossier.form.readings else None
    if joined is not None:
        return _joined(work, dossier, joined, known)
    rejected = known.certain is not None and known.certain.rejected
    return Case(dossier, None, Ties(work.mail.id, None, known.earlier, known.doubtful, rejected))


def _joined(work: Work, dossier: Dossier, joined: Known, known: Thread) -> Case:
    """A further mail of a stored dossier: both together, and people's corrections above all."""
    stored, _receipt = examinations.last(work.session, joined.id)
    both = joining.together(stored.dossier, dossier, f"{work.mail.id}:")
    both = joining.corrected(both, examinations.corrections(work.session, joined.id))
    return Case(both, joined, Ties(work.mail.id, joined, known.earlier, known.doubtful))


def _examined(work: Work, sorted_as: Sorting, known: Thread, cases: tuple[Case, ...]) -> Examined:
    received = receipt(work.parts, work.mail, work.reading)
    unsure_of = known.certain is None or known.certain.rejected
    return Examined(
        message=work.reading.message,
        receipt=received,
        kind=sorted_as.kind,
        kind_reason=sorted_as.reason,
        documents=work.reading.documents,
        examinations=tuple(judged(work.session, work.parts, case.dossier, received, case.ties) for case in cases),
        contests=sorted_as.kind is Kind.FOLLOW_UP and work.reading.contests and unsure_of,
        links=work.reading.links,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written of a mail: its examination, and its dossiers by place."""

    examination: int
    ids: tuple[int, ...]
    refs: tuple[str, ...]


def _store(work: Work, examined: Examined, cases: tuple[Case, ...]) -> Stored:
    """Write the dossiers and their examinations."""
    ids = tuple(_dossier(work, case, found, examined) for case, found in zip(cases, examined.examinations, strict=True))
    refs = dossiers.refs(work.session, ids) if ids else ()
    whole = examinations.add_mail(work.session, work.mail.id, examined, refs, work.now)
    for place, (dossier, found) in enumerate(zip(ids, examined.examinations, strict=True)):
        examinations.add(work.session, dossier, found, examined.receipt, "mail", work.now, mail_examination=whole, place=place)
        filing.link(work.session, dossier, work.mail.id, place, work.now)
    return Stored(whole, ids, refs)


def _dossier(work: Work, case: Case, found: Examination, examined: Examined) -> int:
    received = found.request_received_at or examined.receipt.at
    details = {"verdict": found.verdict.value, "reasons": list(found.reasons)}
    if case.joined is None:
        made = filing.create(work.session, received, found, work.now)
        events.add(work.session, work.now, "dossier.opened", dossier=made, message=work.mail.id, details=details)
        return made
    joined = case.joined
    filing.judged(work.session, joined.id, found, received, work.now)
    if joined.status == "awaiting_pieces" and found.verdict is not Verdict.INCOMPLETE:
        filing.set_status(work.session, joined.id, "open", work.now)
    events.add(work.session, work.now, "dossier.joined", dossier=joined.id, message=work.mail.id, details=details)
    return joined.id


def _about(work: Work, sorted_as: Sorting, known: Thread, cases: tuple[Case, ...]) -> Known | None:
    """The stored dossier that a follow-up speaks of; a text alone is linked to it, a contestation noted."""
    if sorted_as.kind is not Kind.FOLLOW_UP:
        return None
    about = next((case.joined for case in cases if case.joined), None)
    about = about or (None if cases else joining.of_pieces(work.session, work.reading, known))
    if about is None:
        return None
    filing.link(work.session, about.id, work.mail.id, None, work.now)
    if work.reading.contests and about.rejected:
        filing.contested(work.session, about.id, work.now)
        events.add(work.session, work.now, "dossier.contested", dossier=about.id, message=work.mail.id)
    return about


def _answer(work: Work, examined: Examined, cases: tuple[Case, ...], stored: Stored, about: Known | None) -> None:
    """Compose the replies and put them into the outbox."""
    due = dossiers.pieces_due(work.session, about.id) if about else None
    around = circumstances.of_mail(
        work.session,
        work.parts,
        work.mail,
        examined.message,
        rejections=sum(found.verdict is Verdict.REJECTED for found in examined.examinations),
        known=tuple(place for place, case in enumerate(cases) if case.joined),
        further=examined.kind is Kind.FOLLOW_UP,
        pieces_due=due,
    )
    ids, refs = (stored.ids, stored.refs) if stored.ids or about is None else ((about.id,), (about.ref,))
    made = replies(examined, refs, work.parts.desk, around, work.parts.today)
    answers.enter(work.session, work.parts, work.mail, made, ids, stored.examination)


def _bounced(work: Work, sorted_as: Sorting) -> None:
    """A bounce of ours: the addresses enter `refused` of the reply that it speaks of."""
    refused = dict.fromkeys(sorted_as.refused, "rapport de non-remise")
    for name in sorted_as.bounced:
        reply = outbox.bounced(work.session, name, refused)
        if reply is not None:
            details = {"refused": list(sorted_as.refused), "temporary": list(sorted_as.temporary)}
            events.add(work.session, work.now, "reply.bounced", message=work.mail.id, reply=reply, details=details)
