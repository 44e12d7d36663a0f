"""Every other kind of file (.doc, .rtf, sheets, unknown bytes): the seam for readers to come."""

from dataclasses import replace

from parsers.readers.limits import Limits
from values.document import Document

_ENCRYPTED = "application/encrypted"


def read(document: Document, content: bytes, limits: Limits) -> Document:
    """The document, with the problem that no reader knows it."""
    encrypted = document.media_type == _ENCRYPTED or "EncryptedPackage".encode("utf-16-le") in content
    return replace(document, problem="encrypted" if encrypted else "unsupported")
