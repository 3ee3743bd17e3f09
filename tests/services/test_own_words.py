"""Words that somebody wants left out of the turn log: hidden at once, then destroyed on every laptop."""

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
from pod_desktop.services.turn_repair import RepairTurn, TurnRepairs, turns_to_repair
from pod_desktop.storage.check import check
from pod_desktop.storage.events import Verb, understood
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Attendance, JournalEvent, Meeting, Turn
from tests.services.laptops import Laptop, Laptops
from tests.services.visit import Visit


@pytest.fixture
def spoken(visit: Visit) -> Visit:
    """Sam, May and Sam again, with words of each; Sam's first are written in three steps."""
    live = visit.begin().everybody_agrees().live()
    for who in (visit.sam, visit.may, visit.sam):
        live.tap(visit.someone(who))
        visit.clock.advance(seconds=20)
    first, second, third = visit.log.turns
    for words in ("Plum", "Plum jam", ""):
        turn_log.set_words(visit.journal, first.id, words)
    turn_log.set_words(visit.journal, second.id, "Quince")
    turn_log.set_words(visit.journal, third.id, "Medlar")
    return visit


def words(visit: Visit) -> list[str]:
    return [turn.words for turn in visit.log.turns]


def stored(journal: Journal) -> set[str]:
    """All words that any event still has for a turn."""
    with journal.read() as reading:
        bodies = reading.session.scalars(select(JournalEvent.body))
        events = [event for body in bodies if body and (event := understood(body)) is not None]
        return {
            e.fields["w"] for e in events if e.kind == Turn.kind and e.verb != Verb.END and e.fields.get("w")
        }


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
    for words in ("Plum", "", "Medlar"):
        turn_log.set_words(visit.journal, out.id, words)
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


@pytest.fixture
def both(laptops: Laptops) -> tuple[Visit, Visit]:
    """Ana's laptop and Ben's each log a turn of Sam and one of May, with words."""
    ana, ben = laptops.begin_together()
    ana.everybody_agrees()
    laptops.hear()
    turn_log.start_log(ben.journal, ben.meeting_id)
    for visit in (ana, ben):
        live = visit.live()
        for who in (visit.sam, visit.may):
            live.tap(visit.someone(who))
            ana.clock.advance(seconds=5)
    for visit, said in ((ana, ("Plum", "Quince")), (ben, ("Medlar", "Sloe"))):
        for turn, each in zip(visit.log.turns, said, strict=True):
            turn_log.set_words(visit.journal, turn.id, each)
    return ana, ben


def close_both(laptops: Laptops, both: tuple[Visit, Visit]) -> None:
    for visit in both:
        visit.close("keep")
        visit.journal.in_hand.clear()
    laptops.hear()
    laptops.first.clock.advance(minutes=11)
    laptops.hear()


def destroy_on(*laptops: Laptop) -> None:
    for laptop in laptops:
        endings.carry_out_due_choices(laptop.journal)
        own_words.destroy_due(laptop.journal)


def test_who_asked_on_one_laptop_is_left_out_on_all(laptops: Laptops, both: tuple[Visit, Visit]):
    own_words.leave_out(both[1].journal, both[1].meeting_id, both[1].sam)
    close_both(laptops, both)
    assert [turn.left_out for turn in both[0].log.turns] == [True, False, True, False]
    destroy_on(laptops.ana)
    laptops.hear()
    for laptop in laptops.all:
        assert stored(laptop.journal) == {"Quince", "Sloe"}
    destroy_on(*laptops.all)
    laptops.agree()


def test_of_two_laptops_the_stricter_wish_holds(laptops: Laptops, both: tuple[Visit, Visit]):
    ana, ben = both
    own_words.leave_out(ana.journal, ana.meeting_id, ana.sam)
    laptops.hear()
    for wanted in (False, True):
        own_words.leave_out(ana.journal, ana.meeting_id, ana.sam, words_left_out=wanted)
    ana.clock.advance(seconds=1)
    own_words.leave_out(ben.journal, ben.meeting_id, ben.sam, words_left_out=False)  # said last
    close_both(laptops, both)
    destroy_on(*laptops.all)
    laptops.agree()
    for laptop in laptops.all:
        assert stored(laptop.journal) == {"Quince", "Sloe"}


def by_an_older_program(laptops: Laptops, both: tuple[Visit, Visit]) -> EntityId:
    """Ben's laptop writes words of Sam's, and more with them, not knowing that they are left out."""
    ana, ben = both
    own_words.leave_out(ana.journal, ana.meeting_id, ana.sam)
    close_both(laptops, both)
    destroy_on(*laptops.all)
    laptops.agree()
    turn = next(turn for turn in ben.log.turns if turn.left_out and not turn.is_open)
    with ben.journal.act() as act:
        act.change(Turn, turn.id, words="Bullace", topic_id=EntityId("7" * 32))
    laptops.ana.hears(laptops.ben)
    assert stored(ana.journal) == {"Quince", "Sloe", "Bullace"}
    assert all(not each.words for each in ana.log.turns if each.left_out)
    return turn.id


