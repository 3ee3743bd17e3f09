"""Meetings as lists show them."""

from collections.abc import Set

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.storage.tables import Meeting


def brief(meeting: Meeting, in_hand: Set[EntityId] = frozenset()) -> MeetingBrief:
    """A meeting as a list shows it. One `in_hand` is open here, also where another laptop has closed it."""
    is_open = meeting.state == MeetingState.OPEN or (
        meeting.state == MeetingState.CLOSED and meeting.id in in_hand
    )
    return MeetingBrief(
        id=meeting.id,
        person_id=meeting.person_id,
        meeting_kind=meeting.meeting_kind,
        state=str(MeetingState.OPEN) if is_open else meeting.state,
        planned=meeting.planned,
        zone=meeting.zone,
        place=meeting.place,
        place_chosen_by=meeting.place_chosen_by,
        began=meeting.began,
        closed=None if is_open else meeting.closed,
        reason=meeting.reason,
        log_kind=meeting.log_kind,
        log_choice=meeting.log_choice,
    )


def next_planned(meetings: list[MeetingBrief]) -> MeetingBrief | None:
    """The earliest that is still planned; one without a time comes last."""
    planned = [m for m in meetings if m.state == MeetingState.PLANNED]
    return min(planned, key=lambda m: (m.planned is None, when(m), m.id), default=None)


def when(meeting: MeetingBrief) -> float:
    """For sorting: when it is or was; one without a time comes first."""
    return meeting.when.timestamp() if meeting.when else float("-inf")


def began(meeting: MeetingBrief) -> float:
    """For sorting: when it began; one that has not comes first."""
    return meeting.began.timestamp() if meeting.began else float("-inf")
