"""Undo in an open meeting of what is no topic: who came and went, what became of it, the idea, a settling."""

from collections.abc import Callable

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.errors import NotAllowed, PersonNotPresent
from pod_desktop.services import (
    agenda,
    by_phone,
    conflicts,
    decisions,
    invitations,
    meetings,
    network,
    quotes,
    turn_log,
)
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.taking_back import undo_of_meeting
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Turn
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def stack(visit: Visit) -> UndoStack:
    visit.begin()
    return undo_of_meeting(visit.journal, visit.meeting_id)


def stays(visit: Visit) -> list[tuple[object, ...]]:
    return [(stay.who.id, stay.arrived, stay.left, stay.by_phone) for stay in visit.view.attendances]


def go(visit: Visit, stack: UndoStack, act: Callable[..., object], *what: object) -> None:
    visit.clock.advance(minutes=1)
    with stack.step("tap"):
        act(visit.journal, visit.meeting_id, *what)
    visit.clock.advance(minutes=1)


def on_the_telephone(journal: Journal, meeting_id: EntityId, who: EntityId) -> None:
    by_phone.take_part(journal, meeting_id, who, by_phone=True)


def test_coming_and_going_are_taken_back_with_the_times_as_before(visit: Visit, stack: UndoStack):
    looks = [stays(visit)]
    for act, *what in (
        (meetings.leave, visit.sam),
        (meetings.arrive, visit.sam),
        (on_the_telephone, visit.may),
        (meetings.somebody_else_is_here, "Mr Cole"),
        (meetings.leave, visit.may),
    ):
        go(visit, stack, act, *what)
        looks.append(stays(visit))
    for look in reversed(looks[:-1]):
        stack.undo()
        assert stays(visit) == look
    for look in looks[1:]:
        stack.redo()
        assert stays(visit) == look


def test_who_was_in_the_room_at_a_decision_is_never_told_otherwise(visit: Visit, stack: UndoStack):
    go(visit, stack, meetings.leave, visit.may)
    visit.decide("Sam rests at home")
    with pytest.raises(NotAllowed, match="decided since"):
        stack.undo()
    go(visit, stack, meetings.arrive, visit.may)
    visit.decide("Ana calls on Friday")
    before = stays(visit)
    with pytest.raises(NotAllowed, match="decided since"):
        stack.undo()
    assert stays(visit) == before


def test_a_going_is_not_done_again_once_something_was_decided(visit: Visit, stack: UndoStack):
    go(visit, stack, meetings.leave, visit.sam)
    stack.undo()
    visit.decide("Sam rests at home")
    with pytest.raises(NotAllowed, match="decided since"):
        stack.redo()
    assert visit.view.decisions[0].late == Late.NO


def test_a_newcomer_of_whom_something_was_noted_stays(visit: Visit, stack: UndoStack):
    go(visit, stack, meetings.somebody_else_is_here, "Mr Cole")
    cole = next(stay.who.id for stay in visit.view.attendances if stay.who.name == "Mr Cole")
    agenda.set_wish(visit.journal, visit.meeting_id, cole, "To listen")
    with pytest.raises(NotAllowed, match="of theirs was noted"):
        stack.undo()


def named(visit: Visit, stack: UndoStack) -> EntityId:
    """Gran is put on the map in the meeting: she may be heard."""
    with stack.step("Gran may be heard"):
        return network.add_member(visit.journal, visit.sam, "Gran", member_kind="absent_voice")


def spoke_for(visit: Visit, gran: EntityId) -> None:
    quotes.note_words(visit.journal, visit.meeting_id, visit.joy, "I miss you", voiced_by=gran)


def turn_of(visit: Visit, gran: EntityId) -> None:
    with visit.journal.act() as act:
        at = visit.clock.now()
        act.create(
            Turn,
            meeting_id=visit.meeting_id,
            speaker_id=visit.may,
            turn_kind="turn",
            began=at,
            ended=at,
            voice_of_id=gran,
        )


def wrote_on_the_card(visit: Visit, gran: EntityId) -> None:
    network.change_member(visit.journal, gran, words="my gran, who died in May")


