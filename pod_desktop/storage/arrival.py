"""What comes from other laptops and from backups, on its way into the journal.

A *stub* is an event whose body was ended or purged where it comes from. It says nothing by itself: only an
ending (or a purge on this laptop) empties a body that is here, and a stub that no ending names waits, so a
body that comes later is filled in. So the order of arrival makes no difference (docs/adr/0008). Nor does a
stub say for certain where its event lies: anybody may put any id into a stream of their own. Only the body
says it.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import head_rows, own_keys, projection, unfinished
from pod_desktop.storage.about import ERASED
from pod_desktop.storage.arrived import Arrived, StreamOf, read
from pod_desktop.storage.events import SHORT, DamagedEvent, Event, HybridClock, is_ending
from pod_desktop.storage.heads import HeadEvent
from pod_desktop.storage.projection import Changed
from pod_desktop.storage.strays import note_strays

_log = logging.getLogger(__name__)
_FULL = 32
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Stored:
    no: int
    has_body: bool
    stream_no: int
    seq: int


class _New(msgspec.Struct, frozen=True, gc=False):
    """An arrival that changes something, checked; `event` is None for a stub or one of a newer schema."""

    arrived: Arrived
    event: Event | None
    stored: _Stored | None
    """The stub that it fills in."""
    is_ending: bool

    @property
    def speaks_for_nothing(self) -> bool:
        """Whether it is here and stands behind no field: an ending, or of a newer schema."""
        return self.arrived.body is not None and (self.event is None or self.is_ending)


@dataclass(frozen=True, slots=True)
class Taken:
    """What storing the arrivals did."""

    changed: Changed = field(default_factory=set)
    """(kind, id) of all that changed."""
    brought_endings: bool = False


def store(session: Session, arrivals: Iterable[Arrived], hybrid: HybridClock) -> Taken:
    """Store and enter what is not here yet.

    Raises DamagedEvent when a body is not what its id, stream and number promise.
    """
    connection = session.connection()
    by_id: dict[bytes, Arrived] = {}
    for each in arrivals:
        if by_id.setdefault(each.id, each).body is None:
            by_id[each.id] = each
    stored = _stored(connection, maybe_here(connection, by_id.values()))
    new = list(_checked(by_id.values(), stored, hybrid))
    if not new:
        return Taken()
    changed: Changed = set()
    endings = [each.event for each in new if each.event and each.is_ending]
    if endings:
        named = [short for each in endings for short in each.fields["ends"]]
        changed |= projection.end_bodies(session, named)
    if any(each.reason == ERASED for each in endings):  # what no event holds may be about them, too
        unfinished.forget_all(session)
        own_keys.forget_all(session)
    written = _write(connection, new, _ended(connection, [each.arrived.id[:SHORT] for each in new]))
    homes = {each.id: each.stream.meeting_id for each in by_id.values()}
    in_logs = {each.no: _bytes(homes[each.id]) for each in written}
    note_strays(connection, written, in_logs)
    changed |= projection.enter(session, written)
    head_rows.have_arrived(connection, [each.arrived.id for each in new if each.speaks_for_nothing])
    return Taken(changed, bool(endings))


def _bytes(id_: EntityId | None) -> bytes | None:
    return None if id_ is None else bytes.fromhex(id_)


def maybe_here(connection: Connection, arrivals: Iterable[Arrived]) -> list[bytes]:
    """The ids of those that may be here. An event beyond the last number of its stream is new.

    Its body names stream and number; a stub names nothing, so it may lie anywhere, and come before its body.
    """
    last: dict[EntityId, int] = {}
    query = "SELECT coalesce(max(seq), 0) FROM event WHERE stream_no = (SELECT no FROM stream WHERE id = ?)"
    ids: list[bytes] = []
    beyond: list[bytes] = []
    for each in arrivals:
        stream = each.stream.id
        if stream not in last:
            last[stream] = int(connection.exec_driver_sql(query, (bytes.fromhex(stream),)).scalar_one())
        (ids if each.body is None or each.seq <= last[stream] else beyond).append(each.id)
    return ids + _stubs_among(connection, beyond)


def _stubs_among(connection: Connection, ids: Sequence[bytes]) -> list[bytes]:
    stubs = "FROM event INDEXED BY ix_event_stub WHERE length(body) = 0"
    found: list[bytes] = []
    if not connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 {stubs})").scalar():
        return found
    for some in _in_parts(ids):
        rows = connection.exec_driver_sql(*_among(f"SELECT id {stubs} AND id IN", some))
        found += [bytes(id_) for (id_,) in rows]
    return found


def _stored(connection: Connection, ids: Sequence[bytes]) -> dict[bytes, _Stored]:
    found: dict[bytes, _Stored] = {}
    for some in _in_parts(ids):
        query = "SELECT id, no, length(body) > 0, stream_no, seq FROM event WHERE id IN"
        for id_, no, has_body, stream_no, seq in connection.exec_driver_sql(*_among(query, some)):
            found[bytes(id_)] = _Stored(no, bool(has_body), stream_no, seq)
    return found


def _ended(connection: Connection, shorts: Sequence[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    if not connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM ended)").scalar():
        return found
    for some in _in_parts(shorts):
        query = "SELECT short_id FROM ended WHERE short_id IN"
        found |= {bytes(short) for (short,) in connection.exec_driver_sql(*_among(query, some))}
    return found


def _in_parts(ids: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _among(query: str, ids: Sequence[bytes]) -> tuple[str, tuple[bytes, ...]]:
    return f"{query} ({','.join('?' * len(ids))})", tuple(ids)


def _checked(
    arrivals: Iterable[Arrived], stored: dict[bytes, _Stored], hybrid: HybridClock
) -> Iterator[_New]:
    stamps: list[int] = []
    for each in arrivals:
        known = stored.get(each.id)
        if known and (known.has_body or each.body is None):
            continue
        if len(each.id) != _FULL or each.seq < 1:
            raise DamagedEvent("An event came without a proper place in the journal.")
        event = None
        if each.body is not None:
            found = each.read or read(each, each.body)
            event = found.event
            stamps.append(found.hlc)
        yield _New(each, event, known, is_ending(event))
    hybrid.observe_all(stamps)


def _write(connection: Connection, new: list[_New], ended: set[bytes]) -> list[HeadEvent]:
    """Store the events; returns those that have something to say."""
    streams: dict[StreamOf, int] = {}
    last = int(connection.exec_driver_sql("SELECT coalesce(max(no), 0) FROM event").scalar_one())
    rows, filled, endings, speaking = [], [], [], []
    for each in new:
        arrived, no = each.arrived, each.stored.no if each.stored else 0
        stream_no = streams.get(arrived.stream) or _stream_no(connection, arrived.stream, streams)
        is_ending = each.is_ending
        is_ended = bool(ended) and arrived.id[:SHORT] in ended and not is_ending
        if each.stored is None:
            last = no = last + 1
            body = b"" if is_ended or arrived.body is None else arrived.body
            rows.append((no, arrived.id, stream_no, arrived.seq, no, body))
        elif is_ending or arrived.id[:SHORT] not in ended:
            if (stream_no, arrived.seq) != (each.stored.stream_no, each.stored.seq):
                _let_segments_remember(connection, each.stored.stream_no, each.stored.seq)
                _let_segments_remember(connection, stream_no, arrived.seq)
            filled.append((arrived.body, stream_no, arrived.seq, no))
            endings += [(arrived.id[:SHORT],)] if is_ending else []
        else:
            continue
        if each.event is not None and not is_ended and not is_ending:
            speaking.append(HeadEvent(no, arrived.id, each.event))
    if rows:
        insert = "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)"
        connection.exec_driver_sql(insert, rows)
    if endings:  # what was noted when nobody knew what the stub was: an ending is never ended
        connection.exec_driver_sql("DELETE FROM ended WHERE short_id = ?", endings)
    if filled:
        connection.exec_driver_sql("UPDATE event SET body = ?, stream_no = ?, seq = ? WHERE no = ?", filled)
    return speaking


def _let_segments_remember(connection: Connection, stream_no: int, seq: int) -> None:
    """Before a stub leaves this number, or comes to it: the segments that have it say on what was signed.

    Theirs are the events that came first under each number, and a stub may come in front of them.
    """
    held = connection.exec_driver_sql(
        "SELECT no, first_seq, last_seq FROM segment "
        "WHERE stream_no = ? AND ids IS NULL AND first_seq <= ? AND last_seq >= ?",
        (stream_no, seq, seq),
    )
    for no, first, last in held.all():
        rows = connection.exec_driver_sql(  # the id is that of the row with the min(), as SQLite promises
            "SELECT id, min(no) FROM event WHERE stream_no = ? AND seq BETWEEN ? AND ? "
            "GROUP BY seq ORDER BY seq",
            (stream_no, first, last),
        )
        ids = b"".join(bytes(id_) for id_, _ in rows)
        connection.exec_driver_sql("UPDATE segment SET ids = ? WHERE no = ?", (ids, no))


def _stream_no(connection: Connection, stream: StreamOf, streams: dict[StreamOf, int]) -> int:
    """The number of the stream in which something new comes, made when it is new here.

    A stream under this laptop's name that brings something new was gone on with elsewhere, by a copy of this
    disk or by what was lost since a backup: nothing is added to it here any more.
    """
    streams[stream] = number_of(connection, stream)
    retire = "UPDATE stream SET retired = 1 WHERE no = ? AND laptop_id IN (SELECT id FROM this_laptop)"
    if connection.exec_driver_sql(retire, (streams[stream],)).rowcount:
        _log.info("a stream of this laptop was gone on with elsewhere; a new one begins")
    return streams[stream]


def number_of(connection: Connection, stream: StreamOf) -> int:
    """The number of a stream, made when it is new here.

    Raises DamagedEvent when it is known as another laptop's or another meeting's.
    """
    laptop = bytes.fromhex(stream.laptop_id)
    meeting = _bytes(stream.meeting_id)
    query = "SELECT no, laptop_id, meeting_id FROM stream WHERE id = ?"
    row = connection.exec_driver_sql(query, (bytes.fromhex(stream.id),)).one_or_none()
    if row is None:
        new = (bytes.fromhex(stream.id), laptop, meeting)
        connection.exec_driver_sql("INSERT INTO stream (id, laptop_id, meeting_id) VALUES (?, ?, ?)", new)
        row = connection.exec_driver_sql(query, new[:1]).one()
    if tuple(row[1:]) != (laptop, meeting):
        raise DamagedEvent("An event came under another laptop’s or another meeting’s name.")
    return int(row[0])
