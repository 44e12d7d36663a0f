"""The SMTP server of the live tests: takes mails, and refuses, defers or breaks off as a test asks."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

WAIT_S = 60


@dataclass(frozen=True, slots=True)
class Delivered:
    """One mail as the server took it."""

    mail_from: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        """The mail, parsed."""
        return message_from_bytes(self.content, policy=default)

    @property
    def text(self) -> str:
        """Its plain text."""
        body = self.mail.get_body(("plain",))
        assert body is not None
        return str(body.get_content())


@dataclass
class PostOffice:
    """What it took, and how it behaves.

    `answers`: address to what RCPT says; `data_answers`: first addressee to what is said once the data are there; `cuts`: first
    addressees for which the connection breaks then, the mail being kept; `slow_s`: how long it thinks over each mail.
    """

    port: int = 0
    taken: list[Delivered] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    data_answers: dict[str, str] = field(default_factory=dict)
    cuts: set[str] = field(default_factory=set)
    begun: int = 0
    slow_s: float = 0.0
    connections: int = 0

    @property
    def settings(self) -> dict[str, str]:
        """What an installation needs to send through it."""
        return {"SMTP__PORT": str(self.port)}

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> list[str]:  # noqa: N802
        """A client says hello."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        """An addressee, accepted unless a test says otherwise."""
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """A mail."""
        self.begun += 1
        await asyncio.sleep(self.slow_s)
        first = envelope.rcpt_tos[0]
        answer = self.data_answers.get(first, "250 2.0.0 Ok")
        if answer.startswith("2"):
            self.taken.append(Delivered(envelope.mail_from, tuple(envelope.rcpt_tos), bytes(envelope.content)))
        if first in self.cuts:
            server.transport.abort()
        return answer

    def to(self, address: str) -> list[Delivered]:
        """The mails that an address got."""
        return [one for one in self.taken if address.lower() in [rcpt.lower() for rcpt in one.recipients]]

    def behave(self) -> None:
        """Take everything from now on."""
        self.answers.clear()
        self.data_answers.clear()
        self.cuts.clear()
        self.slow_s = 0.0

    def wait_for(self, count: int) -> None:
        """Wait until it took so many mails."""
        until(lambda: len(self.taken) >= count)


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A server at work, stopped at the end."""
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        office.port = int(probe.getsockname()[1])
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def until(true: Callable[[], bool], seconds: float = WAIT_S) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came"
        threading.Event().wait(0.02)
