"""Sending over real SMTP: aiosmtpd for what servers do well, a scripted server for the ways in which they break."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from config.sections import SmtpSettings
from notify.headers import mime
from notify.samples import DESK, PARIS, by_template
from notify.transport import Outcome, Smtp
from values.errors import SendingError

FROM = DESK.mailbox
ONE, TWO, THREE = "a@example.org", "b@example.org", "c@example.org"
MIME = mime(
    by_template()["receivable"][0].reply(DESK), DESK, "<qi.x.y@region.example>", datetime(2026, 2, 3, 14, 6, tzinfo=PARIS)
)


class Inbox:
    """Takes mails, but for what it was told to refuse."""

    def __init__(self, refused: dict[str, str] | None = None, data: str = "250 OK", sender: str = "250 OK") -> None:
        self.refused, self.data, self.sender = refused or {}, data, sender
        self.got: list[tuple[list[str], bytes]] = []
        self.sessions: set[int] = set()

    async def handle_MAIL(self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        self.sessions.add(id(session))
        if self.sender.startswith("250"):
            envelope.mail_from = address
        return self.sender

    async def handle_RCPT(self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        if self.data.startswith("250"):
            self.got.append((envelope.rcpt_tos, envelope.content))
        return self.data


def free_port() -> int:
    with closing(socket.socket()) as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@contextmanager
def serving(inbox: Inbox, **more: Any) -> Iterator[int]:
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **more)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def settings(port: int, **more: Any) -> SmtpSettings:
    return SmtpSettings(**{"host": "127.0.0.1", "port": port, "security": "none", "auth": "none", "timeout_s": 3} | more)


def test_a_mail_arrives_as_its_bytes_are_and_one_connection_serves_all() -> None:
    inbox = Inbox()
    told: list[str] = []
    with serving(inbox) as port, Smtp(settings(port)) as smtp:
        assert smtp.check().startswith("250")
        for _ in range(3):
            result = smtp.send(MIME, FROM, (ONE, TWO), lambda: told.append("accepted"))
            assert (result.outcome, result.accepted, dict(result.refused)) == (Outcome.SENT, (ONE, TWO), {})
    assert [(to, content) for to, content in inbox.got] == [([ONE, TWO], MIME)] * 3
    assert told == ["accepted"] * 3
    assert len(inbox.sessions) == 1


def test_leading_dots_and_bare_line_ends_are_put_right() -> None:
    inbox = Inbox()
    with serving(inbox) as port, Smtp(settings(port)) as smtp:
        assert smtp.send(b"Subject: x\n\n.\n..b\r.c", FROM, (ONE,)).outcome is Outcome.SENT
    assert inbox.got[0][1] == b"Subject: x\r\n\r\n.\r\n..b\r\n.c\r\n"


def test_refusals_are_told_address_by_address() -> None:
    inbox = Inbox({TWO: "550 5.1.1 no such user", THREE: "451 4.7.1 come back later"})
    with serving(inbox) as port, Smtp(settings(port)) as smtp:
        result = smtp.send(MIME, FROM, (ONE, TWO, THREE))
    assert (result.outcome, result.accepted) == (Outcome.SENT, (ONE,))
    assert (result.refused[TWO].code, result.refused[TWO].temporary) == (550, False)
    assert (result.refused[THREE].code, result.refused[THREE].temporary) == (451, True)
    assert "no such user" in result.refused[TWO].text
    assert inbox.got[0][0] == [ONE]


@pytest.mark.parametrize(("answer", "temporary"), [("550 no", False), ("450 later", True)])
def test_all_refused_sends_nothing_and_the_connection_goes_on(answer: str, temporary: bool) -> None:
    inbox = Inbox({ONE: answer})
    told: list[str] = []
    with serving(inbox) as port, Smtp(settings(port)) as smtp:
        result = smtp.send(MIME, FROM, (ONE,), lambda: told.append("accepted"))
        assert (result.outcome, result.accepted, result.temporary) == (Outcome.REFUSED, (), temporary)
        assert smtp.send(MIME, FROM, (TWO,)).outcome is Outcome.SENT
    assert told == []
    assert len(inbox.sessions) == 1


@pytest.mark.parametrize(("answer", "code"), [("451 later", 451), ("554 spam", 554)])
def test_the_data_refused_is_a_refusal_of_all(answer: str, code: int) -> None:
    inbox = Inbox({TWO: "550 no"}, data=answer)
    with serving(inbox) as port, Smtp(settings(port)) as smtp:
        result = smtp.send(MIME, FROM, (ONE, TWO))
    assert result.outcome is Outcome.REFUSED
    assert {address: refusal.code for address, refusal in result.refused.items()} == {ONE: code, TWO: 550}
    assert result.temporary is (code == 451)


def test_a_refused_sender_is_a_fault_of_the_server_or_of_the_settings() -> None:
    with serving(Inbox(sender="550 not you")) as port, Smtp(settings(port)) as smtp, pytest.raises(SendingError, match="refusé"):
        smtp.send(MIME, FROM, (ONE,))


def test_an_address_that_cannot_be_written_is_refused_here() -> None:
    inbox = Inbox()
    with serving(inbox, enable_SMTPUTF8=False) as port, Smtp(settings(port)) as smtp:
        result = smtp.send(MIME, FROM, ("a@example.org\r\nRCPT TO:<b@example.org>", "léa@example.org", ONE))
    assert result.accepted == (ONE,)
    assert {refusal.code for refusal in result.refused.values()} == {553}
    assert inbox.got[0][0] == [ONE]


def test_smtputf8_and_domains_outside_ascii() -> None:
    inbox = Inbox()
    with serving(inbox, enable_SMTPUTF8=True) as port, Smtp(settings(port)) as smtp:
        assert smtp.send(MIME, FROM, ("léa@région.example",)).outcome is Outcome.SENT
    assert inbox.got[0][0] == ["léa@xn--rgion-bsa.example"]


def test_what_the_callback_raises_stops_the_mail() -> None:
    inbox = Inbox()

    def full() -> None:
        raise RuntimeError("disk full")

    with serving(inbox) as port, Smtp(settings(port)) as smtp:
        with pytest.raises(RuntimeError, match="disk full"):
            smtp.send(MIME, FROM, (ONE,), full)
        assert smtp.send(MIME, FROM, (TWO,)).outcome is Outcome.SENT
    assert [to for to, _ in inbox.got] == [[TWO]]


def test_nobody_there_is_a_sending_error() -> None:
    with Smtp(settings(free_port())) as smtp, pytest.raises(SendingError, match="injoignable"):
        smtp.send(MIME, FROM, (ONE,))
    with pytest.raises(SendingError, match=r"smtp\.host"):
        Smtp(SmtpSettings()).check()


def authenticator(server: Any, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"boite", b"secret")
    return AuthResult(success=good, handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    openssl = shutil.which("openssl") or "/usr/bin/openssl"
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, cert


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_tls_is_checked_against_the_ca_file(certificate: tuple[Path, Path], security: str) -> None:
    cert = certificate[1]
    inbox = Inbox()
    with tls_server(inbox, server_context(certificate), security) as port:
        with Smtp(settings(port, host="127.0.0.1", security=security, ca_file=cert)) as smtp:
            assert smtp.send(MIME, FROM, (ONE,)).outcome is Outcome.SENT
        with Smtp(settings(port, host="127.0.0.1", security=security)) as smtp, pytest.raises(SendingError, match="injoignable"):
            smtp.send(MIME, FROM, (ONE,))
    assert len(inbox.got) == 1


def server_context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[1], certificate[0])
    return context


@pytest.mark.parametrize(("password", "good"), [("secret", True), ("faux", False)])
def test_log_in(certificate: tuple[Path, Path], password: str, good: bool) -> None:
    inbox = Inbox()
    account = {"auth": "password", "username": "boite", "password": password}
    wanted = settings(1, host="127.0.0.1", security="starttls", ca_file=certificate[1], **account)
    options = {
        "tls_context": server_context(certificate),
        "authenticator": authenticator,
        "auth_required": True,
    }
    with serving(inbox, **options) as port, Smtp(wanted.model_copy(update={"port": port})) as smtp:
        if good:
            assert smtp.send(MIME, FROM, (ONE,)).outcome is Outcome.SENT
            return
        with pytest.raises(SendingError, match=r"connexion refusée .*535") as refused:
            smtp.send(MIME, FROM, (ONE,))
        assert password not in str(refused.value)


@contextmanager
def tls_server(inbox: Inbox, context: ssl.SSLContext, security: str) -> Iterator[int]:
    if security == "starttls":
        with serving(inbox, tls_context=context, require_starttls=True) as port:
            yield port
    else:
        with serving(inbox, ssl_context=context) as port:
            yield port
