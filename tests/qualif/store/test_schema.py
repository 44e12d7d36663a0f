"""The schema: made, upgraded, refused; the migrations say the same as the tables."""

from contextlib import suppress
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from qualif.store import database, schema
from qualif.store.database import Database
from values.errors import DatabaseError, WrongCall


def test_the_migrations_and_the_tables_do_not_differ(db: Database) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_head_is_the_newest_script() -> None:
    assert ScriptDirectory.from_config(schema.config()).get_current_head() == schema.HEAD


def test_a_downgrade_leaves_nothing(db: Database) -> None:
    with db.engine.begin() as connection:
        command.downgrade(schema.config(connection), "base")
        left = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    assert left == ["alembic_version"]


def test_an_older_schema_is_copied_and_upgraded(db: Database, tmp_path: Path) -> None:
    with db.engine.begin() as connection:
        command.downgrade(schema.config(connection), "base")
        connection.execute(text("INSERT INTO alembic_version VALUES ('0000')"))
        connection.execute(text("CREATE TABLE old_thing (n INTEGER)"))
    with pytest.raises(DatabaseError, match="plus récente"):
        schema.check(db.engine)
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    db.close()
    again = database.open(tmp_path / "data")
    with again.engine.connect() as connection:
        assert schema.current(connection) == schema.HEAD
    again.close()


def test_a_newer_schema_is_refused(db: Database, tmp_path: Path) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    db.close()
    for opened in (database.open, database.existing):
        with pytest.raises(DatabaseError, match="9999"):
            opened(tmp_path / "data")


def test_sqlite_is_set_up_as_promised(db: Database, tmp_path: Path) -> None:
    with db.engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
    assert (tmp_path / "data" / database.FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_no_database_yet_is_nothing(tmp_path: Path) -> None:
    assert database.existing(tmp_path) is None


def test_an_empty_file_is_nothing_yet(tmp_path: Path) -> None:
    (tmp_path / database.FILE).touch()
    assert database.existing(tmp_path) is None


def test_a_file_that_is_no_database_is_a_failure_of_the_world(tmp_path: Path) -> None:
    (tmp_path / database.FILE).write_bytes(b"not a database, but a text that is long enough" * 50)
    with pytest.raises(DatabaseError):
        database.open(tmp_path)


@pytest.mark.parametrize("url", ["rubbish", "nosuch://host/base", "postgresql+nosuch://host/base"])
def test_a_wrong_url_is_a_wrong_call(tmp_path: Path, url: str) -> None:
    with pytest.raises(WrongCall, match="QUALIF_DATABASE__URL"):
        database.open(tmp_path, url)


def test_a_write_that_fails_leaves_nothing(db: Database) -> None:
    with suppress(IntegrityError), db.write() as session:
        session.execute(text("INSERT INTO counters VALUES (2026, 1)"))
        session.execute(text("INSERT INTO dossier_messages (dossier_id, message_id, linked_at) VALUES (1, 1, '2026-01-01')"))
    with db.read() as session:
        assert session.execute(text("SELECT count(*) FROM counters")).scalar() == 0
