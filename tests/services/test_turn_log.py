from datetime import timedelta

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.services import measures, meetings, turn_log
from pod_desktop.storage.journal import Journal
from tests.services.visit import Visit


@pytest.fixture
def logged(visit: Visit) -> Visit:
    return visit.begin(visit.joy).everybody_agrees()


def spans(visit: Visit) -> list[tuple[str, str, float | None]]:
    return [
        (
            turn.speaker.name if turn.speaker else "",
            turn.turn_kind,
            (turn.ended - turn.began).total_seconds() if turn.ended else None,
        )
        for turn in visit.log.turns
    ]


def test_the_log_does_not_begin_before_everybody_agreed(visit: Visit):
    visit.begin()
    with pytest.raises(NotAllowed):
        turn_log.start_log(visit.journal, visit.meeting_id)
    for seat in visit.log.seats[:-1]:
        turn_log.record_agreement(visit.journal, seat.id, "yes")
    with pytest.raises(NotAllowed):
        turn_log.start_log(visit.journal, visit.meeting_id)
    with pytest.raises(NotAllowed):
        visit.live().tap(visit.someone(visit.sam))
    assert visit.log.turns == ()


def test_a_tap_ends_the_former_turn_and_begins_the_next(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=12)
    live.tap(logged.someone(logged.may))
    assert spans(logged) == [("Sam Okafor", "turn", 12.0), ("Aunt May", "turn", None)]


def test_several_at_once_overlap_and_a_second_tap_ends_ones_own(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=3)
    live.tap(logged.someone(logged.may), several=True)
    logged.clock.advance(seconds=2)
    live.tap(logged.someone(logged.sam), several=True)
    assert spans(logged) == [("Sam Okafor", "turn", 5.0), ("Aunt May", "turn", None)]
    assert live.undo_stack.undo_label == "Sam Okafor stops"
    live.undo_stack.undo()
    assert live.undo_stack.redo_label == "Sam Okafor stops"
    assert live.undo_stack.undo_label == "Aunt May speaks"


def test_where_several_speak_a_second_tap_on_somebody_is_undone_as_their_stop(logged: Visit):
    live = logged.live()
    live.somebody(several=True)
    assert live.undo_stack.undo_label == "somebody speaks"
    logged.clock.advance(seconds=2)
    live.somebody(several=True)
    assert live.undo_stack.undo_label == "somebody stops"
    logged.clock.advance(seconds=2)
    live.somebody(several=True)
    assert live.undo_stack.undo_label == "somebody speaks"


def test_a_double_tap_counts_once(logged: Visit):
    live = logged.live()
    assert live.tap(logged.someone(logged.sam), several=True)
    logged.clock.advance(milliseconds=200)
    assert not live.tap(logged.someone(logged.sam), several=True)
    assert spans(logged) == [("Sam Okafor", "turn", None)]


def test_the_same_speaker_again_goes_on(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=5)
    live.tap(logged.someone(logged.sam))
    assert spans(logged) == [("Sam Okafor", "turn", None)]


def test_turns_are_logged_beside_reflecting_until_it_ends(logged: Visit):
    live = logged.live()
    live.reflecting()
    live.tap(logged.someone(logged.ana))
    logged.clock.advance(seconds=8)
    live.reflecting()
    assert sorted(spans(logged)) == [("", "reflecting", 8.0), ("Ana Reyes", "turn", 8.0)]


def test_silence_ends_turns_and_the_next_tap_ends_silence(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=1)
    live.silence()
    logged.clock.advance(seconds=9)
    live.tap(logged.someone(logged.may))
    assert spans(logged) == [
        ("Sam Okafor", "turn", 1.0),
        ("", "silence", 9.0),
        ("Aunt May", "turn", None),
    ]


def test_undo_takes_back_a_tap_whole(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=4)
    live.tap(logged.someone(logged.may))
    assert live.undo_stack.undo() == "Aunt May speaks"
    assert spans(logged) == [("Sam Okafor", "turn", None)]
    live.undo_stack.redo()
    assert spans(logged) == [("Sam Okafor", "turn", 4.0), ("Aunt May", "turn", None)]


