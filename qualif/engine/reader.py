"""The sandbox as the settings want it: what a cycle and `examine` read mails with."""

from config.settings import Settings
from parsers.readers.limits import MEGABYTE, Limits
from qualif.sandbox.asked import Setup
from qualif.sandbox.pool import Pool, PoolSettings
from values.vocabulary import Vocabulary


def reader(settings: Settings, vocabulary: Vocabulary, size: int = 1) -> Pool:
    """A pool of warm workers with the limits of the settings."""
    limits = Limits(
        pages=settings.limits.pages,
        document_bytes=settings.limits.document_mb * MEGABYTE,
        seconds=float(settings.limits.seconds),
    )
    own = (settings.mailbox.address, *settings.mailbox.aliases)
    return Pool(PoolSettings(Setup(vocabulary, limits, own=own)), size)
