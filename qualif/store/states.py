"""Single facts of this installation, and the outages of the mailbox.

`first_cycle` (the instant from which mail is answered when no setting says it) · `breaker` · `last_cycle` · `cycle_problem`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from qualif.store.tables.house import OutageRow, StateRow
from values.codec import Json


@dataclass(frozen=True, slots=True)
class Outage:
    """A time when the mailbox could not be reached; `ended_at` is None while it lasts."""

    started_at: datetime
    ended_at: datetime | None
    problem: str


def get(session: Session, key: str) -> dict[str, Json] | None:
    """The fact of this name, None when it was never set."""
    row = session.get(StateRow, key)
    return None if row is None else dict(row.value)


def put(session: Session, key: str, value: dict[str, Json], at: datetime) -> None:
    """Set a fact, whatever it was."""
    session.merge(StateRow(key=key, value=value, at=at))
    session.flush()


def first_cycle(session: Session, now: datetime) -> datetime:
    """The instant of the first cycle of this data folder; the first call records `now`."""
    found = session.get(StateRow, "first_cycle")
    if found is None:
        put(session, "first_cycle", {}, now)
        return now
    return found.at


def cycle_ran(session: Session, started: datetime, ended: datetime) -> None:
    """A cycle reached the mailbox and ended: the heartbeat, and the end of an outage."""
    put(session, "last_cycle", {"started_at": started.isoformat()}, ended)
    for row in session.exec(select(OutageRow).where(col(OutageRow.ended_at).is_(None))):
        row.ended_at = ended
        session.add(row)


def cycle_failed(session: Session, at: datetime, problem: str) -> None:
    """The mailbox could not be reached: an outage began after the last good cycle, unless one lasts already."""
    if session.exec(select(OutageRow).where(col(OutageRow.ended_at).is_(None))).first() is None:
        session.add(OutageRow(started_at=last_cycle(session) or at, problem=problem))


def last_cycle(session: Session) -> datetime | None:
    """When the last cycle that reached the mailbox ended."""
    row = session.get(StateRow, "last_cycle")
    return None if row is None else row.at


def outages(session: Session) -> tuple[Outage, ...]:
    """Every outage of the mailbox, oldest first."""
    rows = session.exec(select(OutageRow).order_by(col(OutageRow.id)))
    return tuple(Outage(row.started_at, row.ended_at, row.problem) for row in rows)


def changed_at(session: Session, key: str) -> datetime | None:
    """When a fact was last set."""
    row = session.get(StateRow, key)
    return None if row is None else row.at


def breaker_open(session: Session) -> bool:
    """Whether the circuit breaker is open: nothing leaves until a person closes it."""
    return bool((get(session, "breaker") or {}).get("open"))


def set_breaker(session: Session, is_open: bool, at: datetime, reason: str = "") -> None:
    """Open or close the circuit breaker."""
    put(session, "breaker", {"open": is_open, "reason": reason}, at)
