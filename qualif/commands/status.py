"""`qualif status`: how the service stands; exit 1 when a person must act."""

import argparse

from qualif.commands.common import print_json, settings_of
from qualif.commands.data import stored
from values.codec import Json
from values.french import instant


def arguments(parser: argparse.ArgumentParser) -> None:
    """How it is shown."""
    parser.add_argument("--json", action="store_true", help="un objet JSON")


def run(call: argparse.Namespace) -> int:
    """Print the figures; 1 when a person must act."""
    from qualif.engine.status import NOTHING, Status, status
    from qualif.wiring import installation

    with stored(call) as database:
        empty = database is None
    found: Status = NOTHING
    if not empty:
        with installation(settings_of(call)) as parts:
            found = status(parts)
    if call.json:
        print_json(found.as_json())
    else:
        print("\n".join(_lines(found.as_json())))
    return 1 if found.must_act else 0


LABELS = {
    "last_cycle": "Dernier cycle",
    "oldest_unexamined": "Plus ancien courriel non examiné",
    "unanswered": "Sans réponse depuis plus d'un jour ouvré",
    "held": "Réponses retenues",
    "uncertain": "Envois incertains",
    "failed": "Réponses refusées",
    "quarantined": "Courriels mis de côté",
    "contested": "Rejets contestés",
    "breaker": "Arrêt de sécurité",
}


def _lines(found: dict[str, Json]) -> list[str]:
    from datetime import datetime

    lines = []
    for key, label in LABELS.items():
        value = found[key]
        if isinstance(value, str) and "T" in value:
            value = instant(datetime.fromisoformat(value))
        words = {"closed": "non", "open": "oui : rien ne part"}
        lines.append(f"{label:<42} {words.get(str(value), value) if value is not None else '—'}")
    reasons = found["must_act"]
    if isinstance(reasons, list) and reasons:
        lines += ["", "Une personne doit agir :", *(f"  {reason}" for reason in reasons)]
    return lines
