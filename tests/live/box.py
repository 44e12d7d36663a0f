"""A mailbox on the Dovecot of the tests, as colleagues and senders use it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.live.mails import Sample
from tests.servers import Dovecot


@dataclass(frozen=True, slots=True)
class Box:
    """The mailbox of one user."""

    dovecot: Dovecot
    user: str

    @property
    def settings(self) -> dict[str, str]:
        """What an installation needs to read it."""
        return {"IMAP__PORT": str(self.dovecot.port), "IMAP__USERNAME": self.user}

    def put(
        self,
        *mails: Sample | bytes,
        folder: str = "INBOX",
        flags: Sequence[bytes] = (),
        at: datetime | None = None,
    ) -> None:
        """Mails arrive, in one go: at their time of receipt, else at `at`, else now."""
        with self.dovecot.client(self.user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for mail in mails:
                content = mail.content if isinstance(mail, Sample) else mail
                when = at or (mail.received_at if isinstance(mail, Sample) else datetime.now(UTC))
                client.append(folder, content, flags=flags, msg_time=when)

    def flag(self, uid: int, *flags: bytes, folder: str = "INBOX") -> None:
        """A colleague sets flags."""
        with self.dovecot.client(self.user) as client:
            client.select_folder(folder)
            client.add_flags([uid], flags)

    def copy(self, uid: int, to: str, folder: str = "INBOX") -> None:
        """A colleague copies a mail."""
        with self.dovecot.client(self.user) as client:
            if not client.folder_exists(to):
                client.create_folder(to)
            client.select_folder(folder, readonly=True)
            client.copy([uid], to)

    def flags(self, folder: str = "INBOX") -> dict[int, tuple[bytes, ...]]:
        """The flags of each mail by UID; what this very session finds new (\\Recent) left out."""
        with self.dovecot.client(self.user) as client:
            client.select_folder(folder, readonly=True)
            found = client.get_flags(client.search())
            return {uid: tuple(flag for flag in flags if flag != b"\\Recent") for uid, flags in found.items()}

    def contents(self, folder: str) -> list[bytes]:
        """The bytes of each mail of a folder."""
        with self.dovecot.client(self.user) as client:
            client.select_folder(folder, readonly=True)
            uids = client.search()
            return [client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"] for uid in uids]

    def recreate(self, folder: str) -> None:
        """A folder is lost and made anew, with the same mails: another UIDVALIDITY."""
        with self.dovecot.client(self.user) as client:
            client.select_folder(folder, readonly=True)
            kept = client.fetch(client.search(), ["BODY.PEEK[]", "INTERNALDATE"])
            client.close_folder()
            client.delete_folder(folder)
            client.create_folder(folder)
            for mail in kept.values():
                client.append(folder, mail[b"BODY[]"], msg_time=mail[b"INTERNALDATE"])
