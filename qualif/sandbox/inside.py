"""The inside of the sandbox: the bytes of one mail, or of one loose document, become a `MailReading` (design §4, steps 3 to 6).

A document that takes too long, or that killed a worker before (`skip`), costs that document only. Pure but for the alarm.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ingest import attachments, classify, message, threads
from parsers.gather import Gathered, gather
from parsers.readers import registry
from parsers.readers.limits import Limits
from qualif.sandbox.asked import ENDING, EVERY, GATHER, LEAST, MESSAGE, READING, Request, Setup
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
    clock = _Clock(time.monotonic(), request.seconds or setup.limits.seconds)
    mail = None if request.loose else message.read(content)
    guard = _guard(request.skip, clock, step)
    if mail is None:
        found = attachments.unpack_file(content, request.source, setup.budget, guard)
    else:
        found = attachments.unpack(mail, setup.budget, guard)
    documents = _documents(found, request.skip, setup.limits, clock, step)
    step(GATHER)
    gathered, problem = _gathered(documents, mail, setup, request.skip, clock)
    records = gathered.records if problem is None else _with_problem(gathered.records, found, problem)
    reading = MailReading(
        message=None,
        machine=None,
        documents=records,
        dossiers=gathered.dossiers,
        body_id=next((document.id for document in documents if document.body), None),
        unread=_unread(found, records),
        problem=problem,
    )
    return reading if mail is None else _with_mail(reading, mail, setup)


def _unread(found: tuple[Attachment, ...], records: tuple[DocumentRecord, ...]) -> tuple[str, ...]:
    """The attachments that may be a piece and could not be read; a logo is none, and a file read in part was read."""
    kept = {attachment.path for attachment in found if not attachment.body and not attachment.ornament}
    return tuple(record.id for record in records if record.id in kept and record.problem not in (None, "too_many_pages"))


@dataclass(frozen=True, slots=True)
class _Clock:
    """When a mail's reading began, and how many seconds it has in all."""

    start: float
    seconds: float

    def left(self, share: float) -> float:
        """The seconds until a share of them is used up."""
        return self.start + share * self.seconds - time.monotonic()


def _guard(skip: Mapping[str, str], clock: _Clock, step: Callable[[str], None]) -> attachments.Guard:
    """Unpacks one file of the mail within the seconds that are left; what breaks is laid to that file."""

    def guarded(path: str, work: attachments.Work) -> tuple[Attachment, ...] | str:
        if problem := skip.get(path):
            return problem
        step(path)
        try:
            return limited(clock.left(READING), work)
        except TimeUp:
            return "timeout"
        except MemoryError:
            return "memory"
        except Exception as error:  # noqa: BLE001 (one file's content must not cost the mail)
            logger.error("unpack.failed", extra={"error": type(error).__name__})
            return "corrupt"

    return guarded


def _documents(
    found: tuple[Attachment, ...], skip: Mapping[str, str], limits: Limits, clock: _Clock, step: Callable[[str], None]
) -> tuple[Document, ...]:
    documents = []
    for attachment in found:
        problem = skip.get(attachment.path) or (skip.get(EVERY) if not attachment.body else None)
        if problem or attachment.problem or attachment.ornament:
            documents.append(registry.empty(attachment, problem))
            continue
        step(attachment.path)
        documents.append(_document(attachment, limits, clock.left(READING)))
    return tuple(documents)


def _document(attachment: Attachment, limits: Limits, seconds: float) -> Document:
    """A document read within the seconds that are left, which its reader knows."""
    allowed = replace(limits, seconds=max(seconds, 0.0))
    try:
        return limited(seconds, lambda: registry.read(attachment, allowed))
    except TimeUp:
        return registry.empty(attachment, "timeout")


def _gathered(
    documents: tuple[Document, ...], mail: Message | None, setup: Setup, skip: Mapping[str, str], clock: _Clock
) -> tuple[Gathered, str | None]:
    """The dossiers; when gathering them fails the documents are listed all the same, with the problem of the mail."""
    if GATHER in skip:
        return _listed(documents), skip[GATHER]
    try:
        seconds = min(setup.gather_seconds, max(clock.left(ENDING), LEAST))
        return limited(seconds, lambda: gather(documents, mail, setup.vocabulary)), None
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


def _with_problem(records: tuple[DocumentRecord, ...], found: tuple[Attachment, ...], problem: str) -> tuple[DocumentRecord, ...]:
    """What could not be gathered was not read, whatever its text: each document says so, but the logos."""
    ornaments = {attachment.path for attachment in found if attachment.ornament}
    return tuple(record if record.problem or record.id in ornaments else replace(record, problem=problem) for record in records)


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
        form="",
        parts=tuple(replace(part, content=b"") for part in mail.parts[:MAX_HEADERS]),
    )
