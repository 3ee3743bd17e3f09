"""Words that somebody wants left out of the turn log, where several laptops have them."""

from datetime import timedelta

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import (
    conflicts,
    endings,
    meetings,
    own_words,
    taking_back,
    turn_log,
)
from pod_desktop.services.repairs_made import repairs_made
from pod_desktop.services.turn_repair import TurnRepairs, turns_to_repair
from pod_desktop.storage.tables import Attendance, Turn
from tests.services.laptops import Laptop, Laptops
from tests.services.noted_words import shown, stored
from tests.services.visit import Visit


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
