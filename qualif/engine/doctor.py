"""`qualif doctor`: one line for each thing that a run needs, with what to do when it is not right."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from shutil import disk_usage, which

from config.settings import Settings
from values.codec import Json
from values.errors import MailboxError, QualifError

LEAST_DISK = 1_000_000_000


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
        ("smtp", lambda: _smtp(settings)),
        ("database", lambda: _database(settings)),
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
        wanted = [*settings.imap.folders, settings.imap.junk_folder, settings.imap.sent_folder, settings.imap.move_to]
        counts = [f"{name} ({mailbox.open(name).exists} courriels)" for name in wanted if name]
    finally:
        with suppress(MailboxError):
            mailbox.close()
    return f"{settings.imap.host} répond ; dossiers : {', '.join(counts)}"


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


def _disk(settings: Settings) -> str:
    place = settings.data_dir if settings.data_dir.exists() else settings.data_dir.absolute().parent
    with suppress(OSError):
        free = disk_usage(place).free
        if free < LEAST_DISK:
            raise QualifError(f"il reste {free // 1_000_000} Mo pour les données : libérez de la place")
        return f"{free // 1_000_000_000} Go libres pour les données"
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
