"""Events that lie in no segment: they came alone, or from a damaged database, or a stream forked there."""

from collections.abc import Collection, Iterator
from typing import Annotated

import msgspec
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.mailbox import segments


class LooseEvent(msgspec.Struct, array_like=True, frozen=True):
    """An event that lies in no segment, as a backup holds it."""

    stream: segments.Bytes16
    laptop: segments.Bytes16
    meeting: segments.Bytes16 | None
    seq: Annotated[int, msgspec.Meta(ge=1)]
    id: segments.Bytes32
    body: bytes | None


_NUMBERS_OUTSIDE = """
WITH gap AS (
    SELECT stream_no, first_seq - 1 AS upto, 1 + coalesce(max(last_seq) OVER before, 0) AS since
    FROM segment
    WINDOW before AS (
        PARTITION BY stream_no ORDER BY first_seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    UNION ALL
    SELECT s.no, 9007199254740992, 1 + coalesce(max(g.last_seq), 0)
    FROM stream s LEFT JOIN segment g ON g.stream_no = s.no WHERE s.laptop_id <> ? GROUP BY s.no)
SELECT e.no FROM gap JOIN event e ON e.stream_no = gap.stream_no AND e.seq BETWEEN gap.since AND gap.upto
WHERE gap.since <= gap.upto"""
"""Events under numbers that no segment has. Behind the last one of an own stream nothing is loose: what has
just been stored there is cut the next time."""

_FORKED = """
SELECT e.no FROM (SELECT stream_no, seq FROM event GROUP BY stream_no, seq HAVING count(*) > 1) f
JOIN event e ON e.stream_no = f.stream_no AND e.seq = f.seq
WHERE EXISTS (SELECT 1 FROM segment g WHERE g.stream_no = e.stream_no
    AND e.seq BETWEEN g.first_seq AND g.last_seq)
AND NOT EXISTS (
    SELECT 1 FROM segment g WHERE g.stream_no = e.stream_no AND e.seq BETWEEN g.first_seq AND g.last_seq
    AND CASE WHEN g.ids IS NOT NULL THEN instr(g.ids, e.id) ELSE e.no = (
        SELECT min(no) FROM event WHERE stream_no = e.stream_no AND seq = e.seq) END)"""
"""Of events that share a number, those that are not the one in a segment. A segment without ids of its own
has the first that came: it was here before any other (`kept_segments.keep`)."""

_EVENT = """
SELECT s.no, s.id, s.laptop_id, s.meeting_id, e.seq, e.id, e.body
FROM event e JOIN stream s ON s.no = e.stream_no WHERE e.no = ?"""


def loose_events(session: Session, own: EntityId, closed: Collection[int] = ()) -> Iterator[bytes]:
    """The events that lie in no segment, each as the bytes of a LooseEvent; none of the streams `closed`."""
    connection = session.connection()
    numbers = {no for (no,) in connection.exec_driver_sql(_NUMBERS_OUTSIDE, (bytes.fromhex(own),))}
    numbers |= {no for (no,) in connection.exec_driver_sql(_FORKED)}
    for no in sorted(numbers):
        stream_no, stream, laptop, meeting, seq, id_, body = connection.exec_driver_sql(_EVENT, (no,)).one()
        if stream_no not in closed:
            yield msgspec.msgpack.encode(LooseEvent(stream, laptop, meeting, seq, id_, body or None))
