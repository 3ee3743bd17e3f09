"""Laptops of one room whose clocks differ by minutes or an hour."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.late import Late
from pod_desktop.domain.meeting import present_at
from pod_desktop.services import invitations, meeting_views, meetings, planning
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture(params=[3, 60])
def laptops(tmp_path: Path, clock: ManualClock, request: pytest.FixtureRequest) -> Iterator[Laptops]:
    """The clock of Ben's laptop is ahead."""
    ahead = ManualClock(clock.now() + timedelta(minutes=request.param))
    with Laptops.of_one_team(tmp_path, clock, ahead) as made:
        yield made


def present(visit: Visit) -> list[frozenset[str]]:
    view = visit.view
    stays = [(stay.who.id, stay.arrived, stay.left) for stay in view.attendances]
    return [present_at(stays, each.made) for each in view.decisions]


def test_whoever_goes_or_closes_after_a_decision_was_in_the_room_for_it(laptops: Laptops):
    ana, ben = laptops.begin_together()
    ben.decide("Sam rests at home")
    laptops.hear()
    meetings.leave(ana.journal, ana.meeting_id, ana.may)
    ana.close()
    laptops.hear()
    for each in (ana, ben):
        assert [d.late for d in each.view.decisions] == [Late.NO]
        assert {ana.sam, ana.may} <= present(each)[0]
    closed = ana.view.brief.closed
    assert closed is not None
    assert closed > ana.view.decisions[0].made


def test_a_plan_made_after_a_new_yes_holds_whatever_the_clocks_say(laptops: Laptops):
    visit, ana, ben = laptops.first, laptops.ana, laptops.ben
    invitations.person_said_yes(ben.journal, visit.may)
    invitations.take_yes_back(ben.journal, visit.may)
    laptops.hear()
    invitations.person_said_yes(ana.journal, visit.may)
    plan = planning.plan_meeting(ana.journal, visit.sam, invited=[visit.may])
    laptops.hear()
    for laptop in (ana, ben):
        assert [who.id for who in meeting_views.meeting(laptop.journal, plan).invited] == [visit.may]


def test_a_yes_that_was_taken_back_since_ends_a_plan_whatever_the_clocks_say(laptops: Laptops):
    visit, ana, ben = laptops.first, laptops.ana, laptops.ben
    invitations.person_said_yes(ben.journal, visit.may)
    plan = planning.plan_meeting(ben.journal, visit.sam, invited=[visit.may])
    laptops.hear()
    invitations.take_yes_back(ana.journal, visit.may)
    invitations.person_said_yes(ana.journal, visit.may)
    laptops.hear()
    for laptop in (ana, ben):
        assert meeting_views.meeting(laptop.journal, plan).invited == ()


def test_what_is_decided_knowing_of_another_closing_is_late_whatever_the_clocks_say(laptops: Laptops):
    ana, ben = laptops.begin_together()
    ben.close()
    laptops.hear()
    ana.decide("Sam rests at home")
    ana.close()
    laptops.hear()
    for each in (ana, ben):
        assert [d.late for d in each.view.decisions] == [Late.AFTER_CLOSING]
