"""What was decided about medication, in words, and where: in a meeting, or outside one.

It decides nothing: a decision is made in a meeting, and what was decided outside waits for the next agenda.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pod_desktop.domain import care as rules
from pod_desktop.domain import days
from pod_desktop.domain.care import MedicationStep
from pod_desktop.domain.care_views import MedicationView
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import Seen
from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.errors import BadInput
from pod_desktop.services import between_meetings, same_meeting
from pod_desktop.services.conflict_words import DECIDED
from pod_desktop.services.shown import shown
from pod_desktop.services.where_decided import Where, may_decide
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Decision, Medication, Meeting, Outside, Person

_WORDS = "in a few words what was decided about medication"


@dataclass(frozen=True, slots=True)
class DecidedOutside:
    """That it was decided outside a meeting, as the next agenda is to offer it."""

    what: str
    happened: Instant
    zone: str
    who: str = ""
    """Who decided, in words."""
    why: str = ""
    """Why it could not wait."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Where it was decided: one of these, or none of them where nobody said."""

    decision_id: EntityId | None = None
    """By this decision of a meeting."""
    meeting_id: EntityId | None = None
    """In this meeting, of which no decision says it."""
    outside_id: EntityId | None = None
    """Outside a meeting, as is written down already."""
    outside: DecidedOutside | None = None
    """Outside a meeting, as is to be written down with it."""

    def __post_init__(self) -> None:
        said = (self.decision_id, self.meeting_id, self.outside_id, self.outside)
        if sum(each is not None for each in said) > 1:
            raise ValueError("it was decided in one place")


NOT_SAID = Decided()


def note(
    journal: Journal, person_id: EntityId, step: str, words: str, day: date, decided: Decided = NOT_SAID
) -> EntityId:
    """What was decided about medication on a day, in words.

    What happened outside a meeting is written down with it, in the same act. Raises BadInput without words,
    for what is in another person's record, for a meeting in which nothing can be decided, and as
    `between_meetings.happened_outside`.
    """
    words = rules.require_words(words, _WORDS)
    with journal.act() as act:
        act.get(Person, person_id)
        return act.create(
            Medication,
            person_id=person_id,
            step=rules.require_known(MedicationStep, step),
            words=words,
            day=days.stored(day),
            **_where(journal, act, person_id, decided, None),
        ).id


def change(
    journal: Journal,
    medication_id: EntityId,
    *,
    step: str,
    words: str,
    day: date,
    decided: Decided = NOT_SAID,
    seen: Seen | None = None,
) -> None:
    """Say it otherwise. What is written down of it as having happened outside is not written down again.

    Raises as `note`.
    """
    words = rules.require_words(words, _WORDS)
    with journal.act() as act:
        row = act.get(Medication, medication_id)
        act.change(
            Medication,
            medication_id,
            seen=seen,
            whole=DECIDED,
            step=rules.require_known(MedicationStep, step),
            words=words,
            day=days.stored(day),
            **_where(journal, act, row.person_id, decided, row),
        )


def strike(journal: Journal, medication_id: EntityId, *, seen: Seen | None = None) -> None:
    """It was written down by mistake."""
    with journal.act() as act:
        act.strike(Medication, medication_id, "written down by mistake", seen=seen)


def noted(reading: Reading, person_id: EntityId) -> tuple[MedicationView, ...]:
    """What was decided about a person's medication, the earliest first."""
    rows = sorted(reading.all(Medication, person_id=person_id), key=lambda row: (row.day, row.id))
    forms = shown(reading, Medication, [row.id for row in rows])
    where = Where(reading, person_id, rows)
    return tuple(
        MedicationView(
            row.id,
            row.step,
            row.words,
            days.day_of(row.day),
            row.decision_id,
            forms[row.id].seen,
            forms[row.id].differs,
            where.day(row),
            row.decided_in_id,
            where.meeting_id(row),
            row.outside_id,
            where.decided_by(row),
        )
        for row in rows
    )


def told_of(journal: Journal, meeting_id: EntityId) -> tuple[MedicationView, ...]:
    """What a meeting’s text tells of medication: what was decided in it, and outside any since the last.

    Of two meetings on a day both tell what is only known to have been on that day.
    """
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        stands = same_meeting.standing(reading, row.person_id)
        home = stands.get(row.id, row.id)
        this_day = _day_of(row)
        before = (
            _day_of(other)
            for other in reading.all(Meeting, person_id=row.person_id)
            if other.state == MeetingState.CLOSED and stands.get(other.id, other.id) != home
            if other.began is not None and row.began is not None and other.began < row.began
        )
        since = max((day for day in before if day is not None), default=date.min)
        return tuple(
            each
            for each in noted(reading, row.person_id)
            if each.meeting_id == home
            or (not each.in_a_meeting and each.day and this_day and since <= each.day <= this_day)
        )


def _day_of(row: Meeting) -> date | None:
    return on_the_wall(row.began, row.zone).date() if row.began is not None else None


def _where(
    journal: Journal, act: Act, person_id: EntityId, decided: Decided, row: Medication | None
) -> dict[str, Any]:
    """What is stored of it. What is stored already (`row`) is not asked about again."""
    outside_id = decided.outside_id
    if decided.outside is not None:
        there = act.all_of(Outside, "id", [row.outside_id]) if row is not None and row.outside_id else []
        outside_id = there[0].id if there else _write_outside(journal, act, person_id, decided.outside)
    said = dict(zip(DECIDED, (decided.decision_id, decided.meeting_id, outside_id), strict=True))
    for name, id_ in said.items():
        if id_ is not None and (row is None or id_ != getattr(row, name)):
            _require_theirs(act, person_id, name, id_)
    return said


def _require_theirs(act: Act, person_id: EntityId, name: str, id_: EntityId) -> None:
    whose: Meeting | Outside
    if name == "outside_id":
        whose = act.get(Outside, id_)
    else:
        whose = act.get(Meeting, id_ if name == "decided_in_id" else act.get(Decision, id_).meeting_id)
    if whose.person_id != person_id:
        raise BadInput("That is in another person’s record, so nothing was stored.")
    if name == "decided_in_id" and isinstance(whose, Meeting) and not may_decide(whose):
        raise BadInput("Nothing can have been decided there, so nothing was stored.")


def _write_outside(journal: Journal, act: Act, person_id: EntityId, outside: DecidedOutside) -> EntityId:
    return between_meetings.write_outside(
        journal,
        act,
        person_id,
        outside.what,
        outside.happened,
        who=outside.who,
        why=outside.why,
        zone=outside.zone,
    )
