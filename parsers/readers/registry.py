"""Which reader reads which file: bytes of an attachment become a `Document`, whatever they are.

Nothing raises out of here: what fails is the document's `problem` (contract §3, `documents[].problem`).
"""

import logging
from collections.abc import Callable
from dataclasses import replace

from parsers.readers import docx, html, image, odt, office, pdf, text
from parsers.readers.limits import Limits
from values.document import Document
from values.mail import Attachment

Reader = Callable[[Document, bytes, Limits], Document]

logger = logging.getLogger(__name__)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_ODT = "application/vnd.oasis.opendocument.text"
READERS: tuple[tuple[str, Reader], ...] = (
    ("application/pdf", pdf.read),
    (_WORD + "document", docx.read),
    (_WORD + "template", docx.read),
    ("application/vnd.ms-word.document.macroenabled.12", docx.read),
    ("application/vnd.ms-word.template.macroenabledtemplate.12", docx.read),
    (_ODT + "-flat-xml", odt.read_flat),
    (_ODT, odt.read),
    ("text/html", html.read),
    ("application/xhtml+xml", html.read),
    ("text/xml", odt.read_flat),
    ("application/xml", odt.read_flat),
    ("text/plain", text.read),
    ("text/csv", text.read),
    ("text/markdown", text.read),
    ("image/", image.read),
    ("", office.read),
)
"""Media type, or its beginning, to reader; the first that fits."""


def reader_of(media_type: str) -> Reader:
    """The reader of a media type."""
    wanted = media_type.lower().partition(";")[0].strip()
    return next(reader for start, reader in READERS if wanted.startswith(start))


def read(attachment: Attachment, limits: Limits) -> Document:
    """The document of an attachment; never raises."""
    document = empty(attachment)
    if document.problem is not None:
        return document
    if len(attachment.content) > limits.document_bytes:
        return replace(document, problem="too_large")
    try:
        return reader_of(attachment.media_type)(document, attachment.content, limits)
    except MemoryError:
        return replace(document, problem="memory")
    except TimeoutError:
        return replace(document, problem="timeout")
    except RecursionError:
        return replace(document, problem="corrupt")
    except Exception as error:  # noqa: BLE001 (the document libraries leak bare exceptions of every kind)
        logger.warning("document.unreadable", extra={"error": type(error).__name__})
        return replace(document, problem="corrupt")


def empty(attachment: Attachment, problem: str | None = None) -> Document:
    """The document of an attachment before it is read, or instead of it."""
    return Document(
        id=attachment.path,
        name=attachment.name,
        media_type=attachment.media_type,
        problem=problem or attachment.problem,
        body=attachment.body,
        inside=attachment.inside,
    )
