"""Who goes on by telephone, or comes into the room itself: a stay ends and another begins at that moment."""

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.domain.views import MeetingView
from pod_desktop.errors import NotAllowed
from pod_desktop.outputs.account import tell
from pod_desktop.outputs.presence import there_at, who_was_there
from pod_desktop.services import by_phone, decisions, measures, meetings, rooms, same_meeting, turn_log
from pod_desktop.services.taking_back import undo_of_meeting
from pod_desktop.ui.meeting.voices.place_keys import given
from tests.services.laptops import Laptops
from tests.services.visit import Visit


def switch(visit: Visit, who: EntityId, *, on: bool = True, after: int = 30) -> None:
    visit.clock.advance(minutes=after)
    by_phone.take_part(visit.journal, visit.meeting_id, who, by_phone=on)


def told(view: MeetingView, name: str) -> str:
    return next(each for each in who_was_there(view) if each.startswith(name))


def ways(visit: Visit, who: EntityId) -> list[tuple[int, int | None, bool]]:
    """Of each stay the minutes of the meeting and whether it was by telephone."""
    began = visit.view.brief.began
    assert began is not None
    return [
        (
            (stay.arrived - began).seconds // 60,
            None if stay.left is None else (stay.left - began).seconds // 60,
            stay.by_phone,
        )
        for stay in visit.view.attendances
        if stay.who.id == who
    ]


def test_how_somebody_took_part_in_a_decision_stands_when_they_go_on_by_telephone(visit: Visit):
    visit.begin()
    visit.clock.advance(minutes=1)
    visit.decide("Sam rests at home")
    before = tell(visit.view).decisions[0].there
    switch(visit, visit.may)
    assert tell(visit.view).decisions[0].there == before == ""
    visit.decide("Ana calls on Friday")
    assert [there_at(visit.view, each.made) for each in visit.view.decisions] == [
        "",
        "In the room then: Sam Okafor and Ana Reyes. By telephone or video: Aunt May.",
    ]


def test_a_switch_is_told_with_its_time_and_neither_as_a_going_nor_as_a_coming(visit: Visit):
    visit.begin()
    switch(visit, visit.may)
    assert told(visit.view, "Aunt May").endswith("(by telephone or video from 10:30)")
    switch(visit, visit.may, on=False, after=10)
    assert told(visit.view, "Aunt May").endswith("(by telephone or video from 10:30 to 10:40)")
    assert ways(visit, visit.may) == [(0, 30, False), (30, 40, True), (40, None, False)]
    switch(visit, visit.ana, on=True, after=0)
    visit.clock.advance(minutes=20)
    visit.close()
    assert told(visit.view, "Ana Reyes").endswith("(by telephone or video from 10:40)")
    assert told(visit.view, "Sam Okafor") == "Sam Okafor"


def test_who_came_by_telephone_and_comes_into_the_room_was_on_it_until_then(visit: Visit):
    visit.begin()
    by_phone.take_part(visit.journal, visit.meeting_id, visit.may, by_phone=True)
    switch(visit, visit.may, on=False)
    assert told(visit.view, "Aunt May").endswith("(by telephone or video until 10:30)")


def test_just_after_somebody_came_it_is_corrected(visit: Visit):
    visit.begin()
    visit.clock.advance(seconds=50)
    by_phone.take_part(visit.journal, visit.meeting_id, visit.may, by_phone=True)
    assert ways(visit, visit.may) == [(0, None, True)]
    assert told(visit.view, "Aunt May").endswith("(by telephone or video)")
    visit.clock.advance(seconds=5)
    by_phone.take_part(visit.journal, visit.meeting_id, visit.may, by_phone=False)
    assert ways(visit, visit.may) == [(0, None, False)]


def test_what_was_decided_meanwhile_is_not_corrected(visit: Visit):
    visit.begin()
    visit.clock.advance(seconds=20)
    visit.decide("Sam rests at home")
    visit.clock.advance(seconds=20)
    by_phone.take_part(visit.journal, visit.meeting_id, visit.may, by_phone=True)
    assert there_at(visit.view, visit.view.decisions[0].made) == ""


def test_saying_again_how_somebody_takes_part_changes_nothing(visit: Visit):
    visit.begin()
    switch(visit, visit.may)
    switch(visit, visit.may)
    assert ways(visit, visit.may) == [(0, 30, False), (30, None, True)]


def test_seat_answer_number_and_open_turn_go_on(visit: Visit):
    visit.begin(visit.joy).everybody_agrees()
    may = next(stay for stay in visit.view.present if stay.who.id == visit.may)
    meetings.seat(visit.journal, may.id, 120.0)
    live = visit.live()
    live.tap(visit.someone(visit.may))
    stays = [(stay.who.id, stay.arrived, stay.left) for stay in visit.view.attendances]
    before, order = given(stays), [stay.who.id for stay in visit.view.present]
    switch(visit, visit.may)
    now = next(stay for stay in visit.view.present if stay.who.id == visit.may)
    assert (now.seat, now.log_agreed, now.by_phone) == (120.0, "yes", True)
    assert visit.log.to_ask == ()
    stays = [(stay.who.id, stay.arrived, stay.left) for stay in visit.view.attendances]
    assert given(stays) == before
    assert [stay.who.id for stay in visit.view.present] == order
    assert [turn.is_open for turn in visit.log.turns] == [True]
    live.tap(visit.someone(visit.sam))
    assert [turn.speaker.name for turn in visit.log.turns if turn.speaker] == ["Aunt May", "Sam Okafor"]


