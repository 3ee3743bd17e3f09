"""A practitioner at two meetings at once is found, over all people of the team."""

from datetime import timedelta

import pytest

from pod_desktop.domain.meeting import MeetingState
from pod_desktop.services import double_booking, meetings, people, planning
from pod_desktop.services.double_booking import Clash, own_meetings
from pod_desktop.storage.tables import Attendance, Meeting, Practitioner
from tests.services.visit import Visit


@pytest.fixture
def lee(visit: Visit):
    return people.add_practitioner(visit.journal, "Lee Okafor")


@pytest.fixture
def ira(visit: Visit):
    return people.add_person(visit.journal, "Ira Bell")


def other_meetings(journal, person_id, planned, besides=()):
    """When they begin."""
    return tuple(each.begins for each in double_booking.other_meetings(journal, person_id, planned, besides))


def held(visit: Visit, person, *practitioners) -> None:
    """A meeting of an hour, a week ago as everything after it sees it."""
    meeting = meetings.begin_meeting(visit.journal, person, here=[person, *practitioners])
    visit.clock.advance(hours=1)
    meetings.close_meeting(visit.journal, meeting)
    visit.clock.advance(days=7)


def test_what_this_practitioner_planned_elsewhere_overlaps_and_goes_with_its_time(visit: Visit, ira):
    ten = visit.clock.now() + timedelta(days=1)
    planned = planning.plan_meeting(visit.journal, ira, planned=ten)
    assert other_meetings(visit.journal, visit.sam, [ten + timedelta(hours=1)]) == (ten,)
    assert other_meetings(visit.journal, visit.sam, [ten + timedelta(minutes=90)]) == ()
    assert other_meetings(visit.journal, visit.sam, [ten], besides=[planned]) == ()
    planning.did_not_happen(visit.journal, planned, "Ira was not well")
    assert other_meetings(visit.journal, visit.sam, [ten]) == ()


def test_a_practitioner_of_both_teams_is_at_both_though_this_laptop_is_somebody_elses(visit: Visit, ira, lee):
    held(visit, visit.sam, visit.ana, lee)
    held(visit, ira, lee)
    ten = visit.clock.now() + timedelta(days=1)
    planning.plan_meeting(visit.journal, ira, planned=ten)
    assert other_meetings(visit.journal, visit.sam, [ten]) == (ten,)
    clashes = double_booking.other_meetings(visit.journal, visit.sam, [ten])
    assert clashes == (Clash(ten, ("Lee Okafor",)),)  # Ana is in one of the teams only


def test_a_team_that_shares_nobody_is_at_no_meeting_of_this_person(visit: Visit, ira, lee):
    held(visit, visit.sam, visit.ana)
    held(visit, ira, lee)
    ten = visit.clock.now() + timedelta(days=1)
    planning.plan_meeting(visit.journal, ira, planned=ten)
    assert other_meetings(visit.journal, visit.sam, [ten]) == ()


def test_an_open_meeting_counts_from_when_it_began(visit: Visit, ira):
    began = visit.clock.now()
    meetings.begin_meeting(visit.journal, ira, here=[ira, visit.ana])
    assert other_meetings(visit.journal, visit.sam, [began + timedelta(minutes=80)]) == (began,)


def test_who_has_left_the_team_is_at_no_meeting_after_their_last_day(visit: Visit, ira, lee):
    held(visit, visit.sam, visit.ana, lee)
    held(visit, ira, lee)
    ten = visit.clock.now() + timedelta(days=1)
    planning.plan_meeting(visit.journal, ira, planned=ten)
    with visit.journal.act() as act:
        act.change(Practitioner, lee, left_on=f"{ten.date():%Y-%m-%d}")
    assert other_meetings(visit.journal, visit.sam, [ten]) == (ten,)
    with visit.journal.act() as act:
        act.change(Practitioner, lee, left_on=f"{ten.date() - timedelta(days=1):%Y-%m-%d}")
    assert other_meetings(visit.journal, visit.sam, [ten]) == ()


def test_who_is_on_leave_that_day_is_at_no_meeting(visit: Visit, ira, lee):
    held(visit, visit.sam, visit.ana, lee)
    held(visit, ira, lee)
    ten = visit.clock.now() + timedelta(days=1)
    planning.plan_meeting(visit.journal, ira, planned=ten)
    with visit.journal.act() as act:
        act.change(Practitioner, lee, away_from=f"{ten:%Y-%m-%d}", away_until=f"{ten:%Y-%m-%d}")
    assert other_meetings(visit.journal, visit.sam, [ten]) == ()
    next_day = ten + timedelta(days=1)
    planning.plan_meeting(visit.journal, ira, planned=next_day)
    assert other_meetings(visit.journal, visit.sam, [next_day]) == (next_day,)


def test_one_meeting_that_two_laptops_began_is_told_once(visit: Visit, ira):
    began = visit.clock.now()
    stands = meetings.begin_meeting(visit.journal, ira, here=[ira, visit.ana])
    visit.clock.advance(minutes=2)
    with visit.journal.act() as act:
        state = str(MeetingState.OPEN)
        joined = act.create(
            Meeting, person_id=ira, state=state, began=visit.clock.now(), joined_into_id=stands
        )
        act.create(
            Attendance,
            meeting_id=joined.id,
            attendee_id=visit.ana,
            role="practitioner",
            arrived=visit.clock.now(),
        )
    assert other_meetings(visit.journal, visit.sam, [began]) == (began,)


def test_the_persons_own_meetings_are_told_as_they_are_and_not_as_somebody_elses(visit: Visit, ira):
    ten = visit.clock.now() + timedelta(days=1)
    later = planning.plan_meeting(visit.journal, visit.sam, planned=ten + timedelta(days=2), place="At home")
    own = planning.plan_meeting(visit.journal, visit.sam, planned=ten)
    planning.plan_meeting(visit.journal, ira, planned=ten)
    days = [ten + timedelta(days=ahead, minutes=45) for ahead in range(4)]
    found = own_meetings(visit.journal, visit.sam, days)
    assert [(each.id, each.place) for each in found] == [(own, ""), (later, "At home")]
    assert own_meetings(visit.journal, visit.sam, days, [own, later]) == ()
    assert own_meetings(visit.journal, visit.sam, [ten + timedelta(minutes=90)]) == ()
    assert other_meetings(visit.journal, visit.sam, days) == (ten,)
    planning.did_not_happen(visit.journal, own, "Sam was not well")
    assert [each.id for each in own_meetings(visit.journal, visit.sam, days)] == [later]
