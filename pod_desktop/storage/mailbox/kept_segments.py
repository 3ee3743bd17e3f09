"""The segments that this database knows, and which of their events are here."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.mailbox import segments
from pod_desktop.storage.mailbox.segments import SignedSegment
from pod_desktop.storage.tables import Ended, JournalEvent, Segment, Stream

_AT_ONCE = 500


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


def keep(session: Session, stream_no: int, signed: SignedSegment) -> int:
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


def _ids_of(session: Session, row: Segment) -> list[bytes]:
    if row.ids is not None:
        return segments.split(row.ids)
    return list(_events_of(session, row))


def _events_of(session: Session, row: Segment) -> dict[bytes, bytes]:
    """Id and body of the events of a segment without ids of its own, in order.

    Where the stream forked since, its event is the first that came (`keep`).
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
    return keep(session, stream_no, signed)


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
