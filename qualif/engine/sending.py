"""Step 10: what is pending leaves, one connection a cycle, and every outcome has its state.

`sending` is committed when the recipients are accepted, before the data: whatever breaks after that is `uncertain`, and nothing
uncertain is ever sent again by the machine. A 4xx answer is tried again with a growing back-off, a 5xx is for good.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from notify.transport import Outcome, Refusal, SendResult
from qualif.engine.alerts import alert
from qualif.engine.parts import Parts, Sender
from qualif.store import dossiers, events, outbox, rates, states, transitions
from qualif.store.database import Session
from qualif.store.outbox import Outgoing
from values.errors import SendingError
from values.reply import HoldReason

BACK_OFF = (1, 5, 15, 60, 240, 720)
"""Minutes before the next try, by the number of tries made."""
GIVE_UP = timedelta(days=5)
"""A reply that nobody takes for so long has failed, as mail servers have it."""
FAULTS = 3
"""So many replies in a row for which the server breaks off end the round."""
HOUR = timedelta(hours=1)
BREAKER = "arrêt de sécurité : trop de réponses en une heure"

Answered = Callable[[int], bool]
"""Whether a colleague has answered the mail of this id meanwhile."""

log = structlog.get_logger()


class NotOurs(Exception):
    """Somebody else sends or cancelled this reply meanwhile; raised before the data, so nothing left."""


@dataclass(slots=True)
class Sent:
    """What became of the replies of one round; `problem` is why the server could not be used."""

    sent: int = 0
    failed: int = 0
    later: int = 0
    uncertain: int = 0
    held: int = 0
    problem: str | None = None

    def plus(self, other: "Sent") -> "Sent":
        """Two rounds together; the later problem is the one that counts."""
        counts = {name: getattr(self, name) + getattr(other, name) for name in ("sent", "failed", "later", "uncertain", "held")}
        return Sent(**counts, problem=other.problem)


def recover(parts: Parts) -> list[int]:
    """Replies found `sending` when the poller's lease was just taken: nobody sends them, they are uncertain."""
    with parts.database.write() as session:
        broken = transitions.broken_off(session)
        for reply in broken:
            events.add(session, parts.now(), "reply.uncertain", reply=reply)
    return broken


def send_pending(parts: Parts, sender: Sender, answered: Answered, whatever: bool = True) -> Sent:
    """Send what is due (all that is pending, when `whatever` its back-off); stops when the server or the breaker says no."""
    with parts.database.read() as session:
        due = outbox.due(session, parts.now(), whatever)
    return send_these(parts, sender, answered, due)


def send_these(parts: Parts, sender: Sender, answered: Answered, replies: Iterable[int]) -> Sent:
    """Send these replies, if they are still pending."""
    done, faults = Sent(), 0
    for reply in replies:
        going = _ready(parts, reply)
        if going is None:
            _open_breaker(parts, sender)
            done.problem = BREAKER
            break
        try:
            _send(parts, sender, going, answered, done)
            faults = 0
        except NotOurs:
            continue
        except SendingError as error:
            done.problem, faults = str(error), faults + 1
            _put_off(parts, reply, str(error), done)
            if faults == FAULTS or done.sent == 0:
                break
    return done


def _ready(parts: Parts, reply: int) -> Outgoing | None:
    """The reply, if the breaker lets it leave: it is closed, and the limit of an hour is not reached."""
    with parts.database.read() as session:
        full = rates.count_sent(session, _counted_since(session, parts.now())) >= parts.settings.reply.per_hour
        return None if full or states.breaker_open(session) else outbox.load(session, reply)


def _open_breaker(parts: Parts, sender: Sender) -> None:
    """Nothing leaves any more, until a person says so; whoever the settings name is told, once."""
    with parts.database.write() as session:
        if states.breaker_open(session):
            return
        states.set_breaker(session, True, parts.now(), BREAKER)
        events.add(session, parts.now(), "breaker.opened")
    log.error("breaker_opened")
    alert(parts, sender, "arrêt de sécurité", f"{BREAKER}. Rien ne part avant « qualif outbox resume ».")


