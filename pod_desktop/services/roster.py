"""The team's roster: who is on leave, who has left, who is back, and the team strip of a record."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pod_desktop.domain import days
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.record_views import TeamPart
from pod_desktop.domain.roster import THERE, Absence, require_possible
from pod_desktop.domain.views import MeetingBrief, Seen
from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.services.conflict_words import HOME_ZONE
from pod_desktop.services.names import PRACTITIONER, Names
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Practitioner


def say_absence(journal: Journal, id_: EntityId, absence: Absence, *, seen: Seen | None = None) -> None:
    """Somebody is on leave, or has a last day in the team, as `absence` says and nothing else.

    Raises BadInput for a leave that ends before it begins.
    """
    with journal.act() as act:
        act.change(Practitioner, id_, seen=seen, **stored(absence))


def back_from_leave(journal: Journal, id_: EntityId, *, seen: Seen | None = None) -> None:
    """They are back, or do not go after all. A last day in the team stays as it was said."""
    with journal.act() as act:
        act.change(Practitioner, id_, seen=seen, away_from="", away_until="")


def back_in_team(journal: Journal, id_: EntityId, *, seen: Seen | None = None) -> None:
    """They came back into the team, or had never left it: they are there, and not on leave either."""
    say_absence(journal, id_, THERE, seen=seen)


def stored(absence: Absence) -> dict[str, Any]:
    """An absence as a practitioner's fields. Raises BadInput for one that cannot be."""
    require_possible(absence)
    return {
        "away_from": days.stored(absence.away_from),
        "away_until": days.stored(absence.away_until),
        "left_on": days.stored(absence.left_on),
    }


def day_of(now: Instant) -> date:
    """The day by which the roster goes."""
    return on_the_wall(now, HOME_ZONE).date()


def team_parts(
    reading: Reading, person_id: EntityId, held: list[MeetingBrief], joined: Mapping[EntityId, EntityId]
) -> list[TeamPart]:
    """Who of the team met the person at the meetings `held`, of which the first comes first.

    `joined` has, for meetings that are one with another, which of `held` stands for them.
    """
    names = Names(reading, person_id)
    there: dict[EntityId, set[EntityId]] = {meeting.id: set() for meeting in held}
    columns, ids = ("meeting_id", "attendee_id"), [*there, *joined]
    for meeting_id, who in reading.fields_of(Attendance, columns, "meeting_id", ids, role=PRACTITIONER):
        stands_in = joined.get(meeting_id, meeting_id)
        if stands_in in there:
            there[stands_in].add(who)
    met: dict[EntityId, list[EntityId]] = {}
    for meeting_id, practitioners_there in there.items():
        for who in sorted(practitioners_there):
            met.setdefault(who, []).append(meeting_id)
    absent = {row.id: absence_of(row) for row in reading.session.query(Practitioner)}
    return [
        TeamPart(names.of(who), ids[0] == held[0].id, len(ids), absent.get(who, THERE))
        for who, ids in met.items()
    ]


def absence_of(row: Practitioner) -> Absence:
    """What is said of somebody's leave and last day. A day that is none is as if nobody had said it."""
    return Absence(days.day_of(row.away_from), days.day_of(row.away_until), days.day_of(row.left_on))
