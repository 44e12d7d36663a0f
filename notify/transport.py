"""The SMTP server, one connection a cycle: recipients first, then the word that they are accepted, then the data.

What may happen to one mail is a value (`SendResult`): sent, refused address by address, or uncertain when the connection broke
once the data had begun. Only a server that cannot be reached, or that refuses the session, raises (`SendingError`).
"""

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Self

from config.sections import SmtpSettings
from notify.headers import ascii_domain
from values.errors import SendingError

_ADDRESS = re.compile(r"[^\s<>\x00-\x1f\x7f]+@[^\s<>\x00-\x1f\x7f]+")
_BARE_END = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"(?m)^\.")
_BROKEN = (smtplib.SMTPServerDisconnected, OSError)


class Outcome(StrEnum):
    """What became of one mail."""

    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The server's answer for one address; `code` 4xx may be tried again, 5xx is for good."""

    code: int
    text: str

    @property
    def temporary(self) -> bool:
        """Whether a later try may succeed."""
        return self.code < 500


@dataclass(frozen=True, slots=True)
class SendResult:
    """What became of one mail: `accepted` got it (or may have, when uncertain), `refused` did not, and why."""

    outcome: Outcome
    accepted: tuple[str, ...] = ()
    refused: Mapping[str, Refusal] = field(default_factory=dict)
    text: str = ""

    @property
    def temporary(self) -> bool:
        """Nobody got it, and at least one address may be tried again."""
        return self.outcome is Outcome.REFUSED and any(refusal.temporary for refusal in self.refused.values())


def _nothing() -> None:
    """What is done by default once the recipients are accepted."""


