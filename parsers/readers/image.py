"""Pictures (JPEG, PNG, TIFF, HEIC): the seam where text in pictures will be read; until then they hold no text."""

from dataclasses import replace

from parsers.readers.limits import Limits
from values.document import Document


def read(document: Document, content: bytes, limits: Limits) -> Document:
    """The document, with the problem that its text was not read."""
    return replace(document, problem="no_text")
