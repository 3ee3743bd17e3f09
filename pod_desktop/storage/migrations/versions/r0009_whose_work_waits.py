"""A file that waits names the locked-out laptops whose work it holds, and erasures are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_MAY_BE_OF_AN_ERASURE = "instr(body, x'a765726173757265') > 0 OR instr(body, x'0765726173757265') > 0"


def upgrade() -> None:
    op.add_column(
        "folder_file", sa.Column("laptops", sa.LargeBinary(), server_default=sa.text("x''"), nullable=False)
    )
    # Only the files themselves say whose work it is, so these are read again in the next round.
    op.execute("UPDATE folder_file SET basis = x'' WHERE state = 'quarantined'")
    op.create_index("ix_event_erasure", "event", ["stream_no"], sqlite_where=sa.text(_MAY_BE_OF_AN_ERASURE))
