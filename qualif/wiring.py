"""Settings become the parts, once: the store and the books, the mailbox, the sandbox, the SMTP server."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from config.settings import Settings
from qualif.engine.cycle import World
from qualif.engine.parts import Parts, assemble
from values.dossier import MailReading

if TYPE_CHECKING:
    from qualif.sandbox.pool import Pool


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
    """The three ends of a cycle; the sandbox is made when there is something to read, and then kept."""
    from ingest.imap import open_mailbox
    from notify.transport import Smtp

    settings = parts.settings
    with ExitStack() as stack:
        pools: list[Pool] = []
        making = Lock()
        sender = stack.enter_context(Smtp(settings.smtp))

        def read(content: bytes, source: str) -> MailReading:
            with making:
                if not pools:
                    from qualif.engine.reader import reader

                    pools.append(stack.enter_context(reader(settings, parts.vocabulary, workers)))
            return pools[0].read(content, source)

        yield World(partial(open_mailbox, settings.imap), read, sender, workers)
