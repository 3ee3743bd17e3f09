"""Words that somebody wants left out of the turn log: hidden at once, then destroyed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.services import (
    Facts,
    annotations,
    conflicts,
    endings,
    meetings,
    own_words,
    past_meetings,
    searching,
    taking_back,
    turn_log,
)
from pod_desktop.services.repairs_made import repairs_made
from pod_desktop.services.turn_repair import TurnRepairs, turns_to_repair
from pod_desktop.storage.check import check
from pod_desktop.storage.events import understood
from pod_desktop.storage.tables import JournalEvent, Meeting, Turn
from tests.services.noted_words import shown, stored, words
from tests.services.visit import Visit


@pytest.fixture
def spoken(visit: Visit) -> Visit:
    """Sam, May and Sam again, with words of each; Sam's first are written in three steps."""
    live = visit.begin().everybody_agrees().live()
    for who in (visit.sam, visit.may, visit.sam):
        live.tap(visit.someone(who))
        visit.clock.advance(seconds=20)
    first, second, third = visit.log.turns
    for said in ("Plum", "Plum jam", ""):
        turn_log.set_words(visit.journal, first.id, said)
    turn_log.set_words(visit.journal, second.id, "Quince")
    turn_log.set_words(visit.journal, third.id, "Medlar")
    return visit


def closed(visit: Visit, *, minutes: int = 11) -> Visit:
    visit.close("keep")
    visit.clock.advance(minutes=minutes)
    return visit


def test_words_that_are_left_out_are_shown_nowhere_at_once_and_those_of_others_stay(spoken: Visit):
    while searching.enter_waiting(spoken.journal):
        pass
    (found,) = searching.search(spoken.journal, "Medlar")
    assert searching.still_says(spoken.journal, found)
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    assert words(spoken) == ["", "Quince", ""]
    live = turn_log.live_view(spoken.journal, spoken.meeting_id)
    assert [(turn.words, turn.left_out) for turn in live.last] == [("", True), ("Quince", False), ("", True)]
    assert not searching.still_says(spoken.journal, found)
    assert searching.search(spoken.journal, "Medlar") == ()
    assert [each.words for each in searching.search(spoken.journal, "Quince")] == ["Quince"]
    closed(spoken, minutes=1)
    annotation, told = annotations.annotation_of(spoken.journal, spoken.meeting_id)
    assert [span.words for span in annotation.spans] == ["", "Quince", ""]
    assert told == ("The words of those who asked for it are left out.",)


def test_the_log_takes_no_words_of_theirs_from_then_on(spoken: Visit):
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    first, second, _ = spoken.log.turns
    with pytest.raises(NotAllowed, match="left out, as they asked"):
        turn_log.set_words(spoken.journal, first.id, "Again")
    turn_log.set_words(spoken.journal, second.id, "Quinces")
    closed(spoken)
    repairs = TurnRepairs(spoken.journal, spoken.meeting_id)
    theirs, mays, _ = turns_to_repair(spoken.journal, spoken.meeting_id)
    began = theirs.turn.began
    for act in (
        lambda: repairs.say_words(theirs, "Again"),
        lambda: repairs.put_in(spoken.sam, began, began + timedelta(seconds=1), words="Again"),
        lambda: repairs.reassign(mays, spoken.sam),
    ):
        with pytest.raises(NotAllowed, match="left out, as they asked"):
            act()
    assert words(spoken) == ["", "Quinces", ""]


def test_until_it_is_final_it_can_be_taken_back_and_nothing_is_lost(spoken: Visit):
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    closed(spoken, minutes=9)
    assert own_words.destroy_due(spoken.journal) == 0
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam, words_left_out=False)
    assert words(spoken) == ["", "Quince", "Medlar"]
    spoken.clock.advance(minutes=9)
    assert own_words.destroy_due(spoken.journal) == 0


def test_ten_minutes_later_every_word_of_theirs_is_destroyed_and_no_other(spoken: Visit):
    before = [(turn.id, turn.speaker, turn.began, turn.ended) for turn in spoken.log.turns]
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    closed(spoken)
    assert stored(spoken.journal) == {"Plum", "Plum jam", "Quince", "Medlar"}
    assert own_words.destroy_due(spoken.journal) == 3
    assert own_words.destroy_due(spoken.journal) == 0
    assert stored(spoken.journal) == {"Quince"}
    log = spoken.log.turns
    assert [(turn.id, turn.speaker, turn.began) for turn in log] == [each[:3] for each in before]
    with pytest.raises(NotAllowed, match="destroyed"):
        own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam, words_left_out=False)
    seen = {
        each.who.id: (each.left_out, each.is_final)
        for each in own_words.own_words(spoken.journal, spoken.meeting_id)
    }
    assert seen == {spoken.sam: (True, True), spoken.may: (False, False), spoken.ana: (False, False)}
    assert check(spoken.journal).ok


