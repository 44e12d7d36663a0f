"""`qualif reference import`: a public file replaces its table, whole or not at all."""

from collections.abc import Callable
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from qualif.engine.imports import collective, health_social, postal, rncp
from qualif.store import events, references
from qualif.store.database import Database, Session
from qualif.store.references import Source
from values.errors import WrongCall, why

Load = Callable[[Session, Path, str, datetime], int]


def load(database: Database, kind: str, path: Path, now: datetime) -> int:
    """Replace the table of a kind (`rncp`, `postal`, `collective`, `health-social`) by a file; how many rows it has now.

    Raises WrongCall when the file is refused, with one line that names the row and the column; the table is then what it was.
    """
    if kind not in KINDS:
        raise WrongCall(f"{kind} : table inconnue (rncp, postal, collective, health-social)")
    try:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        with database.write() as session:
            rows = KINDS[kind](session, path, digest, now)
            if not rows:
                raise WrongCall(f"{path.name} : aucune ligne, la table reste ce qu'elle était")
            events.add(session, now, "reference.imported", details={"kind": kind, "file": path.name, "rows": rows})
    except OSError as error:
        raise WrongCall(f"{path} : ce fichier ne peut pas être lu ({why(error)})") from None
    except UnicodeDecodeError:
        raise WrongCall(f"{path.name} : ce n'est pas de l'UTF-8") from None
    return rows


def _rncp(session: Session, path: Path, digest: str, now: datetime) -> int:
    opened = rncp.opened(path)
    with opened.archive:
        source = Source(path.name, digest, opened.data_date, opened.report)
        return references.replace_rncp(session, opened.certifications(), opened.successions(), source, now)


def _postal(session: Session, path: Path, digest: str, now: datetime) -> int:
    return references.replace_postal(session, postal.towns(path), Source(path.name, digest), now)


def _collective(session: Session, path: Path, digest: str, now: datetime) -> int:
    return references.replace_collective(session, collective.sessions(path), Source(path.name, digest), now)


def _health_social(session: Session, path: Path, digest: str, now: datetime) -> int:
    return references.replace_health_social(session, health_social.diplomas(path), Source(path.name, digest), now)


KINDS: dict[str, Load] = {
    "rncp": _rncp,
    "postal": _postal,
    "collective": _collective,
    "health-social": _health_social,
}
