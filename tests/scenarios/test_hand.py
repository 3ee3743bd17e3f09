"""The hand of the tour must not do what a person could not."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pod_desktop.tour.hand import Hand, NotOnTheScreen


class Sheet(QMainWindow):
    """A field and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = 0
        whole = QWidget()
        column = QVBoxLayout(whole)
        self.field, self.button = QLineEdit(), QPushButton("Open")
        self.field.setAccessibleName("Name")
        self.button.clicked.connect(self._pressed)
        for widget in (self.field, self.button):
            column.addWidget(widget)
        self.setCentralWidget(whole)
        self.resize(300, 200)

    def _pressed(self) -> None:
        self.presses += 1


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    shown = Sheet()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def hand(sheet: Sheet) -> Hand:
    made = Hand(sheet)
    made.come_to_front()
    return made


def test_it_writes_letters_that_no_keyboard_of_the_test_has(hand, sheet):
    hand.write("Name", "Zoë’s żona")
    assert sheet.field.text() == "Zoë’s żona"


def test_it_presses_a_button_by_what_it_says(hand, sheet):
    hand.press("Open")
    assert sheet.presses == 1


def test_it_prefers_the_button_that_says_just_this(hand, sheet):
    longer = QPushButton("Open all")
    sheet.centralWidget().layout().insertWidget(0, longer)
    assert hand.find(QPushButton, "Open") is sheet.button


def test_it_does_not_press_what_is_disabled(hand, sheet):
    sheet.button.setEnabled(False)
    with pytest.raises(NotOnTheScreen, match="cannot be used"):
        hand.press("Open")


def test_it_does_not_press_what_lies_under_something_else(hand, sheet):
    over = QWidget(sheet)
    over.setGeometry(sheet.rect())
    over.show()
    with pytest.raises(NotOnTheScreen, match="lies under"):
        hand.press("Open")


def test_it_does_not_find_what_is_hidden(hand, sheet):
    sheet.button.hide()
    with pytest.raises(NotOnTheScreen):
        hand.press("Open")
    assert not hand.reads("Open")


def test_it_comes_with_tab_to_what_tab_comes_to_and_presses_it_with_space(hand, sheet):
    sheet.field.setFocus()
    hand.press_with_key(sheet.button)
    assert sheet.presses == 1


def test_it_says_what_tab_does_not_come_to(hand, sheet):
    sheet.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    with pytest.raises(NotOnTheScreen, match="Tab"):
        hand.tab_to(sheet.button)


def test_a_click_beside_the_window_is_no_click(hand, sheet):
    with pytest.raises(NotOnTheScreen):
        hand.click(sheet.button, QPoint(-500, -500))
    assert sheet.presses == 0
