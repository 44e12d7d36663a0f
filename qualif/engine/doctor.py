"""`qualif doctor`: one line for each thing that a run needs, with what to do when it is not right."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from shutil import disk_usage, which
from typing import TYPE_CHECKING

from config.settings import Settings
from values.codec import Json
from values.errors import MailboxError, QualifError

if TYPE_CHECKING:
    from ingest.mailbox import Mailbox

LEAST_DISK = 1_000_000_000
OLD_TABLE_DAYS = 90
"""The register of certifications is published every day; a table older than this is worth a new import."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: `ok` is False only when a run cannot do without it."""

    name: str
    ok: bool
    message: str

    def as_json(self) -> dict[str, Json]:
        """One line of `doctor --json`."""
        return {"name": self.name, "ok": self.ok, "message": self.message}


def look(settings: Settings, now: Callable[[], datetime]) -> Iterator[Line]:
    """Every line, in the order of the contract."""
    looks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("settings", lambda: _settings(settings)),
        ("mailbox", lambda: _mailbox(settings)),
        ("sent", lambda: _sent(settings)),
        ("smtp", lambda: _smtp(settings)),
        ("database", lambda: _database(settings)),
        ("tables", lambda: _tables(settings, now)),
        ("disk", lambda: _disk(settings)),
        ("ocr", _ocr),
        ("sandbox", lambda: _sandbox(settings)),
        ("antivirus", lambda: _antivirus(settings)),
        ("clock", lambda: _clock(now)),
        ("templates", lambda: _templates(settings)),
        ("signatory", lambda: _signatory(settings)),
    )
    for name, one in looks:
        try:
            yield Line(name, True, one())
        except QualifError as error:
            yield Line(name, False, str(error))


def _settings(settings: Settings) -> str:
    settings.require_mailbox().require_sending()
    service = settings.service.model_fields_set
    if not {"name", "address", "phone"} <= service:
        return "corrects ; service.name, address et phone gardent leurs valeurs par défaut : vérifiez-les"
    return "corrects"


def _mailbox(settings: Settings) -> str:
    from ingest.imap import open_mailbox

    mailbox = open_mailbox(settings.require_mailbox().imap)
    try:
        counts = [
            _counted(mailbox, name) for name in (*settings.imap.folders, settings.imap.junk_folder, settings.imap.move_to) if name
        ]
    finally:
        with suppress(MailboxError):
            mailbox.close()
    return f"{settings.imap.host} répond ; dossiers : {', '.join(counts)}"


def _counted(mailbox: "Mailbox", folder: str) -> str:
    """A folder and how many mails lie in it; one that is missing ends a cycle with 1, the others being read."""
    try:
        count = mailbox.open(folder).exists
    except MailboxError as error:
        raise QualifError(f"{error} : créez-le ou corrigez le réglage imap") from None
    return f"{folder} ({count} courriel{'s' if count > 1 else ''})"


def _sent(settings: Settings) -> str:
    """The folder of the copies; a copy that cannot be kept is no reason for a reply not to leave, and ends a cycle with 1."""
    from ingest.imap import open_mailbox

    folder = settings.imap.sent_folder
    if folder is None:
        return "aucune copie des réponses n'est gardée dans la boîte (imap.sent_folder)"
    mailbox = open_mailbox(settings.require_mailbox().imap)
    try:
        return f"les réponses sont copiées dans {_counted(mailbox, folder)}"
    finally:
        with suppress(MailboxError):
            mailbox.close()


def _smtp(settings: Settings) -> str:
    from notify.transport import Smtp

    with Smtp(settings.require_sending().smtp) as sender:
        return sender.check()


def _database(settings: Settings) -> str:
    from qualif.store import database

    url = settings.database.url
    found = database.existing(settings.data_dir, url.get_secret_value() if url else None)
    if found is None:
        return "pas encore créée : elle le sera au premier cycle"
    found.close()
    return f"lisible, dans {settings.data_dir}" if url is None else "lisible"


def _tables(settings: Settings, now: Callable[[], datetime]) -> str:
    """The age of the reference tables; a run does without any of them, and sends more to a person."""
    from qualif.engine.status import TABLES, ages
    from qualif.store import database
    from qualif.store.clock import paris

    url, found = settings.database.url, dict.fromkeys(TABLES)
    opened = database.existing(settings.data_dir, url.get_secret_value() if url else None)
    if opened is not None:
        try:
            with opened.read() as session:
                found = ages(session, paris(now()).date())
        finally:
            opened.close()
    told = ", ".join(f"{name} : {_age(days)}" for name, days in found.items())
    wanting = [name for name, days in found.items() if days is None or days > OLD_TABLE_DAYS]
    return told + (f" ; à importer : {', '.join(wanting)} (qualif reference import)" if wanting else "")


def _age(days: int | None) -> str:
    return "absente" if days is None else f"{days} jour{'s' if days > 1 else ''}"


def _disk(settings: Settings) -> str:
    place = settings.data_dir.absolute()
    while not place.exists():
        place = place.parent
    if not os.access(place, os.W_OK | os.X_OK):
        raise QualifError(f"{place} ne peut pas être écrit : donnez-en le droit à l'utilisateur du service (data_dir)")
    with suppress(OSError):
        free = disk_usage(place).free
        if free < LEAST_DISK:
            raise QualifError(f"il reste {free // 1_000_000} Mo pour les données, dans {place} : libérez de la place")
        return f"{free // 1_000_000_000} Go libres pour les données, dans {place}"
    return "place libre inconnue"


def _ocr() -> str:
    program = "tesseract est là" if which("tesseract") else "tesseract n'est pas installé"
    return f"les scans et photos ne sont pas encore lus, ils vont à une personne ({program})"


def _sandbox(settings: Settings) -> str:
    from config import vocabulary
    from qualif.engine.reader import reader

    with reader(settings, vocabulary.load(settings.vocabulary.file)) as pool:
        pool.read(b"Subject: essai\r\n\r\nBonjour\r\n", "essai.eml")
        if pool.confinement == "bwrap":
            return "les documents sont lus dans bwrap, sans réseau"
        return "bwrap est refusé sur cette machine : lecture en processus séparé, avec limites (installez bubblewrap)"


def _antivirus(settings: Settings) -> str:
    if settings.antivirus.socket is None:
        return "aucun antivirus réglé (antivirus.socket)"
    return f"réglé ({settings.antivirus.socket}), pas encore consulté par cette version"


def _clock(now: Callable[[], datetime]) -> str:
    from zoneinfo import ZoneInfo

    here = now().astimezone(ZoneInfo("Europe/Paris"))
    if here.year < 2026:
        raise QualifError(f"l'horloge de la machine dit {here:%d/%m/%Y} : réglez-la")
    return f"{here:%d/%m/%Y %H:%M} à Paris"


def _templates(settings: Settings) -> str:
    from notify.desk import desk
    from notify.samples import check

    problems = check(desk(settings))
    if problems:
        raise QualifError(f"modèles de courriels : {problems[0]}")
    return "tous les modèles de courriels se composent"


def _signatory(settings: Settings) -> str:
    if not settings.signatory.complete:
        return "aucun signataire : les rejets attendront une personne (signatory.first_name, last_name, title)"
    lacking = [name for name in ("delegation", "basis") if getattr(settings.signatory, name) is None]
    asked = f" ; à compléter : {', '.join('signatory.' + name for name in lacking)}" if lacking else ""
    return f"{settings.signatory.first_name} {settings.signatory.last_name}, {settings.signatory.title}{asked}"
