"""What lies in a sealed file, and what the database knows of segments and files.

A file's name is the hash of its bytes, so what was once learnt of a name holds wherever the file lies: which
segments are in it, and how many of their events had been ended when it was sealed. What a folder lacks is
then all segments without those in the files that it lists. A file in which fewer events are ended than here
is superseded: its segments lack in the folder like those that were never there, and it goes when they came.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import msgspec
from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice, choice_is_final
from pod_desktop.errors import PodError
from pod_desktop.storage.database import writing
from pod_desktop.storage.mailbox import segments
from pod_desktop.storage.mailbox.segments import Header, SignedSegment
from pod_desktop.storage.tables import (
    JournalEvent,
    Meeting,
    Parcel,
    ParcelSegment,
    Segment,
    Stream,
    ThisLaptop,
)

VERSION = 1
SEGMENTS = "segments"
"""The kind of a file of segments."""
LAPTOP = "laptop"
"""The kind of a backup's file about the laptop itself: its id, its keys, who uses it."""
EVENTS = "events"
"""The kind of a backup's file of events that came to this laptop outside of any segment."""

_CUT_EVENTS = 1_000
_CUT_BYTES = 512 * 1024
_PARCEL_BYTES = 1024 * 1024
_ID = 32


class Contents(msgspec.Struct, array_like=True, frozen=True):
    """What is sealed in one file. A newer version or an unknown kind is left for a newer program."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    parts: list[bytes]


class BadContents(PodError):
    """A file that opens and makes no sense."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Segments that go into one file."""

    plain: bytes
    segments: tuple[tuple[int, int], ...]
    """(`no`, how many of its events are ended) of each."""


_decoder = msgspec.msgpack.Decoder(Contents)


def pack(kind: str, parts: Sequence[bytes]) -> bytes:
    """The bytes to be sealed."""
    return msgspec.msgpack.encode(Contents(VERSION, kind, list(parts)))


def unpack(plain: bytes) -> Contents:
    """What was sealed. Raises BadContents."""
    try:
        return _decoder.decode(plain)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadContents(
            "A file opens but is not laid out as it should be, so it was left alone."
        ) from error


# --- cutting ----------------------------------------------------------------------------------------------


def cut(engine: Engine, between: Callable[[], None] = lambda: None) -> int:
    """Make segments of what this laptop stored since the last time. Returns how many were made.

    `between` is called after each of them, when nothing is locked; an error that it raises ends the work.
    """
    made = 0
    with Session(engine) as session:
        laptop = session.scalars(select(ThisLaptop)).one()
        own = (bytes.fromhex(laptop.id),)
        waiting = [no for (no,) in session.connection().exec_driver_sql(_WITH_UNCUT, own)]
    for stream_no in waiting:
        more = True
        while more:
            with writing(engine) as connection, Session(connection) as session:
                more = _cut_one(session, stream_no)
            made += more
            between()
    return made


_WITH_UNCUT = """
SELECT s.no FROM stream s WHERE s.laptop_id = ? AND EXISTS (
    SELECT 1 FROM event e WHERE e.stream_no = s.no
    AND e.seq > coalesce((SELECT max(last_seq) FROM segment g WHERE g.stream_no = s.no), 0))
ORDER BY s.no"""


def _next_uncut(session: Session, stream_no: int) -> int | None:
    """The first sequence number that lies in no segment."""
    last_cut = session.scalar(select(func.max(Segment.last_seq)).where(Segment.stream_no == stream_no)) or 0
    return session.scalar(
        select(func.min(JournalEvent.seq)).where(
            JournalEvent.stream_no == stream_no, JournalEvent.seq > last_cut
        )
    )


