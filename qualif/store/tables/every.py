"""All tables at once: what the migrations compare the database with."""

import qualif.store.tables.dossier  # noqa: F401
import qualif.store.tables.examination  # noqa: F401
import qualif.store.tables.house  # noqa: F401
import qualif.store.tables.mail  # noqa: F401
import qualif.store.tables.outbox  # noqa: F401
import qualif.store.tables.reference  # noqa: F401