@pytest.mark.parametrize("is_lost", [False, True])
def test_words_that_an_older_program_writes_later_are_ended_where_it_wrote_them_or_a_week_later_elsewhere(
    laptops: Laptops, both: tuple[Visit, Visit], is_lost: bool
):
    id_ = by_an_older_program(laptops, both)
    destroy_on(laptops.ana)
    assert "Bullace" in stored(laptops.ana.journal)  # who wrote more than words says the rest anew
    laptops.first.clock.advance(days=7 if is_lost else 0)
    destroy_on(laptops.ana if is_lost else laptops.ben)
    laptops.hear()
    for laptop in laptops.all:
        assert stored(laptop.journal) == {"Quince", "Sloe"}
        turn = next(turn for turn in laptops.at(laptop).log.turns if turn.id == id_)
        assert turn.topic_id == EntityId("7" * 32)
    laptops.agree()


def put_in_on_anas(laptops: Laptops, both: tuple[Visit, Visit]) -> EntityId:
    """Ana puts in a turn of Sam's with words, and they are due to be destroyed on every laptop."""
    ana, _ = both
    close_both(laptops, both)
    began = ana.log.turns[0].began
    repairs = TurnRepairs(ana.journal, ana.meeting_id)
    id_ = repairs.put_in(ana.sam, began, began + timedelta(seconds=2), words="Damson")
    laptops.hear()
    own_words.leave_out(ana.journal, ana.meeting_id, ana.sam)
    laptops.hear()
    ana.clock.advance(minutes=11)
    return id_


def shown(visit: Visit, id_: EntityId) -> list[RepairTurn]:
    return [each for each in turns_to_repair(visit.journal, visit.meeting_id) if each.id == id_]


@pytest.mark.parametrize("is_taken_out", [False, True])
def test_what_is_put_right_while_other_laptops_destroy_the_words_stands_and_makes_no_difference(
    laptops: Laptops, both: tuple[Visit, Visit], is_taken_out: bool
):
    id_ = put_in_on_anas(laptops, both)
    ana, ben = both
    repairs, (one,) = TurnRepairs(ben.journal, ben.meeting_id), shown(ben, id_)
    if is_taken_out:
        repairs.take_out([one])
    else:
        repairs.set_times(one, one.turn.began, one.turn.began + timedelta(seconds=4))
    ana.clock.advance(seconds=1)
    destroy_on(laptops.ana, laptops.cem)
    laptops.ben.hears(laptops.ana)
    destroy_on(laptops.ben)
    laptops.agree()
    for visit in (ana, ben, laptops.at(laptops.cem)):
        assert conflicts.to_settle(visit.journal).count == 0
        assert "Damson" not in stored(visit.journal)
        made = [(each.field, each.by.name) for each in repairs_made(visit.journal, visit.meeting_id)]
        left = shown(visit, id_)
        assert made == ([] if is_taken_out else [("", "Ana Reyes"), ("ended", "Ben Cole")])
        assert [each.turn.ended for each in left] == (
            [] if is_taken_out else [one.turn.began + timedelta(seconds=4)]
        )


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


def test_what_they_asked_for_holds_where_their_coming_was_taken_back_by_somebody_who_had_not_heard(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    stack = taking_back.undo_of_meeting(ana.journal, ana.meeting_id)
    with stack.step("Joy comes in"):
        stay = meetings.arrive(ana.journal, ana.meeting_id, ana.joy)
    laptops.hear()
    own_words.leave_out(ben.journal, ben.meeting_id, ben.joy)
    stack.undo()
    laptops.hear()
    (struck,) = conflicts.to_settle(ana.journal).came_back
    conflicts.strike_again(ana.journal, struck)
    laptops.hear()
    for visit in both:
        meetings.arrive(visit.journal, visit.meeting_id, visit.joy)
        assert asked(visit) == {visit.joy}
        seats = turn_log.live_view(visit.journal, visit.meeting_id).stays
        assert {each.who.id for each in seats if each.words_left_out} == {visit.joy}
    own_words.leave_out(ana.journal, ana.meeting_id, ana.joy, words_left_out=False)
    assert asked(ana) == set()
    with ana.journal.read() as reading:
        assert reading.get(Attendance, stay).struck


def asked(visit: Visit) -> set[EntityId]:
    return {each.who.id for each in own_words.own_words(visit.journal, visit.meeting_id) if each.left_out}


def test_that_two_laptops_wrote_different_words_is_neither_listed_nor_marked_once_they_are_left_out(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    close_both(laptops, both)
    turn = ana.log.turns[0]
    for journal, words in ((ana.journal, "Plums"), (ben.journal, "Plum jam")):
        turn_log.set_words(journal, turn.id, words)
    laptops.hear()
    assert differences(ana) == [("words", "correction")]
    assert marked(ana) == [frozenset({"words"})]
    own_words.leave_out(ana.journal, ana.meeting_id, ana.sam)
    assert differences(ana) == []
    assert marked(ana) == []


def marked(visit: Visit) -> list[frozenset[str]]:
    return [turn.differs for turn in turns_to_repair(visit.journal, visit.meeting_id) if turn.differs]


def differences(visit: Visit) -> list[tuple[str, ...]]:
    return [each.fields for each in conflicts.to_settle(visit.journal).differences if each.kind == "turn"]


def test_whose_words_may_be_left_out_is_listed_the_person_first_whoever_came_before_them(visit: Visit):
    visit.begin_without_sam()
    for late in (visit.joy, visit.sam):
        meetings.arrive(visit.journal, visit.meeting_id, late)
    roles = [each.who.role for each in own_words.own_words(visit.journal, visit.meeting_id)]
    assert roles == sorted(roles, key=["person", "member", "practitioner"].index)
    assert len(set(roles)) == 3
