"""Instants of the store: kept in UTC, shown in Europe/Paris."""

from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def paris(instant: datetime) -> datetime:
    """The same instant with its offset in Europe/Paris."""
    return instant.astimezone(PARIS)


def stamp(instant: datetime | None) -> str | None:
    """The ISO 8601 text of an instant in Europe/Paris, None for None; whole seconds are written without a fraction."""
    return None if instant is None else paris(instant).isoformat()
