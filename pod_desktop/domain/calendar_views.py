"""A meeting as a calendar is told of it."""

from dataclasses import dataclass

from pod_desktop.domain.views import MeetingBrief


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A planned meeting, or one that is to go from calendars."""

    brief: MeetingBrief
    revision: int
    """Rises with each change; a calendar leaves alone what it has in a later one."""
    is_cancelled: bool
    """It did not happen, or its plan was taken back."""