class Smtp:
    """A connection to the SMTP server of the settings, opened at the first mail and kept until `close`.

    `token` gives the access token of XOAUTH2, asked for at each connection.
    """

    def __init__(self, settings: SmtpSettings, token: Callable[[], str] | None = None) -> None:
        self._settings = settings
        self._token = token
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Take leave of the server; what it answers is of no account."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def check(self) -> str:
        """Open the connection if it is not, and say what the server calls itself; raises SendingError."""
        code, text = self._open().noop()
        return f"{code} {_words(text)}"

    def send(self, mime: bytes, mail_from: str, rcpts: tuple[str, ...], accepted: Callable[[], None] = _nothing) -> SendResult:
        """Send one mail. `accepted` is called once at least one recipient is accepted, before any data leaves.

        Raises SendingError when the server cannot be reached, or breaks off before the data: nothing was sent then.
        """
        server = self._open()
        try:
            taken, refused = self._envelope(server, mail_from, rcpts)
        except _BROKEN as error:
            raise self._lost(error) from error
        if not taken:
            self._reset(server)
            return SendResult(Outcome.REFUSED, (), refused)
        try:
            accepted()
        except BaseException:
            self._reset(server)
            raise
        return self._data(server, mime, taken, refused)

    def _open(self) -> smtplib.SMTP:
        """The connection, made anew when the server has closed it meanwhile."""
        if self._server is not None:
            try:
                if self._server.noop()[0] == 250:
                    return self._server
            except (smtplib.SMTPException, OSError):
                pass
            self._server.close()
        self._server = self._connect()
        return self._server

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        if settings.host is None:
            raise SendingError("serveur SMTP : smtp.host n'est pas réglé")
        try:
            server = self._greeted(settings.host)
        except (smtplib.SMTPException, OSError) as error:
            raise SendingError(f"serveur SMTP {settings.host}:{settings.port} injoignable ({_reason(error)})") from error
        try:
            self._log_in(server)
        except BaseException as error:
            server.close()
            if isinstance(error, smtplib.SMTPException | OSError):
                raise SendingError(f"serveur SMTP {settings.host} : connexion refusée ({_reason(error)})") from error
            raise
        return server

    def _greeted(self, host: str) -> smtplib.SMTP:
        settings = self._settings
        if settings.security == "tls":
            return smtplib.SMTP_SSL(host, settings.port, timeout=settings.timeout_s, context=self._context())
        server = smtplib.SMTP(host, settings.port, timeout=settings.timeout_s)
        try:
            if settings.security == "starttls":
                server.starttls(context=self._context())
        except BaseException:
            server.close()
            raise
        return server

    def _context(self) -> ssl.SSLContext:
        ca_file = self._settings.ca_file
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))

    def _log_in(self, server: smtplib.SMTP) -> None:
        settings = self._settings
        server.ehlo_or_helo_if_needed()
        if settings.auth == "password":
            server.login(settings.username or "", settings.secret() or "")
        elif settings.auth == "xoauth2":
            if self._token is None:
                raise SendingError("serveur SMTP : aucun jeton XOAUTH2 (réglages oauth)")
            spoken = f"user={settings.username}\x01auth=Bearer {self._token()}\x01\x01"
            # The server explains a refusal in a challenge, which an empty line answers.
            server.auth("XOAUTH2", lambda challenge=None: spoken if challenge is None else "")

    def _envelope(
        self, server: smtplib.SMTP, mail_from: str, rcpts: tuple[str, ...]
    ) -> tuple[tuple[str, ...], dict[str, Refusal]]:
        """MAIL FROM and RCPT TO: who is accepted, who is not. A refused sender is a fault of the session."""
        wide = not all(address.rpartition("@")[0].isascii() for address in rcpts)
        options = ["SMTPUTF8", "BODY=8BITMIME"] if wide and server.has_extn("smtputf8") else []
        code, text = server.mail(_wire(mail_from), options)
        if code != 250:
            self._reset(server)
            raise SendingError(f"serveur SMTP : expéditeur {mail_from} refusé ({code} {_words(text)})")
        answers = {address: self._recipient(server, address, bool(options)) for address in rcpts}
        taken = tuple(address for address, refusal in answers.items() if refusal is None)
        return taken, {address: refusal for address, refusal in answers.items() if refusal is not None}

    def _recipient(self, server: smtplib.SMTP, address: str, wide: bool) -> Refusal | None:
        if not _ADDRESS.fullmatch(address) or not (wide or address.rpartition("@")[0].isascii()):
            return Refusal(553, "adresse que le serveur ne sait pas écrire")
        code, text = server.rcpt(_wire(address))
        if code == 421:
            raise smtplib.SMTPServerDisconnected(_words(text))
        return None if code in (250, 251) else Refusal(code, _words(text))

    def _data(self, server: smtplib.SMTP, mime: bytes, taken: tuple[str, ...], refused: dict[str, Refusal]) -> SendResult:
        """DATA and what follows. Until the server says 354 nothing has left; afterwards silence is doubt."""
        try:
            code, text = server.docmd("DATA")
        except _BROKEN as error:
            self._drop()
            return _all_refused(taken, refused, 421, _reason(error))
        if code != 354:
            self._reset(server)
            return _all_refused(taken, refused, code, _words(text))
        try:
            server.send(_stuffed(mime))
            code, text = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return SendResult(Outcome.UNCERTAIN, taken, refused, _reason(error))
        return self._answered(code, _words(text), taken, refused)

    def _answered(self, code: int, text: str, taken: tuple[str, ...], refused: dict[str, Refusal]) -> SendResult:
        if 200 <= code < 300:
            return SendResult(Outcome.SENT, taken, refused, f"{code} {text}")
        if 400 <= code < 600:
            return _all_refused(taken, refused, code, text)
        self._drop()
        return SendResult(Outcome.UNCERTAIN, taken, refused, f"{code} {text}")

    def _reset(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = None

    def _lost(self, error: Exception) -> SendingError:
        self._drop()
        return SendingError(f"serveur SMTP {self._settings.host} : connexion perdue avant l'envoi ({_reason(error)})")


def _all_refused(taken: tuple[str, ...], refused: dict[str, Refusal], code: int, text: str) -> SendResult:
    answer = Refusal(code, text)
    return SendResult(Outcome.REFUSED, (), {**refused, **dict.fromkeys(taken, answer)}, f"{code} {text}")


def _wire(address: str) -> str:
    """The address as SMTP takes it: the domain in its ASCII form."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


def _stuffed(mime: bytes) -> bytes:
    """The data of RFC 5321: CRLF line ends, a dot before a leading dot, the final dot."""
    lines = _DOT.sub(b"..", _BARE_END.sub(b"\r\n", mime))
    return lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _words(text: bytes | str) -> str:
    """The server's words on one line, bounded."""
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join("".join(c if c.isprintable() else " " for c in shown).split())[:200]


def _reason(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_words(error.smtp_error)}"
    return _words(str(error)) or type(error).__name__
