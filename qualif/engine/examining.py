"""Steps 3 to 9 for every mail that waits: read in the sandbox some ahead, judged and written one by one, in order of receipt.

A mail that fails is tried again at the end of the round, and after `TRIES` set aside with its traceback; the others go on.
What is the world's fault (disk, database, a sandbox that does not start) ends the round and is no mail's.
"""

import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import structlog

from qualif.engine import failures
from qualif.engine.one_mail import settle
from qualif.engine.parts import Parts, Read
from qualif.engine.rounds import Examining
from qualif.store import dossiers, events, filing, ledger
from qualif.store.blobs import Damaged
from qualif.store.database import Session
from qualif.store.views import MessageView
from values.dossier import MailReading
from values.errors import SandboxError, WorldError

TRIES = 3
AHEAD = 2
"""Mails handed to each worker before they are judged."""
PROBE = b"Subject: sonde\r\n\r\nsonde\r\n"
SAME_HEADERS = "same_headers"

log = structlog.get_logger()


@dataclass(slots=True)
class Round:
    """One round over the mails that wait; `between` is called after each, `stop` tells to go no further."""

    parts: Parts
    read: Read
    workers: int
    between: Callable[[], None]
    before: Callable[[MessageView], MessageView]
    stop: Callable[[], bool]
    done: Examining

    def run(self) -> Examining:
        """Examine what waits; twice over those that failed, so that none waits for the next cycle without need."""
        for _try in range(TRIES):
            with self.parts.database.read() as session:
                mails = deque(ledger.waiting(session, self.parts.now()))
            if not mails or not self._all(mails):
                break
        return self.done

    def _all(self, mails: deque[MessageView]) -> bool:
        """One pass; False when it was told to stop. What was read ahead for nothing was no try."""
        ahead: deque[tuple[MessageView, Future[MailReading] | None]] = deque()
        try:
            with ThreadPoolExecutor(self.workers, thread_name_prefix="read") as threads:
                while mails or ahead:
                    if self.stop():
                        return False
                    while mails and len(ahead) < self.workers * AHEAD:
                        mail = mails.popleft()
                        ahead.append((mail, None if mail.same_as else threads.submit(self._reading, mail)))
                    self._one(*ahead.popleft())
                    self.between()
        finally:
            self._give_back([mail for mail, future in ahead if future is not None and not future.cancelled()])
        return True

    def _give_back(self, mails: list[MessageView]) -> None:
        if mails:
            with self.parts.database.write() as session:
                for mail in mails:
                    ledger.give_back(session, mail.id)

    def _reading(self, mail: MessageView) -> MailReading:
        """Count the try, then have the bytes read; both in a thread of their own."""
        with self.parts.database.write() as session:
            ledger.begin(session, mail.id)
        return self.read(self.parts.blobs.get(mail.sha256 or ""), f"{mail.id}.eml")

    def _one(self, mail: MessageView, future: Future[MailReading] | None) -> None:
        try:
            if future is None:
                seen_again(self.parts, mail)
            else:
                settle(self.parts, self.before(mail), future.result())
            self.done.examined += 1
        except Exception as error:  # noqa: BLE001 - the border of one mail: whatever its content breaks is its own fault
            self._failed(mail, error)

    def _failed(self, mail: MessageView, error: Exception) -> None:
        sandbox = isinstance(error, SandboxError)
        if isinstance(error, WorldError) and not sandbox and not isinstance(error, Damaged):
            raise error
        if sandbox and not self._sandbox_works():
            with self.parts.database.write() as session:
                ledger.give_back(session, mail.id)
            raise error
        problem = error.problem if isinstance(error, SandboxError) else "damaged" if isinstance(error, Damaged) else "crashed"
        trace = "".join(traceback.format_exception(error))
        tries = self._tries(mail)
        log.warning("mail_failed", mail=mail.id, problem=problem, tries=tries)
        if tries < TRIES and not isinstance(error, Damaged):
            with self.parts.database.write() as session:
                ledger.note(session, mail.id, problem, trace)
            return
        self._set_aside(mail, problem, trace)

    def _set_aside(self, mail: MessageView, problem: str, trace: str) -> None:
        try:
            head = failures.head(self.parts.blobs.get(mail.sha256 or ""))
        except Damaged:
            head = failures.head_of_row(mail)
        failures.set_aside(self.parts, mail, head, problem, trace)
        self.done.quarantined += 1

    def _tries(self, mail: MessageView) -> int:
        with self.parts.database.read() as session:
            return ledger.get(session, mail.id).attempts

    def _sandbox_works(self) -> bool:
        """Whether the sandbox reads a mail of one word: if not, no mail is to blame."""
        try:
            self.read(PROBE, "sonde.eml")
        except SandboxError:
            return False
        return True


def seen_again(parts: Parts, mail: MessageView) -> None:
    """Bytes (or Message-ID, From and Date) seen before: linked, never answered; the second case is shown to a person."""
    with parts.database.write() as session:
        first, now = ledger.get(session, mail.same_as or 0), parts.now()
        same = mail.same_how == "bytes"
        reason = f"déjà reçu (n° {first.id})" if same else f"même Message-ID, expéditeur et date que le n° {first.id}"
        problem = first.problem if same else SAME_HEADERS
        ledger.examined(session, mail.id, now, first.kind or "other", reason, problem=problem)
        events.add(session, now, "mail.seen_again", message=mail.id, details={"same_as": first.id, "how": mail.same_how})
        if not same:
            _show(session, parts, mail, first)


def _show(session: Session, parts: Parts, mail: MessageView, first: MessageView) -> None:
    for known in dossiers.of_message(session, first.id):
        filing.link(session, known.id, mail.id, None, parts.now())
