"""What was decided about medication, in words, and where: in a meeting, or outside one.

It decides nothing: a decision is made in a meeting, and what was decided outside waits for the next agenda.
"""

from dataclasses import dataclass
from datetime import date

from pod_desktop.domain import care as rules
from pod_desktop.domain import days
from pod_desktop.domain.care import MedicationStep
from pod_desktop.domain.care_views import MadeDecision, MedicationView
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.decisions import Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Seen
from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.errors import BadInput
from pod_desktop.services import between_meetings, decision_views, same_meeting
from pod_desktop.services.shown import shown
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Decision, Medication, Meeting, Person

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


def note(
    journal: Journal,
    person_id: EntityId,
    step: str,
    words: str,
    day: date,
    decision_id: EntityId | None = None,
    *,
    outside: DecidedOutside | None = None,
) -> EntityId:
    """What was decided about medication on a day, in words; `decision_id` is the decision, if it is one.

    `outside` is written down with it, in the same act. Raises BadInput without words, for a decision in
    another person's record, and as `between_meetings.happened_outside`.
    """
    words = rules.require_words(words, _WORDS)
    with journal.act() as act:
        act.get(Person, person_id)
        _require_theirs(act, person_id, decision_id)
        _write_outside(journal, act, person_id, outside)
        return act.create(
            Medication,
            person_id=person_id,
            step=rules.require_known(MedicationStep, step),
            words=words,
            day=days.stored(day),
            decision_id=decision_id,
        ).id


def change(
    journal: Journal,
    medication_id: EntityId,
    *,
    step: str,
    words: str,
    day: date,
    decision_id: EntityId | None,
    outside: DecidedOutside | None = None,
    seen: Seen | None = None,
) -> None:
    """Say it otherwise. Raises as `note`."""
    words = rules.require_words(words, _WORDS)
    with journal.act() as act:
        row = act.get(Medication, medication_id)
        if decision_id != row.decision_id:
            _require_theirs(act, row.person_id, decision_id)
        _write_outside(journal, act, row.person_id, outside)
        act.change(
            Medication,
            medication_id,
            seen=seen,
            step=rules.require_known(MedicationStep, step),
            words=words,
            day=days.stored(day),
            decision_id=decision_id,
        )


def strike(journal: Journal, medication_id: EntityId, *, seen: Seen | None = None) -> None:
    """It was written down by mistake."""
    with journal.act() as act:
        act.strike(Medication, medication_id, "written down by mistake", seen=seen)


def noted(reading: Reading, person_id: EntityId) -> tuple[MedicationView, ...]:
    """What was decided about a person's medication, the earliest first."""
    rows = sorted(reading.all(Medication, person_id=person_id), key=lambda row: (row.day, row.id))
    forms = shown(reading, Medication, [row.id for row in rows])
    named = _decided_on(reading, [row.decision_id for row in rows if row.decision_id is not None])
    return tuple(
        MedicationView(
            row.id,
            row.step,
            row.words,
            days.day_of(row.day),
            row.decision_id,
            forms[row.id].seen,
            forms[row.id].differs,
            named.get(row.decision_id) if row.decision_id is not None else None,
        )
        for row in rows
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


def _require_theirs(act: Act, person_id: EntityId, decision_id: EntityId | None) -> None:
    if decision_id is not None:
        meeting = act.get(Meeting, act.get(Decision, decision_id).meeting_id)
        if meeting.person_id != person_id:
            raise BadInput("That decision is in another person’s record, so nothing was stored.")


def _write_outside(journal: Journal, act: Act, person_id: EntityId, outside: DecidedOutside | None) -> None:
    if outside is not None:
        between_meetings.write_outside(
            journal,
            act,
            person_id,
            outside.what,
            outside.happened,
            who=outside.who,
            why=outside.why,
            zone=outside.zone,
        )
