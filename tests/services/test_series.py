"""Meetings planned together, one a day."""

from datetime import timedelta

import pytest

from pod_desktop.domain.clock import Instant
from pod_desktop.errors import NotAllowed
from pod_desktop.services import invitations, meeting_views, meetings, people, planning, series
from pod_desktop.services.undo import UndoStack
from tests.services.laptops import Laptops
from tests.services.visit import Visit


def days(visit: Visit) -> list[Instant]:
    return [visit.clock.now() + timedelta(days=ahead) for ahead in (1, 2, 3)]


def planned(visit: Visit) -> list[Instant | None]:
    return [each.planned for each in planning.planned_meetings(visit.journal)]


def test_each_day_has_a_meeting_with_all_that_was_said(visit: Visit):
    invitations.person_said_yes(visit.journal, visit.may)
    ids = series.plan_each_day(
        visit.journal,
        visit.sam,
        days(visit),
        place=" Exe ward ",
        place_chosen_by="person",
        invited=[visit.may],
    )
    views = [meeting_views.meeting(visit.journal, each) for each in ids]
    assert [view.brief.planned for view in views] == days(visit)
    assert {view.brief.place for view in views} == {"Exe ward"}
    assert {view.brief.place_chosen_by for view in views} == {"person"}
    assert [[each.id for each in view.invited] for view in views] == [[visit.may]] * 3
    together = series.planned_together(visit.journal, ids[1])
    assert [each.id for each in together] == list(ids)


def test_nothing_is_planned_where_somebody_is_invited_without_a_yes(visit: Visit):
    with pytest.raises(NotAllowed):
        series.plan_each_day(visit.journal, visit.sam, days(visit), invited=[visit.may])
    assert planned(visit) == []


def test_it_is_one_act_and_undone_as_one(visit: Visit):
    stack = UndoStack(visit.journal)
    with stack.step("plan three meetings"):
        series.plan_each_day(visit.journal, visit.sam, days(visit))
    assert len(planned(visit)) == 3
    stack.undo()
    assert planned(visit) == []


def test_one_that_is_changed_or_did_not_happen_leaves_the_others(visit: Visit):
    first, second, third = series.plan_each_day(visit.journal, visit.sam, days(visit))
    later = days(visit)[1] + timedelta(hours=3)
    planning.change_plan(
        visit.journal, second, planned=later, zone="Europe/London", place="", place_chosen_by="", invited=[]
    )
    planning.did_not_happen(visit.journal, third, "Sam was not well")
    one, two, three = days(visit)
    together = series.planned_together(visit.journal, first)
    assert [(each.planned, each.state) for each in together] == [
        (one, "planned"),
        (later, "planned"),
        (three, "did_not_happen"),
    ]
    assert two != later


def test_taken_back_all_go_that_are_still_planned(visit: Visit):
    by_itself = planning.plan_meeting(visit.journal, visit.sam)
    first, second, _third = series.plan_each_day(visit.journal, visit.sam, days(visit))
    meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, visit.ana], meeting_id=first)
    series.take_back(visit.journal, second)
    assert [each.id for each in planning.planned_meetings(visit.journal)] == [by_itself]
    assert {each.id for each in people.record(visit.journal, visit.sam).meetings} == {first, by_itself}
    with pytest.raises(NotAllowed, match="taken back"):
        planning.did_not_happen(visit.journal, second, "Sam was not well")
    with pytest.raises(NotAllowed, match="taken back"):
        planning.change_plan(
            visit.journal,
            second,
            planned=None,
            zone="Europe/London",
            place="",
            place_chosen_by="",
            invited=[],
        )
    series.take_back(visit.journal, by_itself)
    assert [each.id for each in planning.planned_meetings(visit.journal)] == [by_itself]


def test_who_begins_one_that_was_taken_back_meanwhile_has_it_back(visit: Visit):
    first, _second, _third = series.plan_each_day(visit.journal, visit.sam, days(visit))
    series.take_back(visit.journal, first)
    meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, visit.ana], meeting_id=first)
    assert [(m.id, m.state) for m in people.record(visit.journal, visit.sam).meetings] == [(first, "open")]
    with visit.journal.read() as reading:
        assert reading.came_back() == []  # there is nothing to ask anybody about it


def test_one_that_another_laptop_began_meanwhile_is_there_after_all_are_taken_back(laptops: Laptops):
    ana, ben = laptops.first, laptops.at(laptops.ben)
    first, second, _third = series.plan_each_day(ana.journal, ana.sam, days(ana))
    laptops.hear()
    meetings.begin_meeting(ben.journal, ben.sam, here=[ben.sam, laptops.ben.practitioner], meeting_id=second)
    series.take_back(ana.journal, first)
    laptops.agree()
    found = people.record(ana.journal, ana.sam).meetings
    assert [(m.id, m.state) for m in found] == [(second, "open")]


def test_a_meeting_tells_what_was_planned_together_with_the_next_one(visit: Visit):
    visit.begin()
    ids = series.plan_each_day(visit.journal, visit.sam, days(visit), set_in=visit.meeting_id)
    assert visit.view.next_meeting is not None
    assert visit.view.next_meeting.id == ids[0]
    assert (visit.view.next_more, visit.view.next_daily_until) == (2, days(visit)[-1])
    planning.did_not_happen(visit.journal, ids[1], "Sam is away")
    assert (visit.view.next_more, visit.view.next_daily_until) == (1, None)
    planning.did_not_happen(visit.journal, ids[2], "Sam is away")
    assert (visit.view.next_more, visit.view.next_daily_until) == (0, None)
