"""The database: opened by URL or in the data folder, read and written in short units of work.

    with database.read() as session: …     a consistent view, nothing written
    with database.write() as session: …    one transaction, begun for writing, committed at the end

SQLite: WAL, foreign keys, `synchronous=FULL`, a busy timeout, and a write takes the lock at its first statement (BEGIN
IMMEDIATE), so that two writers wait instead of failing half-way. One session a unit of work, never shared by threads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlmodel import Session as Session
from sqlmodel import create_engine

import qualif.store.tables.every  # noqa: F401  (a foreign key is resolved only among known tables)
from qualif.store import schema
from values.errors import DatabaseError, WrongCall

BUSY_MS = 15_000
FILE = "qualif.sqlite"


class Database:
    """An open database and the units of work on it."""

    def __init__(self, engine: Engine, data_dir: Path) -> None:
        self.engine = engine
        self.data_dir = data_dir
        self._writing = engine.execution_options(writing=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A unit of work that writes nothing."""
        with _translated(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with _translated(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open(data_dir: Path, url: str | None = None) -> Database:  # noqa: A001
    """The database of a data folder (made 0700 when absent), its schema made or upgraded to this program's."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _translated():
        engine = _engine(_url(data_dir, url))
        schema.upgrade(engine, data_dir)
    _keep_private(data_dir, url)
    return Database(engine, data_dir)


def existing(data_dir: Path, url: str | None = None) -> Database | None:
    """The database as it is, for commands that only look; None when there is none yet."""
    if url is None and not (data_dir / FILE).exists():
        return None
    with _translated():
        engine = _engine(_url(data_dir, url))
        with engine.connect() as connection:
            empty = schema.current(connection) is None
        if empty:
            return None
        schema.check(engine)
    return Database(engine, data_dir)


def _url(data_dir: Path, url: str | None) -> str:
    return url or f"sqlite:///{(data_dir / FILE).absolute()}"


def _keep_private(data_dir: Path, url: str | None) -> None:
    if url is None:
        (data_dir / FILE).chmod(0o600)


def _engine(url: str) -> Engine:
    """The engine of a URL; raises WrongCall when it is none, or its driver is not installed."""
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as missing:
        raise WrongCall(f"QUALIF_DATABASE__URL : le module {missing.name} manque (extra « postgres »)") from None
    except SQLAlchemyError:
        raise WrongCall("QUALIF_DATABASE__URL : adresse de base de données illisible") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """A new SQLite connection: our pragmas, and transactions begun by `_begin` instead of the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    """The driver's failures become ours, once, here; a broken constraint is a fault of ours and stays one."""
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        first = str(error.orig or error).splitlines()[0]
        raise DatabaseError(f"base de données : {first}") from error
