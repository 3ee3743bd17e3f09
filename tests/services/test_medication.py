"""Where something was decided about medication: by a decision of a meeting, or outside one."""

from datetime import date

import pytest

from pod_desktop.domain.care_views import MedicationView
from pod_desktop.errors import BadInput
from pod_desktop.services import care, decisions, medication, people
from pod_desktop.services.medication import DecidedOutside
from tests.services.visit import Visit

DAY = date(2026, 11, 20)


def noted(visit: Visit) -> MedicationView:
    (only,) = care.care(visit.journal, visit.sam, DAY).medication
    return only


def outside(visit: Visit, what: str = "Medication begun: promethazine") -> DecidedOutside:
    return DecidedOutside(what, visit.clock.now(), "Europe/London", "the duty doctor", "Sam had not slept")


def test_what_was_decided_outside_waits_for_the_next_agenda_without_being_typed_twice(visit: Visit):
    medication.note(visit.journal, visit.sam, "begun", "promethazine", DAY, outside=outside(visit))
    assert noted(visit).decision_id is None
    (waits,) = care.care(visit.journal, visit.sam, DAY).outside
    assert (waits.what, waits.who) == ("Medication begun: promethazine", "the duty doctor")
    visit.begin()
    assert [each.words for each in visit.view.offered] == ["Medication begun: promethazine"]


def test_nothing_at_all_is_stored_where_one_of_the_two_cannot_be(visit: Visit):
    for step, words, what in (
        ("begun", "promethazine", " "),
        ("refused", "tablets", "x"),
        ("begun", " ", "x"),
    ):
        with pytest.raises(BadInput):
            medication.note(visit.journal, visit.sam, step, words, DAY, outside=outside(visit, what))
    view = care.care(visit.journal, visit.sam, DAY)
    assert (view.medication, view.outside) == ((), ())


def test_it_names_a_decision_later_and_no_longer(visit: Visit):
    visit.begin()
    half = visit.decide("Sam takes half of it")
    visit.close()
    made = medication.note(visit.journal, visit.sam, "changed", "half", DAY)
    said = {"step": "changed", "words": "half", "day": DAY}
    medication.change(visit.journal, made, **said, decision_id=half, seen=noted(visit).seen)  # type: ignore[arg-type]
    assert (noted(visit).decision_id, noted(visit).decided_on) == (half, DAY)
    medication.change(visit.journal, made, **said, decision_id=None, seen=noted(visit).seen)  # type: ignore[arg-type]
    assert (noted(visit).decision_id, noted(visit).decided_on) == (None, None)
    other = people.add_person(visit.journal, "Lee")
    theirs = medication.note(visit.journal, other, "changed", "half", DAY)
    with pytest.raises(BadInput):
        medication.change(visit.journal, theirs, **said, decision_id=half)  # type: ignore[arg-type]


def test_only_what_a_meeting_has_decided_can_be_named(visit: Visit):
    visit.begin()
    topic = visit.topic("The tablets")
    visit.decide("Sam takes half of it")
    not_now = decisions.word_decision(visit.journal, visit.meeting_id, "Not now", topic, does="not_now")
    decisions.accept_decision(visit.journal, not_now)
    decisions.word_decision(visit.journal, visit.meeting_id, "Still being worded")
    made = medication.decisions_to_name(visit.journal, visit.sam)
    assert [(each.words, each.day) for each in made] == [("Sam takes half of it", DAY)]
    assert medication.decisions_to_name(visit.journal, people.add_person(visit.journal, "Lee")) == ()
