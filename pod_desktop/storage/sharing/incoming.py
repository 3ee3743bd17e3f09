"""Bringing a segment of another laptop into the open journal, in short steps that let taps through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.arrival import Arrived, StreamOf, require_sound
from pod_desktop.storage.database import writing
from pod_desktop.storage.events import is_ahead, place_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import parcels
from pod_desktop.storage.mailbox.segments import SignedSegment
from pod_desktop.storage.tables import Segment, Stream, ThisLaptop

AT_ONCE = 60
"""Events in one transaction while people work: about ten milliseconds."""
AT_FIRST = 8_000
"""The same on a laptop that gets its first events: nobody can tap yet, and each commit waits for the disk."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What bringing in a segment did."""

    new: int
    """Events that were not here, or only as stubs."""
    ahead: int
    """Those of them that were made by a clock more than ten minutes ahead."""
    own_elsewhere: bool
    """Whether it is this laptop's own stream, gone on with elsewhere."""


def import_segment(
    journal: Journal, signed: SignedSegment, between: Callable[[], None], at_once: int = AT_ONCE
) -> Imported:
    """Store what a segment says and remember the segment. Raises DamagedEvent.

    Again is the same as once, so a stop in between is made good by the next round.
    """
    stream = stream_of(signed)
    arrivals = [
        Arrived(stream, seq, id_, body)
        for seq, (id_, body) in enumerate(zip(signed.ids, signed.bodies, strict=True), signed.header.first)
    ]
    require_sound(arrivals)  # all of it or nothing, though it is stored in steps
    fresh = _not_here(journal, arrivals)
    if fresh:
        _end_own_line(journal, stream)
    for start in range(0, len(fresh), at_once):
        journal.take_in(fresh[start : start + at_once])
        between()
    with writing(journal.engine) as connection, Session(connection) as session:
        stream_no = session.scalars(select(Stream.no).where(Stream.id == stream.id)).one()
        parcels.keep_segment(session, stream_no, signed)
        own = session.scalars(select(ThisLaptop.id)).one()
    now = journal.clock.now()
    ahead = sum(1 for each in fresh if each.body is not None and is_ahead(place_of(each.body).hlc, now))
    return Imported(len(fresh), ahead, bool(fresh) and stream.laptop_id == own)


def _end_own_line(journal: Journal, stream: StreamOf) -> None:
    """Where this laptop's own stream was gone on with elsewhere: nothing is added to it here any more.

    What was stored here under the same numbers is signed first; behind the numbers of another segment it
    would be taken for signed, and never leave.
    """
    with writing(journal.engine) as connection:
        retire = (
            "UPDATE stream SET retired = 1 WHERE id = ? AND laptop_id = ? "
            "AND laptop_id IN (SELECT id FROM this_laptop)"
        )
        names = (bytes.fromhex(stream.id), bytes.fromhex(stream.laptop_id))
        is_own = connection.exec_driver_sql(retire, names).rowcount
    if is_own:
        parcels.cut(journal.engine)


def stream_of(signed: SignedSegment) -> StreamOf:
    """The stream that a segment is a part of."""
    header = signed.header
    return StreamOf(
        EntityId(header.stream.hex()),
        EntityId(header.laptop.hex()),
        None if header.meeting is None else EntityId(header.meeting.hex()),
    )


def _not_here(journal: Journal, arrivals: Sequence[Arrived]) -> list[Arrived]:
    with Session(journal.engine) as session:
        here = parcels.with_bodies(session, [each.id for each in arrivals])
        ended = parcels.ended_among(session, [each.id for each in arrivals if here.get(each.id) is False])
    return [
        each
        for each in arrivals
        if each.id not in here or (here[each.id] is False and each.body is not None and each.id not in ended)
    ]


def is_known(session: Session, segment_id: bytes) -> bool:
    """Whether a segment was made or imported here."""
    return session.scalar(select(Segment.no).where(Segment.id == segment_id)) is not None


def follows(session: Session, stream: bytes, segment_id: bytes) -> bool:
    """Whether a segment that is here names this one as the one before it."""
    rows = session.scalars(
        select(Segment.header)
        .join(Stream, Stream.no == Segment.stream_no)
        .where(Stream.id == EntityId(stream.hex()))
    )
    return any(segment_id in header for header in rows)


def last_segments(session: Session, laptop: EntityId) -> dict[bytes, tuple[int, bytes]]:
    """For each stream of a laptop the last segment that is here: stream → (last number, segment id)."""
    rows = session.execute(
        select(Stream.id, Segment.last_seq, Segment.id)
        .join(Segment, Segment.stream_no == Stream.no)
        .where(Stream.laptop_id == laptop)
        .order_by(Segment.last_seq, Segment.no)
    )
    return {bytes.fromhex(stream): (seq, id_) for stream, seq, id_ in rows}
