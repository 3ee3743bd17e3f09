import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pod_desktop.ui.meeting.tab_order import first_within, follow_layout
from pod_desktop.ui.widgets import FlowLayout
from tests.ui.tab import tab_round


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def layout_items() -> set[int]:
    """Which items of layouts, the layouts aside, Python holds on to; by address."""
    wrappers = shiboken6.getAllValidWrappers()
    return {id(each) for each in wrappers if isinstance(each, QLayoutItem) and not isinstance(each, QLayout)}


def test_tab_follows_the_layout_and_the_layouts_inside_it(sheet, qtbot):
    last, middle, first, inner_first = QPushButton(), QPushButton(), QLineEdit(), QPushButton()
    column, row, flow = QVBoxLayout(sheet), QHBoxLayout(), FlowLayout()
    column.addWidget(last)
    row.addWidget(middle)
    flow.addWidget(inner_first)
    column.insertLayout(0, row)
    column.insertLayout(0, flow)
    column.insertWidget(0, first)
    follow_layout(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    assert tab_round(first) == [first, inner_first, middle, last]


def test_what_is_hidden_is_not_the_first(sheet):
    column = QVBoxLayout(sheet)
    buttons = [QPushButton(), QPushButton()]
    for button in buttons:
        column.addWidget(button)
    sheet.show()
    assert first_within(sheet) is buttons[0]
    buttons[0].hide()
    assert first_within(sheet) is buttons[1]


def test_nothing_is_held_that_qt_deletes_together_with_a_widget(sheet):
    # A hold on a deleted item ended the program once something else lay in its place.
    column = QVBoxLayout(sheet)
    before = layout_items()
    buttons = [QPushButton() for _ in range(3)]
    for button in buttons:
        column.addWidget(button)
    follow_layout(sheet)
    buttons[0].deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert column.count() == 2
    assert layout_items() <= before
