"""Settings become the parts, once: the store and the books, the mailbox, the sandbox, the SMTP server."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from config.settings import Settings
from qualif.engine.cycle import World
from qualif.engine.parts import Parts, assemble
from qualif.engine.reader import reader
from values.dossier import MailReading


@contextmanager
def installation(settings: Settings) -> Iterator[Parts]:
    """The parts of the settings, their database closed at the end; makes or upgrades the schema."""
    parts = assemble(settings)
    try:
        yield parts
    finally:
        parts.database.close()


@contextmanager
def world(parts: Parts, workers: int = 2) -> Iterator[World]:
    """The three ends of a cycle; the sandbox's workers are warmed while the mailbox is looked at."""
    from ingest.imap import open_mailbox
    from notify.transport import Smtp

    settings = parts.settings
    with ExitStack() as stack:
        pool = stack.enter_context(reader(settings, parts.vocabulary, workers))
        sender = stack.enter_context(Smtp(settings.smtp))

        def read(content: bytes, source: str) -> MailReading:
            return pool.read(content, source)

        yield World(partial(open_mailbox, settings.imap), read, sender, workers)
