"""The turn log while people talk: what ends a pause, what is a slip, and what a screen looks up."""

from datetime import timedelta

import pytest

from pod_desktop.errors import NotAllowed
from pod_desktop.services import meetings, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.act import Facts
from pod_desktop.storage.tables import Turn
from tests.services.visit import Visit


@pytest.fixture
def logged(visit: Visit) -> Visit:
    visit.begin()
    turn_log.record_everybody_agreed(visit.journal, visit.meeting_id)
    turn_log.start_log(visit.journal, visit.meeting_id)
    return visit


@pytest.fixture
def live(logged: Visit) -> LiveLog:
    return logged.live()


def answer(visit: Visit, who: str, said: str) -> None:
    stay = next(seat for seat in visit.log.seats if seat.who.id == who)
    turn_log.record_agreement(visit.journal, stay.id, said)


def going_on(visit: Visit) -> list[str]:
    spans = turn_log.live_view(visit.journal, visit.meeting_id).going_on
    return [span.speaker.name if span.speaker else span.turn_kind for span in spans]


def test_everybody_agreed_is_one_act_that_lets_a_no_stand(logged: Visit):
    answer(logged, logged.sam, "no")
    answer(logged, logged.may, "")
    acts: list[Facts] = []
    logged.journal.listen(acts.append)
    turn_log.record_everybody_agreed(logged.journal, logged.meeting_id)
    assert len(acts) == 1
    assert {seat.who.id: seat.log_agreed for seat in logged.log.seats} == {
        logged.sam: "no",
        logged.may: "yes",
        logged.ana: "yes",
    }


@pytest.mark.parametrize("way", ["nobody", "silence", "reflecting", "pause"])
def test_no_button_ends_a_pause_while_somebody_said_no(logged: Visit, live: LiveLog, way: str):
    answer(logged, logged.may, "no")
    with pytest.raises(NotAllowed):
        getattr(live, way)()
    assert going_on(logged) == ["pause"]


@pytest.mark.parametrize("way", ["silence", "reflecting", "pause"])
def test_a_second_tap_on_a_state_within_300_ms_is_a_slip(logged: Visit, live: LiveLog, way: str):
    getattr(live, way)()
    logged.clock.advance(milliseconds=200)
    getattr(live, way)()
    assert going_on(logged) == [way]
    logged.clock.advance(milliseconds=200)
    getattr(live, way)()
    assert going_on(logged) == []


def test_one_at_a_time_again_a_tap_on_who_speaks_ends_the_others(logged: Visit, live: LiveLog):
    live.tap(logged.someone(logged.sam))
    live.tap(logged.someone(logged.may), several=True)
    logged.clock.advance(seconds=1)
    live.tap(logged.someone(logged.sam))
    assert going_on(logged) == ["Sam Okafor"]
    assert len(logged.log.turns) == 2


def test_what_a_screen_looks_up_is_what_goes_on_and_the_last_few_turns(logged: Visit, live: LiveLog):
    for who in (logged.sam, logged.may, logged.sam, logged.ana):
        live.tap(logged.someone(who))
        logged.clock.advance(seconds=5)
    live.silence()
    view = turn_log.live_view(logged.journal, logged.meeting_id, last=3)
    assert [turn.speaker.id for turn in view.last if turn.speaker] == [logged.ana, logged.sam, logged.may]
    assert [span.turn_kind for span in view.going_on] == ["silence"]


def test_who_has_not_spoken_yet_are_those_here_without_a_turn(logged: Visit, live: LiveLog):
    def quiet() -> list[str]:
        return [who.id for who in turn_log.not_spoken_yet(logged.journal, logged.meeting_id)]

    live.tap(logged.someone(logged.may))
    assert quiet() == [logged.sam, logged.ana]
    live.undo_stack.undo()
    assert quiet() == [logged.sam, logged.may, logged.ana]
    meetings.leave(logged.journal, logged.meeting_id, logged.may)
    assert quiet() == [logged.sam, logged.ana]


def test_where_several_people_sit_is_one_act(logged: Visit):
    acts: list[Facts] = []
    logged.journal.listen(acts.append)
    angles = {seat.id: 90.0 * number for number, seat in enumerate(logged.log.seats)}
    meetings.seat_people(logged.journal, angles)
    assert len(acts) == 1
    assert {seat.id: seat.seat for seat in logged.log.seats} == angles


def test_what_goes_on_is_in_the_order_in_which_it_began(logged: Visit, live: LiveLog):
    for who in (logged.sam, logged.may, logged.ana):
        logged.clock.advance(seconds=1)
        live.tap(logged.someone(who), several=True)
    assert going_on(logged) == ["Sam Okafor", "Aunt May", "Ana Reyes"]


@pytest.mark.parametrize("every", [1, 7, 100], ids=["all long", "some long", "none long"])
@pytest.mark.parametrize("open_ones", [0, 2])
def test_the_last_few_turns_are_those_that_began_last_however_long_others_go_on(
    logged: Visit, every: int, open_ones: int
):
    began = logged.view.attendances[0].arrived

    def turn(number: int) -> dict[str, object]:
        start = began + timedelta(seconds=number)
        end = start + timedelta(seconds=300 - 5 * number if number % every == 0 else 0.5)
        ended = None if number % 29 < open_ones else end
        return {"meeting_id": logged.meeting_id, "speaker_id": logged.may, "began": start, "ended": ended}

    with logged.journal.act() as act:
        act.create_many(Turn, ([turn(number)] for number in range(60)), log_of=logged.meeting_id)
    shown = turn_log.live_view(logged.journal, logged.meeting_id, last=3).last
    assert [view.began - began for view in shown] == [timedelta(seconds=at) for at in (59, 58, 57)]
