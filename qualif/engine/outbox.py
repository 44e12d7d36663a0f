"""What people do with the replies that wait: look, send, cancel, settle, and let the sending go on."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.policy import default

from notify.compose import again
from notify.transport import Smtp
from qualif.engine import answers, circumstances
from qualif.engine.decisions import reply_left
from qualif.engine.parts import Parts, Sender
from qualif.engine.sending import send_these
from qualif.engine.withdrawals import TEMPLATE as WITHDRAWN
from qualif.engine.withdrawals import letter as withdrawal_letter
from qualif.store import dossiers, events, examinations, ledger, outbox, states, transitions
from qualif.store.database import Database, Session
from qualif.store.outbox import Outgoing
from qualif.store.views import ReplyView
from values.codec import Json
from values.errors import NoSuchThing, SendingError
from values.examination import Examined
from values.finding import Verdict
from values.reply import HoldReason, Reply, ReplyState

STOPS = {
    HoldReason.NO_SIGNATORY: "aucun signataire n'est réglé (QUALIF_SIGNATORY__…)",
    HoldReason.NO_ADDRESS: "aucune adresse sûre ; corrigez d'abord candidate.email dans le dossier",
}
"""What still stands in the way of a held reply when a person lets it go."""
OPERATOR = "operator"


def text_of(parts: Parts, reply: int, now: datetime) -> tuple[ReplyView, str]:
    """A reply and its text: as it was frozen, or as it would leave now."""
    with parts.database.read() as session:
        view, going = outbox.get(session, reply), outbox.load(session, reply)
        return view, text_in(going.mime) or _anew(session, parts, going).text


def text_in(mime: bytes) -> str | None:
    """The plain text of frozen bytes; None when there are none yet."""
    body = message_from_bytes(mime, policy=default).get_body(("plain",)) if mime else None
    return str(body.get_content()) if body else None


def resend(parts: Parts, reply: int, now: datetime, by: str = OPERATOR, sender: Sender | None = None) -> str:
    """Send at once a failed or uncertain reply (same bytes, same Message-ID), or a held one (rendered anew); its state then.

    Raises NoSuchThing when its state does not allow it, SendingError when the server cannot be used (it stays pending).
    """
    with parts.database.write() as session:
        going = outbox.load(session, reply)
        if going.state == ReplyState.HELD:
            _release(session, parts, going, by, now)
        elif going.state in (ReplyState.FAILED, ReplyState.UNCERTAIN):
            transitions.pend(session, reply)
        else:
            raise NoSuchThing(f"réponse {reply} : son état est « {going.state} », elle ne se renvoie pas")
        events.add(session, now, "reply.resent", by, dossier=going.dossier, message=going.message, reply=reply)
    with closing(sender or _smtp(parts)) as server:
        done = send_these(parts, server, lambda mail: False, [reply])
    if done.problem:
        raise SendingError(f"{done.problem} ; la réponse {reply} partira au prochain cycle")
    with parts.database.read() as session:
        return outbox.load(session, reply).state


def cancel(parts: Parts, reply: int, reason: str, now: datetime, by: str = OPERATOR) -> None:
    """It will never leave; raises NoSuchThing when it has left, or may be leaving."""
    with parts.database.write() as session:
        going = outbox.load(session, reply)
        if going.state in (ReplyState.SENT, ReplyState.SENDING, ReplyState.CANCELLED):
            raise NoSuchThing(f"réponse {reply} : son état est « {going.state} », elle ne s'annule plus")
        transitions.cancel(session, reply)
        details = {"reason": reason}
        events.add(
            session, now, "reply.cancelled", by, dossier=going.dossier, message=going.message, reply=reply, details=details
        )


def settle(parts: Parts, reply: int, now: datetime, by: str = OPERATOR) -> None:
    """An uncertain reply did arrive."""
    with parts.database.write() as session:
        going = outbox.load(session, reply)
        if going.state != ReplyState.UNCERTAIN:
            raise NoSuchThing(f"réponse {reply} : son état est « {going.state} », rien n'est à établir")
        transitions.settled(session, reply, now)
        reply_left(session, going, now)
        events.add(session, now, "reply.settled", by, dossier=going.dossier, message=going.message, reply=reply)


def resume(database: Database, now: datetime, by: str = OPERATOR) -> None:
    """Close the circuit breaker: what is pending leaves at the next cycle."""
    with database.write() as session:
        if not states.breaker_open(session):
            raise NoSuchThing("il n'y a pas d'arrêt de sécurité, les réponses partent")
        states.set_breaker(session, False, now)
        events.add(session, now, "breaker.closed", by)


def _smtp(parts: Parts) -> Sender:
    return Smtp(parts.settings.require_sending().smtp)


def _release(session: Session, parts: Parts, going: Outgoing, by: str, now: datetime) -> None:
    """A held reply is rendered for today and pending, unless something still stands in its way."""
    reply = _anew(session, parts, going)
    if reply.hold_reason in STOPS:
        raise NoSuchThing(f"réponse {going.id} : {STOPS[reply.hold_reason]}")
    if not reply.to:
        raise NoSuchThing(f"réponse {going.id} : {STOPS[HoldReason.NO_ADDRESS]}")
    mail = ledger.get(session, going.message)
    fresh = answers.frozen(parts, mail, replace(reply, hold_reason=None), going.dossier, going.mail_examination, by)
    transitions.release(session, going.id, fresh, by, now)
    if going.dossier is not None:
        answers.will_leave(session, parts, going.dossier, fresh)


def _anew(session: Session, parts: Parts, going: Outgoing) -> Reply:
    """The reply with the words, date and signatory of today; what held it is left out, what still forbids it is not."""
    if going.letter is not None:
        return _letter(going, going.letter)
    if going.template == WITHDRAWN and going.dossier is not None:
        return _there(withdrawal_letter(session, parts, dossiers.by_id(session, going.dossier)), going)
    if going.mail_examination is None:
        raise NoSuchThing(f"réponse {going.id} : l'examen qui l'a faite n'est plus là")
    examined, refs = examinations.of_mail(session, going.mail_examination)
    examined, mail = _as_corrected(session, going, examined), ledger.get(session, going.message)
    due = dossiers.pieces_due(session, going.dossier) if going.dossier else None
    around = circumstances.of_mail(session, parts, mail, examined.message, further=going.template == "follow_up", pieces_due=due)
    free = replace(
        around,
        before_answer_since=False,
        recovery=False,
        other_instance=False,
        junk=False,
        already_answered=False,
        sender_doubtful=False,
        clock=False,
        rate_rejections=False,
        rate_reply=False,
        after_start="auto",
        under_one_month="auto",
    )
    return again(going.template, going.place, examined, refs, parts.desk, free, parts.today)


def _as_corrected(session: Session, going: Outgoing, examined: Examined) -> Examined:
    """The mail as people corrected its dossier since; raises NoSuchThing when a rejection no longer follows."""
    if going.dossier is None or going.place is None:
        return examined
    corrected = examinations.last_correction(session, going.dossier, going.mail_examination or 0)
    if corrected is None:
        return examined
    if going.template.startswith("rejected_") and corrected.verdict is not Verdict.REJECTED:
        raise NoSuchThing(f"réponse {going.id} : le dossier corrigé n'est plus rejeté ; annulez-la")
    parts = list(examined.examinations)
    parts[going.place] = corrected
    return replace(examined, examinations=tuple(parts))


def _letter(going: Outgoing, words: dict[str, Json]) -> Reply:
    """An operator's letter, as it was written."""
    subject, text, html = (str(words.get(key, "")) for key in ("subject", "text", "html"))
    return Reply(going.template, going.place, going.to, going.cc, subject, text, html, ())


def _there(reply: Reply | None, going: Outgoing) -> Reply:
    if reply is None:
        raise NoSuchThing(f"réponse {going.id} : le rejet qu'elle retire n'est pas parti")
    return reply
