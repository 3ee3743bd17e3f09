"""Meetings planned together, one a day. Once planned, each goes its own way."""

from collections.abc import Mapping, Sequence

from pod_desktop.domain.calendar_views import CalendarEntry
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.errors import BadInput
from pod_desktop.services.briefs import brief
from pod_desktop.services.planning import NOBODY, plan_in, require_chooser, require_zone
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting

_TOLD_TO_CALENDARS = ("planned", "place", "state")


def plan_each_day(
    journal: Journal,
    person_id: EntityId,
    days: Sequence[Instant],
    *,
    zone: str = "Europe/London",
    place: str = "",
    place_chosen_by: str = "",
    invited: Sequence[EntityId] = (),
    asks: Mapping[EntityId, EntityId] = NOBODY,
    set_in: EntityId | None = None,
) -> tuple[EntityId, ...]:
    """Plan a network meeting on each of `days` (domain.daily), in one act. Returns their ids in that order.

    Whoever is invited is invited to each. Raises as `planning.plan_meeting`, and BadInput for no days.
    """
    if not days:
        raise BadInput("Please choose the days.")
    require_zone(zone)
    require_chooser(place_chosen_by)
    together = new_id()
    with journal.act() as act:
        return tuple(
            plan_in(
                act,
                person_id,
                invited,
                asks,
                journal.clock.now(),
                planned=day,
                zone=zone,
                place=place,
                place_chosen_by=place_chosen_by,
                set_in_id=set_in,
                series_id=together,
            )
            for day in days
        )


def planned_together(journal: Journal, meeting_id: EntityId) -> tuple[MeetingBrief, ...]:
    """The meetings planned together with this one, itself included, in the order of their times.

    Nothing for a meeting planned by itself, or once it is taken back.
    """
    with journal.read() as reading:
        return tuple(map(brief, _together(reading, reading.get(Meeting, meeting_id))))


def for_calendar(journal: Journal, meeting_id: EntityId) -> tuple[CalendarEntry, ...]:
    """This meeting and those planned together with it, as calendars are told of them, in order of time.

    Those that will not be are among them while their time is still to come, and this one in any case, also
    once its plan was taken back.
    """
    now = journal.clock.now()
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        rows = [row]
        if row.series_id is not None:
            rows = reading.session.query(Meeting).filter_by(series_id=row.series_id).all()
        return tuple(
            CalendarEntry(brief(each), reading.revision(Meeting, each.id, _TOLD_TO_CALENDARS), gone)
            for each in sorted(rows, key=_by_time)
            for gone in (each.struck or each.state == MeetingState.DID_NOT_HAPPEN,)
            if (gone and (each.id == meeting_id or (each.planned is not None and each.planned > now)))
            or (not gone and each.state == MeetingState.PLANNED)
        )


def take_back(journal: Journal, meeting_id: EntityId) -> None:
    """This meeting and those planned together with it were a mistake: all that are still planned go, at once.

    What has begun, and what is said not to have happened, stays; whoever was invited is again with a meeting
    that comes back.
    """
    with journal.act() as act:
        for row in _together(act, act.get(Meeting, meeting_id)):
            if row.state == MeetingState.PLANNED:
                act.strike(Meeting, row.id, "planned by mistake")


def _together(reading: Reading, row: Meeting) -> list[Meeting]:
    if row.series_id is None or row.struck:
        return []
    rows = reading.all(Meeting, series_id=row.series_id)
    return sorted(rows, key=_by_time)


def _by_time(row: Meeting) -> tuple[bool, float, EntityId]:
    return row.planned is None, row.planned.timestamp() if row.planned is not None else 0.0, row.id
