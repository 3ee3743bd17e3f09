"""The timeline of a person's record: its meetings and decisions, and what was before and between them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from pod_desktop.domain import days
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.timeline_views import TimelineEntry, TimelineKind, TimelineView
from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.services import decision_views, same_meeting
from pod_desktop.services.conflict_words import HOME_ZONE
from pod_desktop.services.names import PRACTITIONER, Names
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


def timeline(journal: Journal, person_id: EntityId) -> TimelineView:
    """All of a person's record in one consistent read. Raises NotFound."""
    with journal.read() as reading:
        reading.get(Person, person_id)
        names = Names(reading, person_id)
        meetings = {row.id: row for row in reading.all(Meeting, person_id=person_id)}
        stands = same_meeting.standing(reading, person_id)
        entries = [
            *_first_contact(reading, person_id),
            *_meetings(row for row in meetings.values() if row.id not in stands),
            *_decisions(reading, names, meetings, stands),
            *_joined(reading, names, meetings),
            *_care(reading, person_id),
            *_between(reading, names, person_id),
            *_amendments(reading, names, meetings),
        ]
    return TimelineView(tuple(sorted(entries, key=_place, reverse=True)))


def _place(entry: TimelineEntry) -> tuple[date, datetime, int, EntityId]:
    """A day without a time stands before what that day's clock tells of; at one time, by kind."""
    return entry.day, entry.at or EARLIEST, KINDS.index(entry.kind), entry.id


def _first_contact(reading: Reading, person_id: EntityId) -> Iterator[TimelineEntry]:
    for row in reading.all(Episode, person_id=person_id):
        if row.first_contact is not None:
            yield TimelineEntry(
                row.id,
                TimelineKind.FIRST_CONTACT,
                on_the_wall(row.first_contact, row.zone).date(),
                row.first_contact,
                words=row.first_contact_words,
                by=row.first_contact_by,
            )
        if row.first_offer is not None:
            day = on_the_wall(row.first_offer, row.zone).date()
            yield TimelineEntry(row.id, TimelineKind.FIRST_OFFER, day, row.first_offer)


def _meetings(rows: Iterable[Meeting]) -> Iterator[TimelineEntry]:
    for row in rows:
        at = row.began or row.planned
        if at is not None:
            yield TimelineEntry(
                row.id,
                TimelineKind.MEETING,
                on_the_wall(at, row.zone).date(),
                at,
                words=row.place,
                reason=row.reason,
                state=row.state,
                meeting_kind=row.meeting_kind,
                meeting_id=row.id,
            )


def _decisions(
    reading: Reading,
    names: Names,
    meetings: Mapping[EntityId, Meeting],
    stands: Mapping[EntityId, EntityId],
) -> Iterator[TimelineEntry]:
    """What two laptops noted alike of one meeting comes once."""
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
            on_the_wall(row.made, meetings[row.meeting_id].zone).date(),
            row.made,
            words=row.words,
            state=str(states[row.id]),
            meeting_id=stands.get(row.meeting_id, row.meeting_id),
            not_now=not_now.get(row.id, ""),
            earlier=decision_views.brief(by_id[row.earlier_id]) if row.earlier_id in by_id else None,
            later=tuple(decision_views.brief(then) for each in same for then in later.get(each.id, ())),
            outcomes=tuple(told_of for each in same for told_of in told.get(each.id, ())),
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
                on_the_wall(row.arrived, meetings[row.meeting_id].zone).date(),
                row.arrived,
                who=names.of(row.attendee_id),
                meeting_id=row.meeting_id,
            )


def _care(reading: Reading, person_id: EntityId) -> Iterator[TimelineEntry]:
    for stay in reading.all(Setting, person_id=person_id):
        if (since := days.day_of(stay.since)) is not None:
            until = days.day_of(stay.until)
            yield TimelineEntry(
                stay.id, TimelineKind.SETTING, since, words=stay.place, state=stay.setting, until=until
            )
    for noted in reading.all(Medication, person_id=person_id):
        if (day := days.day_of(noted.day)) is not None:
            yield TimelineEntry(noted.id, TimelineKind.MEDICATION, day, words=noted.words, state=noted.step)
    for end in reading.all(EpisodeEnd, person_id=person_id):
        day = on_the_wall(end.ended, HOME_ZONE).date()
        yield TimelineEntry(end.id, TimelineKind.ENDED, day, end.ended, reason=end.reason)
        if end.reopened is not None:
            day = on_the_wall(end.reopened, HOME_ZONE).date()
            yield TimelineEntry(end.id, TimelineKind.REOPENED, day, end.reopened, reason=end.reopened_reason)


def _between(reading: Reading, names: Names, person_id: EntityId) -> Iterator[TimelineEntry]:
    for row in reading.all(Outside, person_id=person_id):
        day = on_the_wall(row.happened, row.zone).date()
        yield TimelineEntry(
            row.id, TimelineKind.OUTSIDE, day, row.happened, words=row.what, reason=row.why, by=row.who
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
            on_the_wall(row.made, meetings[row.meeting_id].zone).date(),
            row.made,
            words=row.words,
            reason=row.reason,
            who=names.of(row.by_id),
            meeting_id=row.meeting_id,
        )
