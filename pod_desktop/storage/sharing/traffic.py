"""Which segments the folder lacks, which files may go, how far each laptop has heard, and what is only here.

Only what *endings* emptied counts as ended here. A body that this laptop purged for itself, or has never got,
is no reason to change anything in the folder (docs/adr/0010).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import endings
from pod_desktop.storage.mailbox import emptied
from pod_desktop.storage.tables import (
    HeardBy,
    HeardFrom,
    Lacking,
    Parcel,
    ParcelSegment,
    Segment,
    Stream,
    TeamFile,
    ThisLaptop,
    Told,
)

_AT_ONCE = 500
_OWN = select(ThisLaptop.id)
"""These are put together once, since every round asks them."""
_HELD = select(Parcel.name, ParcelSegment.segment_no, ParcelSegment.ended).join(
    ParcelSegment, ParcelSegment.parcel_no == Parcel.no
)
_SEGMENTS = (
    select(Segment.no, Stream.no, Stream.laptop_id)
    .join(Stream, Stream.no == Segment.stream_no)
    .order_by(Segment.no)
)
_EVER = (
    select(ParcelSegment.segment_no)
    .join(Parcel, Parcel.no == ParcelSegment.parcel_no)
    .join(TeamFile, TeamFile.name == Parcel.name)
    .distinct()
)
_LACKING, _TOLD = select(Lacking), select(Told.stream_id, Told.seq)
_HEARD_BY = select(HeardBy.stream_id, HeardBy.seq)


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is to be done in the folder, as one moment of the database sees it."""

    lacking: dict[int, bool]
    """The segments that no file there holds as they are now → whether this laptop made them."""
    ended_here: set[int]
    """Those of them that its own endings made lack: something was emptied there, or in a file they lay in."""
    outdated: set[bytes]
    """Files that hold a body that was ended."""
    superseded: dict[bytes, set[bytes]]
    """Those of them that may go → the files that hold all their segments without it."""
    renewable: set[bytes]
    """Those of them whose segments lie in others without it, or can be sealed anew from what is here."""


def wanting(session: Session, present: Collection[bytes], closed: Collection[int]) -> Wanting:
    """What a folder with these files lacks, and which of them may go; nothing of the streams `closed`."""
    empty = emptied.now(session)
    ended, incomplete = empty.by_endings, empty.otherwise
    own = session.scalars(_OWN).one()
    held = [(name, no, in_file) for name, no, in_file in session.execute(_HELD) if name in present]
    old = {name for name, no, in_file in held if in_file < ended.get(no, 0)}
    there: dict[int, set[bytes]] = {}
    for name, no, in_file in held:
        if name not in old and in_file == ended.get(no, 0):  # who leaves out more has left out words
            there.setdefault(no, set()).add(name)
    lacking = {
        no: laptop == own
        for no, stream_no, laptop in session.execute(_SEGMENTS)
        if no not in there and no not in incomplete and stream_no not in closed
    }
    covers: dict[bytes, set[bytes] | None] = {}
    for name, no, _ in held:
        if name in old:
            found = there.get(no)
            known = covers.setdefault(name, set())
            if found is None or known is None:
                covers[name] = None
            else:
                known.add(min(found))
    beside = {no for name, no, _ in held if name in old and no in lacking}
    with_ended = beside | {no for no in lacking if ended.get(no)}
    ended_here = with_ended if with_ended and endings.has_own(session.connection()) else set()
    may_go = {name: names for name, names in covers.items() if names is not None}
    stuck = {name for name, no, _ in held if name in old and no not in there and no not in lacking}
    return Wanting(lacking, ended_here, old, may_go, old - stuck)


def ever_in_folder(session: Session, segments: Collection[int]) -> set[int]:
    """Those of these segments that once lay in the folder, in a file made here or read there."""
    return set(session.scalars(_EVER)) & set(segments) if segments else set()


def held_in(session: Session, names: Collection[bytes]) -> set[int]:
    """The segments that lie in these files, as far as they are known here."""
    query = select(Parcel.name, ParcelSegment.segment_no).join(
        ParcelSegment, ParcelSegment.parcel_no == Parcel.no
    )
    return {no for name, no in session.execute(query) if name in names} if names else set()


