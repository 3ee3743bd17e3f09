"""The journal's own tables. `event` and `stream` are the truth; the rest can be made again from them."""

from sqlalchemy import DDL, ForeignKey, Index, LargeBinary, event, text
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Base


class Stream(Base):
    """One laptop's line of events: its main one, or the turn log of one meeting."""

    __tablename__ = "stream"

    no: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[EntityId] = mapped_column(unique=True)
    laptop_id: Mapped[EntityId]
    meeting_id: Mapped[EntityId | None]
    """The meeting whose turn log it is; None for the main stream."""
    retired: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    """Nothing is added any more: this laptop was restored or cloned, and another may go on with the line."""


IS_ENDING = "instr(body, x'a4656e6473') > 0 OR instr(body, x'04656e6473') > 0"
"""That an event may be an ending, as SQL: it has a field `ends`, however msgpack writes its four bytes.

Words with “ends” in them hardly ever look like that, since one of these two bytes comes just before it.
"""

MAY_BE_OF_AN_ERASURE = "instr(body, x'a765726173757265') > 0 OR instr(body, x'0765726173757265') > 0"
"""That an event may be of the kind `erasure`, as SQL, in the same way."""


class JournalEvent(Base):
    """One immutable event, as the bytes that were hashed. An ended one keeps place and id, with no body."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_stream_no_seq", "stream_no", "seq"),
        Index("ix_event_ended", "stream_no", "seq", sqlite_where=text("length(body) = 0")),
        Index("ix_event_stub", "id", sqlite_where=text("length(body) = 0")),
        Index("ix_event_ending", "stream_no", sqlite_where=text(IS_ENDING)),
        Index("ix_event_erasure", "stream_no", sqlite_where=text(MAY_BE_OF_AN_ERASURE)),
    )

    no: Mapped[int] = mapped_column(primary_key=True)
    """The order in which events came to this laptop."""
    id: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    stream_no: Mapped[int] = mapped_column(ForeignKey("stream.no"))
    seq: Mapped[int]
    group_no: Mapped[int]
    """The first `no` of its act; events of one act are never split."""
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Head(Base):
    """An event that nothing replaced, for one field of one thing.

    Field "*" is a creation, which speaks for every field of its own that has no row here; "~" is a striking
    out.
    """

    __tablename__ = "head"
    __table_args__ = ({"sqlite_with_rowid": False},)

    entity_id: Mapped[EntityId] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    event_no: Mapped[int] = mapped_column(ForeignKey("event.no"), primary_key=True)


class Awaited(Base):
    """An event that another one replaces or covers, and that has not come to this laptop yet."""

    __tablename__ = "awaited"
    __table_args__ = ({"sqlite_with_rowid": False},)

    short_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    entity_id: Mapped[EntityId] = mapped_column(primary_key=True)
    """With `kind`: the thing of the event that names it."""
    kind: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)


class Ended(Base):
    """An event that an ending or a purge named, whether it has come yet or not: it is kept without its body.

    An event without a body that is not in here is a stub whose ending has not come; its body may still come.
    """

    __tablename__ = "ended"
    __table_args__ = ({"sqlite_with_rowid": False},)

    short_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)


class Stray(Base):
    """A thing whose events lie in more than one turn log, or in one and in a main stream (storage/strays)."""

    __tablename__ = "stray"
    __table_args__ = ({"sqlite_with_rowid": False},)

    entity_id: Mapped[EntityId] = mapped_column(primary_key=True)


REFUSE_DELETE = """CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the journal forgets nothing'); END"""

REFUSE_UPDATE = """CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
WHEN NEW.no <> OLD.no OR NEW.id <> OLD.id OR NEW.group_no <> OLD.group_no
  OR ((NEW.stream_no <> OLD.stream_no OR NEW.seq <> OLD.seq) AND length(NEW.body) = 0)
  OR (length(NEW.body) > 0 AND (length(OLD.body) > 0
    OR EXISTS (SELECT 1 FROM ended WHERE short_id = substr(OLD.id, 1, 16))))
BEGIN SELECT RAISE(ABORT, 'the journal changes nothing'); END"""
"""Two things are permitted: a body may become empty, and a stub that nothing ended may get its body, which
says where the event lies."""

REFUSE_REPLACING = """CREATE TRIGGER event_never_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE no = NEW.no OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the journal replaces nothing'); END"""
"""INSERT OR REPLACE deletes without asking the trigger against deleting."""

for _trigger in (REFUSE_DELETE, REFUSE_UPDATE, REFUSE_REPLACING):
    event.listen(JournalEvent.__table__, "after_create", DDL(_trigger))  # type: ignore[no-untyped-call]