def test_a_meeting_that_is_still_held_here_waits_and_so_does_one_that_was_opened_again(spoken: Visit):
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    spoken.clock.advance(hours=1)
    assert own_words.destroy_due(spoken.journal) == 0
    closed(spoken)
    spoken.journal.in_hand.add(spoken.meeting_id)
    assert own_words.destroy_due(spoken.journal) == 0
    spoken.journal.in_hand.clear()
    assert own_words.destroy_due(spoken.journal) == 3


def test_what_somebody_asks_of_their_own_words_waits_for_no_choice_of_the_room(spoken: Visit):
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    with spoken.journal.act() as act:  # as another laptop closes it that knows of no log
        act.change(Meeting, spoken.meeting_id, state="closed", closed=spoken.clock.now())
    spoken.journal.in_hand.clear()
    spoken.clock.advance(minutes=11)
    assert [each.id for each in endings.unchosen(spoken.journal)] == [spoken.meeting_id]
    assert own_words.destroy_due(spoken.journal) == 3
    assert stored(spoken.journal) == {"Quince"}


def test_said_long_after_closing_it_can_be_taken_back_for_ten_minutes_all_the_same(spoken: Visit):
    closed(spoken)
    spoken.clock.advance(days=30)
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.may)
    spoken.clock.advance(minutes=9)
    assert own_words.destroy_due(spoken.journal) == 0
    spoken.clock.advance(minutes=1)
    assert own_words.destroy_due(spoken.journal) == 1
    assert stored(spoken.journal) == {"Plum", "Plum jam", "Medlar"}


def test_words_said_as_somebodys_are_theirs_and_so_are_those_of_a_turn_taken_out(spoken: Visit):
    first, second, third = spoken.log.turns
    spoken.live().says_words_of(second, spoken.someone(spoken.sam))
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    closed(spoken)
    repairs = TurnRepairs(spoken.journal, spoken.meeting_id)
    repairs.take_out(
        [each for each in turns_to_repair(spoken.journal, spoken.meeting_id) if each.id == third.id]
    )
    own_words.destroy_due(spoken.journal)
    assert stored(spoken.journal) == set()
    assert [turn.id for turn in spoken.log.turns] == [first.id, second.id]


@pytest.mark.parametrize("is_undone", [True, False])
def test_a_turn_that_was_undone_or_taken_out_stays_out_whatever_was_noted_for_it_before(
    visit: Visit, is_undone: bool
):
    live = visit.begin().everybody_agrees().live()
    for who in (visit.may, visit.sam):
        live.tap(visit.someone(who))
        visit.clock.advance(seconds=5)
    kept, out = visit.log.turns
    for said in ("Plum", "", "Medlar"):
        turn_log.set_words(visit.journal, out.id, said)
    if is_undone:
        live.undo_stack.undo()
    own_words.leave_out(visit.journal, visit.meeting_id, visit.sam)
    closed(visit)
    if not is_undone:
        shown = turns_to_repair(visit.journal, visit.meeting_id)
        TurnRepairs(visit.journal, visit.meeting_id).take_out([t for t in shown if t.id == out.id])
    assert own_words.destroy_due(visit.journal) == 2
    assert [turn.id for turn in visit.log.turns] == [kept.id]
    assert conflicts.to_settle(visit.journal).came_back == ()
    assert check(visit.journal).ok


