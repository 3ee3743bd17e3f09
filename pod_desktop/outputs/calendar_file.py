"""A planned meeting for somebody's own calendar (iCalendar, RFC 5545): that there is one, when, and where."""

from collections.abc import Sequence

from pod_desktop.domain.calendar_views import CalendarEntry
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.double_booking import MEETING_LENGTH
from pod_desktop.errors import BadInput
from pod_desktop.outputs.saying import on_one_line

_MADE_BY = "-//POD Desktop//Network meetings//EN"
_TITLE = "Network meeting"


def calendar_file(meetings: Sequence[CalendarEntry], now: Instant) -> bytes:
    """The file with those of the `meetings` that have a time, each as an event of its own; made at `now`.

    It names nobody and tells nothing that anybody said: calendars lie on telephones, and are shared. Times
    are instants in UTC, so that no calendar can mistake one when the clocks change. The end is the one that
    a meeting is taken to have. A meeting keeps its id, by which a later file moves the entry of an earlier
    one, or takes it out: its revision is greater, and a calendar does not follow a lower one. Of two files of
    one revision the one made later counts (RFC 5546, 2.1.5). Nobody is named as the organiser, so what is
    cancelled is published as such, too. Raises BadInput where none has a time.
    """
    from icalendar import CLASS, STATUS, Calendar, Event

    timed = [(each, each.brief.planned) for each in meetings if each.brief.planned is not None]
    if not timed:
        raise BadInput("The day is not set yet, so there is nothing to put into a calendar.")
    calendar = Calendar()
    for name, value in (("prodid", _MADE_BY), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    for entry, planned in timed:
        event = Event.new(
            uid=entry.brief.id,
            sequence=entry.revision,
            status=STATUS.CANCELLED if entry.is_cancelled else None,
            stamp=now,
            start=planned,
            end=planned + MEETING_LENGTH,
            summary=_TITLE,
            location=on_one_line(entry.brief.place) or None,
            classification=CLASS.PRIVATE,
        )
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