def tied(visit: Visit, gran: EntityId) -> None:
    network.tie(visit.journal, visit.sam, gran, visit.may)


def came(visit: Visit, gran: EntityId) -> None:
    meetings.arrive(visit.journal, visit.meeting_id, gran)


@pytest.mark.parametrize("act", [spoke_for, turn_of, wrote_on_the_card, tied, came])
def test_whom_something_names_is_not_taken_off_the_map(visit: Visit, stack: UndoStack, act):
    gran = named(visit, stack)
    act(visit, gran)
    with pytest.raises(NotAllowed, match="of theirs was noted"):
        stack.undo()
    assert "Gran" in {member.name for member in network.network_map(visit.journal, visit.sam).members}


def test_whom_another_laptop_notes_as_come_is_not_taken_off_the_map(laptops: Laptops):
    ana, ben = laptops.begin_together()
    stack = undo_of_meeting(ana.journal, ana.meeting_id)
    gran = named(ana, stack)
    laptops.hear()
    came(ben, gran)
    laptops.hear()
    with pytest.raises(NotAllowed, match="of theirs was noted"):
        stack.undo()


def test_what_the_person_says_of_inviting_makes_no_undo_look_otherwise(visit: Visit, stack: UndoStack):
    go(visit, stack, meetings.somebody_else_is_here, "Mr Cole")
    cole = next(stay.who.id for stay in visit.view.attendances if stay.who.name == "Mr Cole")
    invitations.person_said_no(visit.journal, cole)
    stack.undo()
    assert "Mr Cole" not in {one.name for one in network.network_map(visit.journal, visit.sam).members}


def log(visit: Visit) -> LiveLog:
    return visit.everybody_agrees().live()


def speaking(visit: Visit) -> list[object]:
    with visit.journal.read() as reading:
        return [turn.speaker_id for turn in reading.all(Turn, meeting_id=visit.meeting_id, ended=None)]


def test_whoever_was_speaking_speaks_on_when_their_going_is_taken_back(visit: Visit, stack: UndoStack):
    live = log(visit)
    live.tap(visit.someone(visit.may))
    go(visit, stack, meetings.leave, visit.may)
    assert speaking(visit) == []
    stack.undo()
    assert speaking(visit) == [visit.may]
    stack.redo()
    assert speaking(visit) == []


def test_once_somebody_else_has_spoken_the_turn_that_ended_with_a_going_stays_ended(
    visit: Visit, stack: UndoStack
):
    live = log(visit)
    live.tap(visit.someone(visit.may))
    go(visit, stack, meetings.leave, visit.may)
    live.tap(visit.someone(visit.sam))
    stack.undo()
    assert speaking(visit) == [visit.sam]
    assert visit.may in {stay.who.id for stay in visit.view.present}


def test_a_coming_is_not_undone_once_they_have_spoken(visit: Visit, stack: UndoStack):
    go(visit, stack, meetings.leave, visit.may)
    go(visit, stack, meetings.arrive, visit.may)
    log(visit).tap(visit.someone(visit.may))
    with pytest.raises(NotAllowed, match="have spoken"):
        stack.undo()


def test_a_going_that_another_laptop_noted_too_is_not_undone(laptops: Laptops):
    ana, ben = laptops.begin_together()
    meetings.leave(ben.journal, ben.meeting_id, ben.may)
    ana.clock.advance(minutes=1)
    stack = undo_of_meeting(ana.journal, ana.meeting_id)
    with stack.step("tap"):
        meetings.leave(ana.journal, ana.meeting_id, ana.may)
    laptops.hear()
    with pytest.raises(NotAllowed, match="noted their going, too"):
        stack.undo()


def test_what_is_decided_elsewhere_on_a_coming_that_is_undone_is_marked(laptops: Laptops):
    ana, ben = laptops.begin_together()
    stack = undo_of_meeting(ana.journal, ana.meeting_id)
    for act in (meetings.leave, meetings.arrive):
        ana.clock.advance(minutes=1)
        with stack.step("tap"):
            act(ana.journal, ana.meeting_id, ana.sam)
    laptops.hear()
    ana.clock.advance(minutes=1)
    ben.decide("Sam rests at home")
    stack.undo()
    laptops.hear()
    for each in (ana, ben):
        assert [d.late for d in each.view.decisions] == [Late.PERSON_OUT]
    laptops.agree()