def test_of_a_turn_put_in_with_its_words_all_but_the_words_stays(spoken: Visit):
    closed(spoken)
    repairs = TurnRepairs(spoken.journal, spoken.meeting_id)
    first = turns_to_repair(spoken.journal, spoken.meeting_id)[0]
    began, ended = first.turn.began, first.turn.began + timedelta(seconds=2)
    kept = repairs.put_in(spoken.may, began, ended, words="Sloe")
    out = repairs.put_in(spoken.may, began, ended, words="Damson")
    found = {each.id: each for each in turns_to_repair(spoken.journal, spoken.meeting_id)}
    repairs.set_times(found[kept], began, ended + timedelta(seconds=5))
    repairs.take_out([found[out]])
    logs = {each.id: each.log for each in turns_to_repair(spoken.journal, spoken.meeting_id)}
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.may)
    spoken.clock.advance(minutes=11)
    own_words.destroy_due(spoken.journal)
    assert stored(spoken.journal) == {"Plum", "Plum jam", "Medlar"}
    after = {each.id: each for each in turns_to_repair(spoken.journal, spoken.meeting_id)}
    assert {id_: each.log for id_, each in after.items()} == logs
    turn = after[kept].turn
    assert (turn.speaker, turn.began, turn.ended) == (
        found[kept].turn.speaker,
        began,
        ended + timedelta(seconds=5),
    )
    assert turn.words == ""
    assert not after[kept].differs
    assert check(spoken.journal).ok


def test_nothing_brings_the_words_back(spoken: Visit):
    closed(spoken)
    repairs = TurnRepairs(spoken.journal, spoken.meeting_id)
    third = turns_to_repair(spoken.journal, spoken.meeting_id)[2]
    repairs.say_words(third, "Medlars")
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    with pytest.raises(NotAllowed, match="left out, as they asked"):
        repairs.undo_stack.undo()
    spoken.clock.advance(minutes=11)
    own_words.destroy_due(spoken.journal)
    with pytest.raises(NotAllowed):
        repairs.undo_stack.undo()
    assert stored(spoken.journal) == {"Quince"}
    assert repairs_made(spoken.journal, spoken.meeting_id) == ()


def test_the_log_can_be_put_right_and_chosen_for_all_the_same_after_words_were_destroyed(spoken: Visit):
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    closed(spoken)
    own_words.destroy_due(spoken.journal)
    repairs = TurnRepairs(spoken.journal, spoken.meeting_id)
    first, second, _ = turns_to_repair(spoken.journal, spoken.meeting_id)
    repairs.set_times(first, first.turn.began, None)
    repairs.say_words(second, "Quinces")
    repairs.undo_stack.undo()
    repairs.undo_stack.undo()
    assert words(spoken) == ["", "Quince", ""]


def test_words_are_written_by_themselves_so_that_nothing_ends_with_them(spoken: Visit):
    closed(spoken)
    repairs = TurnRepairs(spoken.journal, spoken.meeting_id)
    first, second, third = turns_to_repair(spoken.journal, spoken.meeting_id)
    repairs.not_theirs(first, "Bullace")
    began = first.turn.began
    repairs.put_in(spoken.sam, began, began + timedelta(seconds=1), words="Damson")
    repairs.take_out([second])
    first, *_ = shown(spoken, first.id)
    repairs.join(first, third)
    spans = (AnnotatedSpan(0, 1_000_000, speaker="Sam Okafor", words="Sloe"),)
    past_meetings.import_meeting(spoken.journal, Annotation("a file", spans), person_id=spoken.sam)
    with spoken.journal.read() as reading:
        bodies = reading.session.scalars(select(JournalEvent.body))
        said = [event.fields for body in bodies if body and (event := understood(body)) is not None]
    with_words = [fields for fields in said if fields.get("w")]
    assert {"Bullace", "Damson", "Sloe", "Bullace\nMedlar"} <= {fields["w"] for fields in with_words}
    assert all(fields.keys() <= {"w", "c"} for fields in with_words)
    assert ("words", "Sloe") not in [
        (each.field, each.after) for each in repairs_made(spoken.journal, spoken.meeting_id)
    ]


def test_an_import_tells_of_no_repairs_before_or_after_words_are_destroyed(visit: Visit):
    spans = (AnnotatedSpan(0, 1_000_000, speaker="Sam Okafor", words="Sloe"),)
    meeting = past_meetings.import_meeting(
        visit.journal, Annotation("a file", spans), person_id=visit.sam
    ).meeting_id
    assert repairs_made(visit.journal, meeting) == ()
    own_words.leave_out(visit.journal, meeting, visit.sam)
    visit.clock.advance(minutes=11)
    assert own_words.destroy_due(visit.journal) == 1
    assert repairs_made(visit.journal, meeting) == ()


