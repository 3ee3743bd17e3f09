"""The timeline of a person's record: its meetings and decisions, and what was before and between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, date, datetime
from typing import TypedDict

from pod_desktop.domain import days
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.timeline_views import TimelineEntry, TimelineKind, TimelineView
from pod_desktop.domain.wall_time import is_known, on_the_wall
from pod_desktop.services import decision_views, same_meeting
from pod_desktop.services.conflict_words import HOME_ZONE
from pod_desktop.services.names import PRACTITIONER, Names
from pod_desktop.services.where_decided import Where
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import (
    Amendment,
    Attendance,
    Decision,
    Episode,
    EpisodeEnd,
    Medication,
    Meeting,
    Outside,
    Person,
    Setting,
    ToBring,
)

EARLIEST = datetime.min.replace(tzinfo=UTC)
KINDS = tuple(TimelineKind)


class _Day(TypedDict):
    day: date | None
    zone: str
    unknown_zone: str


def timeline(journal: Journal, person_id: EntityId) -> TimelineView:
    """All of a person's record in one consistent read. Raises NotFound."""
    with journal.read() as reading:
        reading.get(Person, person_id)
        names = Names(reading, person_id)
        meetings = {row.id: row for row in reading.all(Meeting, person_id=person_id)}
        stands = same_meeting.standing(reading, person_id)
        medicine = reading.all(Medication, person_id=person_id)
        entries = [
            *_first_contact(reading, person_id),
            *_meetings(row for row in meetings.values() if row.id not in stands),
            *_decisions(reading, names, meetings, stands, {each.decision_id for each in medicine}),
            *_medication(reading, person_id, medicine),
            *_joined(reading, names, meetings),
            *_care(reading, person_id),
            *_between(reading, names, person_id),
            *_amendments(reading, names, meetings),
        ]
    return TimelineView(tuple(sorted(entries, key=_place, reverse=True)))


def _place(entry: TimelineEntry) -> tuple[date, datetime, int, EntityId]:
    """A day without a time stands before what that day's clock tells of; at one time, by kind.

    What has no day that can be read comes first of all, where it is seen.
    """
    return entry.day or date.max, entry.at or EARLIEST, KINDS.index(entry.kind), entry.id


def _day(at: Instant | None, zone: str) -> _Day:
    """The day in the zone and, where this laptop does not know that, what it is called."""
    if at is None:
        return {"day": None, "zone": "", "unknown_zone": ""}
    day = on_the_wall(at, zone).date()
    return {"day": day, "zone": zone, "unknown_zone": "" if is_known(zone) else zone}


def _first_contact(reading: Reading, person_id: EntityId) -> Iterator[TimelineEntry]:
    for row in reading.all(Episode, person_id=person_id):
        if row.first_contact is not None:
            yield TimelineEntry(
                row.id,
                TimelineKind.FIRST_CONTACT,
                at=row.first_contact,
                words=row.first_contact_words,
                by=row.first_contact_by,
                **_day(row.first_contact, row.zone),
            )
        if row.first_offer is not None:
            offered = row.first_offer
            yield TimelineEntry(row.id, TimelineKind.FIRST_OFFER, at=offered, **_day(offered, row.zone))


def _meetings(rows: Iterable[Meeting]) -> Iterator[TimelineEntry]:
    for row in rows:
        at = row.began or row.planned
        yield TimelineEntry(
            row.id,
            TimelineKind.MEETING,
            at=at,
            words=row.place,
            reason=row.reason,
            state=row.state,
            meeting_kind=row.meeting_kind,
            meeting_id=row.id,
            **_day(at, row.zone),
        )


def _decisions(
    reading: Reading,
    names: Names,
    meetings: Mapping[EntityId, Meeting],
    stands: Mapping[EntityId, EntityId],
    medicine: Set[EntityId | None],
) -> Iterator[TimelineEntry]:
    """What two laptops noted alike of one meeting comes once. `medicine`: what is noted as medication."""
    rows = sorted(reading.all_of(Decision, "meeting_id", sorted(meetings)), key=lambda d: (d.made, d.id))
    states = decision_views.states_of(rows, stands)
    stand = {row.id for row in rows if decision_views.link(row).stands}
    by_id = {row.id: row for row in rows}
    later: dict[EntityId, list[Decision]] = {}
    for row in rows:
        if row.earlier_id is not None and row.id in stand:
            later.setdefault(row.earlier_id, []).append(row)
    told = decision_views.outcomes(reading, names, stand)
    not_now = decision_views.not_decided_now(reading, rows)
    for same in _noted_alike([row for row in rows if row.id in stand], stands):
        row = same[0]
        yield TimelineEntry(
            row.id,
            TimelineKind.DECISION,
            at=row.made,
            words=row.words,
            state=str(states[row.id]),
            meeting_id=stands.get(row.meeting_id, row.meeting_id),
            not_now=not_now.get(row.id, ""),
            earlier=decision_views.brief(by_id[row.earlier_id]) if row.earlier_id in by_id else None,
            later=tuple(decision_views.brief(then) for each in same for then in later.get(each.id, ())),
            outcomes=tuple(told_of for each in same for told_of in told.get(each.id, ())),
            about_medication=any(each.id in medicine for each in same),
            **_day(row.made, meetings[row.meeting_id].zone),
        )


