"""Which small files may be put together, and which files another one makes superfluous (SYNC §4)."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.mailbox import emptied, packing
from pod_desktop.storage.sharing import keys
from pod_desktop.storage.tables import HeardBy, Parcel, ParcelSegment, Segment, Stream, TeamFile
from pod_desktop.storage.tables.base import to_microseconds

_SMALL = 256 * 1024


_OLD = "SELECT count(*) FROM team_file WHERE kind = ? AND since <= ?"
_TWICE = """
SELECT EXISTS (SELECT 1 FROM parcel_segment ps JOIN parcel p ON p.no = ps.parcel_no
JOIN team_file t ON t.name = p.name GROUP BY ps.segment_no HAVING count(*) > 1)"""


def anything_to_do(session: Session, before: Instant, at_least: int) -> bool:
    """A quick look whether there are many old files, or segments that lie in two files."""
    connection = session.connection()
    parameters = (packing.SEGMENTS, to_microseconds(before))
    old = int(connection.exec_driver_sql(_OLD, parameters).scalar_one())
    return bool(old) and (old >= at_least or bool(connection.exec_driver_sql(_TWICE).scalar_one()))


def may_be_bundled(session: Session, present: Collection[bytes], before: Instant) -> list[int]:
    """The segments in small, old files there that every laptop of the team has told to hold."""
    covered = _covered(session)
    contents = _contents(session, present, before)
    small = {
        row.name
        for row in session.scalars(select(TeamFile).where(TeamFile.kind == packing.SEGMENTS))
        if row.size <= _SMALL
    }
    found = {no for name, held in contents.items() if name in small and held.keys() <= covered for no in held}
    return sorted(found)


def superfluous(session: Session, present: Collection[bytes], before: Instant) -> dict[bytes, bytes]:
    """Old files all of whose segments lie in another one too, and are held by every laptop → that other one.

    Of two that hold the same the one with the smaller name stays. A file that lacks more than endings known
    here emptied makes none superfluous: a signature says nothing of the bodies that are left out.
    """
    covered = _covered(session)
    old = _contents(session, present, before)
    now_ended = emptied.now(session).by_endings if old else {}
    every = _contents(session, present, None)
    by_segment: dict[int, set[bytes]] = {}
    for name, held in every.items():
        for no in held:
            by_segment.setdefault(no, set()).add(name)
    found: dict[bytes, bytes] = {}
    for name, held in old.items():
        if not held or not held.keys() <= covered:
            continue
        others = set.intersection(*(by_segment[no] for no in held)) - {name}
        for other in sorted(others):
            more = every[other]
            is_as_ended = all(ended <= more[no] == now_ended.get(no, 0) for no, ended in held.items())
            if is_as_ended and (held.keys() < more.keys() or (held.keys() == more.keys() and other < name)):
                found[name] = other
                break
    return found


def is_first(session: Session) -> bool:
    """Whether it is this laptop that puts files together: of those in use the one with the smallest id."""
    active = keys.members(session).active
    return bool(active) and keys.raw(keys.this_laptop(session).id) == min(active)


def _contents(
    session: Session, present: Collection[bytes], before: Instant | None
) -> dict[bytes, dict[int, int]]:
    """Each file there that was known before then: segment → how many of its events are ended in it."""
    query = (
        select(Parcel.name, ParcelSegment.segment_no, ParcelSegment.ended)
        .join(ParcelSegment, ParcelSegment.parcel_no == Parcel.no)
        .join(TeamFile, TeamFile.name == Parcel.name)
    )
    if before is not None:
        query = query.where(TeamFile.since <= before)
    found: dict[bytes, dict[int, int]] = {}
    for name, no, ended in session.execute(query):
        if name in present:
            found.setdefault(name, {})[no] = ended
    return found


def _covered(session: Session) -> set[int]:
    """The segments that every laptop that is not locked out has told to hold, or made."""
    own = keys.this_laptop(session).id
    others = {EntityId(id_.hex()) for id_ in keys.members(session).active} - {own}
    told: dict[EntityId, dict[EntityId, int]] = {}
    for row in session.scalars(select(HeardBy)):
        told.setdefault(row.stream_id, {})[row.laptop_id] = row.seq
    query = select(Segment.no, Segment.last_seq, Stream.id, Stream.laptop_id).join(
        Stream, Stream.no == Segment.stream_no
    )
    return {
        no
        for no, last, stream, laptop in session.execute(query)
        if all(other == laptop or told.get(stream, {}).get(other, 0) >= last for other in others)
    }