def test_of_turns_that_an_older_program_imported_only_a_few_are_ended_at_once(visit: Visit):
    spans = tuple(AnnotatedSpan(n, n + 1, speaker="Sam Okafor") for n in range(25))
    meeting = past_meetings.import_meeting(
        visit.journal, Annotation("a file", spans), person_id=visit.sam
    ).meeting_id
    with visit.journal.act() as act:
        for turn in act.all(Turn, meeting_id=meeting):
            act.change(Turn, turn.id, words="Sloe", topic_id=EntityId("7" * 32))
    own_words.leave_out(visit.journal, meeting, visit.sam)
    visit.clock.advance(minutes=11)
    acts: list[Facts] = []
    visit.journal.listen(acts.append)
    assert own_words.destroy_due(visit.journal) == 25
    assert [len(each.changed) for each in acts] == [10, 10, 5]
    assert {turn.topic_id for turn in turn_log.log_view(visit.journal, meeting).turns} == {EntityId("7" * 32)}


@pytest.mark.parametrize("is_in_hand", [False, True])
def test_between_two_steps_of_destroying_it_is_looked_again_at_whose_words_they_are_and_at_the_meeting(
    spoken: Visit, monkeypatch: pytest.MonkeyPatch, is_in_hand: bool
):
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    closed(spoken)
    third = turns_to_repair(spoken.journal, spoken.meeting_id)[2]

    def meanwhile(_seconds: float) -> None:
        if is_in_hand:
            spoken.journal.in_hand.add(spoken.meeting_id)
            return
        with spoken.journal.act() as act:
            act.change(Turn, third.id, speaker_id=spoken.may)

    monkeypatch.setattr(own_words, "_AT_ONCE", 1)
    monkeypatch.setattr(own_words, "sleep", meanwhile)
    own_words.destroy_due(spoken.journal)
    assert stored(spoken.journal) == (
        {"Plum jam", "Quince", "Medlar"} if is_in_hand else {"Quince", "Medlar"}
    )
    monkeypatch.undo()
    spoken.journal.in_hand.clear()
    own_words.destroy_due(spoken.journal)
    assert stored(spoken.journal) == ({"Quince"} if is_in_hand else {"Quince", "Medlar"})


def test_words_that_come_while_others_are_destroyed_are_destroyed_at_the_next_look(
    spoken: Visit, monkeypatch: pytest.MonkeyPatch
):
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    closed(spoken)
    third = spoken.log.turns[2]

    def meanwhile(_seconds: float) -> None:
        with spoken.journal.act() as act:
            act.change(Turn, third.id, words="Bullace")

    monkeypatch.setattr(own_words, "sleep", meanwhile)
    own_words.destroy_due(spoken.journal)
    assert stored(spoken.journal) == {"Quince", "Bullace"}
    monkeypatch.undo()
    own_words.destroy_due(spoken.journal)
    assert stored(spoken.journal) == {"Quince"}


def test_who_comes_back_and_who_goes_on_by_telephone_stay_left_out(spoken: Visit):
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    meetings.leave(spoken.journal, spoken.meeting_id, spoken.sam)
    spoken.clock.advance(minutes=1)
    meetings.arrive(spoken.journal, spoken.meeting_id, spoken.sam)
    live = turn_log.live_view(spoken.journal, spoken.meeting_id)
    assert all(stay.words_left_out for stay in live.stays if stay.who.id == spoken.sam)
    assert words(spoken) == ["", "Quince", ""]


def test_an_undo_of_their_coming_does_not_take_back_what_they_asked_for(spoken: Visit):
    stack = taking_back.undo_of_meeting(spoken.journal, spoken.meeting_id)
    with stack.step("Joy comes in"):
        meetings.arrive(spoken.journal, spoken.meeting_id, spoken.joy)
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.joy)
    with pytest.raises(NotAllowed, match="asked since to have their own words left out"):
        stack.undo()
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.joy, words_left_out=False)
    stack.undo()
    assert spoken.joy not in {each.who.id for each in own_words.own_words(spoken.journal, spoken.meeting_id)}


def test_whose_words_may_be_left_out_is_listed_the_person_first_whoever_came_before_them(visit: Visit):
    visit.begin_without_sam()
    for late in (visit.joy, visit.sam):
        meetings.arrive(visit.journal, visit.meeting_id, late)
    roles = [each.who.role for each in own_words.own_words(visit.journal, visit.meeting_id)]
    assert roles == sorted(roles, key=["person", "member", "practitioner"].index)
    assert len(set(roles)) == 3
