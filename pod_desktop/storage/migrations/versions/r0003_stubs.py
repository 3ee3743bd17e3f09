"""A stub that nothing ended may get its body; what was ended is noted; no event is replaced by another."""

from alembic import op

revision = "0003"
down_revision = "0002"

_UPDATE = """CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
WHEN NEW.no <> OLD.no OR NEW.id <> OLD.id OR NEW.stream_no <> OLD.stream_no OR NEW.seq <> OLD.seq
  OR NEW.group_no <> OLD.group_no OR (length(NEW.body) > 0 AND (length(OLD.body) > 0
    OR EXISTS (SELECT 1 FROM ended WHERE short_id = substr(OLD.id, 1, 16))))
BEGIN SELECT RAISE(ABORT, 'the journal changes nothing'); END"""

_INSERT = """CREATE TRIGGER event_never_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE no = NEW.no OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the journal replaces nothing'); END"""


def upgrade() -> None:
    # Until now no event came from elsewhere, so each without a body was ended here.
    op.execute("INSERT OR IGNORE INTO ended SELECT substr(id, 1, 16) FROM event WHERE length(body) = 0")
    op.execute("DROP TRIGGER event_never_changed")
    op.execute(_UPDATE)
    op.execute(_INSERT)
