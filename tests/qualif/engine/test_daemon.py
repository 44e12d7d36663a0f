"""The endless run: it cycles at once, again on a wake-up, slower after failures, and stops when told."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from qualif.engine.cycle import World
from qualif.engine.daemon import DEADLINE, HANGS, Daemon
from values.errors import MailboxError


def daemon(house, end: Callable[[], None] = lambda: None) -> Daemon:
    return Daemon(house.parts, World(lambda: house.mailbox, lambda c, s: house.read(c, s), house.sender, 1), end)


def wait_for(said: Callable[[], object]) -> None:
    limit = time.monotonic() + 20
    while not said():
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_it_cycles_and_stops_cleanly(house, form, mail) -> None:
    house.deliver(mail(form()))
    running = daemon(house)
    thread = threading.Thread(target=running.run)
    thread.start()
    wait_for(lambda: house.sender.sent)
    running.stop()
    thread.join(20)
    assert not thread.is_alive()


def test_news_of_the_mailbox_start_a_cycle_at_once(build, form, mail) -> None:
    house = build(poll={"idle": True, "interval_s": 600})
    news = threading.Event()
    house.mailbox.wait = lambda folder, seconds: news.wait(1) and not news.clear()
    running = daemon(house)
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        wait_for(lambda: running._started is None and house.mails == [])
        house.deliver(mail(form()))
        news.set()
        wait_for(lambda: house.sender.sent)
    finally:
        running.stop()
        thread.join(20)


def test_failures_slow_the_ticks_down(build) -> None:
    house = build(poll={"interval_s": 60})
    opened = []

    def away():
        opened.append(house.instant[0])
        raise MailboxError("loin")

    running = Daemon(house.parts, World(away, lambda c, s: house.read(c, s), house.sender, 1))
    for _minute in range(30):
        running._tick()
        house.pass_time(minutes=1)
    gaps = [(later - earlier).total_seconds() / 60 for earlier, later in zip(opened, opened[1:], strict=False)]
    assert gaps == sorted(gaps)
    assert gaps[0] == 1
    assert gaps[-1] > 4


def test_a_cycle_that_lasts_is_told_to_stop_and_one_that_hangs_ends_the_process(house) -> None:
    ended = []
    running = daemon(house, lambda: ended.append(True))
    running._started = house.instant[0]
    assert not running._must_stop()
    house.pass_time(seconds=DEADLINE.total_seconds() + 1)
    assert running._must_stop()
    running._watch()
    assert not ended
    house.pass_time(seconds=HANGS.total_seconds())
    running._watch()
    assert ended


def test_a_crash_of_one_cycle_is_not_the_end(house) -> None:
    running = Daemon(house.parts, World(lambda: 1 / 0, lambda c, s: house.read(c, s), house.sender, 1))  # type: ignore[arg-type]
    running._tick()
    assert running._started is None


def test_told_to_stop_it_gives_back_what_it_read_ahead(house, form, mail) -> None:
    for n in range(6):
        house.deliver(mail(form(Prénom=f"P{n}"), f"p{n}@example.org"))
    stops: list[bool] = []

    def stop() -> bool:
        stops.append(True)
        return len(stops) > 3

    from qualif.engine import cycle

    world = World(lambda: house.mailbox, lambda c, s: house.read(c, s), house.sender, 1, stop)
    cycle.run(house.parts, world)
    states = [(row.state, row.attempts) for row in house.mails]
    assert states.count(("examined", 1)) == 2
    assert states.count(("received", 0)) == 4


@pytest.mark.parametrize("failures", [1, 30])
def test_the_wait_is_bounded(house, failures: int) -> None:
    running = daemon(house)
    running._failures = failures
    assert running._wait() <= timedelta(minutes=15)
    assert datetime.now(UTC)
