"""Leases, single facts, outages, the history."""

import os
import subprocess
from datetime import datetime, timedelta

from qualif.store import events, leases, states
from qualif.store.database import Database
from qualif.store.leases import Owner

LENGTH = timedelta(minutes=5)


def test_one_poller_at_a_time(db: Database, now: datetime) -> None:
    first, second = leases.me(), leases.me()
    with db.write() as session:
        assert leases.acquire(session, first, now, LENGTH) is None
    with db.write() as session:
        assert leases.acquire(session, second, now, LENGTH) == first
        assert leases.acquire(session, first, now + LENGTH, LENGTH) is None, "renewed"
        assert leases.acquire(session, second, now + 3 * LENGTH, LENGTH) is None, "expired"
        leases.release(session, first)
        assert leases.acquire(session, first, now + 3 * LENGTH, LENGTH) == second
        leases.release(session, second)
        assert leases.acquire(session, first, now, LENGTH) is None


def test_the_lease_of_a_dead_process_is_void_here_only(db: Database, now: datetime) -> None:
    me = leases.me()
    dead, far = Owner("dead", me.host, 2**22 + 1), Owner("far", "another-host", 2**22 + 1)
    with db.write() as session:
        leases.acquire(session, dead, now, LENGTH)
        assert leases.acquire(session, me, now, LENGTH) is None
        leases.release(session, me)
        leases.acquire(session, far, now, LENGTH)
        assert leases.acquire(session, me, now, LENGTH) == far


def test_a_process_lives_until_it_is_dead_or_a_zombie() -> None:
    child = subprocess.Popen(["/bin/true"])
    assert leases.alive(os.getpid())
    while leases.alive(child.pid):
        pass
    child.wait()
    assert not leases.alive(child.pid)


def test_the_first_cycle_stays_the_first(db: Database, now: datetime) -> None:
    with db.write() as session:
        assert states.first_cycle(session, now) == now
    with db.write() as session:
        assert states.first_cycle(session, now + LENGTH) == now
        assert states.get(session, "nothing") is None


def test_an_outage_lasts_from_one_good_cycle_to_the_next(db: Database, now: datetime) -> None:
    with db.write() as session:
        states.cycle_ran(session, now, now)
        states.cycle_failed(session, now + LENGTH, "away")
        states.cycle_failed(session, now + 2 * LENGTH, "away")
        assert [(one.started_at, one.ended_at) for one in states.outages(session)] == [(now, None)]
    with db.write() as session:
        states.cycle_ran(session, now + 3 * LENGTH, now + 3 * LENGTH)
        assert states.outages(session)[0].ended_at == now + 3 * LENGTH
        assert states.last_cycle(session) == now + 3 * LENGTH


def test_the_breaker(db: Database, now: datetime) -> None:
    with db.write() as session:
        assert not states.breaker_open(session)
        states.set_breaker(session, True, now, "too many")
        assert states.breaker_open(session)
        states.set_breaker(session, False, now + LENGTH)
        assert states.changed_at(session, "breaker") == now + LENGTH


def test_the_history_is_read_in_order(db: Database, now: datetime) -> None:
    with db.write() as session:
        for n in range(3):
            events.add(session, now + n * LENGTH, f"thing.{n}", details={"n": n})
    with db.read() as session:
        assert [one.action for one in events.since(session, now + LENGTH)] == ["thing.1", "thing.2"]
        assert [one.details for one in events.since(session, now, "thing.0")] == [{"n": 0}]
