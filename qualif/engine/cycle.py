"""One cycle, step by step (design §4): intake, examination, sending; by one poller at a time.

 1. the lease is taken: one poller at a time; replies found `sending` are now uncertain
 2. new mails become bytes on disk and rows of the ledger (`intake`)
 3-8. each is read in the sandbox, sorted, gathered with what is stored, judged (`examining`, `one_mail`)
 9. dossier, examination, replies and ledger are written in one transaction (`one_mail`)
10. what is pending leaves (`sending`); last, copies and moves in the mailbox (`tidying`)
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from ingest.mailbox import Mailbox
from qualif.engine import by_hand, intake, sending, tidying
from qualif.engine.intake import Taking
from qualif.engine.parts import Parts, Read, Sender
from qualif.engine.rounds import Examining
from qualif.engine.sending import Sent
from qualif.store import events, leases, ledger, outbox, states
from qualif.store.leases import Owner
from qualif.store.views import MessageView
from values.errors import MailboxError, SandboxError, WorldError

LEASE = timedelta(minutes=15)
RENEW = timedelta(minutes=1)
EVERY = 10
"""Mails examined between two rounds of sending."""

log = structlog.get_logger()


class Busy(WorldError):
    """Another poller holds the lease."""


@dataclass(slots=True)
class Report:
    """What a cycle did; `problems` are lines for a person, each a reason for exit code 1."""

    taking: Taking = field(default_factory=Taking)
    examining: Examining = field(default_factory=Examining)
    sent: Sent = field(default_factory=Sent)
    waiting_before_start: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class World:
    """The three ends of a cycle: the mailbox (opened anew each time), the sandbox, the SMTP server; and when to stop."""

    open_mailbox: Callable[[], Mailbox]
    read: Read
    sender: Sender
    workers: int = 2
    stop: Callable[[], bool] = lambda: False


def run(parts: Parts, world: World, whatever: bool = True) -> Report:
    """One full cycle; `whatever`: pending replies are tried at once, whatever their back-off.

    Raises Busy, MailboxError or DatabaseError; whatever was done until then is done for good.
    """
    with _lease(parts) as renew:
        started = parts.now()
        mailbox = _opened(parts, world)
        try:
            return _Cycle(parts, world, mailbox, whatever, renew).run(started)
        except MailboxError as error:
            _away(parts, error)
            raise
        finally:
            with suppress(MailboxError):
                mailbox.close()


class _Cycle:
    """The steps of one cycle over an open mailbox."""

    def __init__(self, parts: Parts, world: World, mailbox: Mailbox, whatever: bool, renew: Callable[[], None]) -> None:
        self.parts, self.world, self.mailbox, self.whatever, self.renew = parts, world, mailbox, whatever, renew
        self.report = Report()
        self._since = 0

    def run(self, started: datetime) -> Report:
        """Steps 2 to 10, in order."""
        self.report.taking = intake.take_all(self.parts, self.mailbox, self._goes_on)
        self.report.problems += self.report.taking.problems
        self._examine()
        self._send()
        self._tidy()
        self._ended(started)
        return self.report

    def _goes_on(self) -> bool:
        """The lease is renewed; whether the cycle may go on."""
        self.renew()
        return not self.world.stop()

    def _examine(self) -> None:
        """A sandbox that does not start is told; what is ready to leave leaves all the same."""
        world, done = self.world, self.report.examining
        with self.parts.database.read() as session:
            if not ledger.waiting(session, self.parts.now()):
                return
        from qualif.engine.examining import Round  # all that judges and answers: loaded once a mail waits

        try:
            Round(self.parts, world.read, world.workers, self._between, self._before, world.stop, done).run()
        except SandboxError as error:
            self.report.problems.append(str(error))

    def _tidy(self) -> None:
        """Everything is done; what cannot be put in order now is told, and done at the next cycle."""
        try:
            tidying.copy_sent(self.parts, self.mailbox)
            tidying.move_done(self.parts, self.mailbox)
        except MailboxError as error:
            self.report.problems.append(str(error))

    def _before(self, mail: MessageView) -> MessageView:
        """The mail as it is just before it is judged: answered by hand already?"""
        return by_hand.before_judging(self.parts, self.mailbox, mail)

    def _between(self) -> None:
        """The lease is renewed, and replies leave while others are examined."""
        self.renew()
        self._since += 1
        if self._since >= EVERY:
            self._since = 0
            self._send()

    def _send(self) -> None:
        if self.report.sent.problem is not None or self.world.stop():
            return
        answered = by_hand.watcher(self.parts, self.mailbox)
        done = sending.send_pending(self.parts, self.world.sender, answered, self.whatever)
        self.report.sent = self.report.sent.plus(done)

    def _ended(self, started: datetime) -> None:
        parts, report = self.parts, self.report
        with parts.database.write() as session:
            states.cycle_ran(session, started, parts.now())
            report.waiting_before_start = outbox.count_held(session, "before_answer_since")
        log.info(
            "cycle",
            taken=report.taking.taken,
            examined=report.examining.examined,
            quarantined=report.examining.quarantined,
            sent=report.sent.sent,
            waiting=report.sent.later,
        )


def _opened(parts: Parts, world: World) -> Mailbox:
    """The mailbox; the first time that it opens is the instant from which mail is answered, unless a setting says it."""
    try:
        mailbox = world.open_mailbox()
    except MailboxError as error:
        _away(parts, error)
        raise
    with parts.database.write() as session:
        states.first_cycle(session, parts.now())
    return mailbox


def _away(parts: Parts, error: MailboxError) -> None:
    with parts.database.write() as session:
        states.cycle_failed(session, parts.now(), str(error))
        events.add(session, parts.now(), "mailbox.away", details={"problem": str(error)})


@contextmanager
def _lease(parts: Parts) -> Iterator[Callable[[], None]]:
    """The right to poll, for the time of the block; what is yielded renews it. Raises Busy."""
    owner = leases.me()
    _acquire(parts, owner)
    renewed = [parts.now()]

    def renew() -> None:
        if parts.now() - renewed[0] >= RENEW:
            _acquire(parts, owner)
            renewed[0] = parts.now()

    try:
        sending.recover(parts)
        yield renew
    finally:
        with parts.database.write() as session:
            leases.release(session, owner)


def _acquire(parts: Parts, owner: Owner) -> None:
    with parts.database.write() as session:
        other = leases.acquire(session, owner, parts.now(), LEASE)
    if other is not None:
        raise Busy(f"une autre relève est en cours (machine {other.host}, processus {other.pid})")
