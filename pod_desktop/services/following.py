"""Which meeting comes after a meeting."""

from collections.abc import Sequence

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.services import briefs, closings
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting


def next_meeting(reading: Reading, row: Meeting) -> MeetingBrief | None:
    """The one that was set or changed in this meeting; else the next one that is or was planned.

    What a closed meeting said of it does not become another one later: it is told also where it did not
    happen, and a meeting that nobody planned is never taken for it.
    """
    rows = [m for m in reading.all(Meeting, person_id=row.person_id) if m.id != row.id]
    others = [briefs.brief(m, reading.in_hand) for m in rows]
    set_here = set_in(reading, row, rows)
    if row.closed is not None and not closings.is_open_here(reading, row):
        here = [m for m in others if m.id in set_here]
        return min(here, key=_by_time, default=None) or _planned_next(reading, others, row.closed)
    here = [m for m in others if m.id in set_here and m.state != MeetingState.DID_NOT_HAPPEN]
    since = row.began or row.planned
    return min(here, key=_by_time, default=None) or briefs.next_planned(
        [m for m in others if m.planned is None or since is None or m.planned >= since]
    )


def set_in(reading: Reading, row: Meeting, others: Sequence[Meeting]) -> set[EntityId]:
    """Which `others` of the person's meetings were set, or their plans changed, in this meeting.

    Also those that a later meeting has changed since.
    """
    elsewhere = {m.id: m.set_in_id for m in others if m.set_in_id not in (None, row.id)}
    made = reading.made_with(Meeting, sorted(elsewhere), "set_in_id") if elsewhere else {}
    changed = sorted(id_ for id_, now in elsewhere.items() if made.get(id_) != now)
    said = reading.all_sayings(Meeting, changed, "set_in_id") if changed else {}
    before = {id_ for id_, sayings in said.items() if any(each.value == row.id for each in sayings)}
    return before | {m.id for m in others if m.set_in_id == row.id}


def was_set_in(reading: Reading, row: Meeting, upcoming: MeetingBrief | None) -> bool:
    """Whether that meeting was set, or its plan changed, in this one."""
    return upcoming is not None and bool(set_in(reading, row, [reading.get(Meeting, upcoming.id)]))


def _planned_next(reading: Reading, others: Sequence[MeetingBrief], closed: Instant) -> MeetingBrief | None:
    """The next one of which the room could know as it closed; else the next that was planned afterwards."""
    after = [m for m in others if m.planned is not None and m.planned >= closed]
    made = reading.made_at(Meeting, [m.id for m in after]) if after else {}
    known = [m for m in after if m.id in made and made[m.id] <= closed]
    later = [m for m in after if m.state != MeetingState.DID_NOT_HAPPEN]
    return min(known or later, key=_by_time, default=None)


def planned_after(reading: Reading, upcoming: MeetingBrief) -> list[Instant]:
    """When those begin that were planned together with this one, lie after it, and are planned still."""
    series_id = reading.get(Meeting, upcoming.id).series_id
    if series_id is None or upcoming.planned is None:
        return []
    rows = reading.all(Meeting, series_id=series_id, state=str(MeetingState.PLANNED))
    return sorted(row.planned for row in rows if row.planned is not None and row.planned > upcoming.planned)


def _by_time(meeting: MeetingBrief) -> tuple[bool, float, EntityId]:
    at = meeting.planned or meeting.began
    return at is None, at.timestamp() if at else 0.0, meeting.id
