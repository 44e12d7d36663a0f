"""The outside of the sandbox: warm workers, one mail at a time each, killed at a deadline and replaced after any fault.

The worker tells which document it begins. One that kills it (`crashed`, `memory`) or hangs it (`timeout`) costs that document
only: the mail is read again by a new worker, without it.
"""

import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from subprocess import Popen, TimeoutExpired
from types import TracebackType
from typing import Self

from qualif.sandbox import asked, jail, wire
from qualif.sandbox.asked import Request, Setup
from values import codec
from values.dossier import MailReading
from values.errors import SandboxError

START_SECONDS = 60.0
MESSAGE_SECONDS = 60.0
KILLED_FOR_MEMORY = (9, 137)
NOT_STARTED = "Le processus de lecture isolé n'a pas démarré."


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How workers are set up: what they read with, their memory, and after how many mails they are replaced.

    `faults`: after so many documents of one mail that killed a worker the others are not tried. `grace`: a worker's own alarm
    comes so many seconds before it is killed. `confinement`: the walls to use, found out when it is None.
    """

    setup: Setup
    memory_bytes: int = 1_500_000_000
    mails: int = 200
    faults: int = 4
    grace: float = 5.0
    confinement: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A worker died, hung or answered nonsense during a step."""

    step: str
    problem: str


@dataclass(slots=True)
class Worker:
    """One process, and the pipes to it."""

    process: "Popen[bytes]"
    channel: wire.Channel
    mails: int = 0
    ready: bool = False

    def settle(self, settings: PoolSettings, confinement: str) -> None:
        """Hand the set-up over, once the worker has imported what it needs, and wait until it is ready; raises Broken."""
        if self.ready:
            return
        start: dict[str, codec.Json] = {
            "setup": codec.encode(settings.setup),
            "memory_bytes": settings.memory_bytes,
            "confinement": confinement,
        }
        deadline = time.monotonic() + START_SECONDS
        self.channel.send(wire.packed(start), deadline)
        if "ready" not in self.channel.receive(deadline):
            raise wire.Broken("output")
        self.ready = True

    def ask(self, content: bytes, request: Request, settings: PoolSettings) -> MailReading | Fault:
        """Have one mail read; a fault names the step that it fell in."""
        self.mails += 1
        step, deadline = asked.MESSAGE, time.monotonic() + MESSAGE_SECONDS
        try:
            self.channel.send(wire.packed(codec.encode(request)) + wire.LENGTH.pack(len(content)), deadline)
            self.channel.send(content, deadline)
            while True:
                answer = self.channel.receive(deadline)
                if isinstance(told := answer.get("step"), str):
                    step, deadline = told, time.monotonic() + _allowed(told, settings)
                    continue
                return _reading(answer, step)
        except wire.Broken as broken:
            return Fault(step, self._problem(broken.problem))

    def _problem(self, problem: str) -> str:
        """What killed the worker: SIGKILL that we did not send is the kernel's, for want of memory."""
        if problem != "crashed":
            return problem
        with suppress(TimeoutExpired):
            code = abs(self.process.wait(2))
            if code in KILLED_FOR_MEMORY:
                return "memory"
            return "timeout" if code in (24, 152) else "crashed"
        return "crashed"

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it and everything in its sandbox."""
        with suppress(OSError):
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        with suppress(TimeoutExpired):
            self.process.wait(10)


def _allowed(step: str, settings: PoolSettings) -> float:
    """How long a step may take before the worker is killed; the worker's own alarm comes first."""
    seconds = asked.GATHER_SECONDS if step == asked.GATHER else settings.setup.limits.seconds
    return MESSAGE_SECONDS if step == asked.MESSAGE else seconds + settings.grace


def _reading(answer: dict[str, object], step: str) -> MailReading | Fault:
    if "failed" in answer:
        problem = answer["failed"]
        return Fault(step, problem if problem in ("crashed", "memory", "output") else "output")
    try:
        return codec.decode(MailReading, answer.get("reading"))
    except (codec.Malformed, RecursionError):
        return Fault(step, "output")


class Pool:
    """Warm workers behind one function; any number of threads may call it, `size` mails are read at a time."""

    def __init__(self, settings: PoolSettings, size: int = 1) -> None:
        self._settings = settings
        self._slots: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        self._closed = threading.Event()
        # Workers die with the thread that started them (PR_SET_PDEATHSIG): one thread lives as long as the pool.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="sandbox")
        for _ in range(max(1, size)):
            self._slots.put(None)

    @property
    def confinement(self) -> str:
        """`bwrap`, or `rlimits` where bwrap is refused; found out once, when it is first needed."""
        return self._settings.confinement or jail.confinement()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def warm(self) -> None:
        """Start the workers that are missing, without waiting for them."""
        for slot in self._waiting():
            kept = slot if slot is not None and slot.alive else None
            if slot is not None and kept is None:
                slot.kill()
            with suppress(SandboxError):
                kept = kept or self._started()
            self._slots.put(kept)

    def read(self, content: bytes, source: str, loose: bool = False) -> MailReading:
        """The reading of a mail, or of a loose document; raises SandboxError when no document is to blame for a failure."""
        skip: dict[str, str] = {}
        while True:
            answer = self._ask(content, Request(source, loose, dict(skip)))
            if isinstance(answer, MailReading):
                return answer
            if answer.step == asked.MESSAGE or answer.step in skip or answer.problem == "output":
                raise SandboxError(answer.problem, f"La lecture isolée de « {source} » a échoué ({answer.problem}).")
            skip[answer.step] = answer.problem
            if len(skip) >= self._settings.faults:
                skip[asked.EVERY] = answer.problem

    def close(self) -> None:
        """End the workers that wait; those at work end after their mail."""
        self._closed.set()
        for slot in self._waiting():
            if slot is not None:
                slot.kill()
            self._slots.put(None)
        self._starter.shutdown(wait=False)

    def _waiting(self) -> list[Worker | None]:
        """All slots that nobody uses, taken."""
        taken: list[Worker | None] = []
        with suppress(queue.Empty):
            while True:
                taken.append(self._slots.get_nowait())
        return taken

    def _ask(self, content: bytes, request: Request) -> MailReading | Fault:
        slot = self._slots.get()
        kept: Worker | None = None
        try:
            slot = self._ready(slot)
            answer = slot.ask(content, request, self._settings)
            if isinstance(answer, MailReading) and slot.mails < self._settings.mails and not self._closed.is_set():
                kept = slot
            return answer
        finally:
            if kept is None and slot is not None:
                slot.kill()
            self._slots.put(kept)

    def _ready(self, slot: Worker | None) -> Worker:
        """A worker that waits for a request; one that died in the meantime is replaced."""
        if self._closed.is_set():
            raise SandboxError("crashed", "Le bac à sable est fermé.")
        worker = slot if slot is not None and slot.alive else self._started()
        if slot is not None and slot is not worker:
            slot.kill()
        try:
            worker.settle(self._settings, self.confinement)
        except wire.Broken as broken:
            worker.kill()
            raise SandboxError(broken.problem, NOT_STARTED) from None
        return worker

    def _started(self) -> Worker:
        try:
            process = self._starter.submit(jail.start, self.confinement).result()
        except OSError:
            raise SandboxError("crashed", NOT_STARTED) from None
        if process.stdin is None or process.stdout is None:
            raise SandboxError("crashed", NOT_STARTED)
        return Worker(process, wire.Channel(process.stdin.fileno(), process.stdout.fileno()))
