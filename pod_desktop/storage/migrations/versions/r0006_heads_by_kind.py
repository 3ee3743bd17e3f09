"""Heads, and what is waited for, are kept by kind as well: what is said of an id under another kind is apart.

Both are worked out anew from the journal, after the steps (storage/migrate.py).
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.drop_table("head")
    op.create_table(
        "head",
        sa.Column("entity_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("event_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_no"], ["event.no"], name="fk_head_event_no_event"),
        sa.PrimaryKeyConstraint("entity_id", "kind", "field", "event_no", name="pk_head"),
        sqlite_with_rowid=False,
    )
    op.drop_table("awaited")
    op.create_table(
        "awaited",
        sa.Column("short_id", sa.LargeBinary(16), nullable=False),
        sa.Column("entity_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("short_id", "entity_id", "kind", "field", name="pk_awaited"),
        sqlite_with_rowid=False,
    )
