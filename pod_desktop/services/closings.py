"""Who closed a meeting, whether it goes on here all the same, and what was recorded late."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pod_desktop.domain import late
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.domain.meeting import MeetingState, Merged
from pod_desktop.services.absences import decided_without_the_person, said_without_the_person
from pod_desktop.storage import heads
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.heads import HeadEvent
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.sayings import Saying
from pod_desktop.storage.tables import (
    Attendance,
    Decision,
    Meeting,
    Opinion,
    Stream,
    Synced,
    Task,
    Topic,
    Wish,
)


def is_open_here(reading: Reading, row: Meeting) -> bool:
    """Whether the meeting goes on in this room: it is open, or only another laptop has closed it.

    A meeting in hand here is not torn from the room by a closing that arrives (docs/adr/0013).
    """
    return row.state == MeetingState.OPEN or goes_on_without_closing(reading, row)


def goes_on_without_closing(reading: Reading, row: Meeting) -> bool:
    """Whether another laptop has closed the meeting that is in hand here."""
    return row.state == MeetingState.CLOSED and row.id in reading.in_hand


def until(reading: Reading, row: Meeting, stay: Merged) -> Instant | None:
    """When somebody went, or the meeting closed where they stayed to the end; None while they are here."""
    if stay.left is not None or row.state != MeetingState.CLOSED or is_open_here(reading, row):
        return stay.left
    return None if row.closed is None else max(row.closed, stay.arrived)


def is_held_here(reading: Reading, row: Meeting) -> bool:
    """Whether this laptop has a part in the meeting: it began it, or something of it was recorded here."""
    if row.id in reading.in_hand:
        return True
    own = {
        bytes.fromhex(id_)
        for (id_,) in reading.session.query(Stream.id).filter_by(laptop_id=reading.laptop())
    }
    log = reading.session.query(Stream.no).filter_by(laptop_id=reading.laptop(), meeting_id=row.id)
    if log.first() is not None:
        return True
    begun = heads.load_heads(reading.session, Meeting.kind, row.id).of("state")
    if any(head.event.stream in own for head in begun):
        return True
    tables: tuple[type[Synced], ...] = (Attendance, Topic, Wish, Decision, Task, Opinion)
    return any(head.event.stream in own for table in tables for head in _creations(reading, table, row.id))


def recorded(reading: Reading, meeting_id: EntityId) -> list[bytes]:
    """What a closing has before it: the events that make decisions stand, views and tasks, as short ids."""
    found = [
        saying.short_id
        for said in reading.all_sayings(Decision, _ids(reading, Decision, meeting_id), "accepted").values()
        for saying in said
        if saying.value and saying.speaks
    ]
    creations = [*_creations(reading, Opinion, meeting_id), *_creations(reading, Task, meeting_id)]
    return sorted({*found, *(head.id[:SHORT] for head in creations)})


def _creations(reading: Reading, table: type[Synced], meeting_id: EntityId) -> Iterator[HeadEvent]:
    """The creations of all that the meeting has of a kind."""
    ids = [row.id for row in reading.all(table, meeting_id=meeting_id)]
    loaded = heads.load_all_heads(reading.session, table.kind, ids)
    return (head for each in loaded.values() for head in each.creations)


def late_decisions(reading: Reading, row: Meeting, ids: list[EntityId]) -> dict[EntityId, Late]:
    """How each of these decisions stands to the meeting's closings, and to the person's going out.

    One that does not stand is not late.
    """
    return _late_decisions(reading, [row], dict.fromkeys(ids, row.id))


def late_decisions_of(
    reading: Reading, meetings: Sequence[Meeting], decisions: Sequence[Decision]
) -> dict[EntityId, Late]:
    """The same of the decisions of many meetings, in a few queries."""
    homes = {decision.id: decision.meeting_id for decision in decisions}
    with_some = set(homes.values())
    return _late_decisions(reading, [row for row in meetings if row.id in with_some], homes)


def _late_decisions(
    reading: Reading, meetings: Sequence[Meeting], homes: Mapping[EntityId, EntityId]
) -> dict[EntityId, Late]:
    """`homes` has the meeting of each decision."""
    closings = _closings_of(reading, meetings)
    without_the_person = decided_without_the_person(reading, meetings, homes)
    in_closed = [id_ for id_, home in homes.items() if closings.get(home)]
    said = reading.all_sayings(Decision, in_closed, "accepted") if in_closed else {}
    return {
        id_: late.lateness(
            _recorded(s for s in said.get(id_, ()) if s.value and s.speaks), closings.get(home, ())
        )
        or (Late.PERSON_OUT if id_ in without_the_person else Late.NO)
        for id_, home in homes.items()
    }


def late_things(reading: Reading, row: Meeting, table: type[Opinion | Task]) -> dict[EntityId, Late]:
    """The same for the meeting's views or tasks, by when they were first written down."""
    closings = _closings(reading, row)
    ids = _ids(reading, table, row.id)
    if not ids:
        return {}
    said = reading.all_sayings(table, ids, "meeting_id") if closings else {}
    out = said_without_the_person(reading, [row], table, dict.fromkeys(ids, row.id))
    return {
        id_: late.lateness(_recorded(said.get(id_, ())), closings)
        or (Late.PERSON_OUT if id_ in out else Late.NO)
        for id_ in ids
    }


