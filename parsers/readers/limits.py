"""How much of a document a reader takes: what is above is refused or left out, and said so."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one document (settings `limits.pages`, `limits.document_mb`, `limits.seconds`).

    `content_bytes` bounds what one compressed stream of it may grow to, `characters` the text kept of one document.
    """

    pages: int = 60
    document_bytes: int = 25 * MEGABYTE
    seconds: float = 60.0
    content_bytes: int = 48 * MEGABYTE
    characters: int = 2_000_000
