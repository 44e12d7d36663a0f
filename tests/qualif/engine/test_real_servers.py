"""One run over a real Dovecot and a real SMTP server, with real workers: what leaves, once, and what stays in the mailbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller

from config.settings import Settings
from qualif.engine import cycle
from qualif.store import ledger, outbox
from qualif.wiring import installation, world
from tests.servers import Dovecot, free_port
from values.errors import MailboxError

PARIS = ZoneInfo("Europe/Paris")


class Sink:
    """Keeps what it is given; refuses an address for good, breaks off after the data of another."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.startswith("refuse"):
            return "550 inconnu"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append((list(envelope.rcpt_tos), bytes(envelope.original_content)))
        return "250 ok"


@contextmanager
def smtp() -> Iterator[tuple[Sink, int]]:
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    server = Dovecot().start()
    yield server
    server.stop()


def settings(folder: Path, imap: int, port: int) -> Settings:
    return Settings(
        data_dir=folder,
        imap={
            "host": "127.0.0.1",
            "port": imap,
            "username": "demo",
            "password": "secret",
            "security": "none",
            "sent_folder": "Sent",
        },  # type: ignore[arg-type]
        smtp={"host": "127.0.0.1", "port": port, "security": "none", "auth": "none"},  # type: ignore[arg-type]
        mailbox={"answer_since": "2026-01-01T00:00:00+01:00"},  # type: ignore[arg-type]
        signatory={"first_name": "Anne", "last_name": "Lebrun", "title": "directrice"},  # type: ignore[arg-type]
    )


def test_each_mail_is_answered_once(dovecot, tmp_path, form, late, mail) -> None:
    at = datetime(2026, 2, 10, 14, 0, tzinfo=PARIS)
    dovecot.append(mail(form()), internaldate=at)
    rejected = late(Nom="DURAND", Prénom="Paul", Courriel="paul@example.org", **{"Date de naissance": "01/02/1991"})
    dovecot.append(mail(rejected, "paul@example.org"), internaldate=at)
    dovecot.append(mail("Bonjour ?", "refuse@example.org", subject="Question"), internaldate=at)
    dovecot.append(mail("Absent", Auto_Submitted="auto-replied"), internaldate=at, flags=[rb"\Seen"])
    with smtp() as (sink, port), installation(settings(tmp_path / "data", dovecot.port, port)) as parts:
        for _twice in range(2):
            with world(parts) as ends:
                report = cycle.run(parts, ends)
        assert report.taking.taken == 0
        with parts.database.read() as session:
            mails, replies = list(ledger.entries(session)), list(outbox.entries(session))
    assert [one.kind for one in mails] == ["application", "application", "other", "automatic"]
    assert {one.received_at for one in mails} == {at}
    assert sorted(one.template for one in replies if one.state == "sent")[-1] == "rejected_one_month"
    assert [one.to for one in replies if one.state == "failed"] == [("refuse@example.org",)]
    assert sorted(to for to, _mime in sink.mails) == [["lea.martin@example.org"], ["paul@example.org"]]
    with dovecot.client() as client:
        client.select_folder("Sent", readonly=True)
        copies = client.fetch(client.search(), ["BODY.PEEK[]"])
        client.select_folder("INBOX", readonly=True)
        flags = client.get_flags(client.search())
    kept = {message_from_bytes(one[b"BODY[]"])["Message-ID"] for one in copies.values()}
    assert kept == {one.message_id for one in replies if one.state == "sent"}
    assert sum(rb"\Seen" in one for one in flags.values()) == 1, "no flag is touched"


def test_a_mailbox_that_is_away_is_told(tmp_path) -> None:
    with (
        installation(settings(tmp_path / "data", free_port(), free_port())) as parts,
        world(parts) as ends,
        pytest.raises(MailboxError),
    ):
        cycle.run(parts, ends)
