"""Whoever goes somewhere at the table by a key sees where they are, also where the page is too high."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.meeting.voices.conftest import Table


@pytest.fixture
def low(table: Table) -> Table:
    table.panel.resize(683, 300)
    table.panel.grab()
    table.tap("Sam")
    table.seat("Sam").setFocus()
    assert not whole(table, table.panel.page.words.boxes[0].edit)
    return table


def whole(table: Table, part: QWidget) -> bool:
    view = table.panel.page.viewport()
    return view.rect().contains(QRect(part.mapTo(view, QPoint(0, 0)), part.size()))


def test_w_brings_the_words_into_view_and_escape_the_table(low: Table):
    low.key("w")
    box = low.panel.page.words.box
    assert box.edit.hasFocus()
    assert whole(low, box.edit)
    low.key(Qt.Key.Key_Escape)
    at = QApplication.focusWidget()
    assert at is low.seat("Sam")
    assert whole(low, at)


def test_whoever_begins_while_words_are_written_leaves_the_page_where_it_is(low: Table):
    low.key("w")
    low.type("so")
    before = low.panel.page.verticalScrollBar().value()
    low.key("2", Qt.KeyboardModifier.ControlModifier)
    assert low.spans == ["Sam", "Jo…"]
    assert low.panel.page.verticalScrollBar().value() == before


def test_the_question_for_a_key_is_seen(low: Table):
    low.key("w")
    low.panel.page.ask_another_key(low.seat("May").stay.who.id)
    assert whole(low, low.panel.page.another_key)


def test_what_is_pressed_stays_under_the_finger(low: Table):
    page = low.panel.page
    bar = page.verticalScrollBar()
    page.ensureWidgetVisible(page.words.boxes[0].edit, 0, 0)
    bar.setValue(bar.value() - 12)
    before, edit = bar.value(), page.words.boxes[0].edit
    QTest.mousePress(edit.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert edit.hasFocus()
    assert bar.value() == before
    QTest.mouseRelease(edit.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