def _cut_one(session: Session, stream_no: int) -> bool:
    first = _next_uncut(session, stream_no)
    if first is None:
        return False
    laptop = session.scalars(select(ThisLaptop)).one()
    stream = session.get_one(Stream, stream_no)
    ids, bodies = _next_events(session, stream_no, first)
    before = session.scalars(
        select(Segment).where(Segment.stream_no == stream_no).order_by(Segment.last_seq.desc()).limit(1)
    ).one_or_none()
    public, secret = segments.signing_pair(laptop.signing_seed)
    header = Header(
        version=segments.VERSION,
        stream=bytes.fromhex(stream.id),
        laptop=bytes.fromhex(stream.laptop_id),
        meeting=None if stream.meeting_id is None else bytes.fromhex(stream.meeting_id),
        signer=public,
        first=first,
        previous=None if before is None else before.id,
        heard={},
    )
    _add(session, stream_no, segments.sign(header, ids, bodies, secret))
    return True


def _next_events(session: Session, stream_no: int, first: int) -> tuple[list[bytes], list[bytes | None]]:
    """Some of the stream's events from `first` on; what one act did stays together."""
    query = (
        select(JournalEvent.id, JournalEvent.seq, JournalEvent.group_no, JournalEvent.body)
        .where(JournalEvent.stream_no == stream_no, JournalEvent.seq >= first)
        .order_by(JournalEvent.seq)
        .execution_options(yield_per=_CUT_EVENTS)
    )
    ids: list[bytes] = []
    bodies: list[bytes | None] = []
    group = size = 0
    for id_, seq, group_no, body in session.execute(query):
        is_full = len(ids) >= _CUT_EVENTS or size > _CUT_BYTES
        if (is_full and group_no != group) or seq != first + len(ids):
            break  # a gap is left where a damaged database lost an event
        group, size = group_no, size + len(body)
        ids.append(id_)
        bodies.append(body or None)
    return ids, bodies


def _add(session: Session, stream_no: int, signed: SignedSegment, *, forked: bool = False) -> Segment:
    row = Segment(
        id=signed.id,
        stream_no=stream_no,
        first_seq=signed.header.first,
        last_seq=signed.last,
        header=signed.header_bytes,
        signature=signed.signature,
        ids=b"".join(signed.ids) if forked else None,
    )
    session.add(row)
    session.flush()
    return row


def keep_segment(session: Session, stream_no: int, signed: SignedSegment) -> int:
    """Remember a segment that came from a folder, before or after its events. Returns its `no`.

    Where the stream holds other events under the same numbers (a disk was cloned), the segments concerned
    remember their ids themselves.
    """
    known = session.scalars(select(Segment).where(Segment.id == signed.id)).one_or_none()
    if known is not None:
        return known.no
    stored = session.scalars(
        select(JournalEvent.id).where(
            JournalEvent.stream_no == stream_no,
            JournalEvent.seq.between(signed.header.first, signed.last),
        )
    )
    forked = not set(stored) <= set(signed.ids)
    if forked:
        overlapping = select(Segment).where(
            Segment.stream_no == stream_no,
            Segment.ids.is_(None),
            Segment.first_seq <= signed.last,
            Segment.last_seq >= signed.header.first,
        )
        for other in session.scalars(overlapping).all():
            other.ids = b"".join(_ids_of(session, other))
    return _add(session, stream_no, signed, forked=forked).no


# --- what is in which file --------------------------------------------------------------------------------


def _ids_of(session: Session, row: Segment) -> list[bytes]:
    if row.ids is not None:
        return _split(row.ids)
    return list(session.scalars(select(JournalEvent.id).where(*_within(row)).order_by(JournalEvent.seq)))


def _within(row: Segment) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The events of the stream with the segment's numbers."""
    return (
        JournalEvent.stream_no == row.stream_no,
        JournalEvent.seq.between(row.first_seq, row.last_seq),
    )


def _split(ids: bytes) -> list[bytes]:
    return [ids[start : start + _ID] for start in range(0, len(ids), _ID)]


