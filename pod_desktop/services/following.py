"""Which meeting comes after a meeting."""

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.services import briefs, closings
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting


def next_meeting(reading: Reading, row: Meeting) -> MeetingBrief | None:
    """The one set in this meeting; else the next one planned or, once it is closed, the next in time."""
    others = [
        briefs.brief(m, reading.in_hand)
        for m in reading.all(Meeting, person_id=row.person_id)
        if m.id != row.id
    ]
    set_here = {m.id for m in reading.all(Meeting, set_in_id=row.id)}
    happening = [m for m in others if m.state != MeetingState.DID_NOT_HAPPEN]
    here = [m for m in happening if m.id in set_here]
    if here:
        return min(here, key=_by_time)
    if row.closed is not None and not closings.is_open_here(reading, row):
        after = [m for m in happening if m.when is not None and m.when >= row.closed]
        return min(after, key=_by_time, default=None)
    since = row.began or row.planned
    return briefs.next_planned(
        [m for m in others if m.planned is None or since is None or m.planned >= since]
    )


def planned_after(reading: Reading, upcoming: MeetingBrief) -> list[Instant]:
    """When those begin that were planned together with this one, lie after it, and are planned still."""
    series_id = reading.get(Meeting, upcoming.id).series_id
    if series_id is None or upcoming.planned is None:
        return []
    rows = reading.all(Meeting, series_id=series_id, state=str(MeetingState.PLANNED))
    return sorted(row.planned for row in rows if row.planned is not None and row.planned > upcoming.planned)


def _by_time(meeting: MeetingBrief) -> tuple[bool, float, EntityId]:
    return meeting.when is None, meeting.when.timestamp() if meeting.when else 0.0, meeting.id