def test_words_stay_with_their_turn_letter_by_letter(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    first = logged.log.turns[0].id
    logged.clock.advance(seconds=4)
    live.tap(logged.someone(logged.may))
    turn_log.set_words(logged.journal, first, "  Nobody asked *me*. ")
    assert [turn.words for turn in logged.log.turns] == ["  Nobody asked *me*. ", ""]


def test_a_moved_wall_clock_makes_no_negative_turn(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.set_wall(logged.clock.now().replace(year=2016))
    logged.clock.advance(seconds=7)
    live.tap(logged.someone(logged.may))
    assert spans(logged)[0] == ("Sam Okafor", "turn", 7.0)


def test_somebody_who_says_no_pauses_the_log_until_everybody_agrees(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=2)
    joy = next(seat for seat in logged.log.seats if seat.who.id == logged.joy)
    turn_log.record_agreement(logged.journal, joy.id, "no")
    assert [turn.turn_kind for turn in logged.log.open_spans] == ["pause"]
    logged.clock.advance(seconds=2)
    with pytest.raises(NotAllowed):
        live.tap(logged.someone(logged.may))
    turn_log.record_agreement(logged.journal, joy.id, "yes")
    live.tap(logged.someone(logged.may))
    assert [turn.speaker.name for turn in logged.log.open_spans if turn.speaker] == ["Aunt May"]


def test_a_latecomer_does_not_stop_the_log_and_is_to_be_asked(visit: Visit):
    visit.begin().everybody_agrees()
    live = visit.live()
    live.tap(visit.someone(visit.sam))
    meetings.arrive(visit.journal, visit.meeting_id, visit.joy)
    assert [who.name for who in visit.log.to_ask] == ["Joy"]
    visit.clock.advance(seconds=2)
    live.tap(visit.someone(visit.may))
    assert len(visit.log.turns) == 2


def test_after_a_stop_of_the_program_an_open_turn_has_no_made_up_end(logged: Visit):
    logged.live().tap(logged.someone(logged.sam))
    logged.clock.advance(hours=3)
    assert turn_log.leave_end_unknown(logged.journal, logged.meeting_id) == 1
    (turn,) = logged.log.turns
    assert (turn.ended, turn.end_unknown, turn.is_open) == (None, True, False)
    assert measures.measure_meeting(logged.journal, logged.meeting_id).unended_turns == 1


def test_who_leaves_the_room_stops_speaking(logged: Visit):
    logged.live().tap(logged.someone(logged.may))
    logged.clock.advance(seconds=6)
    meetings.leave(logged.journal, logged.meeting_id, logged.may)
    assert spans(logged) == [("Aunt May", "turn", 6.0)]


def test_measures_count_everybody_who_came_the_silent_included(logged: Visit):
    live = logged.live()
    logged.clock.advance(seconds=10)
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=30)
    live.tap(logged.someone(logged.may))
    logged.clock.advance(seconds=30)
    logged.close("keep")
    result = measures.measure_meeting(logged.journal, logged.meeting_id)
    assert {person.name: person.seconds for person in result.people} == {
        "Sam Okafor": 30.0,
        "Aunt May": 30.0,
        "Joy": 0.0,
        "Ana Reyes": 0.0,
    }
    assert result.voices_heard == 0.5
    assert result.gini == pytest.approx(2 / 3)


def test_a_laptop_that_slept_makes_no_turn_longer(logged: Visit):
    logged.live().tap(logged.someone(logged.may))
    logged.clock.advance(seconds=6)
    logged.clock.set_wall(logged.clock.now() + timedelta(minutes=10))
    meetings.leave(logged.journal, logged.meeting_id, logged.may)
    assert spans(logged) == [("Aunt May", "turn", 6.0)]


def test_a_turn_that_the_closing_ends_is_as_long_as_it_was(logged: Visit):
    logged.live().tap(logged.someone(logged.may))
    logged.clock.advance(seconds=6)
    logged.clock.set_wall(logged.clock.now() + timedelta(minutes=10))
    logged.close("keep")
    assert spans(logged) == [("Aunt May", "turn", 6.0)]


def test_a_turn_that_a_no_ends_is_as_long_as_it_was(logged: Visit):
    logged.live().tap(logged.someone(logged.may))
    logged.clock.advance(seconds=6)
    logged.clock.set_wall(logged.clock.now() + timedelta(minutes=10))
    turn_log.record_agreement(logged.journal, seat_of_joy(logged), "no")
    assert spans(logged)[0] == ("Aunt May", "turn", 6.0)


def test_after_the_laptop_slept_with_nobody_speaking_turns_are_at_the_right_time_again(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.may))
    logged.clock.advance(seconds=6)
    live.nobody()
    logged.clock.set_wall(logged.clock.now() + timedelta(minutes=10))
    live.tap(logged.someone(logged.sam))
    assert logged.log.turns[-1].began == logged.clock.now()


