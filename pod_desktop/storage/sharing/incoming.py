"""Bringing a segment of another laptop into the open journal, in short steps that let taps through."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.arrival import maybe_here, number_of
from pod_desktop.storage.arrived import Arrived, StreamOf, require_sound
from pod_desktop.storage.database import writing
from pod_desktop.storage.events import count_ahead, is_ending
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import cutting, kept_segments, packing, parcels
from pod_desktop.storage.mailbox.segments import SignedSegment, header_of
from pod_desktop.storage.sharing import files, traffic
from pod_desktop.storage.tables import Segment, Stream, ThisLaptop

AT_FIRST = 60_000
"""Events in one transaction on a laptop that gets its first ones: nobody can tap yet, and pages are written
once for all the rows that came onto them."""
_STEP_SECONDS = 0.008
"""Of one transaction while people work: as long may a tap have to wait for it."""
_FEWEST, _MOST = 10, 400
_AT_BEGIN = 40

_OWN = select(ThisLaptop.id)


class Pace:
    """How many events are stored in one transaction: so many that each step takes as long as it may."""

    def __init__(self, clock: Clock, *, is_first_fill: bool = False) -> None:
        self._clock, self._is_first_fill = clock, is_first_fill
        self._at_once = AT_FIRST if is_first_fill else _AT_BEGIN

    def parts(self, some: Sequence[Arrived]) -> Iterator[Sequence[Arrived]]:
        """What is to be stored, step by step."""
        done = 0
        while done < len(some):
            part = some[done : done + self._at_once]
            yield part
            done += len(part)

    @contextmanager
    def step(self, events: int) -> Iterator[None]:
        """One step, by whose length the next are measured."""
        began = self._clock.monotonic()
        yield
        took = self._clock.monotonic() - began
        if not self._is_first_fill:
            fitting = int(events * _STEP_SECONDS / took) if took > 0 else _MOST
            self._at_once = max(_FEWEST, min(_MOST, 2 * self._at_once, fitting))


@dataclass(frozen=True, slots=True)
class Imported:
    """What bringing in a segment did."""

    new: int
    """Events that were not here, or only as stubs."""
    ahead: int
    """Those of them that were made by a clock more than ten minutes ahead."""
    is_own: bool
    """Whether it is of this laptop's own stream: with anything new, that was gone on with elsewhere."""


def import_segment(
    journal: Journal, signed: SignedSegment, between: Callable[[], None], pace: "Pace"
) -> Imported:
    """Store what a segment says, remember the segment and what it tells to have heard. Raises DamagedEvent.

    Again is the same as once, so a stop in between is made good by the next round.
    """
    stream = stream_of(signed)
    arrivals = arrivals_of(signed)  # all of it or nothing, though it is stored in steps
    fresh = _not_here(journal, arrivals)
    if fresh:
        _end_own_line(journal, stream)
    for some in pace.parts(fresh):
        with pace.step(len(some)):
            journal.take_in(some)
        between()
    now = journal.clock.now()
    with writing(journal.engine) as connection, Session(connection) as session:
        is_own = _keep(session, signed, now)
    return Imported(len(fresh), _ahead(fresh, now), is_own)


@dataclass(frozen=True, slots=True)
class FileOfSegments:
    """A file all of whose segments count, verified, with what `arrivals_of` says of each."""

    name: bytes
    size: int
    content: bytes
    """The hash of what was sealed."""
    segments: tuple[SignedSegment, ...]
    arrivals: tuple[list[Arrived], ...]


def import_files(journal: Journal, some: Sequence[FileOfSegments]) -> list[tuple[SignedSegment, Imported]]:
    """Store what many files say in two transactions, and remember that their names say it.

    The rows are those that `import_segment` makes of one after the other. For other laptops' streams only.
    Raises DamagedEvent; then nothing of these files was stored.
    """
    held = [each for file in some for each in zip(file.segments, file.arrivals, strict=True)]
    fresh = _not_here(journal, [arrival for _, arrivals in held for arrival in arrivals])
    journal.take_in(fresh)
    new = {each.id for each in fresh}
    now = journal.clock.now()
    done: list[tuple[SignedSegment, Imported]] = []
    with writing(journal.engine) as connection, Session(connection, autoflush=False) as session:
        for signed, arrivals in held:
            is_own = _keep(session, signed, now)
            own_new = [each for each in arrivals if each.id in new]
            done.append((signed, Imported(len(own_new), _ahead(own_new, now), is_own)))
        for file in some:
            parcels.remember(
                session, file.name, file.size, file.content, kept_segments.numbers_of(session, file.segments)
            )
            files.keep(session, file.name, file.size, packing.SEGMENTS, now)
    return done


def arrivals_of(signed: SignedSegment) -> list[Arrived]:
    """The events of a segment that verifies, each looked into. Raises DamagedEvent."""
    stream = stream_of(signed)
    events = enumerate(zip(signed.ids, signed.bodies, strict=True), signed.header.first)
    return require_sound((Arrived(stream, seq, id_, body) for seq, (id_, body) in events), hashed=True)


def _keep(session: Session, signed: SignedSegment, now: Instant) -> bool:
    """Remember a segment whose events are here. Returns whether it is of this laptop's own."""
    stream = stream_of(signed)
    kept_segments.keep(session, number_of(session.connection(), stream), signed)
    if session.scalars(_OWN).one() == stream.laptop_id:
        return True
    traffic.note_heard(session, stream.laptop_id, signed.header.heard)
    traffic.note_heard_from(session, stream.laptop_id, now)
    return False


def _ahead(fresh: Iterable[Arrived], now: Instant) -> int:
    return count_ahead((each.read.hlc for each in fresh if each.read is not None), now)


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
        cutting.cut(journal.engine)


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
        here = kept_segments.with_bodies(session, maybe_here(session.connection(), arrivals))
        bare = [each.id for each in arrivals if here.get(each.id) is False]
        ended = kept_segments.ended_among(session, bare)
    return [each for each in arrivals if each.id not in here or _fills(each, here, ended)]


def _fills(arrived: Arrived, here: Mapping[bytes, bool], ended: Container[bytes]) -> bool:
    """Whether it brings the body of a stub that is here, and the stub was not ended."""
    if here[arrived.id] or arrived.body is None:
        return False
    return arrived.id not in ended or (arrived.read is not None and is_ending(arrived.read.event))


def is_known(session: Session, segment_id: bytes) -> bool:
    """Whether a segment was made or imported here."""
    return session.scalar(select(Segment.no).where(Segment.id == segment_id)) is not None


def followed(session: Session, stream: bytes) -> set[bytes]:
    """The segments that segments of this stream that are here name as the ones before them."""
    rows = session.scalars(
        select(Segment.header)
        .join(Stream, Stream.no == Segment.stream_no)
        .where(Stream.id == EntityId(stream.hex()))
    )
    return {named for named in (header_of(header).previous for header in rows) if named is not None}


def last_segments(session: Session, laptop: EntityId) -> dict[bytes, tuple[int, bytes]]:
    """For each stream of a laptop the last segment that is here: stream → (last number, segment id)."""
    rows = session.execute(
        select(Stream.id, Segment.last_seq, Segment.id)
        .join(Segment, Segment.stream_no == Stream.no)
        .where(Stream.laptop_id == laptop)
        .order_by(Segment.last_seq, Segment.no)
    )
    return {bytes.fromhex(stream): (seq, id_) for stream, seq, id_ in rows}