def added_without_the_person(reading: Reading, meetings: Sequence[Meeting]) -> set[EntityId]:
    """The decisions of these meetings to which a view or a task was added while the person was out."""
    found: set[EntityId] = set()
    ids = [row.id for row in meetings]
    tables: tuple[type[Opinion | Task], ...] = (Opinion, Task)
    for table in tables:
        rows = {each.id: each for each in reading.all_of(table, "meeting_id", ids) if each.decision_id}
        homes = {id_: each.meeting_id for id_, each in rows.items()}
        out = said_without_the_person(reading, meetings, table, homes)
        found |= {decision for id_ in out if (decision := rows[id_].decision_id) is not None}
    return found


def closed_by(reading: Reading, row: Meeting) -> EntityId | None:
    """The practitioner whose laptop closed the meeting last."""
    said = [saying for saying in reading.sayings(Meeting, row.id, "closed") if saying.value is not None]
    return said[-1].author_id if said else None


def closed_elsewhere_by(reading: Reading, row: Meeting) -> EntityId | None:
    """The practitioner whose laptop closed the meeting last; None where that laptop took its closing back."""
    closings = [said for said in reading.sayings(Meeting, row.id, "closed") if said.value is not None]
    if not closings:
        return None
    last = closings[-1]
    taken_back = any(
        said.value == MeetingState.OPEN and said.rank > last.rank and said.laptop_id == last.laptop_id
        for said in reading.sayings(Meeting, row.id, "state")
    )
    return None if taken_back else last.author_id


def _ids(reading: Reading, table: type[Decision | Opinion | Task], meeting_id: EntityId) -> list[EntityId]:
    return [row.id for row in reading.all(table, meeting_id=meeting_id)]


def _closings(reading: Reading, row: Meeting) -> list[late.Closing]:
    return _closings_of(reading, [row]).get(row.id, [])


def _closings_of(reading: Reading, rows: Sequence[Meeting]) -> dict[EntityId, list[late.Closing]]:
    ids = [row.id for row in rows if row.closed is not None]
    said = reading.all_sayings(Meeting, ids, "closed") if ids else {}
    return {
        id_: [late.Closing(s.laptop_id, s.rank, s.saw) for s in sayings if s.value is not None]
        for id_, sayings in said.items()
    }


def _recorded(said: Iterable[Saying]) -> list[late.Recorded]:
    return [late.Recorded(saying.laptop_id, saying.rank, saying.short_id) for saying in said]
