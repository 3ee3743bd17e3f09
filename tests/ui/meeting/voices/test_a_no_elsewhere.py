"""A no to the turn log that another laptop noted: the log rests though what came waits to be shown."""

from collections.abc import Callable, Iterator

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import meetings, turn_log
from tests.journals import new_journal
from tests.services.laptops import Laptop
from tests.ui.meeting.voices.conftest import Table


@pytest.fixture
def other(tmp_path, clock, family) -> Iterator[Laptop]:
    laptop = Laptop(new_journal(tmp_path / "other.db", clock), clock, family.me)
    laptop.journal.set_up_laptop(family.me)
    yield laptop
    laptop.journal.close()


@pytest.fixture
def may_says_no(table: Table, other: Laptop, clock, family) -> Callable[[], None]:
    mine = Laptop(table.desk.journal, clock, family.me)
    other.hears(mine)
    meetings.take_in_hand(other.journal, table.meeting_id)

    def says_no() -> None:
        seats = turn_log.log_view(other.journal, table.meeting_id).seats
        stay: EntityId = next(seat.id for seat in seats if seat.who.id == family.may)
        turn_log.record_agreement(other.journal, stay, "no")
        with table.desk.facts.arriving():
            mine.hears(other)

    return says_no


@pytest.mark.parametrize("held", [True, False])
def test_the_log_rests_as_soon_as_it_is_heard(table: Table, may_says_no, qtbot, held: bool):
    table.desk.facts.hold(held)
    table.tap("Sam")
    may_says_no()
    qtbot.waitUntil(lambda: table.spans == ["Sam", "pause…"])
    assert table.ringed == []
    table.tap("Jo")
    assert table.spans == ["Sam", "pause…"]
    assert "rather not" in table.panel.page.refusal.sentence


def test_after_a_stop_what_went_on_has_no_known_end(table: Table, may_says_no):
    table.tap("Sam")
    may_says_no()
    table.clock.advance(minutes=20)
    again = table.restart()
    assert again.spans == ["Sam?", "pause…"]
    assert not again.panel.sitting.interrupted.spans
