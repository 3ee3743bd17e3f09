"""What lies in a sealed file, and what the database knows of segments and files.

A file's name is the hash of its bytes, so what was once learnt of a name holds wherever the file lies: which
segments are in it, and how many of their events had been ended when it was sealed. What a folder lacks is
then all segments without those in the files that it lists. A file in which fewer events are ended than here
is superseded: its segments lack in the folder like those that were never there, and it goes when they came.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec
from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import PodError
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.mailbox import emptied, segments
from pod_desktop.storage.mailbox.loose import LooseEvent
from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment
from pod_desktop.storage.mailbox.undecided import undecided_streams
from pod_desktop.storage.tables import Ended, JournalEvent, Parcel, ParcelSegment, Segment, Stream

__all__ = ["LooseEvent", "undecided_streams"]

VERSION = 1
SEGMENTS = "segments"
"""The kind of a file of segments."""
LAPTOP = "laptop"
"""The kind of a backup's file about the laptop itself: its id, its keys, who uses it."""
EVENTS = "events"
"""The kind of a backup's file of events that came to this laptop outside of any segment."""

_PARCEL_BYTES = 1024 * 1024
"""A file holds about so much, before it is compressed."""
_MOST_PARTS = 200_000
_AT_ONCE = 500


class Contents(msgspec.Struct, array_like=True, frozen=True):
    """What is sealed in one file. A newer version or an unknown kind is left for a newer program."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    parts: Annotated[list[bytes], msgspec.Meta(max_length=_MOST_PARTS)]


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


def add_segment(session: Session, stream_no: int, signed: SignedSegment, *, forked: bool = False) -> Segment:
    """A row for a segment; with `forked` it remembers its ids itself."""
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
    remember their ids themselves; so does one whose events lie elsewhere, as their bodies say,
    or that names them in another order than the stubs that came before.
    """
    known = session.scalars(select(Segment).where(Segment.id == signed.id)).one_or_none()
    if known is not None:
        return known.no
    query = select(JournalEvent.seq, JournalEvent.id).where(
        JournalEvent.stream_no == stream_no,
        JournalEvent.seq.between(signed.header.first, signed.last),
    )
    here = [(seq, id_) for seq, id_ in session.execute(query.order_by(JournalEvent.seq))]
    forked = here != list(enumerate(signed.ids, signed.header.first))
    if forked and not {id_ for _, id_ in here} <= set(signed.ids):
        overlapping = select(Segment).where(
            Segment.stream_no == stream_no,
            Segment.ids.is_(None),
            Segment.first_seq <= signed.last,
            Segment.last_seq >= signed.header.first,
        )
        for other in session.scalars(overlapping).all():
            other.ids = b"".join(_ids_of(session, other))
    return add_segment(session, stream_no, signed, forked=forked).no


# --- what is in which file --------------------------------------------------------------------------------


def _ids_of(session: Session, row: Segment) -> list[bytes]:
    if row.ids is not None:
        return segments.split(row.ids)
    return list(_events_of(session, row))


def _events_of(session: Session, row: Segment) -> dict[bytes, bytes]:
    """Id and body of the events of a segment without ids of its own, in order.

    Where the stream forked since, its event is the first that came (`keep_segment`).
    """
    query = select(JournalEvent.seq, JournalEvent.id, JournalEvent.body)
    in_order = query.where(*_within(row)).order_by(JournalEvent.seq, JournalEvent.no)
    found: dict[int, tuple[bytes, bytes]] = {}
    for seq, id_, body in session.execute(in_order):
        found.setdefault(seq, (id_, body))
    return dict(found.values())


def _within(row: Segment) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The events of the stream with the segment's numbers."""
    return (
        JournalEvent.stream_no == row.stream_no,
        JournalEvent.seq.between(row.first_seq, row.last_seq),
    )


def load(session: Session, segment_no: int) -> SignedSegment:
    """The segment as it is now: events that were ended since it was cut have no body."""
    row = session.get_one(Segment, segment_no)
    if row.ids is None:
        found = _events_of(session, row)
        in_order = tuple(found)
    else:
        in_order = tuple(segments.split(row.ids))
        found = _bodies(session, in_order)
    return SignedSegment(
        row.id,
        segments.header_of(row.header),
        row.header,
        in_order,
        row.signature,
        tuple(found.get(id_) or None for id_ in in_order),
    )


