"""What surrounds one mail when it is answered: all that may hold its replies (contract §3, `hold_reason`)."""

from datetime import date, datetime, timedelta

from ingest.clocks import is_internal
from notify.policy import Circumstances
from qualif.engine.authenticity import fails_dmarc
from qualif.engine.forwards import original_sender
from qualif.engine.parts import Parts
from qualif.engine.workdays import after_business_days
from qualif.store import rates, states
from qualif.store.database import Session
from qualif.store.views import MessageView
from values.mail import Message

CLOCKS_DIFFER = timedelta(minutes=5)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def of_mail(
    session: Session,
    parts: Parts,
    mail: MessageView,
    message: Message | None,
    *,
    rejections: int = 0,
    known: tuple[int, ...] = (),
    further: bool = False,
    pieces_due: date | None = None,
) -> Circumstances:
    """The circumstances of a mail: `rejections` it would send, `known` the places of dossiers that were there before."""
    now, settings = parts.now(), parts.settings
    internal = settings.mailbox.internal_domains
    return Circumstances(
        before_answer_since=mail.received_at < answer_since(session, parts, now),
        junk=mail.junk,
        internal=is_internal(message, internal),
        already_answered=mail.answered,
        sender_doubtful=fails_dmarc(message, settings.mailbox.authserv_id),
        clock=clock_doubtful(session, mail.received_at, now),
        rate_rejections=_over_daily_limit(session, parts, now, rejections),
        rate_reply=_over_rates(session, parts, mail.sender, now),
        after_start=settings.decision.after_start,
        under_one_month=settings.decision.under_one_month,
        further=further,
        original_sender=original_sender(message, internal, parts.own),
        known=known,
        pieces_due=pieces_due,
    )


def answer_since(session: Session, parts: Parts, now: datetime) -> datetime:
    """The instant from which mail is answered: the setting's, else the first cycle's of this data folder."""
    return parts.settings.mailbox.answer_since or states.changed_at(session, "first_cycle") or now


def clock_doubtful(session: Session, received_at: datetime, now: datetime) -> bool:
    """Received in an outage of over one business day, or later than this host's clock says it is."""
    if received_at > now + CLOCKS_DIFFER:
        return True
    return any(_within(outage, received_at, now) for outage in states.outages(session))


def _within(outage: states.Outage, received_at: datetime, now: datetime) -> bool:
    end = outage.ended_at or now
    long = after_business_days(outage.started_at, 1) < end
    return long and outage.started_at <= received_at <= end


def _over_daily_limit(session: Session, parts: Parts, now: datetime, rejections: int) -> bool:
    """Whether the rejections of this mail would exceed those that the machine may send in 24 hours."""
    if not rejections:
        return False
    done = rates.count_mails(session, now - DAY, rejections=True)
    return done + rejections > parts.settings.decision.daily_limit


def _over_rates(session: Session, parts: Parts, sender: str | None, now: datetime) -> bool:
    """Whether this mail's replies would exceed what an address gets in a day, or a domain in an hour."""
    if sender is None:
        return False
    address, limits = sender.lower(), parts.settings.reply
    if rates.count_mails(session, now - DAY, address=address) >= limits.per_address_per_day:
        return True
    domain, most = address.rpartition("@")[2], limits.per_domain_per_hour
    return bool(most) and rates.count_mails(session, now - HOUR, domain=domain) >= most
