"""The parts that a cycle works with, handed to it once; the commands and the demo make them of the settings (`assemble`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.metadata import version
from typing import Protocol

from config import regulation, vocabulary
from config.settings import Settings
from notify import desk
from notify.desk import Desk
from notify.transport import SendResult
from qualif.engine.facts import Books
from qualif.store import database, keys
from qualif.store.blobs import Blobs
from qualif.store.database import Database
from qualif.store.keys import Keys
from values.dossier import MailReading
from values.vocabulary import Vocabulary

Read = Callable[[bytes, str], MailReading]
"""Bytes and the name of their source to what the sandbox reads in them; raises SandboxError."""


class Sender(Protocol):
    """One connection to the SMTP server (`notify.transport.Smtp`)."""

    def send(self, mime: bytes, mail_from: str, rcpts: tuple[str, ...], accepted: Callable[[], None]) -> SendResult:
        """Send one mail; `accepted` is called before the data."""

    def close(self) -> None:
        """Give the connection back."""


def now() -> datetime:
    """The clock of the roof, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a cycle needs beside the mailbox, the sandbox and the SMTP server."""

    settings: Settings
    database: Database
    blobs: Blobs
    keys: Keys
    vocabulary: Vocabulary
    books: Books
    desk: Desk
    program: str
    now: Callable[[], datetime] = now

    @property
    def today(self) -> date:
        """The day in Paris."""
        from qualif.store.clock import paris

        return paris(self.now()).date()

    @property
    def own(self) -> tuple[str, ...]:
        """Our address and its aliases."""
        return self.desk.own_addresses


def assemble(settings: Settings, clock: Callable[[], datetime] = now) -> Parts:
    """The parts that the settings describe; makes or upgrades the schema and the secret key of the data folder."""
    book = regulation.load(settings.regulation.file)
    url = settings.database.url
    budget = settings.budget.year_euros
    return Parts(
        settings=settings,
        database=database.open(settings.data_dir, url.get_secret_value() if url else None),
        blobs=Blobs(settings.data_dir / "blobs"),
        keys=keys.load(settings.data_dir),
        vocabulary=vocabulary.load(settings.vocabulary.file),
        books=Books(
            regulation=lru_cache(maxsize=32)(lambda day: regulation.in_force(book, day)),
            health_social=regulation.health_social(book),
            required_documents=settings.dossier.required_documents,
            year_euros=None if budget is None else float(budget),
        ),
        desk=desk.desk(settings),
        program=version("qualif-individuel"),
        now=clock,
    )
