"""A whole installation on a real SQLite file, a mailbox in memory, a plain reader of forms, a clock that stands still."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import ingest.message
from config.settings import Settings
from ingest import classify, threads
from notify.transport import Outcome, Refusal, SendResult
from qualif.engine import cycle
from qualif.engine.cycle import Report, World
from qualif.engine.memory_mailbox import MemoryMailbox
from qualif.engine.parts import Parts, assemble
from qualif.store import dossiers, ledger, outbox
from qualif.store.views import DossierView, MessageView, ReplyView
from values.document import DocumentRecord, DocumentType, Source
from values.dossier import Dossier, MailReading
from values.errors import SendingError
from values.form import DATE_FIELDS, Form, Reading, Value

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 2, 10, 14, 0, tzinfo=PARIS)
SIGNATORY = {"first_name": "Anne", "last_name": "Lebrun", "title": "directrice de la formation"}

FORM = {
    "Nom": "MARTIN",
    "Prénom": "Léa",
    "Date de naissance": "12/03/1990",
    "Adresse": "3 rue des Lilas",
    "Code postal": "14000",
    "Ville": "Caen",
    "Courriel": "lea.martin@example.org",
    "Intitulé de la formation": "Titre professionnel cuisinier",
    "Organisme de formation": "AFPA Caen",
    "Numéro RNCP": "RNCP34095",
    "Date de début": "04/05/2026",
    "Date de fin": "30/10/2026",
}


def _form(**change: str | None) -> str:
    """The text of a form in a mail; keys with `_` for a blank, None leaves a line out."""
    given = FORM | {key.replace("_", " "): value for key, value in change.items()}
    lines = [f"{label} : {value}" for label, value in given.items() if value is not None]
    return "\n".join(["Dossier de candidature Qualif Individuel", *lines, ""])


def _late(**change: str | None) -> str:
    """The same, for a training that starts too soon."""
    return _form(**{"Date de début": "02/03/2026", "Date de fin": "30/06/2026"} | change)


def _mail(text: str, sender: str = "lea.martin@example.org", subject: str = "Candidature", **headers: str) -> bytes:
    """A mail of one text, with a Message-ID of its own."""
    known = {
        "From": f"Quelqu'un <{sender}>",
        "To": "qualif.individuel@normandie.fr",
        "Subject": subject,
        "Message-ID": f"<{abs(hash((text, sender, subject)))}@example.org>",
        "Date": format_datetime(NOW - timedelta(minutes=1)),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "\r\n".join(f"{name}: {value}" for name, value in known.items() if value)
    return f"{head}\r\n\r\n{text}".replace("\r\n", "\n").replace("\n", "\r\n").encode()


KEYS = {
    "Nom": "candidate.last_name",
    "Prénom": "candidate.first_name",
    "Date de naissance": "candidate.birth_date",
    "Adresse": "candidate.street",
    "Code postal": "candidate.postal_code",
    "Ville": "candidate.city",
    "Courriel": "candidate.email",
    "Intitulé de la formation": "training.title",
    "Organisme de formation": "training.provider",
    "Numéro RNCP": "training.certification_code",
    "Date de début": "training.start_date",
    "Date de fin": "training.end_date",
}


def _read(content: bytes, parts: Parts) -> MailReading:
    """What the sandbox would read of a mail whose only document is its text: a form when it has lines of one."""
    message = ingest.message.read(content)
    words, said = parts.vocabulary, f"{message.subject or ''}\n{message.text}"
    readings = dict(_fields(message.text))
    kind = DocumentType.FORM if readings else DocumentType.OTHER
    record = DocumentRecord("1", None, "text/plain", kind, None, "text", None)
    pieces = tuple(_pieces(message.text))
    made = (Dossier(Form(readings), (record, *pieces), message.sender, scheme="qualif_individuel"),) if readings else ()
    return MailReading(
        message=message,
        machine=classify.machine(message, words, parts.own),
        documents=(record, *pieces),
        dossiers=made,
        body_id="1",
        candidature=threads.candidature_terms(message, words),
        references=threads.dossier_references(said),
        unread=tuple(piece.id for piece in pieces if piece.problem),
        contests=threads.contests(message, words),
    )


def _pieces(text: str) -> Iterator[DocumentRecord]:
    """`Pièce : devis.pdf` is a quote joined to the mail; one that is « illisible » could not be read."""
    for n, line in enumerate((line for line in text.splitlines() if line.startswith("Pièce : ")), 2):
        problem = "corrupt" if "illisible" in line else None
        name = line.removeprefix("Pièce : ").strip()
        yield DocumentRecord(str(n), name, "application/pdf", DocumentType.QUOTE, 1, "text", problem)


def _fields(text: str) -> Iterator[tuple[str, Reading]]:
    for line in text.splitlines():
        label, mark, value = (part.strip() for part in line.partition(" : "))
        if mark and label in KEYS:
            yield KEYS[label], Reading(_value(KEYS[label], value), 1.0, "1", value, Source.TEXT)


def _value(key: str, text: str) -> Value:
    return datetime.strptime(text, "%d/%m/%Y").date() if key in DATE_FIELDS else text  # noqa: DTZ007


@dataclass
class FakeSender:
    """An SMTP server: takes everything, or does what `answers` say of an address, or `breaks`."""

    sent: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    answers: dict[str, Refusal] = field(default_factory=dict)
    away: bool = False
    breaks: str = ""

    def send(self, mime: bytes, mail_from: str, rcpts: tuple[str, ...], accepted: Callable[[], None]) -> SendResult:
        if self.away:
            raise SendingError("serveur SMTP injoignable")
        refused = {address: self.answers[address] for address in rcpts if address in self.answers}
        taken = tuple(address for address in rcpts if address not in refused)
        if not taken:
            return SendResult(Outcome.REFUSED, (), refused)
        accepted()
        if self.breaks == "kill":
            raise KeyboardInterrupt
        if self.breaks:
            return SendResult(Outcome.UNCERTAIN, taken, refused, self.breaks)
        self.sent.append((taken, mime))
        return SendResult(Outcome.SENT, taken, refused, "250 ok")

    def close(self) -> None:
        pass


@dataclass
class House:
    """What a test works with."""

    parts: Parts
    mailbox: MemoryMailbox
    sender: FakeSender
    read: Callable[[bytes, str], MailReading]
    instant: list[datetime]

    def deliver(self, content: bytes, at: datetime | None = None, folder: str = "INBOX") -> int:
        return self.mailbox.deliver(content, at or self.instant[0], folder)

    def cycle(self, **more: object) -> Report:
        world = World(lambda: self.mailbox, lambda content, source: self.read(content, source), self.sender, 1)
        return cycle.run(self.parts, world, **more)  # type: ignore[arg-type]

    def pass_time(self, **span: float) -> None:
        self.instant[0] += timedelta(**span)

    @property
    def mails(self) -> list[MessageView]:
        with self.parts.database.read() as session:
            return list(ledger.entries(session))

    @property
    def dossiers(self) -> list[DossierView]:
        with self.parts.database.read() as session:
            return list(dossiers.entries(session))

    @property
    def replies(self) -> list[ReplyView]:
        with self.parts.database.read() as session:
            return list(outbox.entries(session))

    def states(self) -> list[tuple[str, str, str | None]]:
        return [(reply.template, reply.state, reply.hold_reason) for reply in self.replies]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """A house with these settings (sections as dictionaries)."""
    built: list[House] = []

    def make(*folders: str, **sections: object) -> House:
        given: dict[str, object] = {
            "data_dir": tmp_path / f"data{len(built)}",
            "mailbox": {"answer_since": "2026-01-01T00:00:00+01:00"},
            "signatory": SIGNATORY,
            "smtp": {"host": "smtp.example.org", "auth": "none"},
        }
        instant = [NOW]
        parts = assemble(Settings(**given | sections), lambda: instant[0])  # type: ignore[arg-type]

        def read(content: bytes, source: str) -> MailReading:
            return _read(content, parts)

        built.append(House(parts, MemoryMailbox(*(folders or ("INBOX",))), FakeSender(), read, instant))
        return built[-1]

    yield make
    for one in built:
        one.parts.database.close()


@pytest.fixture
def house(build: Callable[..., House]) -> House:
    return build()


@pytest.fixture
def form() -> Callable[..., str]:
    return _form


@pytest.fixture
def late() -> Callable[..., str]:
    return _late


@pytest.fixture
def mail() -> Callable[..., bytes]:
    return _mail
