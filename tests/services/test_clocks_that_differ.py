"""Laptops of one room whose clocks differ by minutes or an hour."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.late import Late
from pod_desktop.domain.meeting import present_at
from pod_desktop.errors import NotAllowed
from pod_desktop.outputs.presence import there_at
from pod_desktop.outputs.saying import exact_span, spoken_span
from pod_desktop.services import (
    amending,
    endings,
    invitations,
    log_place,
    meeting_views,
    meetings,
    network,
    planning,
)
from pod_desktop.storage.events import count_ahead, place_of
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
    stays = [stay.there for stay in view.attendances]
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


@pytest.mark.parametrize("ahead", [timedelta(minutes=60), timedelta(days=3650)])
def test_a_closing_is_timed_by_the_laptop_that_closes(tmp_path: Path, clock: ManualClock, ahead: timedelta):
    with Laptops.of_one_team(tmp_path, clock, ManualClock(clock.now() + ahead)) as laptops:
        ana, ben = laptops.begin_together()
        ana.everybody_agrees()
        ana.live().tap(ana.someone(ana.may))
        ben.decide("Sam rests at home")
        laptops.ben.clock.advance(minutes=1)
        meetings.arrive(ben.journal, ben.meeting_id, ben.joy)
        laptops.hear()
        ana.close("discard")
        assert ana.view.brief.closed == clock.now()
        assert {ana.sam, ana.may} <= present(ana)[0]
        assert there_at(ana.view, ana.view.decisions[0].made).startswith("In the room then: Sam Okafor, Aunt")
        clock.advance(minutes=10)
        endings.carry_out_due_choices(ana.journal)
        assert ana.log.turns == ()
        with pytest.raises(NotAllowed, match="Ten minutes"):
            amending.open_again(ana.journal, ana.meeting_id)


def test_a_clock_that_is_more_than_two_hours_ahead_is_not_followed(tmp_path: Path, clock: ManualClock):
    with Laptops.of_one_team(tmp_path, clock, ManualClock(clock.now() + timedelta(days=3650))) as laptops:
        ana, ben = laptops.begin_together()
        ben.decide("Sam rests at home")
        laptops.hear()
        clock.advance(minutes=1)
        meetings.leave(ana.journal, ana.meeting_id, ana.may)
        assert [stay.left for stay in ana.view.attendances if stay.left] == [clock.now()]
        clock.advance(minutes=1)
        ana.decide("Ana calls on Friday")
        assert ana.view.decisions[0].made == clock.now()


def test_an_own_clock_that_is_set_back_by_a_day_moves_nobody_out(visit: Visit):
    visit.begin()
    visit.clock.advance(minutes=10)
    visit.decide("Sam rests at home")
    visit.clock.set_wall(visit.clock.now() - timedelta(days=1))
    meetings.leave(visit.journal, visit.meeting_id, visit.may)
    assert visit.may in present(visit)[0]


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


@pytest.mark.parametrize("gone", [1, 90])
def test_how_a_log_was_left_is_told_by_the_laptops_own_clock(laptops: Laptops, gone: int):
    ana, _ = laptops.begin_together()
    ana.everybody_agrees()
    network.add_member(laptops.ben.journal, ana.sam, "Mr Cole")
    laptops.hear()
    ana.clock.advance(seconds=5)
    tapped = ana.clock.now()
    ana.live().tap(ana.someone(ana.may))
    ana.clock.advance(minutes=gone)
    assert log_place.last_stop(ana.journal, ana.meeting_id).last_stored == tapped


@pytest.mark.parametrize(("by", "ahead"), [("ben", 4), ("ana", 0)])
def test_who_only_follows_a_clock_that_is_ahead_is_not_told_of(
    tmp_path: Path, clock: ManualClock, by: str, ahead: int
):
    with Laptops.of_one_team(tmp_path, clock, ManualClock(clock.now() + timedelta(hours=1))) as laptops:
        network.add_member(laptops.ben.journal, laptops.first.sam, "Mr Cole")
        laptops.hear()
        laptop = {"ben": laptops.ben, "ana": laptops.ana}[by]
        heard = {each.id for each in laptop.arrivals()}
        laptop.clock.advance(seconds=5)
        laptops.at(laptop).begin()
        stamps = [place_of(each.body).hlc for each in laptop.arrivals() if each.body and each.id not in heard]
        assert (count_ahead(stamps, clock.now()), len(stamps)) == (ahead, 4)


def test_no_end_is_told_that_is_before_the_beginning(tmp_path: Path, clock: ManualClock):
    with Laptops.of_one_team(tmp_path, clock, ManualClock(clock.now() + timedelta(hours=1))) as laptops:
        ben = laptops.at(laptops.ben).begin()
        laptops.hear()
        meetings.take_in_hand(laptops.ana.journal, ben.meeting_id)
        laptops.first.meeting_id = ben.meeting_id
        laptops.first.close()
        brief = laptops.first.view.brief
        for span in (exact_span, spoken_span):
            assert brief.began is not None
            assert " to " not in span(brief.began, brief.closed, brief.zone)