def _noted_alike(rows: Iterable[Decision], stands: Mapping[EntityId, EntityId]) -> Iterable[list[Decision]]:
    """Each decision; those that two laptops noted alike in one meeting are together."""
    found: dict[object, list[Decision]] = {}
    for row in rows:
        found.setdefault(decision_views.alike(row, stands), []).append(row)
    return found.values()


def _joined(reading: Reading, names: Names, meetings: dict[EntityId, Meeting]) -> Iterator[TimelineEntry]:
    rows = reading.all_of(Attendance, "meeting_id", sorted(meetings))
    came: set[EntityId] = set()
    for row in sorted(rows, key=lambda each: (each.arrived, each.id)):
        if row.role == PRACTITIONER and row.attendee_id not in came:
            came.add(row.attendee_id)
            yield TimelineEntry(
                row.id,
                TimelineKind.JOINED_TEAM,
                at=row.arrived,
                who=names.of(row.attendee_id),
                meeting_id=row.meeting_id,
                **_day(row.arrived, meetings[row.meeting_id].zone),
            )


def _care(reading: Reading, person_id: EntityId) -> Iterator[TimelineEntry]:
    for stay in reading.all(Setting, person_id=person_id):
        yield TimelineEntry(
            stay.id,
            TimelineKind.SETTING,
            days.day_of(stay.since),
            words=stay.place,
            state=stay.setting,
            until=days.day_of(stay.until),
            until_known=days.is_readable(stay.until),
        )
    for end in reading.all(EpisodeEnd, person_id=person_id):
        day = on_the_wall(end.ended, HOME_ZONE).date()
        yield TimelineEntry(end.id, TimelineKind.ENDED, day, end.ended, reason=end.reason)
        if end.reopened is not None:
            day = on_the_wall(end.reopened, HOME_ZONE).date()
            yield TimelineEntry(end.id, TimelineKind.REOPENED, day, end.reopened, reason=end.reopened_reason)


def _medication(reading: Reading, person_id: EntityId, rows: Sequence[Medication]) -> Iterator[TimelineEntry]:
    """Each leads to the meeting in which it was decided."""
    where = Where(reading, person_id, rows)
    for row in rows:
        in_meeting = row.decision_id is not None or row.decided_in_id is not None
        yield TimelineEntry(
            row.id,
            TimelineKind.MEDICATION,
            days.day_of(row.day),
            words=row.words,
            by=where.decided_by(row),
            state=row.step,
            meeting_id=where.meeting_id(row),
            decided=in_meeting,
            decided_outside=row.outside_id is not None and not in_meeting,
        )


def _between(reading: Reading, names: Names, person_id: EntityId) -> Iterator[TimelineEntry]:
    for row in reading.all(Outside, person_id=person_id):
        yield TimelineEntry(
            row.id,
            TimelineKind.OUTSIDE,
            at=row.happened,
            words=row.what,
            reason=row.why,
            by=row.who,
            **_day(row.happened, row.zone),
        )
    for asked in reading.all(ToBring, person_id=person_id):
        day = on_the_wall(asked.asked, HOME_ZONE).date()
        who = names.of_or_none(asked.asked_by_id)
        yield TimelineEntry(asked.id, TimelineKind.TO_BRING, day, asked.asked, words=asked.words, who=who)


def _amendments(reading: Reading, names: Names, meetings: dict[EntityId, Meeting]) -> Iterator[TimelineEntry]:
    for row in reading.all_of(Amendment, "meeting_id", sorted(meetings)):
        yield TimelineEntry(
            row.id,
            TimelineKind.AMENDMENT,
            at=row.made,
            words=row.words,
            reason=row.reason,
            who=names.of(row.by_id),
            meeting_id=row.meeting_id,
            **_day(row.made, meetings[row.meeting_id].zone),
        )
