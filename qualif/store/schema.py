"""The schema and its versions: made, upgraded under a lock after a copy, refused when newer than the program."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from values.errors import DatabaseError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
"""The version that this program writes; a test compares it with the newest script of `migrations/versions`."""


def current(connection: Connection) -> str | None:
    """The version of the schema found in the database, None when it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def config(connection: Connection | None = None) -> "Config":
    """Alembic's configuration, without a file: the scripts lie in the installed package."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(files("qualif.store").joinpath("migrations")))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def check(engine: Engine) -> None:
    """Refuse a schema that is not this program's; for commands that read and may not change it."""
    with engine.connect() as connection:
        found = current(connection)
    if found != HEAD:
        raise DatabaseError(_newer(found) if _is_newer(found) else "base de données à mettre à jour : lancez « qualif poll »")


def upgrade(engine: Engine, data_dir: Path) -> None:
    """Make the schema or bring it to `HEAD`; at once when it is there, else under a lock and after a copy."""
    with engine.connect() as connection:
        found = current(connection)
    if found == HEAD:
        return
    if _is_newer(found):
        raise DatabaseError(_newer(found))
    with _locked(data_dir):
        _to_head(engine, data_dir)


def _to_head(engine: Engine, data_dir: Path) -> None:
    """The work under the lock; another process may have done it while we waited."""
    from alembic import command

    with engine.connect() as connection:
        found = current(connection)
    if found == HEAD:
        return
    if found is not None and engine.dialect.name == "sqlite":
        _copy(engine, data_dir / "backups" / f"before-{HEAD}-from-{found}.sqlite")
    with engine.begin() as connection:
        command.upgrade(config(connection), "head")


def _copy(engine: Engine, target: Path) -> None:
    """A consistent copy of a SQLite database beside it; an older copy of the same step gives way."""
    target.parent.mkdir(mode=0o700, exist_ok=True)
    target.unlink(missing_ok=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)


def _is_newer(found: str | None) -> bool:
    """Whether the database carries a version that this program's scripts do not know."""
    if found is None or found == HEAD:
        return False
    from alembic.script import ScriptDirectory

    return found not in {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def _newer(found: str | None) -> str:
    return f"base de données d'une version plus récente ({found}) que ce programme ({HEAD}) : mettez le programme à jour"


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    """One process of this data folder at a time."""
    handle = os.open(data_dir / ".schema.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