def load(session: Session, segment_no: int) -> SignedSegment:
    """The segment as it is now: events that were ended since it was cut have no body."""
    row = session.get_one(Segment, segment_no)
    if row.ids is None:
        query = select(JournalEvent.id, JournalEvent.body).where(*_within(row)).order_by(JournalEvent.seq)
    else:
        ids = _split(row.ids)
        query = select(JournalEvent.id, JournalEvent.body).where(JournalEvent.id.in_(ids))
    found = {id_: body for id_, body in session.execute(query)}  # noqa: C416 - dict() takes a Result for a mapping
    in_order = tuple(found) if row.ids is None else tuple(_split(row.ids))
    return SignedSegment(
        row.id,
        segments.header_of(row.header),
        row.header,
        in_order,
        row.signature,
        tuple(found[id_] or None for id_ in in_order),
    )


def lacking(session: Session, present: Iterable[bytes], *, undecided: datetime | None = None) -> list[int]:
    """The segments that no file among those named holds as they are now, in the order they were cut.

    With `undecided`, the time now, turn logs whose room has not finally chosen are left out (SYNC §6).
    """
    ended = _ended_now(session)
    staying = set(present).difference(superseded(session, present))
    held = {
        segment_no for segment_no, in_file in _held(session, staying) if in_file == ended.get(segment_no, 0)
    }
    rows = session.execute(select(Segment.no, Segment.stream_no).order_by(Segment.no))
    closed = undecided_streams(session, undecided) if undecided is not None else set()
    return [no for no, stream_no in rows if no not in held and stream_no not in closed]


def superseded(session: Session, present: Iterable[bytes]) -> list[bytes]:
    """The names of files that still hold the body of an event that was ended."""
    ended = _ended_now(session)
    if not ended:
        return []
    names = set(present)
    query = (
        select(Parcel.name, ParcelSegment.segment_no, ParcelSegment.ended)
        .join(ParcelSegment, ParcelSegment.parcel_no == Parcel.no)
        .where(ParcelSegment.segment_no.in_(select(Segment.no)))
    )
    return sorted(
        {name for name, no, in_file in session.execute(query) if name in names and in_file < ended.get(no, 0)}
    )


def _held(session: Session, names: set[bytes]) -> Iterator[tuple[int, int]]:
    query = select(Parcel.name, ParcelSegment.segment_no, ParcelSegment.ended).join(
        ParcelSegment, ParcelSegment.parcel_no == Parcel.no
    )
    return ((no, ended) for name, no, ended in session.execute(query) if name in names)


def _ended_now(session: Session) -> dict[int, int]:
    """For each segment with ended events, how many."""
    where = (
        "SELECT s.no, e.id, s.ids FROM event e JOIN segment s ON s.stream_no = e.stream_no "
        "AND e.seq BETWEEN s.first_seq AND s.last_seq WHERE length(e.body) = 0"
    )
    counted: dict[int, int] = {}
    for no, id_, ids in session.connection().exec_driver_sql(where):
        if ids is None or id_ in _split(ids):
            counted[no] = counted.get(no, 0) + 1
    return counted


class LooseEvent(msgspec.Struct, array_like=True, frozen=True):
    """An event that lies in no segment, as a backup holds it."""

    stream: segments.Bytes16
    laptop: segments.Bytes16
    meeting: segments.Bytes16 | None
    seq: Annotated[int, msgspec.Meta(ge=1)]
    id: segments.Bytes32
    body: bytes | None


_LOOSE = """
SELECT s.id, s.laptop_id, s.meeting_id, e.seq, e.id, e.body FROM event e JOIN stream s ON s.no = e.stream_no
WHERE s.no IN (
    SELECT t.no FROM stream t WHERE t.laptop_id <> ?
    AND (SELECT count(*) FROM event WHERE stream_no = t.no)
    <> (SELECT coalesce(sum(last_seq - first_seq + 1), 0) FROM segment WHERE stream_no = t.no))
AND NOT EXISTS (
    SELECT 1 FROM segment g WHERE g.stream_no = e.stream_no AND e.seq BETWEEN g.first_seq AND g.last_seq)
ORDER BY e.no"""


