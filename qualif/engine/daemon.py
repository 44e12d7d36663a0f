"""`qualif run`: cycles at every tick of a timer, at once on news of the mailbox (IDLE), until SIGTERM or SIGINT.

APScheduler is the timer and nothing more: its jobs set a flag, the main thread does the work. A cycle that lasts too long is told
to stop between two mails; one that hangs beyond that ends the process, for its supervisor to start anew (the lease of a dead
process is void). While the mailbox or the database is away, ticks are skipped, longer each time.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from types import FrameType

import structlog
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from ingest.mailbox import Mailbox
from qualif.engine import cycle
from qualif.engine.alerts import alert
from qualif.engine.cycle import World
from qualif.engine.parts import Parts
from qualif.engine.status import status
from qualif.store import states
from values.errors import WorldError

DEADLINE = timedelta(minutes=30)
HANGS = timedelta(minutes=45)
LONGEST_WAIT = timedelta(minutes=15)
IDLE_S = 240.0
WATCH_S = 30
TOO_SOON_S = 5.0
"""A server that says « no news » sooner than this cannot wait: it is asked again at the pace of the timer."""

log = structlog.get_logger()


def _end() -> None:
    os._exit(1)


class Daemon:
    """The endless run; `end` is what happens when a cycle hangs for good."""

    def __init__(self, parts: Parts, world: World, end: Callable[[], None] = _end) -> None:
        self.parts = parts
        self.stopping = threading.Event()
        self._world = replace(world, stop=self._must_stop)
        self._wake = threading.Event()
        self._end = end
        self._started: datetime | None = None
        self._not_before: datetime | None = None
        self._failures = 0

    def run(self) -> None:
        """Cycle until told to stop; the cycle at work ends with the mail at hand."""
        timer = self._timer()
        self._listen()
        try:
            while not self.stopping.is_set():
                self._wake.wait()
                self._wake.clear()
                if not self.stopping.is_set():
                    self._tick()
        finally:
            timer.shutdown(wait=False)

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """End after the mail at hand; also the handler of SIGTERM and SIGINT."""
        self.stopping.set()
        self._wake.set()

    def obey_signals(self) -> None:
        """SIGTERM and SIGINT stop the run cleanly."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def _timer(self) -> BackgroundScheduler:
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        timer = BackgroundScheduler(timezone="UTC", job_defaults=defaults)
        timer.add_job(self._wake.set, "interval", seconds=self.parts.settings.poll.interval_s)
        timer.add_job(self._watch, "interval", seconds=WATCH_S)
        timer.start()
        self._wake.set()
        return timer

    def _tick(self) -> None:
        now = self.parts.now()
        if self._not_before is not None and now < self._not_before:
            return
        self._started = now
        try:
            cycle.run(self.parts, self._world, whatever=False)
            self._failures, self._not_before = 0, None
        except WorldError as error:
            self._failures += 1
            self._not_before = self.parts.now() + self._wait()
            log.error("cycle_failed", problem=str(error), failures=self._failures)
        except Exception:  # noqa: BLE001 - one cycle that fails is told, the next one may run
            log.exception("cycle_crashed")
        finally:
            self._started = None
        with suppress(WorldError):
            self._tell()

    def _tell(self) -> None:
        """Once a day at most, whoever the settings name is told why a person must act."""
        parts, found = self.parts, status(self.parts)
        with parts.database.read() as session:
            told = states.changed_at(session, "alerted")
        if found.must_act and (told is None or parts.now() - told >= timedelta(days=1)):
            alert(parts, self._world.sender, "une personne doit agir", "\n".join(found.must_act))
            with parts.database.write() as session:
                states.put(session, "alerted", {"why": list(found.must_act)}, parts.now())

    def _wait(self) -> timedelta:
        """How long no cycle is tried after failures: the interval, doubled each time, a quarter of an hour at most."""
        interval = self.parts.settings.poll.interval_s
        return min(LONGEST_WAIT, timedelta(seconds=interval * 2 ** min(self._failures - 1, 10) / 2))

    def _must_stop(self) -> bool:
        started = self._started
        return self.stopping.is_set() or (started is not None and self.parts.now() - started > DEADLINE)

    def _watch(self) -> None:
        started = self._started
        if started is not None and self.parts.now() - started > HANGS:
            log.critical("cycle_hangs", since=started.isoformat())
            self._end()

    def _listen(self) -> None:
        if self.parts.settings.poll.idle:
            threading.Thread(target=self._idle, name="idle", daemon=True).start()

    def _idle(self) -> None:
        """Wait for news on a connection of its own; whatever breaks, it is opened anew after a while."""
        while not self.stopping.is_set():
            try:
                mailbox = self._world.open_mailbox()
            except WorldError:
                self.stopping.wait(self.parts.settings.poll.interval_s)
                continue
            self._wake.set()
            with suppress(WorldError):
                self._wait_for_news(mailbox)
            with suppress(WorldError):
                mailbox.close()

    def _wait_for_news(self, mailbox: Mailbox) -> None:
        folder = self.parts.settings.imap.folders[0]
        while not self.stopping.is_set():
            asked = time.monotonic()
            if mailbox.wait(folder, IDLE_S):
                self._wake.set()
            elif time.monotonic() - asked < TOO_SOON_S:
                self.stopping.wait(self.parts.settings.poll.interval_s)
