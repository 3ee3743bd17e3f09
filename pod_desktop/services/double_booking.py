"""Which meetings a planned one overlaps with.

The person's own are told as they are. Of other people's it is told when they begin and which practitioners
would be at both, and nothing else: the room looks on.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.double_booking import Booked, double_booked, overlap
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.services.briefs import brief
from pod_desktop.services.names import PRACTITIONER
from pod_desktop.services.roster import absence_of, day_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Meeting, Practitioner


@dataclass(frozen=True, slots=True)
class Clash:
    """A meeting of somebody else, of which nothing more is told."""

    begins: Instant
    practitioners: tuple[str, ...]
    """The names of those who would be at both, in their order."""


def other_meetings(
    journal: Journal,
    person_id: EntityId,
    planned: Sequence[Instant],
    besides: Collection[EntityId | None] = (),
) -> tuple[Clash, ...]:
    """When meetings of other people begin at which practitioners would be too, and who; the earliest first.

    `planned` is when the person's meetings are to begin; `besides` names meetings that do not count, such as
    the planned one itself. At a planned meeting is whoever was at the person's network meetings, and at the
    asked one also the practitioner of this laptop. Where nobody has met the person yet, it is whoever
    planned it; nobody who is on leave that day, or has left. At an open one are the practitioners who came.
    Nothing else of these meetings is told.
    """
    with journal.read() as reading:
        rows = [
            (row, begins)
            for row, begins in _at_that_time(reading, planned, besides)
            if row.person_id != person_id
        ]
        if not rows:
            return ()
        team = {journal.author_id, *_team(reading, person_id)}
        here = {each: _in_team(reading, team, each) for each in planned}
        others = [Booked(begins, _takes_part(reading, row, begins)) for row, begins in rows]
        twice: dict[Instant, set[EntityId]] = {}
        for each in planned:
            for found in double_booked(Booked(each, here[each]), others):
                twice.setdefault(found.begins, set()).update(found.practitioners)
        names = {row.id: row.name for row in reading.all(Practitioner)} if twice else {}
    return tuple(Clash(at, tuple(sorted(names.get(who, "") for who in twice[at]))) for at in sorted(twice))


def own_meetings(
    journal: Journal,
    person_id: EntityId,
    planned: Sequence[Instant],
    besides: Collection[EntityId | None] = (),
) -> tuple[MeetingBrief, ...]:
    """The person's own meetings, planned or open, that overlap with these, in order of time."""
    with journal.read() as reading:
        rows = _at_that_time(reading, planned, besides, person_id=person_id)
        return tuple(brief(row) for row, _begins in sorted(rows, key=lambda each: (each[1], each[0].id)))


def _at_that_time(
    reading: Reading,
    planned: Sequence[Instant],
    besides: Collection[EntityId | None],
    **of_whom: EntityId,
) -> list[tuple[Meeting, Instant]]:
    return [
        (row, begins)
        for state in (MeetingState.PLANNED, MeetingState.OPEN)
        for row in reading.all(Meeting, state=str(state), joined_into_id=None, **of_whom)
        if row.id not in besides
        for begins in (row.began or row.planned,)
        if begins is not None and any(overlap(each, begins) for each in planned)
    ]


def _takes_part(reading: Reading, row: Meeting, begins: Instant) -> set[EntityId]:
    if row.state == MeetingState.OPEN:
        return _came(reading, [row.id])
    team = _team(reading, row.person_id)
    if not team:
        team = {said.author_id for said in reading.sayings(Meeting, row.id, "planned")}
    return _in_team(reading, team, begins)


def _team(reading: Reading, person_id: EntityId) -> set[EntityId]:
    kind = str(MeetingKind.NETWORK)
    held = reading.all(Meeting, person_id=person_id, meeting_kind=kind)
    return _came(reading, [row.id for row in held if row.began is not None])


def _came(reading: Reading, meeting_ids: Sequence[EntityId]) -> set[EntityId]:
    stays = reading.all_of(Attendance, "meeting_id", meeting_ids)
    return {stay.attendee_id for stay in stays if stay.role == PRACTITIONER}


def _in_team(reading: Reading, practitioners: set[EntityId], at: Instant) -> set[EntityId]:
    day = day_of(at)
    away = {row.id for row in reading.all(Practitioner) if not absence_of(row).is_offered(day)}
    return practitioners - away
