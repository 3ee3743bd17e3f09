"""A second tap that is awaited is awaited no longer once something else happened: the next tap is a turn."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.marks import Mark
from pod_desktop.services import second_taps
from pod_desktop.ui.meeting.turn_aspects import Aspect
from pod_desktop.ui.meeting.voices.panel import VoicesPanel
from pod_desktop.ui.meeting.voices.second_taps import Asked
from tests.ui.meeting.voices.conftest import Table


def waits(table: Table) -> bool:
    return table.panel.sitting.second.awaited is not None


def marks(table: Table) -> list[str]:
    every = [getattr(turn, mark) for turn in table.log.turns for mark in Mark]
    return [who.name for who in every if who is not None]


def first(table: Table) -> TurnView:
    return table.log.turns[0]


def hold_jos_key(table: Table) -> QWidget:
    """Keys are held from now on, and Jo's is. Where the keyboard is."""
    table.key("h")
    table.panel.page.table.take_focus()
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyPress(at, Qt.Key.Key_2)
    return at


@pytest.mark.parametrize("looked", [True, False], ids=["seen by itself", "seen by the tap"])
def test_a_sleep_ends_it_and_the_next_tap_begins_a_turn(table: Table, looked: bool):
    table.tap("Sam")
    table.key("a")
    table.clock.sleep(hours=1)
    if looked:
        table.panel.sitting.notice_sleep()
        assert not waits(table)
    table.tap("May")
    assert table.spans == ["Sam?", "May…"]
    assert marks(table) == []


def test_a_mark_from_before_a_sleep_is_not_offered_as_a_turn_that_began_then(table: Table):
    table.tap("Sam")
    table.key("t")
    table.tap("May")
    table.clock.sleep(hours=1)
    table.panel.sitting.they_speak()
    assert table.spans == ["Sam?"]
    assert marks(table) == ["May"]


def test_leaving_the_page_ends_it(table: Table):
    table.tap("Sam")
    table.key("a")
    table.panel.hide()
    table.clock.advance(minutes=20)
    table.panel = table._show(VoicesPanel(table.desk, table.meeting_id))
    table.tap("May")
    assert table.spans == ["Sam", "May…"]
    assert marks(table) == []


def test_a_turn_that_was_named_from_its_row_meanwhile_keeps_its_name(table: Table):
    table.key("x")
    table.key("n")
    details = table.panel.page.recent.details
    table.press(table.panel.page.recent.more[0])
    details.aspects.open(Aspect.SPEAKER)
    table.press(details.aspects.people.chip(table.seat("May").stay.who.id))
    assert not waits(table)
    table.tap("Sam")
    assert table.spans == ["May", "Sam…"]


def test_a_turn_that_was_named_before_closing_keeps_its_name(table: Table):
    table.key("x")
    table.tap("Tom")
    table.key("n")
    second_taps.name_speaker(table.panel.sitting.log, first(table).id, table.seat("May").stay.who)
    table.tap("Sam")
    assert table.spans == ["May", "Tom", "Sam…"]


ACTS: dict[str, Callable[[Table], object]] = {
    "whose words": lambda table: table.panel.sitting.says_words_of(first(table), table.seat("Jo").stay.who),
    "left out": lambda table: table.panel.sitting.leave_out(table.seat("Jo").stay.who.id, True),
    "not theirs": lambda table: table.panel.sitting.not_theirs(first(table).id),
    "redo": lambda table: table.panel.sitting.redo(),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_any_other_act_ends_it(table: Table, act: Callable[[Table], object]):
    table.tap("Sam")
    table.type("Plum ")
    table.panel.page.table.take_focus()
    table.key("t")
    assert waits(table)
    act(table)
    assert not waits(table)


def test_a_word_half_typed_stays_when_the_turn_becomes_the_words_of_who_has_none_noted(table: Table):
    may = table.seat("May").stay.who
    table.panel.sitting.leave_out(may.id, True)
    table.tap("Sam")
    table.type("Plum ja")
    table.panel.sitting.says_words_of(first(table), may)
    table.panel.sitting.says_words_of(first(table), None)
    assert table.panel.page.words.box.text() == "Plum ja"
    assert first(table).words == "Plum ja"


@pytest.mark.parametrize("by_row", [True, False], ids=["from the row", "by N and a tap"])
def test_a_word_half_typed_stays_when_the_turn_gets_the_name_of_who_has_none_noted(
    table: Table, by_row: bool
):
    may = table.seat("May").stay.who
    table.panel.sitting.leave_out(may.id, True)
    table.key("x")
    table.type("Plum ja")
    if by_row:
        table.panel.sitting.say_of(lambda log: second_taps.name_speaker(log, first(table).id, may))
    else:
        table.panel.sitting.ask(Asked.SPEAKER)
        table.tap("May")
    assert table.panel.page.words.box.text() == "Plum ja"
    assert first(table).words == "Plum ja"


def test_a_key_that_was_held_when_the_laptop_fell_asleep_is_not_held_any_more(table: Table):
    at = hold_jos_key(table)
    table.clock.sleep(hours=1)
    table.panel.sitting.notice_sleep()
    assert table.panel.sitting.holds.people == frozenset()
    QTest.keyRelease(at, Qt.Key.Key_2)
    table.panel.sitting.holds.settle()
    assert table.spans == ["Jo?"]
    QTest.keyPress(at, Qt.Key.Key_2)
    table.clock.advance(seconds=3)
    QTest.keyRelease(at, Qt.Key.Key_2)
    table.panel.sitting.holds.settle()
    assert table.spans == ["Jo?", "Jo"]
    assert table.seconds(1) == 3.0


def test_a_key_pressed_as_the_laptop_wakes_is_held_until_it_is_let_go(table: Table):
    at = hold_jos_key(table)
    table.clock.sleep(hours=1)
    QTest.keyPress(at, Qt.Key.Key_3)
    table.clock.advance(seconds=3)
    QTest.keyRelease(at, Qt.Key.Key_3)
    table.panel.sitting.holds.settle()
    assert table.spans == ["Jo?", "May"]


def test_a_key_let_go_as_the_laptop_wakes_gives_nobody_the_hours_of_its_sleep(table: Table):
    at = hold_jos_key(table)
    table.clock.sleep(hours=1)
    QTest.keyRelease(at, Qt.Key.Key_2)
    table.panel.sitting.holds.settle()
    assert table.spans == ["Jo?"]


def test_a_key_let_go_just_before_a_sleep_ended_its_turn_then(table: Table):
    at = hold_jos_key(table)
    table.clock.advance(seconds=4)
    QTest.keyRelease(at, Qt.Key.Key_2)
    table.clock.sleep(hours=1)
    table.panel.sitting.notice_sleep()
    assert table.spans == ["Jo"]
    assert table.seconds(0) == 4.0
