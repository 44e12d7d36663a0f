"""Who may do what only one may do: a lease in the database, void when it expired or its process on this host died."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlmodel import Session

from qualif.store.tables.house import LeaseRow

POLLER = "poller"


@dataclass(frozen=True, slots=True)
class Owner:
    """A process that asks for a lease; `name` tells two takings of one process apart."""

    name: str
    host: str
    pid: int


def me() -> Owner:
    """This process, under a new name."""
    return Owner(uuid4().hex, socket.gethostname(), os.getpid())


def alive(pid: int) -> bool:
    """Whether a process of this host runs (a zombie waits only to be buried)."""
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat", encoding="latin-1") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] not in ("Z", "X")
    except ProcessLookupError:
        return False
    except OSError:
        return True


def acquire(
    session: Session,
    owner: Owner,
    now: datetime,
    length: timedelta,
    name: str = POLLER,
    is_alive: Callable[[int], bool] = alive,
) -> Owner | None:
    """Take or renew a lease in a write session; None when we have it, else who holds it."""
    row = session.get(LeaseRow, name)
    if row is not None and row.owner != owner.name and _holds(row, owner, now, is_alive):
        return Owner(row.owner, row.host, row.pid)
    session.merge(LeaseRow(name=name, owner=owner.name, host=owner.host, pid=owner.pid, acquired_at=now, expires_at=now + length))
    session.flush()
    return None


def release(session: Session, owner: Owner, name: str = POLLER) -> None:
    """Give a lease back, if it is still ours."""
    row = session.get(LeaseRow, name)
    if row is not None and row.owner == owner.name:
        session.delete(row)
        session.flush()


def _holds(row: LeaseRow, asking: Owner, now: datetime, is_alive: Callable[[int], bool]) -> bool:
    if row.host == asking.host and not is_alive(row.pid):
        return False
    return row.expires_at > now