def test_what_became_of_it_and_the_idea_are_undone(visit: Visit, stack: UndoStack):
    with stack.step("idea"):
        agenda.set_idea_words(visit.journal, visit.meeting_id, "Aunt May asked for it")
    with stack.step("idea"):
        agenda.set_idea_words(visit.journal, visit.meeting_id, "Sam asked for it")
    stack.undo()
    assert visit.view.idea_words == "Aunt May asked for it"
    stack.undo()
    assert visit.view.idea_words == ""
    decision = visit.decide("Sam rests at home")
    visit.close()
    visit.clock.advance(minutes=60)
    visit.begin()
    later = undo_of_meeting(visit.journal, visit.meeting_id)
    with later.step("became"):
        decisions.tell_outcome(visit.journal, visit.meeting_id, decision, "It went well")
    later.undo()
    assert [each.outcomes for each in visit.view.earlier] == [()]
    later.redo()
    assert [o.words for each in visit.view.earlier for o in each.outcomes] == ["It went well"]


def test_a_settling_is_undone_and_both_stand_again(laptops: Laptops):
    ana, ben = laptops.begin_together()
    topic = ana.topic("The night")
    laptops.hear()
    agenda.reword_topic(ana.journal, topic, "The nights")
    ana.clock.advance(seconds=1)
    agenda.reword_topic(ben.journal, topic, "How nights are")
    laptops.hear()
    stack = undo_of_meeting(ana.journal, ana.meeting_id)
    (difference,) = conflicts.to_settle(ana.journal).differences
    with stack.step("settle"):
        conflicts.settle(ana.journal, difference, difference.alternatives[0])
    for _ in range(2):
        assert conflicts.to_settle(ana.journal).differences == ()
        stack.undo()
        (again,) = conflicts.to_settle(ana.journal).differences
        assert {each.words for each in again.alternatives} == {"The nights", "How nights are"}
        assert [each.words for each in ana.view.topics] == ["How nights are"]
        stack.redo()
        assert [each.words for each in ana.view.topics] == ["The nights"]
    laptops.agree()


def test_a_view_is_not_put_back_once_the_person_has_gone(visit: Visit, stack: UndoStack):
    decision = visit.decide("Sam rests at home")
    with stack.step("task"):
        decisions.add_task(visit.journal, visit.meeting_id, visit.may, "calls", "", decision)
    stack.undo()
    meetings.leave(visit.journal, visit.meeting_id, visit.sam)
    with pytest.raises(PersonNotPresent, match="not in the room"):
        stack.redo()
    assert visit.view.tasks == ()


def said_no_and_went(visit: Visit, going: Callable[[], object]) -> LiveLog:
    """May says no to the log, goes, and those who stay go on with it."""
    live = log(visit)
    seat = next(stay for stay in visit.view.present if stay.who.id == visit.may)
    turn_log.record_agreement(visit.journal, seat.id, "no")
    going()
    live.tap(visit.someone(visit.sam))
    assert speaking(visit) == [visit.sam]
    return live


def test_whoever_said_no_to_the_log_comes_back_by_no_undo_while_it_runs(visit: Visit, stack: UndoStack):
    live = said_no_and_went(visit, lambda: go(visit, stack, meetings.leave, visit.may))
    with pytest.raises(NotAllowed, match="rather not have turns logged"):
        stack.undo()
    live.pause()
    stack.undo()
    assert visit.may in {stay.who.id for stay in visit.view.present}


def test_the_log_rests_when_whoever_said_no_to_it_comes_back(visit: Visit):
    visit.begin()
    said_no_and_went(visit, lambda: meetings.leave(visit.journal, visit.meeting_id, visit.may))
    meetings.arrive(visit.journal, visit.meeting_id, visit.may)
    assert speaking(visit) == [None]
    assert visit.log.turns[-1].turn_kind == "pause"
    with pytest.raises(NotAllowed):
        visit.live().tap(visit.someone(visit.sam))
