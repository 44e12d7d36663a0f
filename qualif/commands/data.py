"""How a command opens what is stored: nothing yet is an empty list, or no such thing."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from config.settings import Settings
from qualif.commands.common import settings_of
from values.errors import NoSuchThing

if TYPE_CHECKING:
    from qualif.engine.parts import Parts
    from qualif.store.database import Database


def database_url(settings: Settings) -> str | None:
    """The URL of the settings in clear, or None for SQLite in the data folder."""
    url = settings.database.url
    return url.get_secret_value() if url else None


@contextmanager
def stored(call: argparse.Namespace) -> "Iterator[Database | None]":
    """The database as it is, closed at the end; None when nothing was ever stored."""
    from qualif.store import database

    settings = settings_of(call)
    found = database.existing(settings.data_dir, database_url(settings))
    try:
        yield found
    finally:
        if found is not None:
            found.close()


def there(found: "Database | None", what: str) -> "Database":
    """The database, or NoSuchThing when nothing was ever stored."""
    if found is None:
        raise NoSuchThing(f"{what} : introuvable, rien n'est encore enregistré")
    return found


def number(text: str, what: str) -> int:
    """The id of a row; NoSuchThing for what is none."""
    if not text.isascii() or not text.isdecimal():
        raise NoSuchThing(f"{what} {text} : introuvable")
    return int(text)


@contextmanager
def office(call: argparse.Namespace, what: str) -> "Iterator[Parts]":
    """The parts that a person's act works with; NoSuchThing when nothing was ever stored."""
    from qualif.engine.parts import assemble

    with stored(call) as found:
        there(found, what)
    parts = assemble(settings_of(call))
    try:
        yield parts
    finally:
        parts.database.close()
