"""The demo's own IMAP and SMTP servers: real protocols on the loopback address, no account, no other service.

pymap keeps its mailbox in memory; aiosmtpd keeps what it is given. Both stop with the context manager.
"""

import asyncio
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from imaplib import IMAP4, Time2Internaldate
from socket import IPPROTO_TCP, TCP_NODELAY

USER, PASSWORD = "demo", "demonstration"


@dataclass(slots=True)
class SentMail:
    """One mail as the SMTP server took it: who it is from, to whom, and its bytes."""

    mail_from: str
    recipients: list[str]
    content: bytes


@dataclass
class _Sink:
    mails: list[SentMail] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: "object") -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(SentMail(envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.content)))  # type: ignore[attr-defined]
        return "250 OK"


@contextmanager
def smtp_server() -> Iterator[tuple[int, list[SentMail]]]:
    """A server that takes every mail: its port, and the list that fills."""
    from aiosmtpd.controller import Controller

    sink = _Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield controller.port, sink.mails
    finally:
        controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def imap_server() -> Iterator[int]:
    """A server with one empty mailbox of `USER`: its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_start_imap(), loop).result(timeout=30)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result(timeout=30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=30)
        loop.close()


async def _start_imap() -> asyncio.Server:
    from proxyprotocol.reader import ProxyProtocolReader
    from pymap.backend.dict import DictBackend
    from pymap.imap import IMAPServer

    arguments = Namespace(
        debug=False, host="127.0.0.1", port="0", cert=None, key=None, tls=False, proxy_protocol=None, demo_data=False,
        demo_user=USER, demo_password=PASSWORD, passlib_cfg=None, skip_services=[],
    )  # fmt: skip
    backend, config = await DictBackend.init(arguments)
    config.apply_context()
    callback = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    return await asyncio.start_server(callback, "127.0.0.1", 0)


async def _stop(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def deliver(port: int, mails: list[tuple[bytes, datetime]]) -> None:
    """Put mails into the mailbox, each with the instant at which the server is to say that it came."""
    with IMAP4("127.0.0.1", port, timeout=60) as mailbox:
        mailbox.socket().setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        mailbox.login(USER, PASSWORD)
        for content, received_at in mails:
            answer, _ = mailbox.append("INBOX", None, Time2Internaldate(received_at), content)
            if answer != "OK":
                raise RuntimeError("the demo's mailbox refused a mail")
