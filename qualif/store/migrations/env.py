"""Alembic's entry: it runs on the connection that `qualif.store.schema` hands it, inside that connection's transaction."""

from alembic import context
from sqlmodel import SQLModel

import qualif.store.tables.every  # noqa: F401  (the metadata is empty without it)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
