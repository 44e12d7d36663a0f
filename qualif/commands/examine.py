"""`qualif examine`: mails or loose documents are read and examined; nothing is stored, nothing is sent."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qualif.commands.common import now, print_json, settings_of
from values.errors import WrongCall, why

if TYPE_CHECKING:
    from qualif.engine.alone import Examiner


@dataclass(frozen=True, slots=True)
class Source:
    """A file given in the call, read whole."""

    name: str
    content: bytes


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files and how they are shown."""
    parser.add_argument("files", nargs="+", metavar="FICHIER", type=Path, help="un courriel (.eml, .msg) ou un document")
    parser.add_argument("--json", action="store_true", help="un objet JSON par fichier, un par ligne")
    parser.add_argument("--received", metavar="INSTANT", help="l'instant de réception (ISO 8601 avec décalage horaire)")


def run(call: argparse.Namespace) -> int:
    """Examine each file in the order given."""
    received = instant_of(call.received)
    sources = [_read(path) for path in call.files]
    from qualif.engine.alone import examiner

    with examiner(settings_of(call), now()) as one:
        for source in sources:
            if call.json:
                print_json(one.as_json(source.name, source.content, received))
            else:
                print("\n".join(_lines(one, source, received)))
    return 0


def instant_of(text: str | None) -> datetime | None:
    """The instant of `--received`; raises WrongCall when it is none or has no offset."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongCall(f"--received : {text} n'est pas un instant (par exemple 2026-01-15T09:30:00+01:00)") from None
    if moment.tzinfo is None:
        raise WrongCall(f"--received : il manque le décalage horaire à {text} (par exemple +01:00)")
    return moment


def _read(path: Path) -> Source:
    try:
        return Source(path.name, path.read_bytes())
    except OSError as error:
        reason = "introuvable" if isinstance(error, FileNotFoundError) else f"illisible ({why(error)})"
        raise WrongCall(f"{path} : {reason}") from None


def _lines(one: "Examiner", source: Source, received: datetime | None) -> Iterator[str]:
    from qualif.engine.showing import examined_text

    examined, replies = one(source.name, source.content, received)
    yield from examined_text(source.name, examined, replies)