def note_lacking(session: Session, lacking: Collection[int], now: Instant) -> dict[int, Instant]:
    """Remember since when the folder lacks these segments, and forget the others. Returns since when."""
    known = {row.segment_no: row for row in session.scalars(_LACKING)}
    gone = [no for no in known if no not in lacking]
    for start in range(0, len(gone), _AT_ONCE):
        session.execute(delete(Lacking).where(Lacking.segment_no.in_(gone[start : start + _AT_ONCE])))
    session.add_all(Lacking(segment_no=no, since=now) for no in lacking if no not in known)
    session.flush()
    return {no: known[no].since if no in known else now for no in lacking}


# --- how far laptops have heard ---------------------------------------------------------------------------


def held_upto(
    connection: Connection,
    streams: Iterable[EntityId] | None = None,
    known: Mapping[EntityId, int] = MappingProxyType({}),
) -> dict[EntityId, int]:
    """How far this laptop holds the streams of other laptops without a gap: stream → sequence number.

    What it is known to hold is not counted again: that takes as long as the stream is.
    """
    wanted = None if streams is None else set(streams)
    query = "SELECT no, id FROM stream WHERE laptop_id <> (SELECT id FROM this_laptop)"
    found: dict[EntityId, int] = {}
    for no, id_ in connection.exec_driver_sql(query).all():
        stream = EntityId(id_.hex())
        if wanted is None or stream in wanted:
            found[stream] = upto(connection, no, known.get(stream, 0))
    return found


def upto(connection: Connection, stream_no: int, known: int = 0) -> int:
    """The last number of a stream before its first gap; 0 where the first event lacks.

    All up to `known` are here.
    """
    query = "SELECT coalesce(max(seq), ?), count(DISTINCT seq) FROM event WHERE stream_no = ? AND seq > ?"
    last, count = connection.exec_driver_sql(query, (known, stream_no, known)).one()
    if last - known == count:
        return int(last)
    gap = (
        "SELECT min(seq) FROM "
        "(SELECT ? AS seq UNION SELECT seq FROM event WHERE stream_no = ? AND seq > ?) a WHERE NOT EXISTS "
        "(SELECT 1 FROM event b WHERE b.stream_no = ? AND b.seq = a.seq + 1)"
    )
    return int(connection.exec_driver_sql(gap, (known, stream_no, known, stream_no)).scalar_one())


def news(session: Session, streams: Iterable[EntityId] | None = None) -> dict[EntityId, int]:
    """What this laptop holds now of others' streams and has not told them yet."""
    told = dict(session.execute(_TOLD).all())
    held = held_upto(session.connection(), streams, told)
    return {stream: seq for stream, seq in held.items() if seq > told.get(stream, 0)}


def note_told(session: Session, streams: dict[EntityId, int]) -> None:
    """Remember that the others were told."""
    for stream, seq in streams.items():
        session.merge(Told(stream_id=stream, seq=seq))
    session.flush()


def tell(session: Session) -> dict[bytes, int]:
    """What is to be said in a segment that is just being signed; from then on it counts as told."""
    fresh = news(session)
    note_told(session, fresh)
    return {bytes.fromhex(stream): seq for stream, seq in sorted(fresh.items())}


_HEAR = """INSERT INTO heard_by (laptop_id, stream_id, seq) VALUES (?, ?, ?)
ON CONFLICT (laptop_id, stream_id) DO UPDATE SET seq = excluded.seq WHERE seq < excluded.seq"""
"""Thousands of streams at once, while somebody may want to tap."""


def note_heard(session: Session, laptop: EntityId, streams: dict[bytes, int]) -> None:
    """What another laptop says that it holds; it never counts backwards."""
    rows = [(bytes.fromhex(laptop), stream, seq) for stream, seq in streams.items()]
    if rows:
        session.flush()
        session.connection().exec_driver_sql(_HEAR, rows)
        session.expire_all()


def note_heard_from(session: Session, laptop: EntityId, now: Instant) -> None:
    """Something of this laptop's came."""
    session.merge(HeardFrom(laptop_id=laptop, when=now))
    session.flush()


