"""What people decide and correct, and what a rejection that left does: statuses are people's, verdicts the machine's."""

from datetime import datetime

from qualif.engine import answers, joining
from qualif.engine.facts import Ties
from qualif.engine.judging import judged
from qualif.engine.operator_values import parse
from qualif.engine.parts import Parts
from qualif.engine.withdrawals import letter, rejection
from qualif.store import dossiers, events, examinations, filing, ledger, outbox
from qualif.store.database import Session
from qualif.store.dossiers import Known
from qualif.store.outbox import Outgoing
from values.document import Source
from values.errors import NoSuchThing, WrongCall
from values.examination import Examination
from values.finding import Verdict
from values.form import Reading

DECIDED = ("open", "rejected", "favourable", "granted", "refused", "withdrawn")
"""What a person may decide; `merged` and `awaiting_pieces` are said in other ways."""


def reply_left(session: Session, going: Outgoing, now: datetime) -> None:
    """What follows when a reply is known to have left: a rejection is then a decision, the machine's or a person's."""
    if going.dossier is None or not going.template.startswith("rejected_"):
        return
    known = dossiers.by_id(session, going.dossier)
    filing.rejection_left(session, known.id, now)
    if known.status in ("open", "awaiting_pieces"):
        by = going.released_by or events.MACHINE
        filing.set_status(session, known.id, "rejected", now)
        examinations.decide(session, known.id, known.status, "rejected", by, f"courriel « {going.template} »", now)


def decide(parts: Parts, ref: str, status: str, by: str, reason: str, now: datetime) -> None:
    """Record a person's decision on a dossier; raises NoSuchThing for an unknown or merged one, WrongCall for a wrong word."""
    _need(by, reason)
    if status not in DECIDED:
        raise WrongCall(f"{status} : valeurs possibles : {', '.join(DECIDED)}")
    with parts.database.write() as session:
        known = _living(session, ref)
        filing.set_status(session, known.id, status, now)
        examinations.decide(session, known.id, known.status, status, by, reason, now)
        details = {"before": known.status, "status": status, "reason": reason}
        events.add(session, now, "dossier.decided", by, dossier=known.id, details=details)


def correct(parts: Parts, ref: str, field: str, value: str, by: str, reason: str, now: datetime) -> Verdict:
    """A person says what a field is: another examination, no rejection by itself; the verdict that follows.

    Was a rejection sent and is the verdict no longer `rejected`, the dossier is open again and a letter that withdraws the
    rejection waits for signature.
    """
    _need(by, reason)
    reading = Reading(parse(field, value), 1.0, "operator", value, Source.OPERATOR)
    with parts.database.write() as session:
        known = _living(session, ref)
        examinations.correct(session, known.id, field, reading, by, reason, now)
        found = examine_again(session, parts, known, "correction")
        details = {"field": field, "value": value, "reason": reason, "verdict": found.verdict}
        events.add(session, now, "dossier.corrected", by, dossier=known.id, details=details)
        if known.rejected and found.verdict is not Verdict.REJECTED:
            _withdraw(session, parts, known, by, reason, now)
    return found.verdict


def examine_again(session: Session, parts: Parts, known: Known, cause: str) -> Examination:
    """The stored dossier judged once more, as people corrected it; a rejection that left does not change what is judged."""
    last, received = examinations.last(session, known.id)
    dossier = joining.corrected(last.dossier, examinations.corrections(session, known.id))
    found = judged(session, parts, dossier, received, Ties(joined=known), anew=True)
    examinations.add(session, known.id, found, received, cause, parts.now())
    filing.judged(session, known.id, found, known.received_at, parts.now())
    return found


def _withdraw(session: Session, parts: Parts, known: Known, by: str, reason: str, now: datetime) -> None:
    """The dossier is open again, and the letter waits for signature."""
    if known.status == "rejected":
        filing.set_status(session, known.id, "open", now)
        examinations.decide(session, known.id, known.status, "open", by, reason, now)
    left, made = rejection(session, known.id), letter(session, parts, known)
    if left is None or made is None:
        return
    mail = ledger.get(session, left.message)
    whole = examinations.last_of_mail(session, mail.id)
    if outbox.add(session, answers.frozen(parts, mail, made, known.id, whole), now) is not None:
        events.add(session, now, "rejection.withdrawal_proposed", by, dossier=known.id)


def _living(session: Session, ref: str) -> Known:
    known = dossiers.find(session, ref)
    if known.status == "merged":
        raise NoSuchThing(f"dossier {ref} : il a été fusionné avec {dossiers.heir(session, known).ref}")
    return known


def _need(by: str, reason: str) -> None:
    if not by.strip():
        raise WrongCall("--by : dites qui décide")
    if not reason.strip():
        raise WrongCall("--reason : dites pourquoi")