def _bodies(session: Session, ids: Sequence[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = JournalEvent.id.in_(ids[start : start + _AT_ONCE])
        found.update(
            (id_, body)
            for id_, body in session.execute(select(JournalEvent.id, JournalEvent.body).where(some))
        )
    return found


@dataclass(frozen=True, slots=True)
class Wanting:
    """What is still to be done in a folder, as one moment of the database sees it."""

    lacking: list[int]
    """The segments that no file there holds as they are now, in the order they were cut."""
    superseded: list[bytes]
    """The files that still hold the body of an event that was ended, and whose segments others hold."""


def wanting(session: Session, present: Iterable[bytes], closed: Collection[int] = ()) -> Wanting:
    """What a folder with these files lacks, and which of them may go; nothing of the streams `closed`."""
    names = set(present)
    empty = emptied.now(session)
    query = select(Parcel.name, ParcelSegment.segment_no, ParcelSegment.ended).join(
        ParcelSegment, ParcelSegment.parcel_no == Parcel.no
    )
    held = [(name, no, in_file) for name, no, in_file in session.execute(query) if name in names]
    old = {name for name, no, in_file in held if in_file < empty.all_of(no)}
    there = {no for name, no, in_file in held if name not in old and in_file == empty.all_of(no)}
    rows = session.execute(select(Segment.no, Segment.stream_no).order_by(Segment.no))
    lacking = [no for no, stream_no in rows if no not in there and stream_no not in closed]
    needed = set(lacking)
    return Wanting(lacking, sorted(old - {name for name, no, _ in held if no in needed}))


def loose_event(content: bytes) -> LooseEvent:
    """The event in these bytes. Raises BadContents."""
    try:
        return msgspec.msgpack.decode(content, type=LooseEvent)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadContents("An event in a backup cannot be read.") from error


def batches(engine: Engine, segment_nos: Sequence[int], unsound: set[int]) -> Iterator[Batch]:
    """The contents of the files that these segments go into, each of about a megabyte.

    Each is read back first; those that do not verify, since the database is damaged, go into `unsound`.
    """
    parts: list[bytes] = []
    taken: list[tuple[int, int]] = []
    size = 0
    for no in segment_nos:
        with Session(engine) as session:
            signed = load(session, no)
        wire = segments.to_wire(signed)
        try:
            segments.from_wire(wire)
        except BadSegment:
            unsound.add(no)
            continue
        if parts and size + len(wire) > _PARCEL_BYTES:
            yield Batch(pack(SEGMENTS, parts), tuple(taken))
            parts, taken, size = [], [], 0
        parts.append(wire)
        taken.append((no, signed.ended))
        size += len(wire)
    if parts:
        yield Batch(pack(SEGMENTS, parts), tuple(taken))


def portions(parts: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The parts in order, in lists of about a megabyte."""
    some: list[bytes] = []
    size = 0
    for part in parts:
        if some and size + len(part) > _PARCEL_BYTES:
            yield some
            some, size = [], 0
        some.append(part)
        size += len(part)
    if some:
        yield some


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
    """(`no`, ended events) of those segments that are known here, or of which every event is here."""
    numbers = ((_number_of(session, each), each.ended) for each in held)
    return [(no, ended) for no, ended in numbers if no is not None]


def _number_of(session: Session, signed: SignedSegment) -> int | None:
    known = session.scalar(select(Segment.no).where(Segment.id == signed.id))
    if known is not None:
        return known
    stream_no = session.scalar(select(Stream.no).where(Stream.id == EntityId(signed.header.stream.hex())))
    query = select(JournalEvent.seq, JournalEvent.id).where(
        JournalEvent.stream_no == stream_no, JournalEvent.seq.between(signed.header.first, signed.last)
    )
    here = {(seq, id_) for seq, id_ in session.execute(query)}
    if stream_no is None or not here.issuperset(enumerate(signed.ids, signed.header.first)):
        return None
    return keep_segment(session, stream_no, signed)


def names_with_segments(session: Session) -> set[bytes]:
    """The names of the files of which it is known here which segments they hold."""
    with_some = select(ParcelSegment.parcel_no)
    return set(session.scalars(select(Parcel.name).where(Parcel.no.in_(with_some))))


def with_bodies(session: Session, ids: Sequence[bytes]) -> dict[bytes, bool]:
    """Those of these events that are here, and whether with their bodies."""
    return {id_: bool(body) for id_, body in _bodies(session, ids).items()}


def are_here(session: Session, ids: Sequence[bytes]) -> bool:
    """Whether every one of these events is here, with a body or without."""
    return len(_bodies(session, ids)) == len(set(ids))


def ended_among(session: Session, ids: Sequence[bytes]) -> set[bytes]:
    """Those of these events that were ended or purged here, whether they have ever been here or not."""
    found: set[bytes] = set()
    shorts = {id_[:SHORT]: id_ for id_ in ids}
    asked = list(shorts)
    for start in range(0, len(asked), _AT_ONCE):
        query = select(Ended.short_id).where(Ended.short_id.in_(asked[start : start + _AT_ONCE]))
        found |= {shorts[bytes(short)] for short in session.scalars(query)}
    return found
