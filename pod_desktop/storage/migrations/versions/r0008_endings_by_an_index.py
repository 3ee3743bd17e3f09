"""Endings are found by an index, not by reading the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_IS_ENDING = "instr(body, x'a4656e6473') > 0 OR instr(body, x'04656e6473') > 0"


def upgrade() -> None:
    op.create_index("ix_event_ending", "event", ["stream_no"], sqlite_where=sa.text(_IS_ENDING))
