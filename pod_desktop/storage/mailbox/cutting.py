"""Segments of what this laptop stored since the last time."""

from collections.abc import Callable

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from pod_desktop.storage.database import writing
from pod_desktop.storage.mailbox import segments
from pod_desktop.storage.mailbox.kept_segments import add_segment
from pod_desktop.storage.mailbox.segments import Header
from pod_desktop.storage.tables import JournalEvent, Segment, Stream, ThisLaptop

_CUT_EVENTS = 1_000
_CUT_BYTES = 512 * 1024
_MOST_CUT_BYTES = 16 * 1024 * 1024

Tell = Callable[[Session], dict[bytes, int]]
"""What the laptop newly holds of other laptops' streams; called in the transaction in which it is signed."""


def cut(engine: Engine, between: Callable[[], None] = lambda: None, tell: Tell = lambda _: {}) -> int:
    """Make segments of what this laptop stored since the last time. Returns how many were made.

    `between` is called after each of them, when nothing is locked; an error that it raises ends the work.
    `tell` is asked for each segment of the laptop's main stream.
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
                more = _cut_one(session, stream_no, tell)
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


def _cut_one(session: Session, stream_no: int, tell: Tell) -> bool:
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
        heard=tell(session) if stream.meeting_id is None else {},
    )
    add_segment(session, stream_no, segments.sign(header, ids, bodies, secret))
    return True


def _next_events(session: Session, stream_no: int, first: int) -> tuple[list[bytes], list[bytes | None]]:
    """Some of the stream's events from `first` on.

    What one act did stays together, unless it is more than a segment may hold.
    """
    query = (
        select(JournalEvent.id, JournalEvent.seq, JournalEvent.group_no, JournalEvent.body)
        .where(JournalEvent.stream_no == stream_no, JournalEvent.seq >= first)
        .order_by(JournalEvent.seq, JournalEvent.no)
        .execution_options(yield_per=_CUT_EVENTS)
    )
    ids: list[bytes] = []
    bodies: list[bytes | None] = []
    group = size = 0
    for id_, seq, group_no, body in session.execute(query):
        if ids and seq == first + len(ids) - 1:
            continue  # the stream forked here: what came later is loose
        is_full = len(ids) >= _CUT_EVENTS or size > _CUT_BYTES
        is_overfull = len(ids) >= segments.MOST_EVENTS or (ids and size + len(body) > _MOST_CUT_BYTES)
        if (is_full and group_no != group) or is_overfull or seq != first + len(ids):
            break  # a gap is left where a damaged database lost an event
        group, size = group_no, size + len(body)
        ids.append(id_)
        bodies.append(body or None)
    return ids, bodies
