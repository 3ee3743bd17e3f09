"""The team folder: keys, certificates, what lies in it and what other laptops have heard; erasures."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "stray",
        sa.Column("entity_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", name="pk_stray"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
    )
    op.create_table(
        "epoch",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("keyring", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_with", sa.LargeBinary(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_epoch"),
    )
    op.create_table(
        "erasure",
        sa.Column("about_id", sa.LargeBinary(16), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.LargeBinary(16), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("confirmed_by_id", sa.LargeBinary(16), nullable=True),
        sa.Column("confirmed", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
    )
    op.create_table(
        "folder_file",
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), server_default=sa.text("x''"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("basis", sa.LargeBinary(), server_default=sa.text("x''"), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_folder_file"),
    )
    op.create_table(
        "heard_by",
        sa.Column("laptop_id", sa.LargeBinary(16), nullable=False),
        sa.Column("stream_id", sa.LargeBinary(16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("laptop_id", "stream_id", name="pk_heard_by"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "heard_from",
        sa.Column("laptop_id", sa.LargeBinary(16), nullable=False),
        sa.Column("when", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("laptop_id", name="pk_heard_from"),
    )
    op.create_table(
        "invite",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("steward", sa.Boolean(), nullable=False),
        sa.Column("request", sa.LargeBinary(), server_default=sa.text("x''"), nullable=False),
        sa.Column("used_by", sa.LargeBinary(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invite"),
    )
    op.create_table(
        "joining",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("profession", sa.String(), nullable=False),
        sa.Column("peer", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_joining"),
    )
    op.create_table(
        "lacking",
        sa.Column("segment_no", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("segment_no", name="pk_lacking"),
    )
    op.create_table(
        "team_file",
        sa.Column("name", sa.LargeBinary(length=32), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("laptop_id", sa.LargeBinary(16), nullable=True),
        sa.Column("says", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_team_file"),
    )
    op.create_table(
        "outgoing",
        sa.Column("name", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_outgoing"),
    )
    op.create_table(
        "posted",
        sa.Column("name", sa.LargeBinary(length=32), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_posted"),
    )
    op.create_table(
        "team_folder",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("connected", sa.BigInteger(), nullable=False),
        sa.Column("listed", sa.BigInteger(), nullable=True),
        sa.Column("exchanged", sa.BigInteger(), nullable=True),
        sa.Column("has_marker", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_team_folder"),
    )
    op.create_table(
        "team_root",
        sa.Column("team_id", sa.LargeBinary(16), nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("seed", sa.LargeBinary(), server_default=sa.text("x''"), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name="pk_team_root"),
    )
    op.create_table(
        "told",
        sa.Column("stream_id", sa.LargeBinary(16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", name="pk_told"),
    )
    op.add_column(
        "this_laptop", sa.Column("machine", sa.LargeBinary(), server_default=sa.text("x''"), nullable=False)
    )
