"""The demo's stage: a private data folder, the two servers, the example mails delivered, the reference tables loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from config.settings import Settings
from ingest import message
from qualif.demonstration.servers import PASSWORD, USER, SentMail, deliver, imap_server, smtp_server
from qualif.engine.parts import Parts
from qualif.engine.references import load

TABLES = {".zip": "rncp", "hexasmal": "postal", "collectif": "collective", "sanitaire": "health-social"}
MAILBOX = "qualif.individuel@normandie.example"


@dataclass(frozen=True, slots=True)
class Scene:
    """What the demo plays with: its settings, how many mails wait, and the mails that the SMTP server takes."""

    settings: Settings
    delivered: int
    sent: list[SentMail]


@contextmanager
def stage(folder: Path) -> Iterator[Scene]:
    """Start the servers and fill the mailbox; everything but the folder is gone at the end."""
    with imap_server() as imap_port, smtp_server() as (smtp_port, sent):
        mails = list(_mails())
        deliver(imap_port, mails)
        yield Scene(_settings(folder, imap_port, smtp_port), len(mails), sent)


def _mails() -> Iterator[tuple[bytes, datetime]]:
    """The example mails in the order in which they came, each with the server's clock."""
    found = [(folder / "message.eml").read_bytes() for folder in (files("fixtures") / "mails").iterdir() if folder.is_dir()]
    yield from sorted(((content, _received(content)) for content in found), key=lambda mail: mail[1])


def _received(content: bytes) -> datetime:
    read = message.read(content)
    return read.received[0] if read.received else read.date or datetime(2026, 1, 5, 9, tzinfo=UTC)


def _settings(folder: Path, imap_port: int, smtp_port: int) -> Settings:
    return Settings.model_validate(
        {
            "data_dir": folder / "data",
            "imap": {"host": "127.0.0.1", "port": imap_port, "username": USER, "password": PASSWORD, "security": "none"},
            "smtp": {"host": "127.0.0.1", "port": smtp_port, "security": "none", "auth": "none"},
            "mailbox": {"address": MAILBOX, "answer_since": "2000-01-01T00:00:00+01:00"},
            "service": {"name": "Service Qualif individuel (démonstration)", "address": "1 place de l'Exemple, 14000 Caen"},
            "signatory": {"first_name": "Camille", "last_name": "SIGNATAIRE", "title": "Directrice de la formation (exemple)"},
            "agent": {"first_name": "Dominique", "last_name": "AGENT", "title": "chargé d'instruction (exemple)"},
        }
    )


def load_tables(parts: Parts) -> None:
    """Import the example reference tables."""
    for file in sorted((files("fixtures") / "references").iterdir(), key=lambda one: one.name):
        kind = next((kind for mark, kind in TABLES.items() if mark in file.name), None)
        if kind is not None:
            load(parts.database, kind, Path(str(file)), parts.now())


def write_replies(folder: Path, sent: list[SentMail]) -> Path:
    """The mails that left, one file each, numbered in the order in which they left; where they are."""
    place = folder / "reponses"
    place.mkdir(parents=True, exist_ok=True)
    for number, mail in enumerate(sent, 1):
        (place / f"{number:03d}.eml").write_bytes(mail.content)
    return place