# --- what is only here ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """Events that this laptop made, without those of turn logs that still wait for the room's choice."""

    made: int
    only_here: int
    """Neither in the folder nor told by another laptop to be there."""
    in_folder: int
    """In the folder, and no other laptop has told yet that it holds them."""
    waiting_for_choice: int


_POSTED_UPTO = """
SELECT coalesce(max(g.last_seq), 0) FROM segment g
JOIN parcel_segment ps ON ps.segment_no = g.no JOIN parcel p ON p.no = ps.parcel_no
JOIN posted o ON o.name = p.name
WHERE g.stream_no = ? AND g.no NOT IN (SELECT segment_no FROM lacking)"""
_LACKING_FROM = """
SELECT min(g.first_seq) FROM segment g JOIN lacking l ON l.segment_no = g.no WHERE g.stream_no = ?"""
_COUNT = "SELECT count(*) FROM event WHERE stream_no = ? AND seq > ?"


def tally(session: Session, closed: Collection[int], others: Collection[EntityId]) -> Tally:
    """How much of what was made here is safe where; `others` are the laptops whose word counts."""
    connection = session.connection()
    own = session.scalars(select(Stream).where(Stream.laptop_id == select(ThisLaptop.id).scalar_subquery()))
    made = only_here = in_folder = waiting = 0
    for stream in own.all():
        total = int(connection.exec_driver_sql(_COUNT, (stream.no, 0)).scalar_one())
        if stream.no in closed:
            waiting += total
            continue
        made += total
        heard = select(HeardBy.seq).where(HeardBy.stream_id == stream.id, HeardBy.laptop_id.in_(others))
        replicated = max(session.scalars(heard), default=0)
        posted = int(connection.exec_driver_sql(_POSTED_UPTO, (stream.no,)).scalar_one())
        first_lacking = connection.exec_driver_sql(_LACKING_FROM, (stream.no,)).scalar_one()
        if first_lacking is not None:
            posted = min(posted, first_lacking - 1)
        safe = max(posted, replicated)
        only_here += int(connection.exec_driver_sql(_COUNT, (stream.no, safe)).scalar_one())
        in_folder += int(connection.exec_driver_sql(_COUNT, (stream.no, replicated)).scalar_one())
    return Tally(made, only_here, max(in_folder - only_here, 0), waiting)


def awaited_from(session: Session) -> dict[EntityId, int]:
    """How many events are known to exist and have not come, by the laptop that made them."""
    connection = session.connection()
    told: dict[EntityId, int] = {}
    for stream, seq in session.execute(_HEARD_BY):
        told[stream] = max(told.get(stream, 0), seq)
    missing: dict[EntityId, int] = {}
    query = (
        "SELECT s.id, s.laptop_id, coalesce(max(e.seq), 0), count(DISTINCT e.seq) FROM stream s "
        "LEFT JOIN event e ON e.stream_no = s.no "
        "WHERE s.laptop_id <> (SELECT id FROM this_laptop) GROUP BY s.no"
    )
    for id_, laptop, last, count in connection.exec_driver_sql(query):
        lacks = max(last, told.get(EntityId(id_.hex()), 0)) - count
        if lacks > 0:
            owner = EntityId(laptop.hex())
            missing[owner] = missing.get(owner, 0) + lacks
    return missing


def lacks(session: Session, closed: Collection[int], laptop: EntityId) -> int:
    """Events made here of which another laptop has not told yet that it holds them."""
    connection = session.connection()
    own = select(Stream).where(Stream.laptop_id == select(ThisLaptop.id).scalar_subquery())
    told = {
        row.stream_id: row.seq for row in session.scalars(select(HeardBy).where(HeardBy.laptop_id == laptop))
    }
    return sum(
        int(connection.exec_driver_sql(_COUNT, (stream.no, told.get(stream.id, 0))).scalar_one())
        for stream in session.scalars(own).all()
        if stream.no not in closed
    )


def heard_from(session: Session) -> dict[EntityId, Instant]:
    """When something of each laptop last came here."""
    return {row.laptop_id: row.when for row in session.scalars(select(HeardFrom))}
