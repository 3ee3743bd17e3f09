from pathlib import Path

import pytest

from pod_desktop.domain.turns import LogChoice
from pod_desktop.errors import BadInput, NotAllowed, PodError
from pod_desktop.services import endings, turn_log
from pod_desktop.storage.check import check
from pod_desktop.storage.tables import Meeting, TurnTotal
from tests.services.visit import Visit


@pytest.fixture
def spoken(visit: Visit) -> Visit:
    visit.begin().everybody_agrees()
    live = visit.live()
    live.tap(visit.someone(visit.sam))
    turn_log.set_words(visit.journal, visit.log.turns[0].id, "I do not sleep")
    visit.clock.advance(seconds=20)
    live.tap(visit.someone(visit.may))
    visit.clock.advance(seconds=10)
    return visit


def totals(visit: Visit) -> set[tuple[int, int]]:
    with visit.journal.read() as reading:
        return {(t.turns, t.microseconds // 1_000_000) for t in reading.all(TurnTotal)}


def test_closing_with_a_log_needs_the_rooms_choice(spoken: Visit):
    with pytest.raises(BadInput):
        spoken.close()
    assert spoken.view.brief.state == "open"


@pytest.mark.parametrize(
    ("choice", "turns", "counts"),
    [("keep", 2, set()), ("totals", 0, {(1, 20), (1, 10)}), ("discard", 0, set())],
)
def test_the_choice_is_carried_out_ten_minutes_after_closing(spoken: Visit, choice, turns, counts):
    spoken.close(choice)
    spoken.clock.advance(minutes=9)
    assert endings.carry_out_due_choices(spoken.journal) == 0
    assert len(spoken.log.turns) == 2
    spoken.clock.advance(minutes=1)
    endings.carry_out_due_choices(spoken.journal)
    assert len(spoken.log.turns) == turns
    assert totals(spoken) == counts
    assert check(spoken.journal).ok


def test_the_choice_can_be_changed_for_ten_minutes(spoken: Visit):
    spoken.close("discard")
    spoken.clock.advance(minutes=5)
    endings.change_choice(spoken.journal, spoken.meeting_id, LogChoice.KEEP)
    spoken.clock.advance(minutes=6)
    assert endings.carry_out_due_choices(spoken.journal) == 0
    assert len(spoken.log.turns) == 2
    with pytest.raises(NotAllowed):
        endings.change_choice(spoken.journal, spoken.meeting_id, LogChoice.DISCARD)


def test_on_request_it_is_carried_out_at_once_and_only_once(spoken: Visit):
    spoken.close("totals")
    endings.carry_out_now(spoken.journal, spoken.meeting_id)
    endings.carry_out_now(spoken.journal, spoken.meeting_id)
    assert totals(spoken) == {(1, 20), (1, 10)}


def test_after_seven_days_keeping_is_not_offered(spoken: Visit):
    spoken.clock.advance(days=7)
    assert spoken.log.choices == ("totals", "discard")
    with pytest.raises(BadInput):
        spoken.close("keep")
    spoken.close("totals")


def test_a_kept_log_cannot_be_destroyed_by_carrying_out(spoken: Visit):
    spoken.close("keep")
    with pytest.raises(NotAllowed):
        endings.carry_out_now(spoken.journal, spoken.meeting_id)


def test_the_write_ahead_log_is_emptied_later_where_somebody_was_reading(spoken: Visit, tmp_path: Path):
    (log,) = tmp_path.glob("*-wal")
    spoken.close("discard")
    with spoken.journal.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM turn").one()
        endings.carry_out_now(spoken.journal, spoken.meeting_id)
        assert log.stat().st_size > 0
    endings.carry_out_due_choices(spoken.journal)
    assert log.stat().st_size == 0


def test_a_long_log_is_ended_in_several_acts_and_a_broken_off_ending_goes_on(spoken: Visit, monkeypatch):
    monkeypatch.setattr(endings, "_AT_ONCE", 2)
    spoken.close("totals")
    assert not endings._end_some(spoken.journal, spoken.meeting_id)
    with pytest.raises(NotAllowed):
        endings.change_choice(spoken.journal, spoken.meeting_id, LogChoice.KEEP)
    spoken.clock.advance(minutes=10)
    assert endings.carry_out_due_choices(spoken.journal) == 1
    assert totals(spoken) == {(1, 20), (1, 10)}
    assert spoken.log.turns == ()
    assert check(spoken.journal).ok


def test_of_two_laptops_choices_the_stricter_holds(spoken: Visit):
    spoken.close("discard")
    with spoken.journal.read() as reading:
        seen = {**reading.seen(Meeting, spoken.meeting_id), "log_choice": ()}
    with spoken.journal.act() as act:  # as one who had not seen the other’s
        act.change(Meeting, spoken.meeting_id, seen=seen, log_choice="totals")
    endings.carry_out_now(spoken.journal, spoken.meeting_id)
    assert totals(spoken) == set()


def test_the_stricter_choice_is_carried_out_also_where_keeping_was_said_last(spoken: Visit):
    spoken.close("discard")
    with spoken.journal.read() as reading:
        seen = {**reading.seen(Meeting, spoken.meeting_id), "log_choice": ()}
    with spoken.journal.act() as act:  # as one who had not seen the other’s
        act.change(Meeting, spoken.meeting_id, seen=seen, log_choice="keep")
    with spoken.journal.read() as reading:
        assert set(reading.values_of(Meeting, spoken.meeting_id, "log_choice")) == {"keep", "discard"}
        assert reading.get(Meeting, spoken.meeting_id).log_choice == "discard"
    spoken.clock.advance(minutes=10)
    assert endings.carry_out_due_choices(spoken.journal) == 1
    assert spoken.log.turns == ()


def test_undo_after_an_ending_brings_nothing_back(spoken: Visit):
    live = spoken.live()
    spoken.clock.advance(seconds=5)
    live.tap(spoken.someone(spoken.sam))
    spoken.close("discard")
    endings.carry_out_now(spoken.journal, spoken.meeting_id)
    with pytest.raises(PodError):
        live.undo_stack.undo()
    assert spoken.log.turns == ()
    assert check(spoken.journal).ok


def test_the_space_of_what_was_ended_is_given_back(spoken: Visit, tmp_path: Path):
    for turn in spoken.log.turns:
        turn_log.set_words(spoken.journal, turn.id, "a long story " * 20_000)
    spoken.close("discard")
    endings.carry_out_now(spoken.journal, spoken.meeting_id)
    (file,) = (path for path in tmp_path.iterdir() if path.suffix == ".db")
    before = file.stat().st_size
    while endings.give_back(spoken.journal):
        pass
    assert file.stat().st_size < before - 400_000
    assert check(spoken.journal).ok
