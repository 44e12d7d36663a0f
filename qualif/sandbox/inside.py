"""The inside of the sandbox: the bytes of one mail, or of one loose document, become a `MailReading` (design §4, steps 3 to 6).

A document that takes too long, or that killed a worker before (`skip`), costs that document only. Pure but for the alarm.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from ingest import attachments, classify, message, threads
from parsers.gather import Gathered, gather
from parsers.readers import registry
from parsers.readers.limits import Limits
from qualif.sandbox.asked import DOCUMENTS_IN_ALL, EVERY, GATHER, GATHER_SECONDS, MESSAGE, Request, Setup
from qualif.sandbox.limited import TimeUp, limited
from values.document import Document, DocumentRecord, DocumentType
from values.dossier import MailReading
from values.mail import Attachment, Message
from values.vocabulary import Vocabulary

MAX_TEXT = 200_000
MAX_HEADER = 8_000
MAX_HEADERS = 500

logger = logging.getLogger(__name__)


def _silent(step: str) -> None:
    """Tells nobody."""


def read(
    content: bytes,
    source: str,
    loose: bool,
    vocabulary: Vocabulary,
    limits: Limits | None = None,
    own: tuple[str, ...] = (),
) -> MailReading:
    """The reading of one mail or loose document, with nothing to skip; for callers that need no process of its own."""
    return examine(content, Request(source, loose), Setup(vocabulary, limits or Limits(), own=own))


def examine(content: bytes, request: Request, setup: Setup, step: Callable[[str], None] = _silent) -> MailReading:
    """The reading of one mail or loose document; `step` is told what is begun, so that a death is laid to the right one."""
    step(MESSAGE)
    mail = None if request.loose else message.read(content)
    found = (
        attachments.unpack_file(content, request.source, setup.budget) if mail is None else attachments.unpack(mail, setup.budget)
    )
    documents = _documents(found, request.skip, setup.limits, step)
    step(GATHER)
    gathered, problem = _gathered(documents, mail, setup.vocabulary, request.skip)
    reading = MailReading(
        message=None,
        machine=None,
        documents=gathered.records,
        dossiers=gathered.dossiers,
        body_id=next((document.id for document in documents if document.body), None),
        unread=_unread(found, gathered.records),
        problem=problem,
    )
    return reading if mail is None else _with_mail(reading, mail, setup)


def _unread(found: tuple[Attachment, ...], records: tuple[DocumentRecord, ...]) -> tuple[str, ...]:
    """The attachments that may be a piece and could not be read; a logo is none, and a file read in part was read."""
    kept = {attachment.path for attachment in found if not attachment.body and not attachment.ornament}
    return tuple(record.id for record in records if record.id in kept and record.problem not in (None, "too_many_pages"))


def _documents(
    found: tuple[Attachment, ...], skip: Mapping[str, str], limits: Limits, step: Callable[[str], None]
) -> tuple[Document, ...]:
    end = time.monotonic() + DOCUMENTS_IN_ALL * limits.seconds
    documents = []
    for attachment in found:
        problem = skip.get(attachment.path) or (skip.get(EVERY) if not attachment.body else None)
        if problem or attachment.problem or attachment.ornament:
            documents.append(registry.empty(attachment, problem))
            continue
        step(attachment.path)
        documents.append(_document(attachment, limits, min(limits.seconds, end - time.monotonic())))
    return tuple(documents)


def _document(attachment: Attachment, limits: Limits, seconds: float) -> Document:
    try:
        return limited(seconds, lambda: registry.read(attachment, limits))
    except TimeUp:
        return registry.empty(attachment, "timeout")


def _gathered(
    documents: tuple[Document, ...], mail: Message | None, vocabulary: Vocabulary, skip: Mapping[str, str]
) -> tuple[Gathered, str | None]:
    """The dossiers; when gathering them fails the documents are listed all the same, with the problem of the mail."""
    if GATHER in skip:
        return _listed(documents), skip[GATHER]
    try:
        return limited(GATHER_SECONDS, lambda: gather(documents, mail, vocabulary)), None
    except TimeUp:
        return _listed(documents), "timeout"
    except Exception as error:  # noqa: BLE001 (one mail's content must not cost the worker)
        logger.error("gather.failed", extra={"error": type(error).__name__})
        return _listed(documents), "memory" if isinstance(error, MemoryError) else "crashed"


def _listed(documents: tuple[Document, ...]) -> Gathered:
    records = tuple(
        DocumentRecord(one.id, one.name, one.media_type, DocumentType.OTHER, one.page_count, one.text_source, one.problem)
        for one in documents
    )
    return Gathered(records, ())


def _with_mail(reading: MailReading, mail: Message, setup: Setup) -> MailReading:
    """What the mail's own headers and text say; the bytes of its parts stay inside."""
    said = f"{mail.subject or ''}\n{mail.text}\n{mail.quoted}"
    return replace(
        reading,
        message=_trimmed(mail),
        machine=classify.machine(mail, setup.vocabulary, setup.own),
        candidature=threads.candidature_terms(mail, setup.vocabulary),
        links=threads.file_links(mail, setup.vocabulary),
        references=threads.dossier_references(said),
        contests=threads.contests(mail, setup.vocabulary),
    )


def _trimmed(mail: Message) -> Message:
    return replace(
        mail,
        headers=tuple((name[:200], value[:MAX_HEADER]) for name, value in mail.headers[:MAX_HEADERS]),
        text=mail.text[:MAX_TEXT],
        quoted=mail.quoted[:MAX_TEXT],
        parts=tuple(replace(part, content=b"") for part in mail.parts[:MAX_HEADERS]),
    )
