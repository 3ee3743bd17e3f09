"""Where something was decided about medication: by a decision of a meeting, or outside one."""

from dataclasses import replace
from datetime import date

import pytest

from pod_desktop.domain.care_views import MedicationView
from pod_desktop.domain.timeline_views import TimelineEntry, TimelineKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import (
    between_meetings,
    care,
    conflicts,
    decisions,
    medication,
    meeting_views,
    people,
    same_meeting,
    timeline,
    where_decided,
)
from pod_desktop.services.medication import NOT_SAID, Decided, DecidedOutside
from tests.services.laptops import Laptops
from tests.services.visit import Visit

DAY = date(2026, 11, 20)


def noted(visit: Visit) -> MedicationView:
    (only,) = care.care(visit.journal, visit.sam, DAY).medication
    return only


def outside(visit: Visit, what: str = "Medication begun: promethazine") -> Decided:
    return Decided(
        outside=DecidedOutside(
            what, visit.clock.now(), "Europe/London", "the duty doctor", "Sam had not slept"
        )
    )


def test_what_was_decided_outside_waits_for_the_next_agenda_without_being_typed_twice(visit: Visit):
    medication.note(visit.journal, visit.sam, "begun", "promethazine", DAY, outside(visit))
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
            medication.note(visit.journal, visit.sam, step, words, DAY, outside(visit, what))
    view = care.care(visit.journal, visit.sam, DAY)
    assert (view.medication, view.outside) == ((), ())


def test_it_names_a_decision_later_and_no_longer(visit: Visit):
    visit.begin()
    half = visit.decide("Sam takes half of it")
    visit.close()
    made = medication.note(visit.journal, visit.sam, "changed", "half", DAY)
    said = {"step": "changed", "words": "half", "day": DAY}
    medication.change(visit.journal, made, **said, decided=Decided(half), seen=noted(visit).seen)  # type: ignore[arg-type]
    assert (noted(visit).decision_id, noted(visit).decided_on) == (half, DAY)
    medication.change(visit.journal, made, **said, decided=NOT_SAID, seen=noted(visit).seen)  # type: ignore[arg-type]
    assert (noted(visit).decision_id, noted(visit).decided_on) == (None, None)
    other = people.add_person(visit.journal, "Lee")
    theirs = medication.note(visit.journal, other, "changed", "half", DAY)
    with pytest.raises(BadInput):
        medication.change(visit.journal, theirs, **said, decided=Decided(half))  # type: ignore[arg-type]


def test_only_what_a_meeting_has_decided_can_be_named(visit: Visit):
    visit.begin()
    topic = visit.topic("The tablets")
    visit.decide("Sam takes half of it")
    not_now = decisions.word_decision(visit.journal, visit.meeting_id, "Not now", topic, does="not_now")
    decisions.accept_decision(visit.journal, not_now)
    decisions.word_decision(visit.journal, visit.meeting_id, "Still being worded")
    made = where_decided.decisions_to_name(visit.journal, visit.sam)
    assert [(each.words, each.day) for each in made] == [("Sam takes half of it", DAY)]
    assert where_decided.decisions_to_name(visit.journal, people.add_person(visit.journal, "Lee")) == ()


def test_in_a_meeting_of_which_no_decision_says_it_the_meeting_is_named(visit: Visit):
    visit.begin()
    visit.close()
    medication.note(visit.journal, visit.sam, "changed", "half", DAY, Decided(meeting_id=visit.meeting_id))
    assert (noted(visit).decided_in_id, noted(visit).decided_on) == (visit.meeting_id, DAY)
    (told,) = entries(visit)
    assert (told.decided, told.decided_outside, told.meeting_id) == (True, False, visit.meeting_id)
    assert [(each.id, each.day) for each in where_decided.meetings_to_name(visit.journal, visit.sam)] == [
        (visit.meeting_id, DAY)
    ]


def test_no_meeting_is_named_in_which_nothing_can_have_been_decided(visit: Visit):
    visit.begin_without_sam()
    visit.close()
    assert where_decided.meetings_to_name(visit.journal, visit.sam) == ()
    with pytest.raises(BadInput, match="Nothing can have been decided there"):
        medication.note(
            visit.journal, visit.sam, "changed", "half", DAY, Decided(meeting_id=visit.meeting_id)
        )
    visit.begin()
    lee = people.add_person(visit.journal, "Lee")
    with pytest.raises(BadInput, match="another person’s record"):
        medication.note(visit.journal, lee, "changed", "half", DAY, Decided(meeting_id=visit.meeting_id))
    happened = between_meetings.happened_outside(visit.journal, visit.sam, "x", visit.clock.now())
    with pytest.raises(BadInput, match="another person’s record"):
        medication.note(visit.journal, lee, "changed", "half", DAY, Decided(outside_id=happened))


def test_decided_outside_it_names_what_was_written_down_and_says_who(visit: Visit):
    medication.note(visit.journal, visit.sam, "begun", "promethazine", DAY, outside(visit))
    (waits,) = care.care(visit.journal, visit.sam, DAY).outside
    assert (noted(visit).outside_id, noted(visit).decided_by) == (waits.id, "the duty doctor")
    (told,) = entries(visit)
    assert (told.decided, told.decided_outside, told.by) == (False, True, "the duty doctor")


