"""One meeting, two laptops, a turn log on each: what becomes of both when the rooms chose differently."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import func, select

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import ChosenElsewhere
from pod_desktop.domain.turns import LogChoice
from pod_desktop.errors import NotAllowed
from pod_desktop.services import endings, own_words, turn_log
from pod_desktop.services.turn_repair import TurnRepairs, turns_to_repair
from pod_desktop.storage.check import check
from pod_desktop.storage.tables import JournalEvent, Meeting, Stream, Turn, TurnTotal
from tests.services.laptops import Laptop, Laptops
from tests.services.visit import Visit

CHOICES = ("keep", "totals", "discard")
STRICTNESS = {choice: place for place, choice in enumerate(CHOICES)}


@pytest.fixture
def both(laptops: Laptops) -> tuple[Visit, Visit]:
    """Ana's laptop logs two turns of Sam, Ben's one of May."""
    ana, ben = laptops.begin_together()
    ana.everybody_agrees()
    laptops.hear()
    turn_log.start_log(ben.journal, ben.meeting_id)
    logs = ana.live(), ben.live()
    logs[0].tap(ana.someone(ana.sam))
    logs[1].tap(ben.someone(ben.may))
    ana.clock.advance(seconds=20)
    logs[1].nobody()
    logs[0].tap(ana.someone(ana.may))
    ana.clock.advance(seconds=10)
    logs[0].tap(ana.someone(ana.sam))
    ana.clock.advance(seconds=5)
    logs[0].nobody()
    return ana, ben


def kept(laptop: Laptop) -> list[tuple[int, int]]:
    with laptop.journal.read() as reading:
        return sorted((t.turns, t.microseconds // 1_000_000) for t in reading.all(TurnTotal))


def turns(laptop: Laptop) -> int:
    with laptop.journal.read() as reading:
        return len(reading.all(Turn))


def words_left(laptop: Laptop) -> int:
    """Events of turn logs whose bodies are here."""
    with laptop.journal.read() as reading:
        logs = select(Stream.no).where(Stream.meeting_id.is_not(None))
        living = func.length(JournalEvent.body) > 0
        query = select(func.count(JournalEvent.no)).where(JournalEvent.stream_no.in_(logs), living)
        return reading.session.scalar(query) or 0


def row(laptop: Laptop, visit: Visit) -> Meeting:
    with laptop.journal.read() as reading:
        return reading.get(Meeting, visit.meeting_id)


def carry_out(*laptops: Laptop) -> None:
    for laptop in laptops:
        endings.carry_out_due_choices(laptop.journal)


WHAT_STAYS = {
    "keep": ([], 4),
    "totals": ([(1, 10), (1, 20), (2, 25)], 0),
    "discard": ([], 0),
}
"""The totals of Ana's log (Sam twice, May once) and of Ben's (May once), and how many turns."""


@pytest.mark.parametrize(("one", "other"), list(product(CHOICES, CHOICES)))
@pytest.mark.parametrize("heard", ["before", "after"])
def test_of_two_choices_the_stricter_holds_for_both_logs_also_once_one_was_carried_out(
    laptops: Laptops, both: tuple[Visit, Visit], one: str, other: str, heard: str
):
    ana, ben = both
    ana.close(one)
    ben.clock.advance(minutes=1)
    ben.close(other)
    if heard == "before":
        laptops.hear()
    ana.clock.advance(minutes=10)
    carry_out(laptops.ana, laptops.ben)
    laptops.hear()
    carry_out(*laptops.all)
    laptops.hear()
    carry_out(*laptops.all)
    laptops.agree()
    stricter = max(one, other, key=STRICTNESS.__getitem__)
    totals, left = WHAT_STAYS[stricter]
    for laptop in laptops.all:
        assert kept(laptop) == totals
        assert turns(laptop) == left
        assert (words_left(laptop) > 0) is (left > 0)
        assert laptops.at(laptop).view.brief.log_choice == stricter
        assert (row(laptop, ana).log_ended is not None) is (stricter != "keep")
        assert endings.carry_out_due_choices(laptop.journal) == 0


@pytest.mark.parametrize("choice", CHOICES)
def test_a_log_of_a_laptop_that_did_not_choose_follows_the_choice_of_the_one_that_did(
    laptops: Laptops, both: tuple[Visit, Visit], choice: str
):
    ana, ben = both
    ben.journal.in_hand.clear()  # as after a lock
    ana.close(choice)
    laptops.hear()
    ana.clock.advance(minutes=10)
    carry_out(*laptops.all)
    laptops.agree()
    totals, left = WHAT_STAYS[choice]
    for laptop in laptops.all:
        assert (kept(laptop), turns(laptop)) == (totals, left)


def test_a_log_in_hand_is_not_ended_under_the_hands_of_the_room(laptops: Laptops, both: tuple[Visit, Visit]):
    ana, ben = both
    ana.close("discard")
    laptops.hear()
    ana.clock.advance(minutes=30)
    carry_out(*laptops.all)
    assert turns(laptops.ben) == 1
    assert turns(laptops.ana) == 0
    live = ben.live()
    live.tap(ben.someone(ben.sam))
    ben.clock.advance(minutes=1)
    assert ben.log.choices == ("discard",)
    with pytest.raises(NotAllowed, match="stricter choice holds"):
        ben.close("keep")
    assert ben.view.brief.state == "open"
    ben.close("discard")
    laptops.hear()
    ana.clock.advance(minutes=10)
    carry_out(*laptops.all)
    laptops.agree()
    assert {turns(laptop) for laptop in laptops.all} == {0}


def test_two_laptops_that_count_the_same_log_without_knowing_count_it_once(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.close("keep")
    ben.journal.in_hand.clear()
    ana.clock.advance(minutes=10)
    laptops.hear()
    laptops.hear()
    assert [turns(laptop) for laptop in laptops.all] == [4, 4, 4]
    with laptops.cem.journal.act() as act:
        act.change(Meeting, ana.meeting_id, beside=("log_choice",), log_choice="totals")
    for laptop in (laptops.ana, laptops.ben):
        laptop.hears(laptops.cem)
    carry_out(*laptops.all)  # none has heard what the others did
    assert [len(kept(laptop)) for laptop in laptops.all] == [3, 3, 3]
    laptops.agree()
    for laptop in laptops.all:
        assert kept(laptop) == WHAT_STAYS["totals"][0]


def count_apart(laptops: Laptops, visit: Visit) -> None:
    """The stricter choice comes late, and Ana's and Ben's laptops count without knowing of each other."""
    with laptops.cem.journal.act() as act:
        act.change(Meeting, visit.meeting_id, beside=("log_choice",), log_choice="totals")
    for laptop in (laptops.ana, laptops.ben):
        laptop.hears(laptops.cem)
    carry_out(laptops.ana, laptops.ben)
    laptops.hear()
    carry_out(*laptops.all)
    laptops.agree()


def test_a_turn_that_was_put_into_the_other_laptops_log_is_counted_there(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.close("keep")
    ben.journal.in_hand.clear()
    ana.clock.advance(minutes=10)
    laptops.hear()
    anas = next(each for each in turns_to_repair(ben.journal, ben.meeting_id) if each.turn.ended)
    TurnRepairs(ben.journal, ben.meeting_id).put_in(
        ben.may, anas.turn.began, anas.turn.began + timedelta(seconds=3), log=laptop_id(laptops.ana)
    )
    laptops.hear()
    count_apart(laptops, ana)
    for laptop in laptops.all:
        assert kept(laptop) == [(1, 20), (2, 13), (2, 25)]


def test_a_turn_of_which_another_laptop_said_the_rest_anew_is_counted_once_and_in_its_log(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.close("keep")
    ben.journal.in_hand.clear()
    began = ana.log.turns[0].began
    with ana.journal.act() as act:  # as an older program puts a turn in
        ended = began + timedelta(seconds=3)
        act.create(
            Turn, meeting_id=ana.meeting_id, speaker_id=ana.sam, began=began, ended=ended, words="Plum"
        )
    ana.clock.advance(minutes=10)
    own_words.leave_out(ana.journal, ana.meeting_id, ana.sam)
    laptops.hear()
    ana.clock.advance(days=8)
    assert own_words.destroy_due(ben.journal) == 1
    laptops.hear()
    count_apart(laptops, ana)
    for laptop in laptops.all:
        assert kept(laptop) == [(1, 10), (1, 20), (3, 28)]


def laptop_id(laptop: Laptop) -> EntityId:
    with laptop.journal.read() as reading:
        return reading.laptop()


def test_who_goes_on_counting_where_another_laptop_stopped_counts_no_turn_twice(
    laptops: Laptops, both: tuple[Visit, Visit], monkeypatch: pytest.MonkeyPatch
):
    ana, ben = both
    ben.journal.in_hand.clear()
    ana.close("totals")
    ana.clock.advance(minutes=10)
    laptops.hear(logs_too=True)
    monkeypatch.setattr(endings, "_AT_ONCE", 3)  # a turn at a time
    for _ in range(2):
        assert not endings._end_some(laptops.cem.journal, ana.meeting_id)
    laptops.ana.hears(laptops.cem)
    carry_out(laptops.ana, laptops.ben)
    laptops.hear()
    carry_out(*laptops.all)
    laptops.agree()
    for laptop in laptops.all:
        assert kept(laptop) == WHAT_STAYS["totals"][0]
        assert words_left(laptop) == 0


@pytest.mark.parametrize("choice", ["totals", "discard"])
def test_a_laptop_that_hears_of_an_ending_after_a_year_holds_nothing_of_the_log_any_more(
    laptops: Laptops, both: tuple[Visit, Visit], choice: str
):
    ana, ben = both
    ana.close("keep")
    ben.close("keep")
    ana.clock.advance(minutes=10)
    laptops.hear()
    assert words_left(laptops.cem) > 0
    with laptops.ben.journal.act() as act:
        act.change(Meeting, ana.meeting_id, beside=("log_choice",), log_choice=choice)
    carry_out(laptops.ben)
    laptops.ana.hears(laptops.ben)
    ana.clock.advance(days=365)
    laptops.cem.hears(laptops.ana)
    assert words_left(laptops.cem) == 0
    assert laptops.at(laptops.cem).log.turns == ()
    assert check(laptops.cem.journal).ok
    laptops.agree()


def test_a_choice_is_changed_within_ten_minutes_beside_the_other_laptops(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.close("discard")
    ben.close("totals")
    laptops.hear()
    ana.clock.advance(minutes=5)
    endings.change_choice(ana.journal, ana.meeting_id, LogChoice.TOTALS)
    assert ana.view.brief.log_choice == "totals"
    assert ana.log.choices == ("totals", "discard")
    with pytest.raises(NotAllowed, match="stricter choice holds"):
        endings.change_choice(ana.journal, ana.meeting_id, LogChoice.KEEP)
    endings.change_choice(ben.journal, ben.meeting_id, LogChoice.DISCARD)  # as it had heard it
    laptops.hear()
    assert laptops.at(laptops.cem).view.brief.log_choice == "discard"
    ana.clock.advance(minutes=5)
    with pytest.raises(NotAllowed):
        endings.change_choice(ana.journal, ana.meeting_id, LogChoice.DISCARD)
    carry_out(*laptops.all)
    laptops.agree()
    assert [kept(laptop) for laptop in laptops.all] == [[], [], []]


def test_a_laxer_choice_of_one_takes_nothing_from_the_stricter_that_the_other_made(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.close("discard")
    ben.clock.advance(minutes=1)
    ben.close("keep")
    laptops.hear()
    assert laptops.at(laptops.cem).view.brief.log_choice == "discard"
    with laptops.cem.journal.read() as reading:
        assert reading.conflicts() == []


def test_a_laptop_without_the_log_carries_nothing_out(laptops: Laptops, both: tuple[Visit, Visit]):
    ana, ben = both
    ana.close("totals")
    ben.close("totals")
    laptops.hear()
    ana.clock.advance(minutes=10)
    assert endings.carry_out_due_choices(laptops.cem.journal) == 0
    assert row(laptops.cem, ana).log_ended is None
    assert endings.carry_out_due_choices(laptops.ana.journal) == 1
    laptops.cem.hears(laptops.ana)
    assert endings.carry_out_due_choices(laptops.cem.journal) == 0


def test_what_an_older_version_had_counted_before_it_stopped_is_not_counted_again(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, _ = both
    ana.close("totals")
    with ana.journal.act() as act:  # as versions did that counted first and then ended, and was killed
        act.create(TurnTotal, meeting_id=ana.meeting_id, speaker_id=ana.sam, turns=2, microseconds=25_000_000)
        act.create(TurnTotal, meeting_id=ana.meeting_id, speaker_id=ana.may, turns=1, microseconds=10_000_000)
    endings.carry_out_now(ana.journal, ana.meeting_id)
    assert kept(laptops.ana) == [(1, 10), (2, 25)]
    assert words_left(laptops.ana) == 0


@pytest.mark.parametrize("choice", CHOICES)
def test_a_log_that_the_closing_laptop_knew_nothing_of_waits_for_a_choice_and_leaves_only_then(
    laptops: Laptops, choice: str
):
    ana, ben = laptops.begin_together()
    ben.everybody_agrees()
    ben.live().tap(ben.someone(ben.may))
    ana.close()
    ben.journal.in_hand.clear()  # locked, or stopped
    laptops.hear()
    ben.clock.advance(days=1)
    (waiting,) = endings.unchosen(ben.journal)
    assert waiting.id == ben.meeting_id
    assert endings.unchosen(ana.journal) == ()
    assert endings.carry_out_due_choices(ben.journal) == 0
    laptops.hear()
    assert (turns(laptops.ana), turns(laptops.ben)) == (0, 1)
    endings.change_choice(ben.journal, ben.meeting_id, LogChoice(choice))
    endings.carry_out_due_choices(ben.journal)
    laptops.agree()
    assert turns(laptops.ana) == (1 if choice == "keep" else 0)
    assert endings.unchosen(ben.journal) == ()
    if choice == "keep":
        assert [turn.end_unknown for turn in ana.log.turns] == [True]
    with pytest.raises(NotAllowed, match=r"Ten minutes|carried out"):
        endings.change_choice(ben.journal, ben.meeting_id, LogChoice.DISCARD)


def test_what_was_chosen_is_told_with_where_and_apart_from_what_was_chosen_here(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    ana.close("keep")
    assert (ana.log.chosen_here, ana.log.elsewhere) == ("keep", None)
    laptops.hear()
    assert ben.log.chosen_here == ""
    assert ben.log.elsewhere == ChosenElsewhere("keep", ("another laptop",))
    ben.close("totals")
    laptops.hear()
    assert ana.log.chosen_here == "keep"
    assert ana.log.elsewhere == ChosenElsewhere("totals", ("another laptop",))
    assert ana.log.choices == ("totals", "discard")
