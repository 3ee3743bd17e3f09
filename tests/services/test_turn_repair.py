"""Putting a turn log right after the meeting, with undo and with what other laptops say meanwhile."""

from datetime import timedelta
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import measures, turn_log
from pod_desktop.services.repairs_made import repairs_made
from pod_desktop.services.turn_repair import RepairTurn, TurnRepairs, turns_to_repair
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def kept(visit: Visit) -> Visit:
    """Sam, May and Sam again, 20 seconds each; closed and kept."""
    live = visit.begin().everybody_agrees().live()
    for who in (visit.sam, visit.may, visit.sam):
        live.tap(visit.someone(who))
        visit.clock.advance(seconds=20)
    for turn, words in zip(visit.log.turns, ("One", "Two", "Three"), strict=True):
        turn_log.set_words(visit.journal, turn.id, words)
    visit.close("keep")
    visit.clock.advance(minutes=5)
    return visit


@pytest.fixture
def repairs(kept: Visit) -> TurnRepairs:
    return TurnRepairs(kept.journal, kept.meeting_id)


def turns(visit: Visit) -> tuple[RepairTurn, ...]:
    return turns_to_repair(visit.journal, visit.meeting_id)


def told(visit: Visit) -> list[tuple[str, float, float | None, str]]:
    """Who, from when to when in seconds of the meeting, and the words."""
    began = visit.view.brief.began
    assert began is not None
    return [
        (
            each.turn.speaker.name.split()[-1] if each.turn.speaker else "",
            (each.turn.began - began).total_seconds(),
            (each.turn.ended - began).total_seconds() if each.turn.ended else None,
            each.turn.words,
        )
        for each in turns(visit)
    ]


BEFORE = [("Okafor", 0, 20, "One"), ("May", 20, 40, "Two"), ("Okafor", 40, 60, "Three")]


def undone(visit: Visit, repairs: TurnRepairs) -> bool:
    repairs.undo_stack.undo()
    return told(visit) == BEFORE


def test_who_spoke_is_put_right_and_can_be_nobody_known(kept: Visit, repairs: TurnRepairs):
    repairs.reassign(turns(kept)[0], kept.may)
    assert told(kept)[0] == ("May", 0, 20, "One")
    repairs.reassign(turns(kept)[0], None)
    assert told(kept)[0] == ("", 0, 20, "One")
    repairs.undo_stack.undo()
    assert undone(kept, repairs)


def test_nobody_gets_a_turn_who_was_not_there(kept: Visit, repairs: TurnRepairs):
    with pytest.raises(NotAllowed, match="were at this meeting"):
        repairs.reassign(turns(kept)[0], kept.joy)
    assert told(kept) == BEFORE


def test_times_are_changed_and_an_end_may_be_unknown(kept: Visit, repairs: TurnRepairs):
    first = turns(kept)[0]
    repairs.set_times(first, first.turn.began + timedelta(seconds=5), None)
    assert told(kept)[0] == ("Okafor", 5, None, "One")
    assert turns(kept)[0].turn.end_unknown
    assert undone(kept, repairs)


@pytest.mark.parametrize(("begins", "lasts"), [(10, -1), (-3600, 10), (3600, 10), (0, 24 * 3600)])
def test_no_turn_turns_round_or_lies_outside_the_meeting(
    kept: Visit, repairs: TurnRepairs, begins: int, lasts: int
):
    first = turns(kept)[0]
    began = first.turn.began + timedelta(seconds=begins)
    with pytest.raises(BadInput):
        repairs.set_times(first, began, began + timedelta(seconds=lasts))
    with pytest.raises(BadInput):
        repairs.put_in(kept.sam, began, began + timedelta(seconds=lasts))
    assert told(kept) == BEFORE


def test_some_are_moved_all_or_none(kept: Visit, repairs: TurnRepairs):
    repairs.move(turns(kept)[1:], timedelta(seconds=2))
    assert told(kept) == [BEFORE[0], ("May", 22, 42, "Two"), ("Okafor", 42, 62, "Three")]
    with pytest.raises(BadInput):
        repairs.move(turns(kept), timedelta(hours=2))
    assert undone(kept, repairs)