def test_changed_again_it_makes_no_second_entry_outside(visit: Visit):
    made = medication.note(visit.journal, visit.sam, "begun", "promethazine", DAY, outside(visit))
    said = {"step": "begun", "words": "promethazine at night", "day": DAY}
    for decided in (outside(visit), Decided(outside_id=noted(visit).outside_id)):
        medication.change(visit.journal, made, **said, decided=decided, seen=noted(visit).seen)  # type: ignore[arg-type]
        view = care.care(visit.journal, visit.sam, DAY)
        assert [each.id for each in view.outside] == [noted(visit).outside_id]


def test_what_happened_outside_already_can_be_named_and_a_struck_one_is_still_outside(visit: Visit):
    happened = between_meetings.happened_outside(
        visit.journal, visit.sam, "Admitted at night", visit.clock.now(), who="the duty doctor"
    )
    made = medication.note(visit.journal, visit.sam, "begun", "x", DAY, Decided(outside_id=happened))
    assert noted(visit).decided_by == "the duty doctor"
    between_meetings.strike_outside(visit.journal, happened)
    assert (noted(visit).outside_a_meeting, noted(visit).decided_by) == (True, "")
    said = {"step": "begun", "words": "y", "day": DAY}
    medication.change(visit.journal, made, **said, decided=Decided(outside_id=happened))  # type: ignore[arg-type]
    assert care.care(visit.journal, visit.sam, DAY).outside == ()
    medication.change(visit.journal, made, **said, decided=outside(visit))  # type: ignore[arg-type]
    assert [each.id for each in care.care(visit.journal, visit.sam, DAY).outside] == [noted(visit).outside_id]


def test_the_text_for_the_record_tells_of_it_where_it_was_decided_and_who_did(visit: Visit):
    medication.note(visit.journal, visit.sam, "begun", "promethazine", date(2026, 11, 18), outside(visit))
    medication.note(visit.journal, visit.sam, "not_taken", "the tablets", date(2026, 11, 19))
    first = replace(visit.begin())
    visit.close()
    medication.note(
        visit.journal, visit.sam, "changed", "half", date(2026, 11, 30), Decided(meeting_id=first.meeting_id)
    )
    visit.clock.advance(days=3)
    visit.begin()
    visit.close()
    assert told(first) == (
        "- Begun on 18 November 2026: promethazine (decided outside a meeting: the duty doctor)\n"
        "- Not taken on 19 November 2026: the tablets\n"
        "- Changed on 30 November 2026: half (decided in the meeting on 20 November 2026)"
    )
    assert told(visit) == ""


def test_of_a_joined_meeting_the_one_that_stands_is_named(laptops: Laptops):
    ana = laptops.first.begin()
    laptops.ben.clock.advance(minutes=5)
    ben = laptops.at(laptops.ben).begin()
    for visit in (ana, ben):
        visit.clock.advance(minutes=20)
        visit.close()
    laptops.hear()
    medication.note(ben.journal, ben.sam, "changed", "half", DAY, Decided(meeting_id=ben.meeting_id))
    stands = same_meeting.join(ben.journal, ana.meeting_id, ben.meeting_id)
    assert stands == ana.meeting_id, "it began first"
    laptops.hear()
    assert noted(ben).meeting_id == stands
    assert [each.id for each in where_decided.meetings_to_name(ben.journal, ben.sam)] == [stands]
    assert entries(ben)[0].meeting_id == stands
    assert "half" in told(replace(ben, meeting_id=stands))
    assert "half" in told(ben)


def test_two_laptops_that_say_different_places_leave_one_difference_to_settle(laptops: Laptops):
    ana, ben = laptops.first.begin(), laptops.at(laptops.ben)
    ana.clock.advance(minutes=20)
    ana.close()
    made = medication.note(ana.journal, ana.sam, "changed", "half", DAY)
    laptops.hear()
    said = {"step": "changed", "words": "half", "day": DAY}
    medication.change(ana.journal, made, **said, decided=Decided(meeting_id=ana.meeting_id))  # type: ignore[arg-type]
    medication.change(ben.journal, made, **said, decided=outside(ben))  # type: ignore[arg-type]
    laptops.hear()
    (difference,) = conflicts.to_settle(laptops.cem.journal).differences
    assert difference.what == "Where it was decided"
    assert sorted(each.words for each in difference.alternatives) == [
        "in Sam Okafor’s meeting of 20 November 2026",
        "outside a meeting: “Medication begun: promethazine”",
    ]
    chosen = next(each for each in difference.alternatives if each.words.startswith("outside"))
    conflicts.settle(laptops.cem.journal, difference, chosen)
    laptops.hear()
    for laptop in laptops.all:
        view = noted(laptops.at(laptop))
        assert (view.in_a_meeting, view.decided_by, view.differs) == (False, "the duty doctor", frozenset())


def entries(visit: Visit) -> list[TimelineEntry]:
    every = timeline.timeline(visit.journal, visit.sam).entries
    return [each for each in every if each.kind is TimelineKind.MEDICATION]


def told(visit: Visit) -> str:
    """What the text for the record has of medication."""
    view = meeting_views.meeting(visit.journal, visit.meeting_id)
    text = record_text(view, "Team", medication=medication.told_of(visit.journal, visit.meeting_id))
    heading = "WHAT WAS DECIDED ABOUT MEDICATION\n"
    return text.split(heading)[1].split("\n\n")[0].rstrip("\n") if heading in text else ""
