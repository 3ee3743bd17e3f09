"""A laptop that slept leaves honest turns: no end is made up, and later turns have their true times."""

from pod_desktop.ui.meeting.voices.sitting import Sitting
from tests.ui.meeting.voices.conftest import Table


def woken(table: Table, **span: float) -> Table:
    table.clock.sleep(**span)
    Sitting.of(table.desk, table.meeting_id)._sleep.look()  # what its timer does every other second
    return table


def test_whoever_spoke_when_the_laptop_fell_asleep_has_no_known_end(table: Table):
    table.tap("May")
    table.clock.advance(seconds=30)
    woken(table, hours=9)
    assert table.spans == ["May?"]
    assert table.ringed == []
    assert "The laptop has slept. How long May spoke is not known." in table.said
    table.tap("Sam")
    assert table.spans == ["May?", "Sam…"]
    began = [turn.began for turn in table.log.turns]
    assert (began[1] - began[0]).total_seconds() == 9 * 3600 + 31


def test_a_tap_that_is_quicker_than_the_look_is_as_honest(table: Table):
    table.tap("May")
    table.clock.advance(seconds=30)
    table.clock.sleep(hours=9)
    table.tap("Sam")
    assert table.spans == ["May?", "Sam…"]


def test_a_short_nod_of_the_clocks_and_a_moved_wall_clock_are_no_sleep(table: Table):
    table.tap("May")
    woken(table, seconds=2)
    table.clock.set_wall(table.clock.now().replace(year=2031))
    Sitting.of(table.desk, table.meeting_id)._sleep.look()
    assert table.spans == ["May…"]


def test_a_pause_goes_on_through_a_sleep(table: Table):
    Sitting.of(table.desk, table.meeting_id).pause()
    woken(table, hours=1)
    assert [turn.turn_kind for turn in table.log.turns if turn.is_open] == ["pause"]