def test_a_turn_is_split_its_words_stay_with_the_first_and_the_second_was_added(
    kept: Visit, repairs: TurnRepairs
):
    second = turns(kept)[1]
    repairs.split(second, second.turn.began + timedelta(seconds=8), kept.sam)
    assert told(kept)[1:3] == [("May", 20, 28, "Two"), ("Okafor", 28, 40, "")]
    with pytest.raises(BadInput):
        repairs.split(turns(kept)[1], second.turn.began)
    assert undone(kept, repairs)


def test_two_turns_are_joined_with_the_words_of_both(kept: Visit, repairs: TurnRepairs):
    first, may, third = turns(kept)
    with pytest.raises(BadInput, match="same person"):
        repairs.join(first, may)
    with pytest.raises(BadInput, match="between these two"):
        repairs.join(third, first)
    with pytest.raises(BadInput, match="another one"):
        repairs.join(first, first)
    repairs.take_out([may])
    repairs.join(*(turns(kept)[at] for at in (1, 0)))
    assert told(kept) == [("Okafor", 0, 60, "One\nThree")]
    repairs.undo_stack.undo()
    assert undone(kept, repairs)


def test_what_is_put_into_a_log_from_another_laptop_is_in_that_log(tmp_path: Path, clock: ManualClock):
    with Laptops.of_one_team(tmp_path, clock) as laptops:
        visit = laptops.first.begin().everybody_agrees()
        live = visit.live()
        for who in (visit.may, visit.sam):
            live.tap(visit.someone(who))
            clock.advance(seconds=60)
        visit.close("keep")
        clock.advance(minutes=11)
        laptops.hear()
        there = laptops.ben.journal
        repairs = TurnRepairs(there, visit.meeting_id)
        first, _ = turns_to_repair(there, visit.meeting_id)
        repairs.split(first, first.turn.began + timedelta(seconds=5))
        repairs.put_in(visit.sam, first.turn.began, first.turn.began)
        laptops.hear()
        for journal in (visit.journal, there):
            assert [len(log) for log in measures.logs_of(journal, visit.meeting_id)] == [4]
            made = repairs_made(journal, visit.meeting_id)
            assert {each.by.id for each in made} == {laptops.ben.practitioner}
            assert sorted(each.field for each in made) == ["", "", "ended"]


def test_a_gap_is_filled_and_what_was_not_spoken_taken_out(kept: Visit, repairs: TurnRepairs):
    first = turns(kept)[0]
    repairs.take_out([first])
    made = repairs.put_in(kept.may, first.turn.began, first.turn.began + timedelta(seconds=3), words="Yes")
    assert told(kept)[0] == ("May", 0, 3, "Yes")
    with kept.journal.read() as reading:
        from pod_desktop.storage.tables import Turn

        assert reading.get(Turn, made).added_later
    repairs.put_in(None, first.turn.began, first.turn.began, turn_kind=SpanKind.SILENCE)
    repairs.undo_stack.undo()
    repairs.undo_stack.undo()
    assert undone(kept, repairs)


def test_words_are_corrected_and_the_log_is_marked(kept: Visit, repairs: TurnRepairs):
    repairs.say_words(turns(kept)[1], "")
    repairs.mark("partial")
    assert told(kept)[1] == ("May", 20, 40, "")
    assert kept.log.log_kind == "partial"
    with pytest.raises(BadInput):
        repairs.mark("perfect")
    repairs.undo_stack.undo()
    assert kept.log.log_kind == "live"
    assert undone(kept, repairs)


