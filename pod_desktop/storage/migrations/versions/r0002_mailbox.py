"""Segments, sealed files and backups; the laptop's own keys; the team's recovery key."""

from secrets import token_bytes

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _add_columns()
    _give_the_laptop_its_keys()
    _mailbox()
    op.create_index("ix_event_ended", "event", ["stream_no", "seq"], sqlite_where=sa.text("length(body) = 0"))
    op.drop_index("ix_turn_meeting_id", "turn")
    op.create_index("ix_turn_meeting_id_ended", "turn", ["meeting_id", "ended"])


def _add_columns() -> None:
    op.add_column("stream", sa.Column("retired", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column(
        "team", sa.Column("recovery_key", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    for name in ("signing_seed", "sealing_seed", "backup_key"):
        op.add_column(
            "this_laptop",
            sa.Column(name, sa.LargeBinary(), server_default=sa.text("x''"), nullable=False),
        )


def _give_the_laptop_its_keys() -> None:
    op.get_bind().execute(
        sa.text("UPDATE this_laptop SET signing_seed = :signing, sealing_seed = :sealing"),
        {"signing": token_bytes(32), "sealing": token_bytes(32)},
    )


def _mailbox() -> None:
    op.create_table(
        "segment",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("stream_no", sa.Integer(), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.Column("ids", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("no", name="pk_segment"),
        sa.UniqueConstraint("id", name="uq_segment_id"),
        sa.ForeignKeyConstraint(["stream_no"], ["stream.no"], name="fk_segment_stream_no"),
    )
    op.create_index("ix_segment_stream_no", "segment", ["stream_no"])
    op.create_table(
        "parcel",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_parcel"),
        sa.UniqueConstraint("name", name="uq_parcel_name"),
    )
    op.create_index("ix_parcel_content", "parcel", ["content"])
    op.create_table(
        "parcel_segment",
        sa.Column("parcel_no", sa.Integer(), nullable=False),
        sa.Column("segment_no", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("parcel_no", "segment_no", name="pk_parcel_segment"),
        sa.ForeignKeyConstraint(["parcel_no"], ["parcel.no"], name="fk_parcel_segment_parcel_no"),
        sa.ForeignKeyConstraint(["segment_no"], ["segment.no"], name="fk_parcel_segment_segment_no"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_parcel_segment_segment_no", "parcel_segment", ["segment_no"])
    op.create_table(
        "backup",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_backup"),
    )
    op.create_table(
        "purge",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("purged", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.LargeBinary(16), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_purge"),
    )
