"""Somebody says no to the turn log, and another laptop than the one that logs notes it."""

from collections.abc import Callable

import pytest

from pod_desktop.errors import NotAllowed
from pod_desktop.services import by_phone, log_pause, meetings, turn_log
from tests.services.laptops import Laptops
from tests.services.visit import Visit


@pytest.fixture
def both(laptops: Laptops) -> tuple[Visit, Visit]:
    """Ana's laptop logs, and nobody speaks yet."""
    ana, ben = laptops.begin_together()
    ana.everybody_agrees()
    laptops.hear()
    return ana, ben


def answer(visit: Visit, who: str, said: str) -> None:
    stay = next(seat for seat in visit.log.seats if seat.who.id == who)
    turn_log.record_agreement(visit.journal, stay.id, said)


def spans(visit: Visit) -> list[tuple[str, bool]]:
    return [(turn.speaker.name if turn.speaker else turn.turn_kind, turn.is_open) for turn in visit.log.turns]


@pytest.mark.parametrize("act", ["tap", "several", "silence", "reflecting", "pause", "nobody"])
def test_nothing_is_logged_once_a_no_was_heard_and_the_log_rests(
    laptops: Laptops, both: tuple[Visit, Visit], act: str
):
    ana, ben = both
    live = ana.live()
    live.tap(ana.someone(ana.sam))
    answer(ben, ben.may, "no")
    laptops.hear()
    ana.clock.advance(seconds=10)
    may = ana.someone(ana.may)
    ways = {"tap": lambda: live.tap(may), "several": lambda: live.tap(may, several=True)}
    with pytest.raises(NotAllowed, match="rather not"):
        (ways.get(act) or getattr(live, act))()
    assert spans(ana) == [("Sam Okafor", False), ("pause", True)]
    assert live.undo_stack.undo_label == "Sam Okafor speaks"
    live.undo_stack.undo()
    assert spans(ana) == [("pause", True)]


def test_whoever_had_said_no_and_comes_back_elsewhere_is_not_logged_here(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    answer(ana, ana.may, "no")
    meetings.leave(ana.journal, ana.meeting_id, ana.may)
    ana.live().tap(ana.someone(ana.sam))
    laptops.hear()
    ana.clock.advance(minutes=1)
    meetings.arrive(ben.journal, ben.meeting_id, ben.may)
    laptops.hear()
    assert log_pause.has_to_rest(ana.journal, ana.meeting_id)
    log_pause.rest(ana.journal, ana.meeting_id)
    assert not log_pause.has_to_rest(ana.journal, ana.meeting_id)
    assert spans(ana) == [("pause", False), ("Sam Okafor", False), ("pause", True)]


def test_a_log_that_is_over_does_not_rest(laptops: Laptops, both: tuple[Visit, Visit]):
    ana, ben = both
    ana.live().tap(ana.someone(ana.sam))
    ana.close("keep")
    answer(ben, ben.may, "no")
    ben.close("keep")
    laptops.hear()
    assert not log_pause.has_to_rest(ana.journal, ana.meeting_id)
    log_pause.rest(ana.journal, ana.meeting_id)
    assert spans(ana) == [("Sam Okafor", False)]


def goes_and_comes_back(visit: Visit) -> None:
    meetings.leave(visit.journal, visit.meeting_id, visit.may)
    visit.clock.advance(minutes=1)
    meetings.arrive(visit.journal, visit.meeting_id, visit.may)


def goes_on_by_telephone(visit: Visit) -> None:
    visit.clock.advance(minutes=5)
    by_phone.take_part(visit.journal, visit.meeting_id, visit.may, by_phone=True)


@pytest.mark.parametrize("moves", [goes_and_comes_back, goes_on_by_telephone])
def test_a_no_holds_on_both_laptops_though_the_stay_it_was_noted_on_had_ended_on_the_other(
    laptops: Laptops, both: tuple[Visit, Visit], moves: Callable[[Visit], None]
):
    ana, ben = both
    ana.clock.advance(minutes=10)
    answer(ben, ben.may, "no")
    moves(ana)
    laptops.hear()
    laptops.hear()
    for visit in (ana, ben):
        assert [who.id for who in visit.log.said_no] == [visit.may]
        assert visit.log.agreement == "somebody_said_no"
    assert log_pause.has_to_rest(ana.journal, ana.meeting_id)
    with pytest.raises(NotAllowed, match="rather not"):
        ana.live().tap(ana.someone(ana.sam))
    ana.clock.advance(minutes=1)
    answer(ana, ana.may, "yes")
    assert ana.log.agreement == "agreed"