def test_every_repair_is_told_with_its_author_and_what_was_there_before(kept: Visit, repairs: TurnRepairs):
    assert repairs_made(kept.journal, kept.meeting_id) == ()
    repairs.reassign(turns(kept)[0], kept.may)
    kept.clock.advance(minutes=1)
    repairs.say_words(turns(kept)[1], "Too")
    made = repairs_made(kept.journal, kept.meeting_id)
    assert [(each.field, each.before, each.after, each.by.id) for each in made] == [
        ("speaker_id", kept.sam, kept.may, kept.ana),
        ("words", "Two", "Too", kept.ana),
    ]


@pytest.mark.parametrize("choice", ["totals", "discard"])
def test_what_the_room_did_not_keep_is_not_put_right(visit: Visit, choice: str):
    live = visit.begin().everybody_agrees().live()
    live.tap(visit.someone(visit.sam))
    repairs = TurnRepairs(visit.journal, visit.meeting_id)
    with pytest.raises(NotAllowed, match="once the meeting is closed"):
        repairs.mark("partial")
    visit.close(choice)
    with pytest.raises(NotAllowed, match="did not keep"):
        repairs.take_out(turns(visit))


def test_what_came_from_elsewhere_meanwhile_is_not_replaced_unseen(kept: Visit, repairs: TurnRepairs):
    shown = turns(kept)[1]
    turn_log.set_words(kept.journal, shown.id, "Two, said otherwise")
    repairs.say_words(shown, "Too")
    (again,) = [each for each in turns(kept) if each.id == shown.id]
    assert again.differs == {"words"}


def said(visit: Visit, number: int) -> dict[str, str | None]:
    """What is said of a turn besides its words; None where a topic is."""
    turn = turns(visit)[number].turn
    found = {mark: getattr(turn, mark) for mark in ("addressed_to", "invited_by", "answers", "voice_of")}
    names: dict[str, str | None] = {mark: who.name for mark, who in found.items() if who is not None}
    return names | ({"topic": turn.topic_id} if turn.topic_id else {})


def test_marks_voice_and_topic_are_put_right_with_their_history_and_undone(visit: Visit):
    live = visit.begin().everybody_agrees().live()
    topic = visit.topic("Work")
    live.tap(visit.someone(visit.sam))
    visit.clock.advance(seconds=20)
    visit.close("keep")
    repairs = TurnRepairs(visit.journal, visit.meeting_id)
    (turn,) = turns(visit)
    people = {"addressed_to_id": visit.may, "invited_by_id": visit.ana, "voice_of_id": visit.may}
    repairs.say_of(turn, {**people, "topic_id": topic})
    assert said(visit, 0).keys() == {"addressed_to", "invited_by", "voice_of", "topic"}
    assert said(visit, 0)["addressed_to"] == "Aunt May"
    assert {each.field for each in repairs_made(visit.journal, visit.meeting_id)} == {*people, "topic_id"}
    repairs.undo_stack.undo()
    assert said(visit, 0) == {}


def test_what_would_name_the_speaker_as_somebody_else_is_refused_or_falls_away(
    kept: Visit, repairs: TurnRepairs
):
    with pytest.raises(BadInput, match="themself"):
        repairs.say_of(turns(kept)[0], {"answers_id": kept.sam})
    with pytest.raises(NotAllowed, match="were at this meeting"):
        repairs.say_of(turns(kept)[0], {"answers_id": kept.joy})
    assert said(kept, 0) == {}
    repairs.say_of(turns(kept)[0], {"answers_id": kept.may, "invited_by_id": kept.ana})
    repairs.reassign(turns(kept)[0], kept.may)
    assert said(kept, 0).keys() == {"invited_by"}
    repairs.undo_stack.undo()
    assert said(kept, 0).keys() == {"answers", "invited_by"}


def test_a_topic_of_another_meeting_is_refused(kept: Visit, repairs: TurnRepairs):
    first, before = kept.meeting_id, turns(kept)
    kept.begin()
    other = kept.topic("Elsewhere")
    kept.meeting_id = first
    with pytest.raises(BadInput, match="another meeting"):
        repairs.say_of(before[0], {"topic_id": other})
    assert turns(kept) == before
