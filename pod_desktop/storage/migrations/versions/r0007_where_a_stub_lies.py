"""A stub gets its place with its body: what was said of it before anybody may have said."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_UPDATE = """CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
WHEN NEW.no <> OLD.no OR NEW.id <> OLD.id OR NEW.group_no <> OLD.group_no
  OR ((NEW.stream_no <> OLD.stream_no OR NEW.seq <> OLD.seq) AND length(NEW.body) = 0)
  OR (length(NEW.body) > 0 AND (length(OLD.body) > 0
    OR EXISTS (SELECT 1 FROM ended WHERE short_id = substr(OLD.id, 1, 16))))
BEGIN SELECT RAISE(ABORT, 'the journal changes nothing'); END"""


def upgrade() -> None:
    op.execute("DROP TRIGGER event_never_changed")
    op.execute(_UPDATE)
    op.create_index("ix_event_stub", "event", ["id"], sqlite_where=sa.text("length(body) = 0"))
