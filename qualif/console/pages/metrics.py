"""`GET /metrics`: the figures of `qualif status` for Prometheus, and the database's heartbeat. No personal data."""

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from qualif.store import states
from qualif.store.database import Session
from values.codec import Json

FIGURES = {
    "unanswered": "Mails of people without an answer for over a business day",
    "held": "Replies that wait for a person",
    "uncertain": "Replies whose arrival is not known",
    "failed": "Replies refused for good",
    "quarantined": "Mails put aside",
    "contested": "Rejections contested",
}


def ping(session: Session) -> None:
    """Ask the database something small; raises DatabaseError when it is away."""
    states.last_cycle(session)


def text(status: dict[str, Json]) -> str:
    """The exposition text of a status."""
    registry = CollectorRegistry()
    for name, description in FIGURES.items():
        Gauge(f"qualif_{name}", description, registry=registry).set(_number(status[name]))
    Gauge("qualif_must_act", "Reasons why a person must act", registry=registry).set(_number(status["must_act"]))
    Gauge("qualif_breaker_open", "1 when nothing leaves", registry=registry).set(status["breaker"] == "open")
    return generate_latest(registry).decode("utf-8")


def _number(value: Json) -> float:
    """A figure as it is, a list by its length."""
    if isinstance(value, list):
        return float(len(value))
    return float(value) if isinstance(value, int | float) else 0.0
