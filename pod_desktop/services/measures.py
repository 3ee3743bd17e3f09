"""The counts of one meeting, for looking back together: the person sees what the practitioners see."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import came
from pod_desktop.domain.participation import Participation, Present, measure_turns
from pod_desktop.domain.views import TurnView
from pod_desktop.services.names import PRACTITIONER, Names
from pod_desktop.services.turn_log import span_of, turns_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Attendance, Meeting


def measure_meeting(journal: Journal, meeting_id: EntityId) -> Participation:
    """All measures over everybody who came, the silent included. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        stays = [(a.attendee_id, a.arrived, a.left) for a in reading.all(Attendance, meeting_id=meeting_id)]
        people = [names.of(who) for who in came(stays)]
        turns = turns_of(reading, names, meeting_id)
    present = [Present(p.id, p.name, p.role == PRACTITIONER) for p in people]
    first = min((turn.began for turn in turns), default=journal.clock.now())
    return measure_turns(present, [span_of(turn) for turn in turns], row.began or first)


def log_of(journal: Journal, meeting_id: EntityId) -> tuple[TurnView, ...]:
    """The spans of a meeting's turn log, for export. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        return turns_of(reading, Names(reading, row.person_id), meeting_id)
