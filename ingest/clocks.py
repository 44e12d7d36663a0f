"""R, the instant of receipt of a mail, and its other clocks (`regulation.md` « R »; contract §1 `examine`)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from ingest.instants import PARIS
from values.facts import Receipt, ReceivedFrom
from values.mail import Message


def receipt(
    message: Message | None,
    option: datetime | None,
    internaldate: datetime | None,
    now: datetime,
    internal_domains: Iterable[str] = (),
) -> Receipt:
    """When a mail was received: by the option, else the server's clock, the topmost Received, Date, the moment of the call.

    With the option that instant alone counts: the mail's other clocks are not even told.
    """
    known = _clocks(message, option, internaldate, now)
    at, source = known[0]
    others = () if source is ReceivedFrom.OPTION else _others(message, at, [clock for clock, _ in known[1:-1]])
    return Receipt(at.astimezone(PARIS), source, others, is_internal(message, internal_domains))


def _clocks(
    message: Message | None, option: datetime | None, internaldate: datetime | None, now: datetime
) -> list[tuple[datetime, ReceivedFrom]]:
    """The clocks that are there, the best first; the moment of the call comes last."""
    candidates = (
        (option, ReceivedFrom.OPTION),
        (internaldate, ReceivedFrom.INTERNALDATE),
        (message.received[0] if message and message.received else None, ReceivedFrom.RECEIVED_HEADER),
        (message.date if message else None, ReceivedFrom.DATE_HEADER),
        (now, ReceivedFrom.CALL),
    )
    return [(clock, source) for clock, source in candidates if clock is not None]


def _others(message: Message | None, at: datetime, known: list[datetime]) -> tuple[datetime, ...]:
    mail = (*message.received, *message.original_dates) if message else ()
    unlike = {clock.astimezone(UTC): clock for clock in (*known, *mail) if clock != at}
    return tuple(clock.astimezone(PARIS) for clock in unlike.values())


def is_internal(message: Message | None, domains: Iterable[str]) -> bool:
    """Whether the mail comes from a colleague: its From is of one of the domains, or of a part of one."""
    if message is None or message.sender is None:
        return False
    domain = message.sender.address.rpartition("@")[2].lower()
    own = [one.lower().lstrip("@.") for one in domains]
    return any(domain == one or domain.endswith(f".{one}") for one in own if one)
