"""The first tables.

Revision 0001, the first.
"""

# ruff: noqa: E501

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """From nothing to 0001."""
    op.create_table(
        "blobs",
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("size >= 0", name=op.f("ck_blobs_size")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )
    op.create_table(
        "certifications",
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("certifiers", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_certifications")),
    )
    op.create_table(
        "collective_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("provider", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("postal_code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("city", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collective_sessions")),
    )
    with op.batch_alter_table("collective_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_collective_sessions_code"), ["code"], unique=False)

    op.create_table(
        "counters",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_counters")),
    )
    op.create_table(
        "dossiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("verdict", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reasons", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("received_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("updated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("candidate", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("training", sa.Text(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("pieces_due", sa.Date(), nullable=True),
        sa.Column("contested_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("rejected_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("identified", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_name_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("birth_name_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("first_name_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("home_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("advisor_email", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("provider_siret", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("provider_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("certification_code", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("title_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("cost", sa.Float(), nullable=True),
        sa.CheckConstraint("(status = 'merged') = (merged_into IS NOT NULL)", name=op.f("ck_dossiers_merged")),
        sa.CheckConstraint("status <> 'awaiting_pieces' OR pieces_due IS NOT NULL", name=op.f("ck_dossiers_pieces_due")),
        sa.CheckConstraint(
            "status IN ('open', 'awaiting_pieces', 'rejected', 'favourable', 'granted', 'refused', 'withdrawn', 'merged')",
            name=op.f("ck_dossiers_status"),
        ),
        sa.CheckConstraint("verdict IN ('rejected', 'flagged', 'incomplete', 'receivable')", name=op.f("ck_dossiers_verdict")),
        sa.ForeignKeyConstraint(["merged_into"], ["dossiers.id"], name=op.f("fk_dossiers_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiers")),
        sa.UniqueConstraint("ref", name=op.f("uq_dossiers_ref")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_dossiers_year_number")),
    )
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossiers_advisor_email"), ["advisor_email"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossiers_email"), ["email"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_dossiers_first_name_key_birth_name_key"), ["first_name_key", "birth_name_key"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_dossiers_first_name_key_last_name_key"), ["first_name_key", "last_name_key"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_dossiers_provider_siret_start_date"), ["provider_siret", "start_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossiers_start_date"), ["start_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossiers_status_id"), ["status", "id"], unique=False)

    op.create_table(
        "health_social",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("codes", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_social")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("host", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("acquired_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "outages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outages")),
    )
    op.create_table(
        "reference_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("data_date", sa.Date(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.CheckConstraint("kind IN ('rncp', 'postal', 'collective', 'health_social')", name=op.f("ck_reference_imports_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_imports")),
    )
    with op.batch_alter_table("reference_imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_imports_kind_id"), ["kind", "id"], unique=False)

    op.create_table(
        "states",
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_states")),
    )
    op.create_table(
        "successions",
        sa.Column("older", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("newer", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("older", "newer", name=op.f("pk_successions")),
    )
    with op.batch_alter_table("successions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_successions_newer"), ["newer"], unique=False)

    op.create_table(
        "towns",
        sa.Column("postal_code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("town", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("postal_code", "town", name=op.f("pk_towns")),
    )
    op.create_table(
        "users",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("password", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("disabled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("role IN ('reader', 'operator', 'admin')", name=op.f("ck_users_role")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reading", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_corrections_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrections_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("before", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "before IN ('open', 'awaiting_pieces', 'rejected', 'favourable', 'granted', 'refused', 'withdrawn', 'merged')",
            name=op.f("ck_decisions_before"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'awaiting_pieces', 'rejected', 'favourable', 'granted', 'refused', 'withdrawn', 'merged')",
            name=op.f("ck_decisions_status"),
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_decisions_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decisions_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("taken_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("message_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("sender", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("sender_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("junk", sa.Boolean(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("kind_reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("problem", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("traceback", sa.Text(), nullable=True),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.Column("same_how", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("thread", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("examined_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("moved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('bounce', 'automatic', 'follow_up', 'application', 'other')", name=op.f("ck_messages_kind")),
        sa.CheckConstraint("same_how IN ('bytes', 'headers')", name=op.f("ck_messages_same_how")),
        sa.CheckConstraint("state <> 'examined' OR kind IS NOT NULL", name=op.f("ck_messages_examined_has_kind")),
        sa.CheckConstraint("state <> 'received' OR kind IS NULL", name=op.f("ck_messages_received_has_no_kind")),
        sa.CheckConstraint("state IN ('received', 'examined', 'quarantined')", name=op.f("ck_messages_state")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_messages_attempts")),
        sa.ForeignKeyConstraint(["same_as"], ["messages.id"], name=op.f("fk_messages_same_as")),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_messages_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("folder", "uidvalidity", "uid", name=op.f("uq_messages_folder_uidvalidity_uid")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_sender_key_received_at"), ["sender_key", "received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_state_id"), ["state", "id"], unique=False)

    op.create_table(
        "dossier_messages",
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("linked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_dossier_messages_dossier_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_dossier_messages_message_id")),
        sa.PrimaryKeyConstraint("dossier_id", "message_id", name=op.f("pk_dossier_messages")),
    )
    with op.batch_alter_table("dossier_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_messages_message_id"), ["message_id"], unique=False)

    op.create_table(
        "mail_examinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("examined", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("refs", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_mail_examinations_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_examinations")),
    )
    with op.batch_alter_table("mail_examinations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_examinations_message_id"), ["message_id"], unique=False)

    op.create_table(
        "mail_readings",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("program", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("reading", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_mail_readings_message_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_mail_readings")),
    )
    op.create_table(
        "examinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("mail_examination_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("cause", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("verdict", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reasons", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("receipt", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("examination", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("program", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("regulation", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("vocabulary", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("tables", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("cause IN ('mail', 'correction', 'again')", name=op.f("ck_examinations_cause")),
        sa.CheckConstraint(
            "verdict IN ('rejected', 'flagged', 'incomplete', 'receivable')", name=op.f("ck_examinations_verdict")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_examinations_dossier_id")),
        sa.ForeignKeyConstraint(
            ["mail_examination_id"], ["mail_examinations.id"], name=op.f("fk_examinations_mail_examination_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examinations")),
    )
    with op.batch_alter_table("examinations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_examinations_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_examinations_mail_examination_id"), ["mail_examination_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("mail_examination_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("template", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("hold_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("recipients", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("copies", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("domain", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("in_reply_to", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("reply_message_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("mime", sa.LargeBinary(), nullable=True),
        sa.Column("letter", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=True),
        sa.Column("refused", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("delivered", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("next_try_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("sending_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("copied_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("released_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("pieces_due", sa.Date(), nullable=True),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_outbox_sent_at")),
        sa.CheckConstraint(
            "hold_reason IN ('before_answer_since', 'recovery', 'other_instance', 'junk', 'internal', 'already_answered', 'no_signatory', 'proposed', 'unidentified', 'no_address', 'sender_doubtful', 'clock', 'rate', 'letter')",
            name=op.f("ck_outbox_hold_reason"),
        ),
        sa.CheckConstraint("state <> 'held' OR hold_reason IS NOT NULL", name=op.f("ck_outbox_held_says_why")),
        sa.CheckConstraint(
            "state IN ('held', 'cancelled') OR (mime IS NOT NULL AND reply_message_id IS NOT NULL AND subject IS NOT NULL)",
            name=op.f("ck_outbox_rendered"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'failed', 'uncertain', 'held', 'cancelled')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_outbox_dossier_id")),
        sa.ForeignKeyConstraint(["mail_examination_id"], ["mail_examinations.id"], name=op.f("fk_outbox_mail_examination_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_outbox_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("message_id", "slot", "template", name=op.f("uq_outbox_message_id_slot_template")),
        sa.UniqueConstraint("reply_message_id", name=op.f("uq_outbox_reply_message_id")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_address_created_at"), ["address", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_domain_created_at"), ["domain", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_sending_at"), ["sending_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_state_next_try_at"), ["state", "next_try_at"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("reply_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_events_dossier_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_events_message_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["outbox.id"], name=op.f("fk_events_reply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_reply_id"), ["reply_id"], unique=False)


def downgrade() -> None:
    """From 0001 back to nothing."""
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_reply_id"))
        batch_op.drop_index(batch_op.f("ix_events_message_id"))
        batch_op.drop_index(batch_op.f("ix_events_dossier_id"))
        batch_op.drop_index(batch_op.f("ix_events_at"))
        batch_op.drop_index(batch_op.f("ix_events_action"))

    op.drop_table("events")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_state_next_try_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_sending_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_dossier_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_domain_created_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_address_created_at"))

    op.drop_table("outbox")
    with op.batch_alter_table("examinations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_examinations_mail_examination_id"))
        batch_op.drop_index(batch_op.f("ix_examinations_dossier_id"))

    op.drop_table("examinations")
    op.drop_table("mail_readings")
    with op.batch_alter_table("mail_examinations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_examinations_message_id"))

    op.drop_table("mail_examinations")
    with op.batch_alter_table("dossier_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_messages_message_id"))

    op.drop_table("dossier_messages")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_state_id"))
        batch_op.drop_index(batch_op.f("ix_messages_sha256"))
        batch_op.drop_index(batch_op.f("ix_messages_sender_key_received_at"))
        batch_op.drop_index(batch_op.f("ix_messages_message_id"))

    op.drop_table("messages")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decisions_dossier_id"))

    op.drop_table("decisions")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrections_dossier_id"))

    op.drop_table("corrections")
    op.drop_table("users")
    op.drop_table("towns")
    with op.batch_alter_table("successions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_successions_newer"))

    op.drop_table("successions")
    op.drop_table("states")
    with op.batch_alter_table("reference_imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_imports_kind_id"))

    op.drop_table("reference_imports")
    op.drop_table("outages")
    op.drop_table("leases")
    op.drop_table("health_social")
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossiers_status_id"))
        batch_op.drop_index(batch_op.f("ix_dossiers_start_date"))
        batch_op.drop_index(batch_op.f("ix_dossiers_provider_siret_start_date"))
        batch_op.drop_index(batch_op.f("ix_dossiers_first_name_key_last_name_key"))
        batch_op.drop_index(batch_op.f("ix_dossiers_first_name_key_birth_name_key"))
        batch_op.drop_index(batch_op.f("ix_dossiers_email"))
        batch_op.drop_index(batch_op.f("ix_dossiers_advisor_email"))

    op.drop_table("dossiers")
    op.drop_table("counters")
    with op.batch_alter_table("collective_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_collective_sessions_code"))

    op.drop_table("collective_sessions")
    op.drop_table("certifications")
    op.drop_table("blobs")
