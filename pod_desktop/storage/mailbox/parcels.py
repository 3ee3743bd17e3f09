"""What lies in which sealed file, as the database knows it, and what a folder lacks.

A file's name is the hash of its bytes, so what was once learnt of a name holds wherever the file lies: which
segments are in it, and how many of their events had been ended when it was sealed. What a folder lacks is
then all segments without those in the files that it lists. A file in which fewer events are ended than here
is superseded: its segments lack in the folder like those that were never there, and it goes when they came.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from pod_desktop.storage.mailbox import emptied, kept_segments, packing, segments
from pod_desktop.storage.mailbox.segments import BadSegment
from pod_desktop.storage.tables import Parcel, ParcelSegment, Segment


@dataclass(frozen=True, slots=True)
class Batch:
    """Segments that go into one file."""

    plain: bytes
    segments: tuple[tuple[int, int], ...]
    """(`no`, how many of its events are ended) of each."""


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


def batches(engine: Engine, segment_nos: Sequence[int], unsound: set[int]) -> Iterator[Batch]:
    """The contents of the files that these segments go into, each of about a megabyte.

    Each is read back first; those that do not verify, since the database is damaged, go into `unsound`.
    """
    parts: list[bytes] = []
    taken: list[tuple[int, int]] = []
    size = 0
    for no in segment_nos:
        with Session(engine) as session:
            signed = kept_segments.load(session, no)
        wire = segments.to_wire(signed)
        try:
            segments.from_wire(wire)
        except BadSegment:
            unsound.add(no)
            continue
        if parts and size + len(wire) > packing.FILE_BYTES:
            yield Batch(packing.pack(packing.SEGMENTS, parts), tuple(taken))
            parts, taken, size = [], [], 0
        parts.append(wire)
        taken.append((no, signed.ended))
        size += len(wire)
    if parts:
        yield Batch(packing.pack(packing.SEGMENTS, parts), tuple(taken))


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


def names_with_segments(session: Session) -> set[bytes]:
    """The names of the files of which it is known here which segments they hold."""
    with_some = select(ParcelSegment.parcel_no)
    return set(session.scalars(select(Parcel.name).where(Parcel.no.in_(with_some))))