def test_a_switch_is_one_step_of_undo_also_while_they_speak(visit: Visit):
    visit.begin().everybody_agrees()
    undo = undo_of_meeting(visit.journal, visit.meeting_id)
    visit.live().tap(visit.someone(visit.may))
    with undo.step("Aunt May by telephone or video"):
        switch(visit, visit.may)
    visit.clock.advance(minutes=1)
    undo.undo()
    assert ways(visit, visit.may) == [(0, None, False)]
    assert [turn.is_open for turn in visit.log.turns] == [True]
    undo.redo()
    assert ways(visit, visit.may) == [(0, 30, False), (30, None, True)]


def test_a_switch_is_not_taken_back_once_something_was_decided(visit: Visit):
    visit.begin()
    undo = undo_of_meeting(visit.journal, visit.meeting_id)
    with undo.step("Aunt May by telephone or video"):
        switch(visit, visit.may)
    visit.decide("Sam rests at home")
    with pytest.raises(NotAllowed, match="decided since"):
        undo.undo()


def test_nor_is_a_correction(visit: Visit):
    visit.begin()
    undo = undo_of_meeting(visit.journal, visit.meeting_id)
    with undo.step("Aunt May by telephone or video"):
        switch(visit, visit.may, after=0)
    undo.undo()
    assert ways(visit, visit.may) == [(0, None, False)]
    undo.redo()
    visit.decide("Sam rests at home")
    with pytest.raises(NotAllowed, match="decided since"):
        undo.undo()
    assert ways(visit, visit.may) == [(0, None, True)]


def test_what_was_said_of_the_log_since_a_switch_is_not_taken_back_with_it(visit: Visit):
    visit.begin()
    undo = undo_of_meeting(visit.journal, visit.meeting_id)
    with undo.step("Aunt May by telephone or video"):
        switch(visit, visit.may)
    now = next(stay.id for stay in visit.view.present if stay.who.id == visit.may)
    turn_log.record_agreement(visit.journal, now, "no")
    with pytest.raises(NotAllowed, match="turns may be logged"):
        undo.undo()
    assert [who.id for who in visit.log.said_no] == [visit.may]


def test_a_latecomer_who_answered_about_the_log_stays(visit: Visit):
    visit.begin().everybody_agrees()
    undo = undo_of_meeting(visit.journal, visit.meeting_id)
    with undo.step("Joy comes in"):
        coming = meetings.arrive(visit.journal, visit.meeting_id, visit.joy)
    turn_log.record_agreement(visit.journal, coming, "no")
    with pytest.raises(NotAllowed, match="turns may be logged"):
        undo.undo()
    assert [who.id for who in visit.log.said_no] == [visit.joy]


def test_who_goes_from_the_telephone_has_gone_and_keeps_their_turn_till_then(visit: Visit):
    visit.begin().everybody_agrees()
    visit.live().tap(visit.someone(visit.may))
    switch(visit, visit.may)
    visit.clock.advance(minutes=5)
    meetings.leave(visit.journal, visit.meeting_id, visit.may)
    assert visit.may not in {stay.who.id for stay in visit.view.present}
    (turn,) = visit.log.turns
    assert turn.ended is not None
    assert (turn.ended - turn.began).seconds == 35 * 60


def test_the_person_on_the_telephone_is_here_and_nothing_is_late(laptops: Laptops, clock: ManualClock):
    ana, ben = laptops.begin_together()
    switch(ana, ana.sam)
    decision = ben.decide("Sam rests at home")  # not having heard of the telephone
    clock.advance(minutes=1)
    laptops.hear()
    decisions.add_opinion(ben.journal, decision, ben.may, "I would rather not")
    ana.decide("Ana calls on Friday")
    laptops.hear()
    for visit in (ana, ben):
        assert {each.late for each in visit.view.decisions} == {Late.NO}
        assert {view.late for each in visit.view.decisions for view in each.opinions} == {Late.NO}
        assert visit.view.person_present
    laptops.agree()


def test_two_laptops_that_both_note_a_switch_tell_of_one(laptops: Laptops):
    ana, ben = laptops.begin_together()
    switch(ana, ana.may)
    switch(ben, ben.may, after=1)
    laptops.hear()
    laptops.hear()
    for visit in (ana, ben):
        (stay,) = (stay for stay in visit.view.present if stay.who.id == visit.may)
        assert stay.by_phone
        assert told(visit.view, "Aunt May").endswith("(by telephone or video from 10:30)")
        assert not any(by for _, until, by in ways(visit, visit.may) if until == 30)
    switch(ana, ana.may, on=False, after=10)
    laptops.agree()
    for visit in (ana, ben):
        assert told(visit.view, "Aunt May").endswith("(by telephone or video from 10:30 to 10:41)")


def test_of_two_meetings_that_are_one_how_each_took_part_is_told_by_its_time(
    laptops: Laptops, clock: ManualClock
):
    ana, ben = laptops.at(laptops.ana).begin(), laptops.at(laptops.ben)
    clock.advance(seconds=10)
    ben.begin()
    switch(ana, ana.may)
    clock.advance(minutes=30)
    ana.close()
    ben.close()
    laptops.hear()
    same_meeting.join(ana.journal, ana.meeting_id, ben.meeting_id)
    assert ways(ana, ana.may) == [(0, 30, False), (30, 60, True)]
    assert told(ana.view, "Aunt May").endswith("(by telephone or video from 10:30)")


def test_who_switched_is_counted_once(visit: Visit):
    visit.begin().everybody_agrees()
    visit.live().tap(visit.someone(visit.sam))
    switch(visit, visit.may)
    visit.live().nobody()
    visit.close("keep")
    assert len(measures.measure_meeting(visit.journal, visit.meeting_id).people) == 3
    assert rooms.rooms(visit.journal, visit.sam)[0].came == {visit.may}
