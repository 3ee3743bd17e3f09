"""How many events of each segment have lost their bodies, and whether an ending says so.

Every round asks this, and who ends turn logs has more of them from month to month. So what was counted is
kept as long as the same events are empty; of segments that are new, only those are looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from pod_desktop.storage import purge
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.mailbox import segments
from pod_desktop.storage.reading import empty_ones
from pod_desktop.storage.tables import Ended
from pod_desktop.storage.tables.journal import IS_ENDING


@dataclass(frozen=True, slots=True)
class Emptied:
    """For each segment with such events, how many."""

    by_endings: dict[int, int]
    otherwise: dict[int, int]
    """Purged on this laptop alone, or never here: their bodies may lie elsewhere."""

    def all_of(self, segment_no: int) -> int:
        """How many of this segment's events are empty."""
        return self.by_endings.get(segment_no, 0) + self.otherwise.get(segment_no, 0)


@dataclass(frozen=True, slots=True)
class _Kept:
    events: tuple[int, ...]
    last_segment: int
    emptied: Emptied


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def now(session: Session) -> Emptied:
    """What holds now. To be asked where the transaction itself has emptied nothing."""
    connection = session.connection()
    events = _events(connection)
    last = connection.exec_driver_sql("SELECT coalesce(max(no), 0) FROM segment").scalar_one()
    kept = _kept.get(connection.engine)
    if kept is None or kept.events != events or kept.last_segment > last:
        kept = _Kept(events, last, counted(session))
    elif kept.last_segment < last:
        new = counted(session, kept.last_segment)
        both = Emptied(kept.emptied.by_endings | new.by_endings, kept.emptied.otherwise | new.otherwise)
        kept = _Kept(events, last, both)
    _kept[connection.engine] = kept
    return kept.emptied


def counted(session: Session, after: int = 0) -> Emptied:
    """The same, of the segments after `after`, with a look at each such event."""
    found = list(_empty(session.connection(), after))
    if not found:
        return Emptied({}, {})
    explained = set(session.scalars(select(Ended.short_id))) - set(purge.notes(session).ended)
    by_endings: dict[int, int] = {}
    otherwise: dict[int, int] = {}
    for no, short in found:
        into = by_endings if short in explained else otherwise
        into[no] = into.get(no, 0) + 1
    return Emptied(by_endings, otherwise)


def _events(connection: Connection) -> tuple[int, ...]:
    """Numbers that change when other events are empty than before, or for other reasons.

    What is ended or purged is noted in `ended`. An ending that was noted there itself is taken out when it is
    filled in, so as many may be empty and noted as before; then the numbers of the empty ones make another
    sum. Where several are filled in at once, which only a member could bring about, the sum may come out the
    same; then what is kept holds until the next event is emptied, filled in or comes empty.
    """
    query = (
        f"SELECT (SELECT count(*) FROM event INDEXED BY ix_event_ending WHERE ({IS_ENDING})), "  # noqa: S608
        "(SELECT count(*) FROM ended), (SELECT count(*) FROM purge)"
    )
    others = (int(number) for number in connection.exec_driver_sql(query).one())
    return (*empty_ones(connection), *others)


_BY_PLACE = """
SELECT s.no, e.id FROM segment s CROSS JOIN event e INDEXED BY ix_event_ended
ON s.stream_no = e.stream_no AND e.seq BETWEEN s.first_seq AND s.last_seq
WHERE s.no > ? AND s.ids IS NULL AND length(e.body) = 0 AND NOT EXISTS (
    SELECT 1 FROM event o WHERE o.stream_no = e.stream_no AND o.seq = e.seq AND o.no < e.no)"""
"""Where a stream forked, the event of a segment without ids of its own is the first that came."""

_EMPTY = "SELECT id FROM event INDEXED BY ix_event_stub WHERE length(body) = 0"


def _empty(connection: Connection, after: int) -> Iterator[tuple[int, bytes]]:
    """The segment and the short id of each event without a body, as often as the segment names it.

    The events of a segment that remembers its ids may lie anywhere; its ids are gone through once.
    """
    for no, id_ in connection.exec_driver_sql(_BY_PLACE, (after,)):
        yield no, id_[:SHORT]
    remembering = "SELECT no, ids FROM segment WHERE no > ? AND ids IS NOT NULL"
    empty: set[bytes] | None = None
    for no, ids in connection.exec_driver_sql(remembering, (after,)):
        if empty is None:
            empty = {bytes(id_) for (id_,) in connection.exec_driver_sql(_EMPTY)}
        if empty:
            yield from ((no, id_[:SHORT]) for id_ in segments.split(ids) if id_ in empty)