def test_turns_stay_in_order_when_the_program_starts_again_with_its_clock_set_back(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.may))
    logged.clock.advance(seconds=6)
    live.nobody()
    logged.clock.set_wall(logged.clock.now() - timedelta(hours=1))
    logged.journal = Journal(logged.journal.engine, logged.clock)
    logged.live().tap(logged.someone(logged.sam))
    assert [name for name, _, _ in spans(logged)] == ["Aunt May", "Sam Okafor"]


def test_who_is_not_in_the_room_has_no_turn(logged: Visit):
    joy = logged.someone(logged.joy)
    meetings.leave(logged.journal, logged.meeting_id, logged.joy)
    with pytest.raises(NotAllowed, match="Joy is not in the room"):
        logged.live().tap(joy)


def seat_of_joy(visit: Visit) -> EntityId:
    return next(seat.id for seat in visit.log.seats if seat.who.id == visit.joy)


def test_undo_does_not_set_going_what_a_no_has_paused(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=2)
    live.tap(logged.someone(logged.may))
    turn_log.record_agreement(logged.journal, seat_of_joy(logged), "no")
    with pytest.raises(NotAllowed, match="paused since"):
        live.undo_stack.undo()
    assert [turn.turn_kind for turn in logged.log.open_spans] == ["pause"]
    turn_log.record_agreement(logged.journal, seat_of_joy(logged), "yes")
    with pytest.raises(NotAllowed, match="paused since"):
        live.undo_stack.undo()


def test_undoing_a_pause_does_not_lift_the_one_that_a_no_asked_for(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=2)
    live.pause()
    turn_log.record_agreement(logged.journal, seat_of_joy(logged), "no")
    with pytest.raises(NotAllowed, match="paused since"):
        live.undo_stack.undo()
    assert [turn.turn_kind for turn in logged.log.open_spans] == ["pause"]


def test_undo_sets_no_turn_going_of_somebody_who_left(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.joy))
    logged.clock.advance(seconds=2)
    live.tap(logged.someone(logged.may))
    meetings.leave(logged.journal, logged.meeting_id, logged.joy)
    with pytest.raises(NotAllowed, match="has left since"):
        live.undo_stack.undo()
    assert [turn.speaker.name for turn in logged.log.open_spans if turn.speaker] == ["Aunt May"]


def test_undo_sets_no_turn_going_in_a_closed_meeting(logged: Visit):
    live = logged.live()
    live.tap(logged.someone(logged.sam))
    logged.clock.advance(seconds=2)
    live.tap(logged.someone(logged.may))
    logged.close("keep")
    with pytest.raises(NotAllowed):
        live.undo_stack.undo()
    assert logged.log.open_spans == ()


@pytest.mark.parametrize("said", ["yes", "no"])
def test_what_somebody_said_about_the_log_holds_when_they_come_back(visit: Visit, said: str):
    visit.begin()
    may = next(seat for seat in visit.log.seats if seat.who.id == visit.may)
    turn_log.record_agreement(visit.journal, may.id, said)
    visit.clock.advance(minutes=1)
    meetings.leave(visit.journal, visit.meeting_id, visit.may)
    visit.clock.advance(minutes=1)
    meetings.arrive(visit.journal, visit.meeting_id, visit.may)
    assert [seat.log_agreed for seat in visit.log.seats if seat.who.id == visit.may] == [said]
