"""Who is in the room, and who was: of two laptops that both noted somebody's coming, one stay."""

from pod_desktop.domain import meeting as rules
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import Merged
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance


def stays(reading: Reading, meeting_id: EntityId) -> list[tuple[Merged, list[Attendance]]]:
    """Everybody's stays by arrival, each with its rows."""
    rows = {row.id: row for row in reading.all(Attendance, meeting_id=meeting_id)}
    merged = rules.merged((row.id, row.attendee_id, row.arrived, row.left) for row in rows.values())
    return [(stay, [rows[id_] for id_ in stay.rows]) for stay in merged]


def present(reading: Reading, meeting_id: EntityId, who: EntityId | None = None) -> list[Attendance]:
    """The rows of everybody, or of one person, in the room now; two laptops may have one each."""
    return [
        row
        for stay, rows in stays(reading, meeting_id)
        for row in rows
        if stay.left is None and who in (None, row.attendee_id)
    ]