def _counted_since(session: Session, now: datetime) -> datetime:
    """An hour ago, or since a person closed the breaker."""
    closed = states.changed_at(session, "breaker")
    return max(now - HOUR, closed) if closed else now - HOUR


def _send(parts: Parts, sender: Sender, going: Outgoing, answered: Answered, done: Sent) -> None:
    reply = going.id
    if _overtaken(parts, going):
        _hold(parts, going, HoldReason.PROPOSED, done)
        return
    if going.released_by is None and not going.delivered and answered(going.message):
        _hold(parts, going, HoldReason.ALREADY_ANSWERED, done)
        return

    def accepted() -> None:
        with parts.database.write() as session:
            if not transitions.sending(session, reply, parts.now()):
                raise NotOurs

    result = sender.send(going.mime, parts.desk.mailbox, going.recipients, accepted)
    with parts.database.write() as session:
        outcome = _record(session, going, result, parts.now())
        details = {"outcome": outcome, "refused": list(result.refused), "text": result.text}
        events.add(
            session, parts.now(), f"reply.{outcome}", dossier=going.dossier, message=going.message, reply=reply, details=details
        )
    setattr(done, outcome, getattr(done, outcome) + 1)
    log.info("reply", id=reply, outcome=outcome, refused=len(result.refused))


def _overtaken(parts: Parts, going: Outgoing) -> bool:
    """Whether people decided or corrected meanwhile what the machine was about to reject."""
    if going.dossier is None or going.released_by is not None or not going.template.startswith("rejected_"):
        return False
    with parts.database.read() as session:
        known = dossiers.by_id(session, going.dossier)
    return known.status not in ("open", "awaiting_pieces") or known.verdict != "rejected"


def _record(session: Session, going: Outgoing, result: SendResult, now: datetime) -> str:
    """Write what became of a reply; the word for it (a field of `Sent`)."""
    final = {address: _words(why) for address, why in result.refused.items() if not why.temporary}
    again = {address: _words(why) for address, why in result.refused.items() if why.temporary}
    if result.outcome is Outcome.UNCERTAIN:
        transitions.uncertain(session, going.id, result.text)
        return "uncertain"
    if again and now < going.created_at + GIVE_UP:
        why = next(iter(again.values()))
        transitions.later(session, going.id, now + back_off(going.attempts + 1), why, result.accepted, final)
        return "later"
    if result.outcome is Outcome.SENT or going.delivered:
        transitions.sent(session, going.id, {**final, **again}, now)
        from qualif.engine.decisions import reply_left  # all that judges: loaded once something left

        reply_left(session, going, now)
        return "sent"
    transitions.failed(session, going.id, {**final, **again}, result.text or next(iter({**final, **again}.values()), ""))
    return "failed"


def _hold(parts: Parts, going: Outgoing, reason: HoldReason, done: Sent) -> None:
    with parts.database.write() as session:
        transitions.hold(session, going.id, reason)
        details = {"hold_reason": reason}
        events.add(
            session, parts.now(), "reply.held", dossier=going.dossier, message=going.message, reply=going.id, details=details
        )
    done.held += 1


def _put_off(parts: Parts, reply: int, error: str, done: Sent) -> None:
    """The server could not be used: nothing left, it is tried again."""
    with parts.database.write() as session:
        going = outbox.load(session, reply)
        transitions.later(session, reply, parts.now() + back_off(going.attempts + 1), error)
    done.later += 1


def back_off(tries: int) -> timedelta:
    """How long to wait after so many tries.

    >>> back_off(1).seconds, back_off(99).seconds
    (60, 43200)
    """
    return timedelta(minutes=BACK_OFF[min(tries, len(BACK_OFF)) - 1])


def _words(refusal: Refusal) -> str:
    return f"{refusal.code} {refusal.text}".strip()
