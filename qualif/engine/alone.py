"""`examine`: a mail or a loose document judged alone, without ledger; the reference tables are read if there are any."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from config import regulation, vocabulary
from config.settings import Settings
from ingest.clocks import receipt
from ingest.threads import answered_ids
from notify.compose import replies
from notify.desk import Desk, desk
from notify.policy import Circumstances
from qualif.engine.contract import examined_json
from qualif.engine.examine import Threads, examine
from qualif.engine.forwards import original_sender, told_by
from qualif.engine.reader import reader
from qualif.engine.versions import versions
from qualif.sandbox.pool import Pool
from qualif.store import database, keys, references
from qualif.store.database import Database
from values.codec import Json
from values.document import DocumentRecord, DocumentType
from values.dossier import Dossier, MailReading
from values.errors import SandboxError
from values.examination import Examined
from values.facts import Facts, HealthSocial, Receipt, References
from values.mail import Message
from values.reply import Reply
from values.token import is_ours
from values.vocabulary import Vocabulary

_HEADER = re.compile(
    rb"^(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|x-[a-z-]+|content-type|reply-to"
    rb"|authentication-results|dkim-signature|arc-[a-z-]+|envelope-to|cc|sender|in-reply-to|references|status)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)


def is_mail(name: str, content: bytes) -> bool:
    """Whether a file is a mail: by its ending, else by at least two headers of RFC 5322 before the first blank line."""
    if PurePosixPath(name).suffix.lower() in (".eml", ".msg"):
        return True
    head = re.split(rb"\r?\n\r?\n|\r\r", content[:65536].removeprefix(b"\xef\xbb\xbf"), maxsplit=1)[0].replace(b"\r", b"\n")
    if not re.match(rb"(?:From .*\n|>From .*\n)?[!-9;-~]+[ \t]*:", head):
        return False
    return len(_HEADER.findall(head)) >= 2


@dataclass(frozen=True, slots=True)
class Examiner:
    """What judges one file after the other."""

    settings: Settings
    pool: Pool
    vocabulary: Vocabulary
    book: regulation.Book
    health_social: tuple[HealthSocial, ...]
    desk: Desk
    keys: tuple[bytes, ...]
    now: datetime
    database: Database | None

    def __call__(self, name: str, content: bytes, received: datetime | None) -> tuple[Examined, tuple[Reply, ...]]:
        """The file examined, and the replies that its sender would get."""
        reading = self._reading(name, content)
        when = receipt(reading.message, received, None, self.now, self.settings.mailbox.internal_domains)
        judged = versions(regulation.in_force(self.book, when.day), self.vocabulary)
        examined, _ = examine(reading, when, self._threads(reading.message), lambda dossier: self._facts(dossier, when), judged)
        refs: tuple[str | None, ...] = tuple(None for _ in examined.examinations)
        circumstances = self._circumstances(examined)
        return examined, replies(examined, refs, self.desk, circumstances, when.day)

    def as_json(self, name: str, content: bytes, received: datetime | None) -> dict[str, Json]:
        """The object of contract §3."""
        examined, answers = self(name, content, received)
        return examined_json(name, examined, answers)

    def _reading(self, name: str, content: bytes) -> MailReading:
        """What the sandbox read; when it failed as a whole, a reading that says so from the headers alone."""
        loose = not is_mail(name, content)
        try:
            return self.pool.read(content, name, loose)
        except SandboxError as error:
            return failed(name, content, loose, error.problem, self.vocabulary, self.desk.own_addresses)

    def _threads(self, message: Message | None) -> Threads:
        if message is None:
            return Threads()
        return Threads(answers=next((one for one in answered_ids(message) if is_ours(one, self.keys)), None))

    def _facts(self, dossier: Dossier, when: Receipt) -> Facts:
        return Facts(
            receipt=when,
            regulation=regulation.in_force(self.book, when.day),
            references=self._references(dossier, when),
            required_documents=self.settings.dossier.required_documents,
        )

    def _references(self, dossier: Dossier, when: Receipt) -> References:
        if self.database is None:
            return References(health_social=self.health_social)
        with self.database.read() as session:
            return references.for_dossier(session, dossier, when.day, self.health_social)

    def _circumstances(self, examined: Examined) -> Circumstances:
        decision, domains = self.settings.decision, self.settings.mailbox.internal_domains
        forms = tuple(one.dossier.form for one in examined.examinations)
        return Circumstances(
            internal=examined.receipt.internal,
            after_start=decision.after_start,
            under_one_month=decision.under_one_month,
            original_sender=told_by(original_sender(examined.message, domains, self.desk.own_addresses), forms),
        )


def failed(name: str, content: bytes, loose: bool, problem: str, words: Vocabulary, own: tuple[str, ...]) -> MailReading:
    """A whole reading of what could not be read: its headers when it is a mail, and one document that names the problem."""
    from ingest import classify, message

    mail = None if loose else message.read(content[:1_000_000])
    record = DocumentRecord("1", name, "application/octet-stream", DocumentType.OTHER, None, "none", problem)
    machine = classify.machine(mail, words, own) if mail else None
    return MailReading(mail, machine, (record,), (), unread=("1",), problem=problem)


@contextmanager
def examiner(settings: Settings, now: datetime) -> Iterator[Examiner]:
    """What `examine` works with: the sandbox, the books, the reference tables of the data folder if there are any."""
    words = vocabulary.load(settings.vocabulary.file)
    book = regulation.load(settings.regulation.file)
    with ExitStack() as stack:
        pool = stack.enter_context(reader(settings, words))
        pool.warm()
        url = settings.database.url
        tables = database.existing(settings.data_dir, url.get_secret_value() if url else None)
        if tables is not None:
            stack.callback(tables.close)
        yield Examiner(
            settings=settings,
            pool=pool,
            vocabulary=words,
            book=book,
            health_social=regulation.health_social(book),
            desk=desk(settings),
            keys=keys.load(settings.data_dir).all if (settings.data_dir / keys.NAME).exists() else (),
            now=now,
            database=tables,
        )
