"""Words that could not be stored stay where they were typed, and come into nobody else's place."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod_desktop.errors import NotAllowed
from pod_desktop.services import turn_log
from tests.ui.meeting.voices.conftest import Table
from tests.ui.meeting.voices.test_words import places


@pytest.fixture
def fill_disk(monkeypatch) -> Callable[[], Callable[[], None]]:
    """From now on no words can be stored; hands back how there is room again."""

    def fill() -> Callable[[], None]:
        def full(*_args: object) -> None:
            raise NotAllowed("The disk is full.")

        really = turn_log.set_words
        monkeypatch.setattr(turn_log, "set_words", full)
        return lambda: monkeypatch.setattr(turn_log, "set_words", really)

    return fill


def test_words_that_were_refused_stay_as_they_were_typed(table: Table, fill_disk):
    table.tap("May")
    make_room = fill_disk()
    table.type("nobody asked me once")
    assert places(table)[0] == ("May", "nobody asked me once", True)
    assert table.panel.page.refusal.sentence == "The disk is full."
    assert table.words == {}
    make_room()
    table.type(".")
    assert table.words == {"May": "nobody asked me once."}


def test_a_turn_chosen_from_the_list_takes_no_place_with_refused_words(table: Table, fill_disk):
    for name in ("Sam", "May", "Jo"):
        table.tap(name)
    table.press(table.panel.page.recent.rows[1])
    table.type("nobody asked")
    make_room = fill_disk()
    table.type(" me once")
    before = places(table)
    table.press(table.panel.page.recent.rows[2])
    assert places(table) == before
    assert ("May", "nobody asked me once", True) in before
    assert table.panel.page.refusal.sentence == "The disk is full."
    make_room()
    table.press(table.panel.page.recent.rows[2])
    assert ("Sam Penrose", "", True) in places(table)
    assert table.words == {"May": "nobody asked me once"}


def test_a_new_turn_takes_no_place_with_refused_words(table: Table, fill_disk):
    table.tap("May")
    make_room = fill_disk()
    table.type("nobody asked me once")
    table.tap("Sam")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return)
    for name in ("Tom", "Jo", "Lee"):
        table.tap(name)
        assert places(table)[0][:2] == ("May", "nobody asked me once")
    assert places(table)[1][:2] == ("Lee Okafor", "")
    assert table.panel.page.words.label() == "Words of Lee Okafor’s turn"
    make_room()
    table.tap("Ana")
    assert table.words == {"May": "nobody asked me once"}


def test_where_no_place_can_be_let_go_of_both_keep_their_words(table: Table, fill_disk):
    table.tap("May")
    make_room = fill_disk()
    table.type("nobody asked me once")
    table.tap("Sam")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Return)
    table.type("I did")
    QTest.keyClick(table.panel.page.words.edit, Qt.Key.Key_Escape)
    table.tap("Tom")
    table.press(table.panel.page.recent.rows[0])
    both = [("May", "nobody asked me once", False), ("Sam Penrose", "I did", False)]
    assert places(table) == both
    make_room()
    table.panel.keep_words()
    assert table.words == {"May": "nobody asked me once", "Sam": "I did"}
    table.press(table.panel.page.recent.rows[0])
    assert ("Tom", "", True) in places(table)


def test_refused_words_are_there_again_when_the_page_was_left(table: Table, fill_disk):
    table.tap("May")
    table.type("nobody asked ")
    make_room = fill_disk()
    table.type("me once")
    table.tap("Sam")
    table.tap("Tom")
    table.panel.hide()
    again = Table(table.desk, table.clock, table.meeting_id, table._show)
    assert sorted(places(again)) == [("May", "nobody asked me once", False), ("Tom", "", False)]
    assert table.words == {"May": "nobody asked "}
    make_room()
    again.tap("Jo")
    again.tap("Lee")
    assert table.words == {"May": "nobody asked me once"}
    again.panel.hide()
    later = Table(table.desk, table.clock, table.meeting_id, table._show)
    assert sorted(places(later)) == [("Jo", "", False), ("Lee Okafor", "", False)]
