"""The mailbox over IMAP (RFC 3501, 6851, 4315, 2177), by imapclient: the only module that knows it.

Its traps are settled here: INTERNALDATE stays aware, every wait has an end, its log is off (it would print mails), UID sets are
cut, no ENVELOPE is asked for, an absent answer is no crash. A refused command is about that command; a broken connection ends it.
"""

import logging
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from imapclient import IMAPClient, SocketTimeout  # type: ignore[import-untyped]
from imapclient.exceptions import (  # type: ignore[import-untyped]
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from config.sections import ImapSettings
from ingest.mailbox import Folder, FolderMissing, Listed, TooLarge, Unfetched
from values.errors import MailboxError, WrongCall
from values.mail import RawMail

CONNECT_S = 20
CHUNK = 200

logging.getLogger("imapclient").disabled = True
logging.getLogger("imapclient.imaplib").disabled = True

_BODY = b"BODY[]"
_HEADER = b"BODY[HEADER]"
_ANSWERED = b"\\Answered"
_SAFE = re.compile(r"[\x21-\x7e]{1,900}")


def open_mailbox(settings: ImapSettings, token: Callable[[], str] | None = None) -> "ImapMailbox":
    """Connects and logs in, by password or, with `xoauth2`, by a token fetched now; raises `MailboxError`."""
    if not settings.host or not settings.username:
        raise WrongCall(f"imap.{'username' if settings.host else 'host'} : à renseigner (QUALIF_IMAP__…)")
    with _told(f"La boîte aux lettres {settings.host}:{settings.port} ne peut pas être ouverte"):
        client = _connected(settings)
        try:
            _log_in(client, settings, token)
        except BaseException:
            with suppress(Exception):
                client.shutdown()
            raise
    return ImapMailbox(client)


def _connected(settings: ImapSettings) -> IMAPClient:
    encrypted = settings.security == "tls"
    context = None if settings.security == "none" else ssl.create_default_context(cafile=_path(settings))
    client = IMAPClient(
        settings.host,
        port=settings.port,
        ssl=encrypted,
        ssl_context=context if encrypted else None,
        timeout=SocketTimeout(connect=min(CONNECT_S, settings.timeout_s), read=settings.timeout_s),
    )
    client.normalise_times = False
    client._imap.debug = 0
    if settings.security == "starttls":
        client.starttls(context)
    return client


def _path(settings: ImapSettings) -> str | None:
    return str(settings.ca_file) if settings.ca_file else None


def _log_in(client: IMAPClient, settings: ImapSettings, token: Callable[[], str] | None) -> None:
    if settings.auth == "xoauth2":
        if token is None:
            raise WrongCall("imap.auth : xoauth2 demande les réglages oauth.*")
        client.oauth2_login(settings.username, token())
        return
    secret = settings.secret()
    if secret is None:
        raise WrongCall("imap.password : à renseigner (QUALIF_IMAP__PASSWORD ou QUALIF_IMAP__PASSWORD_FILE)")
    client.login(settings.username, secret)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Turns the failures of library, socket and TLS into one `MailboxError` with one French line."""
    try:
        yield
    except LoginError:
        raise MailboxError(f"{what} : identifiant ou mot de passe refusé") from None
    except (IMAPClientError, IMAPClientAbortError, OSError, ValueError) as failure:
        detail = " ".join(str(failure).split())[:200] or type(failure).__name__
        raise MailboxError(f"{what} : {detail}") from failure


class ImapMailbox:
    """A mailbox over one IMAP connection (see `ingest.mailbox.Mailbox`); a context manager that closes it."""

    def __init__(self, client: IMAPClient) -> None:
        self._client = client
        self._opened: Folder | None = None
        self._writable = False

    def __enter__(self) -> "ImapMailbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def folders(self) -> tuple[str, ...]:
        """The names of all folders."""
        with _told("La liste des dossiers n'a pas pu être lue"):
            return tuple(str(name) for _, _, name in self._client.list_folders())

    def open(self, folder: str) -> Folder:
        """Opens a folder, read-only; raises `FolderMissing`."""
        return self._select(folder, writable=False)

    def _select(self, folder: str, *, writable: bool) -> Folder:
        self._opened = None
        try:
            with _told(f"Le dossier « {folder} » n'a pas pu être ouvert"):
                state = self._client.select_folder(folder, readonly=not writable)
        except MailboxError as failure:
            if isinstance(failure.__cause__, IMAPClientError) and self._is_missing(folder):
                raise FolderMissing(folder) from None
            raise
        uidnext = state.get(b"UIDNEXT")
        self._opened = Folder(folder, int(state[b"UIDVALIDITY"]), int(uidnext) if uidnext else None, int(state[b"EXISTS"]))
        self._writable = writable
        return self._opened

    def _is_missing(self, folder: str) -> bool:
        with _told(f"Le dossier « {folder} » n'a pas pu être ouvert"):
            return not self._client.folder_exists(folder)

    def uids(self, ranges: str) -> tuple[int, ...]:
        """The UIDs of the open folder within some ranges, rising."""
        with _told("La liste des courriels n'a pas pu être lue"):
            return tuple(sorted(int(uid) for uid in self._client.search(["UID", ranges])))

    def listed(self, uids: Sequence[int]) -> tuple[Listed, ...]:
        """Sizes and clocks of some mails of the open folder, in the order asked; those that vanished are left out."""
        found: list[Listed] = []
        for place in range(0, len(uids), CHUNK):
            chunk = uids[place : place + CHUNK]
            with _told("La taille des courriels n'a pas pu être lue"):
                answers = self._client.fetch(chunk, ["RFC822.SIZE", "INTERNALDATE", "FLAGS"])
            found.extend(mail for uid in chunk if (mail := _listed(uid, answers.get(uid, {}))))
        return tuple(found)

    def fetch(self, mails: Sequence[Listed]) -> Iterator[RawMail | Unfetched]:
        """The bytes of some mails of the open folder, in one answer; one by one when the server refuses one of them."""
        if not mails:
            return
        try:
            answers = self._answers([mail.uid for mail in mails], "BODY.PEEK[]")
        except MailboxError as failure:
            if _is_broken(failure):
                raise
            answers = self._one_by_one(mails)
        for mail in mails:
            yield self._raw(mail, answers.get(mail.uid, {}).get(_BODY))

    def _answers(self, uids: Sequence[int], item: str) -> dict[int, dict[bytes, Any]]:
        with _told("Le contenu des courriels n'a pas pu être lu"):
            return dict(self._client.fetch(uids, [item]))

    def _one_by_one(self, mails: Sequence[Listed]) -> dict[int, dict[bytes, Any]]:
        """A mail that the server cannot give is left out, the others are not its victims."""
        answers: dict[int, dict[bytes, Any]] = {}
        for mail in mails:
            try:
                answers.update(self._answers([mail.uid], "BODY.PEEK[]"))
            except MailboxError as failure:
                if _is_broken(failure):
                    raise
        return answers

    def _raw(self, mail: Listed, content: object) -> RawMail | Unfetched:
        folder = self._current()
        if not isinstance(content, bytes):
            return Unfetched(folder.name, folder.uidvalidity, mail.uid, "le serveur n'a pas donné le contenu du courriel")
        digest = sha256(content).hexdigest()
        return RawMail(folder.name, folder.uidvalidity, mail.uid, mail.received_at, content, digest, mail.answered)

    def head(self, mail: Listed) -> TooLarge | Unfetched:
        """The headers of a mail that is too large."""
        folder = self._current()
        content = self._answers([mail.uid], "BODY.PEEK[HEADER]").get(mail.uid, {}).get(_HEADER)
        if not isinstance(content, bytes):
            return Unfetched(folder.name, folder.uidvalidity, mail.uid, "le serveur n'a pas donné les en-têtes du courriel")
        return TooLarge(folder.name, folder.uidvalidity, mail.uid, mail.received_at, mail.size, content, mail.answered)

    def _current(self) -> Folder:
        if self._opened is None:
            raise MailboxError("Aucun dossier de la boîte aux lettres n'est ouvert")
        return self._opened

    def _opened_for(self, folder: str, uidvalidity: int, *, writable: bool = False) -> bool:
        """Opens a folder unless it is open, and tells whether the UIDs known of it still stand."""
        current = self._opened
        if current is None or current.name != folder or writable and not self._writable:
            current = self._select(folder, writable=writable)
        else:
            self._refresh()
        return current.uidvalidity == uidvalidity

    def _refresh(self) -> None:
        """Lets the server tell what others changed in the open folder."""
        with _told("La connexion à la boîte aux lettres est perdue"):
            self._client.noop()

    def is_answered(self, folder: str, uidvalidity: int, uid: int) -> bool:
        """Whether a mail bears `\\Answered` now; False when it is no longer there."""
        if not self._opened_for(folder, uidvalidity):
            return False
        with _told("L'état du courriel n'a pas pu être lu"):
            answers = self._client.fetch([uid], ["FLAGS"])
        return _ANSWERED in answers.get(uid, {}).get(b"FLAGS", ())

    def holds(self, folder: str, headers: Sequence[str], value: str, since: date) -> bool:
        """Whether a mail stored since a day has a value in one of these headers; only plain ASCII is searched for."""
        if not _SAFE.fullmatch(value):
            return False
        if self._opened is None or self._opened.name != folder:
            self._select(folder, writable=False)
        else:
            self._refresh()
        with _told(f"La recherche dans « {folder} » a échoué"):
            return any(self._client.search(["SINCE", since, "HEADER", name, value]) for name in headers)

    def append(self, folder: str, content: bytes, at: datetime) -> None:
        """Stores a copy of a mail, marked as read."""
        with _told(f"La copie dans « {folder} » a échoué"):
            self._client.append(folder, content, flags=[rb"\Seen"], msg_time=at)

    def move(self, folder: str, uidvalidity: int, uid: int, to: str) -> bool:
        """Moves a mail; without MOVE it is copied, and only this UID expunged (a bare EXPUNGE takes others' mails along)."""
        if not self._opened_for(folder, uidvalidity, writable=True) or uid not in self.uids(f"{uid}:{uid}"):
            return False
        with _told(f"Le déplacement vers « {to} » a échoué"):
            if self._client.has_capability("MOVE"):
                self._client.move([uid], to)
                return True
            if not self._client.has_capability("UIDPLUS"):
                raise MailboxError(f"Le serveur ne sait pas déplacer un courriel vers « {to} » (ni MOVE ni UIDPLUS)")
            self._client.copy([uid], to)
            self._client.delete_messages([uid], silent=True)
            self._client.uid_expunge([uid])
        return True

    def wait(self, folder: str, seconds: float) -> bool:
        """Waits for news of a folder (IDLE), at most some seconds; a dead connection is a `MailboxError`, never a silence."""
        if not self._client.has_capability("IDLE"):
            return False
        self._select(folder, writable=False)
        with _told("L'attente de nouveaux courriels a été interrompue"):
            self._client.idle()
            news = self._client.idle_check(timeout=seconds)
            if any(b"BYE" in line for line in news):
                raise OSError("le serveur a fermé la connexion")
            _, late = self._client.idle_done()
        return any(b"EXISTS" in line for line in (*news, *late))

    def close(self) -> None:
        """Ends the connection, whatever its state."""
        with suppress(IMAPClientError, OSError, ValueError):
            self._client.logout()
        with suppress(IMAPClientError, OSError, ValueError):
            self._client.shutdown()


def _is_broken(failure: MailboxError) -> bool:
    """Whether the connection itself is lost, rather than one command refused."""
    return isinstance(failure.__cause__, IMAPClientAbortError | OSError)


def _listed(uid: int, answer: dict[bytes, Any]) -> Listed | None:
    size, received_at = answer.get(b"RFC822.SIZE"), answer.get(b"INTERNALDATE")
    if not isinstance(size, int) or not isinstance(received_at, datetime) or received_at.tzinfo is None:
        return None
    return Listed(uid, size, received_at.astimezone(UTC), _ANSWERED in answer.get(b"FLAGS", ()))
