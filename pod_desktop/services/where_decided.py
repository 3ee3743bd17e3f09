"""In which meeting something was decided about medication, and which can be named for it."""

from collections.abc import Iterable, Sequence
from datetime import date

from pod_desktop.domain.care_views import HeldMeeting, MadeDecision
from pod_desktop.domain.decisions import Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.services import decision_views, same_meeting
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Decision, Medication, Meeting, Outside, Person


class Where:
    """Where these were decided, looked up once for all of them. For joined meetings the one that stands."""

    def __init__(self, reading: Reading, person_id: EntityId, rows: Sequence[Medication]) -> None:
        named = _ids(row.decision_id for row in rows)
        self._decided_in = {each.id: each.meeting_id for each in reading.all_of(Decision, "id", named)}
        meetings = _ids([*(row.decided_in_id for row in rows), *self._decided_in.values()])
        self._stands = same_meeting.standing(reading, person_id) if meetings else {}
        shown_ones = _ids(self._stands.get(id_, id_) for id_ in meetings)
        self._meetings = {
            each.id: each for each in reading.all_of(Meeting, "id", shown_ones) if each.person_id == person_id
        }
        outside = _ids(row.outside_id for row in rows)
        self._who = {each.id: each.who for each in reading.all_of(Outside, "id", outside)}

    def meeting_id(self, row: Medication) -> EntityId | None:
        """In which meeting; None where it was in none, or in one that is not here."""
        id_ = self._decided_in.get(row.decision_id) if row.decision_id is not None else row.decided_in_id
        id_ = self._stands.get(id_, id_) if id_ is not None else None
        return id_ if id_ in self._meetings else None

    def day(self, row: Medication) -> date | None:
        """On which day that meeting was."""
        meeting_id = self.meeting_id(row)
        meeting = self._meetings[meeting_id] if meeting_id is not None else None
        at = (meeting.began or meeting.planned) if meeting is not None else None
        return on_the_wall(at, meeting.zone).date() if meeting is not None and at is not None else None

    def decided_by(self, row: Medication) -> str:
        """Who decided outside a meeting; "" where nobody said, or what was written down was struck out."""
        return self._who.get(row.outside_id, "") if row.outside_id is not None else ""


def meetings_to_name(journal: Journal, person_id: EntityId) -> tuple[HeldMeeting, ...]:
    """The person's meetings in which something can have been decided, the latest first, each once."""
    with journal.read() as reading:
        reading.get(Person, person_id)
        stands = same_meeting.standing(reading, person_id)
        rows = [
            row
            for row in reading.all(Meeting, person_id=person_id)
            if row.id not in stands and may_decide(row) and row.began is not None
        ]
        rows.sort(key=lambda row: (row.began, row.id), reverse=True)
        return tuple(
            HeldMeeting(row.id, row.began, row.zone, on_the_wall(row.began, row.zone).date())
            for row in rows
            if row.began is not None
        )


def decisions_to_name(journal: Journal, person_id: EntityId) -> tuple[MadeDecision, ...]:
    """The decisions of a person's meetings that medication may be one of, the latest first, each once."""
    with journal.read() as reading:
        reading.get(Person, person_id)
        stands = same_meeting.standing(reading, person_id)
        once: dict[object, Decision] = {}
        for row in decision_views.all_of_person(reading, person_id):
            if decision_views.link(row).stands and row.does != Does.NOT_NOW:
                once.setdefault(decision_views.alike(row, stands), row)
        on = _decided_on(reading, [row.id for row in once.values()])
        made = [MadeDecision(row.id, row.words, on[row.id]) for row in once.values()]
    return tuple(reversed(made))


def _decided_on(reading: Reading, decision_ids: list[EntityId]) -> dict[EntityId, date]:
    """Of these decisions, the days on which they were made, where their meetings were."""
    rows = reading.all_of(Decision, "id", sorted(set(decision_ids)))
    meetings = reading.all_of(Meeting, "id", sorted({row.meeting_id for row in rows}))
    zones = {meeting.id: meeting.zone for meeting in meetings}
    return {
        row.id: on_the_wall(row.made, zones[row.meeting_id]).date() for row in rows if row.meeting_id in zones
    }


def may_decide(row: Meeting) -> bool:
    """Whether something can have been decided in it."""
    held = row.state in {MeetingState.OPEN, MeetingState.CLOSED}
    return held and row.meeting_kind == MeetingKind.NETWORK


def _ids(ids: Iterable[EntityId | None]) -> list[EntityId]:
    return sorted({id_ for id_ in ids if id_ is not None})
