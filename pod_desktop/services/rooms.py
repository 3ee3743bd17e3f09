"""Who of a person's network was in the room at each meeting."""

from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.services.joined import stands_in
from pod_desktop.services.names import MEMBER
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Attendance, Meeting


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting that began, and the members who came."""

    meeting_id: EntityId
    began: Instant
    zone: str
    came: frozenset[EntityId]
    """Ids of members, however long they stayed; of two cards that were joined, the one that stays."""


def rooms(journal: Journal, person_id: EntityId) -> tuple[Room, ...]:
    """The person's meetings that began, the latest first. Raises NotFound."""
    with journal.read() as reading:
        stands = stands_in(reading, person_id)
        found = []
        for meeting in reading.all(Meeting, person_id=person_id):
            if meeting.began is None:
                continue
            there = reading.all(Attendance, meeting_id=meeting.id)
            came = frozenset(
                stands.get(row.attendee_id, row.attendee_id) for row in there if row.role == MEMBER
            )
            found.append(Room(meeting.id, meeting.began, meeting.zone, came))
        return tuple(sorted(found, key=lambda room: (room.began, room.meeting_id), reverse=True))
