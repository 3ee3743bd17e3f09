"""Turns that go on for as long as a key is held."""

import pytest

from pod_desktop.errors import NotAllowed
from pod_desktop.services import meetings, turn_log
from pod_desktop.services.live_log import LiveLog
from tests.services.visit import Visit


@pytest.fixture
def logged(visit: Visit) -> Visit:
    return visit.begin().everybody_agrees()


@pytest.fixture
def live(logged: Visit) -> LiveLog:
    return logged.live()


def log(visit: Visit) -> list[str]:
    return [
        (turn.speaker.name if turn.speaker else turn.turn_kind) + ("…" if turn.is_open else "")
        for turn in turn_log.log_view(visit.journal, visit.meeting_id).turns
    ]


def seconds(visit: Visit, number: int) -> float:
    turn = turn_log.log_view(visit.journal, visit.meeting_id).turns[number]
    assert turn.ended is not None
    return (turn.ended - turn.began).total_seconds()


def test_a_held_turn_ends_at_the_moment_at_which_it_was_let_go_whenever_that_is_stored(logged, live):
    held = live.holds(logged.someone(logged.sam))
    logged.clock.advance(seconds=4)
    let_go = live.moment()
    logged.clock.advance(milliseconds=300)
    live.lets_go(held, let_go)
    assert log(logged) == ["Sam Okafor"]
    assert seconds(logged, 0) == 4.0


def test_a_held_turn_is_never_a_slip_however_soon_it_comes(logged, live):
    for _ in range(3):
        held = live.holds(logged.someone(logged.sam))
        logged.clock.advance(milliseconds=50)
        live.lets_go(held, live.moment())
        logged.clock.advance(milliseconds=50)
    assert log(logged) == ["Sam Okafor"] * 3


def test_beside_a_held_turn_only_those_go_on_that_are_named(logged, live):
    live.tap(logged.someone(logged.ana))
    logged.clock.advance(seconds=1)
    sam = live.holds(logged.someone(logged.sam))
    logged.clock.advance(seconds=1)
    live.holds(logged.someone(logged.may), beside=[sam.turn_id])
    assert log(logged) == ["Ana Reyes", "Sam Okafor…", "Aunt May…"]


def test_a_turn_that_goes_on_already_is_the_one_that_is_held(logged, live):
    live.tap(logged.someone(logged.sam))
    held = live.holds(logged.someone(logged.sam))
    logged.clock.advance(seconds=2)
    live.lets_go(held, live.moment())
    assert log(logged) == ["Sam Okafor"]


def test_undo_takes_a_held_turn_back_whole_also_if_another_began_meanwhile(logged, live):
    sam = live.holds(logged.someone(logged.sam))
    logged.clock.advance(seconds=1)
    may = live.holds(logged.someone(logged.may), beside=[sam.turn_id])
    logged.clock.advance(seconds=1)
    live.lets_go(sam, live.moment())
    live.lets_go(may, live.moment())
    live.undo_stack.undo()
    assert log(logged) == ["Sam Okafor"]
    live.undo_stack.undo()
    assert log(logged) == []
    live.undo_stack.redo()
    assert log(logged) == ["Sam Okafor"]


def test_letting_go_of_what_was_ended_or_taken_back_changes_nothing(logged, live):
    sam = live.holds(logged.someone(logged.sam))
    logged.clock.advance(seconds=2)
    live.silence()
    logged.clock.advance(seconds=2)
    live.lets_go(sam, live.moment())
    assert log(logged) == ["Sam Okafor", "silence…"]
    assert seconds(logged, 0) == 2.0
    may = live.holds(logged.someone(logged.may))
    live.undo_stack.undo()
    live.lets_go(may, live.moment())
    assert log(logged) == ["Sam Okafor", "silence…"]
    assert live.undo_stack.redo_label == "Aunt May speaks"


def test_letting_go_of_a_key_takes_no_redo_away(logged, live):
    sam = live.holds(logged.someone(logged.sam))
    logged.clock.advance(seconds=1)
    live.holds(logged.someone(logged.may), beside=[sam.turn_id])
    logged.clock.advance(seconds=1)
    live.undo_stack.undo()
    live.lets_go(sam, live.moment())
    assert live.undo_stack.redo_label == "Aunt May speaks"
    live.undo_stack.redo()
    assert log(logged) == ["Sam Okafor", "Aunt May…"]
    live.undo_stack.undo()
    live.undo_stack.undo()
    assert log(logged) == []


def test_a_turn_whose_start_can_no_longer_be_undone_ends_as_a_step_of_its_own(logged, live):
    live.tap(logged.someone(logged.sam))
    held = live.holds(logged.someone(logged.sam))
    live.lets_go(held, live.moment())
    assert live.undo_stack.undo_label == "end of the turn"
    live.undo_stack.undo()
    assert log(logged) == ["Sam Okafor…"]


def test_nobody_is_held_who_is_not_in_the_room(logged, live):
    may = logged.someone(logged.may)
    meetings.leave(logged.journal, logged.meeting_id, logged.may)
    with pytest.raises(NotAllowed):
        live.holds(may)
    assert log(logged) == []


def test_what_counts_as_a_slip_is_as_long_as_the_laptop_has_it(logged, live):
    live.slip_seconds = 0.1
    assert live.tap(logged.someone(logged.sam), several=True)
    logged.clock.advance(milliseconds=90)
    assert not live.tap(logged.someone(logged.sam), several=True)
    logged.clock.advance(milliseconds=20)
    assert live.tap(logged.someone(logged.sam), several=True)
    live.slip_seconds = 0.0
    assert live.tap(logged.someone(logged.sam), several=True)
