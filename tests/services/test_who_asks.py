"""Who is to ask whom to come: only those who are told of the meeting anyway."""

from datetime import timedelta

import pytest

from pod_desktop.domain.roster import Absence
from pod_desktop.errors import NotAllowed
from pod_desktop.services import invitations, meeting_views, meetings, network, planning, roster, series
from pod_desktop.services.conflicts import to_settle
from pod_desktop.services.who_asks import say_who_asks, who_asks
from pod_desktop.storage.check import check
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def planned(visit: Visit):
    invitations.person_said_yes(visit.journal, visit.may)
    return planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])


def asker(visit: Visit, meeting):
    return who_asks(visit.journal, meeting)[visit.may].asker


def test_it_can_wait_and_be_taken_back(visit: Visit, planned):
    assert asker(visit, planned) is None
    say_who_asks(visit.journal, planned, visit.may, visit.sam)
    assert asker(visit, planned) == visit.sam
    say_who_asks(visit.journal, planned, visit.may, None)
    assert asker(visit, planned) is None


def test_a_practitioner_can_ask(visit: Visit, planned):
    say_who_asks(visit.journal, planned, visit.may, visit.ana)
    assert asker(visit, planned) == visit.ana


def test_a_member_asks_others_only_with_a_yes_that_stands(visit: Visit, planned):
    with pytest.raises(NotAllowed) as none_yet:
        say_who_asks(visit.journal, planned, visit.may, visit.joy)
    invitations.person_said_no(visit.journal, visit.joy)
    with pytest.raises(NotAllowed) as said_no:
        say_who_asks(visit.journal, planned, visit.may, visit.joy)
    assert str(none_yet.value) == str(said_no.value)
    invitations.person_said_yes(visit.journal, visit.joy)
    say_who_asks(visit.journal, planned, visit.may, visit.joy)
    assert asker(visit, planned) == visit.joy


def test_who_has_no_yes_any_more_asks_nobody_also_once_there_is_one_again(visit: Visit, planned):
    invitations.person_said_yes(visit.journal, visit.joy)
    say_who_asks(visit.journal, planned, visit.may, visit.joy)
    invitations.take_yes_back(visit.journal, visit.joy)
    assert asker(visit, planned) is None
    invitations.person_said_yes(visit.journal, visit.joy)
    assert asker(visit, planned) is None


def test_who_has_left_the_team_asks_nobody_and_who_is_on_leave_does(visit: Visit, planned):
    say_who_asks(visit.journal, planned, visit.may, visit.ana)
    today = visit.clock.now().date()
    roster.say_absence(visit.journal, visit.ana, Absence(away_from=today))
    assert asker(visit, planned) == visit.ana
    roster.say_absence(visit.journal, visit.ana, Absence(left_on=today - timedelta(days=1)))
    assert asker(visit, planned) is None
    with pytest.raises(NotAllowed):
        say_who_asks(visit.journal, planned, visit.may, visit.ana)


@pytest.mark.parametrize("kind", ["group", "pet", "inner_voice"])
def test_only_a_person_asks(visit: Visit, planned, kind: str):
    invitations.person_said_yes(visit.journal, visit.joy)
    network.change_member(visit.journal, visit.joy, member_kind=kind)
    with pytest.raises(NotAllowed):
        say_who_asks(visit.journal, planned, visit.may, visit.joy)


def test_nobody_asks_themselves_and_nobody_is_to_ask_who_is_not_invited(visit: Visit, planned):
    with pytest.raises(NotAllowed, match="themselves"):
        say_who_asks(visit.journal, planned, visit.may, visit.may)
    with pytest.raises(NotAllowed, match="not invited"):
        say_who_asks(visit.journal, planned, visit.joy, visit.sam)


def test_it_is_said_with_a_new_plan_and_with_each_day_of_several(visit: Visit):
    invitations.person_said_yes(visit.journal, visit.may)
    asks = {visit.may: visit.sam}
    one = planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may], asks=asks)
    days = [visit.clock.now() + timedelta(days=ahead) for ahead in (1, 2)]
    several = series.plan_each_day(visit.journal, visit.sam, days, invited=[visit.may], asks=asks)
    assert [asker(visit, each) for each in (one, *several)] == [visit.sam] * 3


def test_of_what_two_laptops_say_the_last_holds_and_nobody_is_asked_about_it(laptops: Laptops):
    ana, ben = laptops.first, laptops.at(laptops.ben)
    for who in (ana.may, ana.joy):
        invitations.person_said_yes(ana.journal, who)
    planned = planning.plan_meeting(ana.journal, ana.sam, invited=[ana.may])
    laptops.hear()
    shown = who_asks(ana.journal, planned)[ana.may].seen
    say_who_asks(ben.journal, planned, ben.may, ben.joy)
    ana.clock.advance(minutes=1)
    say_who_asks(ana.journal, planned, ana.may, ana.sam, seen=shown)
    laptops.agree()
    assert [asker(each, planned) for each in (ana, ben)] == [ana.sam] * 2
    assert to_settle(ana.journal).differences == ()


def test_a_yes_taken_back_on_another_laptop_leaves_nobody_to_ask(laptops: Laptops):
    ana, ben = laptops.first, laptops.at(laptops.ben)
    for who in (ana.may, ana.joy):
        invitations.person_said_yes(ana.journal, who)
    planned = planning.plan_meeting(ana.journal, ana.sam, invited=[ana.may])
    laptops.hear()
    say_who_asks(ana.journal, planned, ana.may, ana.joy)
    invitations.take_yes_back(ben.journal, ben.joy)
    laptops.agree()
    assert asker(ana, planned) is None
    assert check(ana.journal).ok


def test_who_asks_whom_stands_with_the_next_meeting_as_long_as_it_is_planned(visit: Visit):
    invitations.person_said_yes(visit.journal, visit.may)
    visit.begin()
    at = visit.clock.now() + timedelta(days=1)
    planned = planning.plan_meeting(
        visit.journal, visit.sam, planned=at, invited=[visit.may], asks={visit.may: visit.ana}
    )
    assert [(asks.name, whom.id) for asks, whom in visit.view.next_asks] == [("Ana Reyes", visit.may)]
    visit.close()
    assert [whom.id for _asks, whom in visit.view.next_asks] == [visit.may]
    before = visit.meeting_id
    invitations.person_said_no(visit.journal, visit.may)
    assert list(visit.view.next_asks) == []
    invitations.person_said_yes(visit.journal, visit.may)
    planning.change_plan(
        visit.journal,
        planned,
        planned=at,
        zone="Europe/London",
        place="",
        place_chosen_by="",
        invited=[visit.may],
    )
    say_who_asks(visit.journal, planned, visit.may, visit.ana)
    assert list(visit.view.next_asks) != []
    meetings.begin_meeting(visit.journal, visit.sam, here=[visit.sam, visit.ana], meeting_id=planned)
    assert list(meeting_views.meeting(visit.journal, before).next_asks) == []
