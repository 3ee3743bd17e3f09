"""What an event waits for is kept with the thing that the event is about.

What was waited for until now is worked out anew from the journal, after the steps (storage/migrate.py).
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.drop_table("awaited")
    op.create_table(
        "awaited",
        sa.Column("short_id", sa.LargeBinary(16), nullable=False),
        sa.Column("entity_id", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("short_id", "entity_id", "field", name="pk_awaited"),
        sqlite_with_rowid=False,
    )
