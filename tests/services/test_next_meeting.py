"""What a meeting says of the one after it, also long afterwards."""

from datetime import timedelta

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingView
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import conflicts, meeting_views, meetings, planning
from pod_desktop.ui.meeting.closing.next_meeting import next_meeting_words
from tests.services.laptops import Laptops
from tests.services.visit import Visit

HOME = "at home"


def plan(visit: Visit, days: float, place: str = HOME, set_in: EntityId | None = None) -> EntityId:
    planned = visit.clock.now() + timedelta(days=days)
    return planning.plan_meeting(visit.journal, visit.sam, planned=planned, place=place, set_in=set_in)


def change(visit: Visit, meeting: EntityId, place: str, set_in: EntityId | None) -> None:
    brief = meeting_views.meeting(visit.journal, meeting).brief
    planning.change_plan(
        visit.journal,
        meeting,
        planned=brief.planned,
        zone=brief.zone,
        place=place,
        place_chosen_by="",
        invited=(),
        set_in=set_in,
    )


def looked_at(visit: Visit, meeting: EntityId) -> MeetingView:
    return meeting_views.meeting(visit.journal, meeting)


def next_of(visit: Visit, meeting: EntityId) -> tuple[EntityId, bool] | None:
    view = looked_at(visit, meeting)
    return (view.next_meeting.id, view.next_set_here) if view.next_meeting is not None else None


def test_a_plan_that_was_changed_in_a_meeting_was_set_in_it(visit: Visit):
    planned = plan(visit, 1)
    visit.begin()
    change(visit, planned, HOME, visit.meeting_id)  # looked at, and left as it is
    assert next_of(visit, visit.meeting_id) == (planned, False)
    change(visit, planned, "at the centre", visit.meeting_id)
    assert next_of(visit, visit.meeting_id) == (planned, True)


def test_what_comes_between_is_no_next_meeting_of_a_closed_one(visit: Visit):
    planned = plan(visit, 1)
    first = visit.begin().meeting_id
    change(visit, planned, "at the centre", first)
    visit.close()
    visit.clock.advance(minutes=30)
    visit.begin_without_sam().close()
    visit.clock.advance(minutes=30)
    second = visit.begin().meeting_id
    change(visit, planned, HOME, second)
    visit.close()
    visit.clock.advance(minutes=30)
    third = visit.begin().meeting_id
    change(visit, planned, "at the centre", third)
    visit.close()
    for meeting in (first, second, third):
        assert next_of(visit, meeting) == (planned, True)


def test_a_meeting_that_nobody_planned_is_no_next_meeting(visit: Visit):
    first = visit.begin().meeting_id
    visit.close()
    visit.clock.advance(days=1)
    visit.begin().close()
    assert next_of(visit, first) is None
    assert "The time is still to be found." not in record_text(looked_at(visit, first), "Exe Valley POD")


@pytest.mark.parametrize("in_the_meeting", [True, False])
def test_a_next_meeting_that_did_not_happen_is_told_as_that_one(visit: Visit, in_the_meeting: bool):
    known = None if in_the_meeting else plan(visit, 2)
    first = visit.begin().meeting_id
    planned = known or plan(visit, 2, set_in=first)
    visit.close()
    visit.clock.advance(hours=1)
    planning.did_not_happen(visit.journal, planned, "Sam was not well")
    plan(visit, 3)
    assert next_of(visit, first) == (planned, in_the_meeting)
    text = record_text(looked_at(visit, first), "Exe Valley POD")
    assert "It did not happen. The reason: Sam was not well." in text


def test_a_plan_of_later_is_the_next_meeting_where_the_room_knew_of_none(visit: Visit):
    first = visit.begin().meeting_id
    visit.close()
    visit.clock.advance(hours=1)
    gone = plan(visit, 1)
    planning.did_not_happen(visit.journal, gone, "a slip")
    planned = plan(visit, 2)
    assert next_of(visit, first) == (planned, False)


def test_a_meeting_without_a_day_that_was_held_is_told_with_its_day(visit: Visit):
    first = visit.begin().meeting_id
    planned = planning.plan_meeting(visit.journal, visit.sam, place=HOME, set_in=first)
    assert "still to be found" in record_text(visit.view, "Exe Valley POD")
    visit.close()
    visit.clock.advance(days=1)
    meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, visit.ana], meeting_id=planned)
    assert next_of(visit, first) == (planned, True)
    assert "still to be found" not in record_text(looked_at(visit, first), "Exe Valley POD")


def test_that_the_time_of_a_plan_has_passed_is_told_with_it(visit: Visit):
    visit.begin()
    planned = plan(visit, 0.02, set_in=visit.meeting_id)
    assert "passed" not in next_meeting_words(visit.view, visit.clock.now())
    visit.clock.advance(hours=1)
    told = next_meeting_words(visit.view, visit.clock.now())
    assert told.endswith("That time has passed. Perhaps it is the meeting you are in.")
    visit.close()
    told = next_meeting_words(visit.view, visit.clock.now())
    assert told.endswith("Nobody has said yet whether it took place.")
    meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, visit.ana], meeting_id=planned)
    assert next_meeting_words(looked_at(visit, visit.meeting_id), visit.clock.now()).endswith("at home.")


def test_in_which_meeting_two_laptops_changed_a_plan_is_asked_of_nobody(laptops: Laptops):
    ana, ben = laptops.begin_together()
    planned = plan(ana, 1)
    laptops.hear()
    other = plan(ben, 3)
    laptops.hear()
    change(ana, planned, "at the centre", ana.meeting_id)
    change(ben, planned, "at the centre", other)
    laptops.hear()
    assert conflicts.to_settle(ana.journal).differences == ()
    assert next_of(ana, ana.meeting_id) == (planned, True)