def loose_events(session: Session, own: EntityId) -> list[bytes]:
    """The events of other laptops that lie in no segment, each as the bytes of a LooseEvent."""
    rows = session.connection().exec_driver_sql(_LOOSE, (bytes.fromhex(own),))
    return [
        msgspec.msgpack.encode(LooseEvent(stream, laptop, meeting, seq, id_, body or None))
        for stream, laptop, meeting, seq, id_, body in rows
    ]


def loose_event(content: bytes) -> LooseEvent:
    """The event in these bytes. Raises BadContents."""
    try:
        return msgspec.msgpack.decode(content, type=LooseEvent)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadContents("An event in a backup cannot be read.") from error


def undecided_streams(session: Session, now: datetime) -> set[int]:
    """The streams of turn logs for which the room has not finally chosen."""
    query = (
        select(Stream.no, Meeting)
        .outerjoin(Meeting, Meeting.id == Stream.meeting_id)
        .where(Stream.meeting_id.is_not(None))
    )
    return {no for no, meeting in session.execute(query) if not _is_decided(meeting, now)}


def _is_decided(meeting: Meeting | None, now: datetime) -> bool:
    if meeting is None or meeting.state != MeetingState.CLOSED or meeting.closed is None:
        return False
    if meeting.log_choice == LogChoice.KEEP:
        return choice_is_final(meeting.closed, now)
    return meeting.log_ended is not None


def batches(engine: Engine, segment_nos: Sequence[int]) -> Iterator[Batch]:
    """The contents of the files that these segments go into, each of about a megabyte."""
    parts: list[bytes] = []
    taken: list[tuple[int, int]] = []
    size = 0
    for no in segment_nos:
        with Session(engine) as session:
            signed = load(session, no)
        wire = segments.to_wire(signed)
        if parts and size + len(wire) > _PARCEL_BYTES:
            yield Batch(pack(SEGMENTS, parts), tuple(taken))
            parts, taken, size = [], [], 0
        parts.append(wire)
        taken.append((no, signed.ended))
        size += len(wire)
    if parts:
        yield Batch(pack(SEGMENTS, parts), tuple(taken))


def remember(
    session: Session, name: bytes, size: int, content: bytes, held: Iterable[tuple[int, int]] = ()
) -> None:
    """Note what a file holds: the hash of what was sealed, and (segment, ended) of each segment in it."""
    if session.scalar(select(Parcel.no).where(Parcel.name == name)) is not None:
        return
    row = Parcel(name=name, size=size, content=content)
    session.add(row)
    session.flush()
    session.add_all(ParcelSegment(parcel_no=row.no, segment_no=no, ended=ended) for no, ended in held)
    session.flush()


def known_names(session: Session) -> set[bytes]:
    """The names of all files that were written or opened here."""
    return set(session.scalars(select(Parcel.name)))


def numbers_of(session: Session, held: Sequence[SignedSegment]) -> list[tuple[int, int]]:
    """(`no`, ended events) of those segments that are known here."""
    query = select(Segment.id, Segment.no).where(Segment.id.in_([each.id for each in held]))
    known = {id_: no for id_, no in session.execute(query)}  # noqa: C416 - dict() takes a Result for a mapping
    return [(known[each.id], each.ended) for each in held if each.id in known]


def names_with(session: Session, content: bytes) -> set[bytes]:
    """The names of the files in which this was sealed, by its hash."""
    return set(session.scalars(select(Parcel.name).where(Parcel.content == content)))


def names_without_segments(session: Session) -> set[bytes]:
    """The names of the files that say something else."""
    with_some = select(ParcelSegment.parcel_no)
    return set(session.scalars(select(Parcel.name).where(Parcel.no.not_in(with_some))))
