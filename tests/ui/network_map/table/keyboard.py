"""A keyboard at the map's table: keys go to whatever has the keyboard, and to nothing else."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from tests.ui.network_map.conftest import Hand

KEY = Qt.Key
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Keyboard:
    """Presses keys where the keyboard is, and nothing else."""

    hand: Hand

    @property
    def at(self) -> QWidget:
        popup, asked = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        inside = asked.focusWidget() if asked is not None else None
        return popup or inside or QApplication.focusWidget() or self.hand.page

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.at, key, modifier)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.at, words)

    def tab_to(self, widget: QWidget, modifier: Qt.KeyboardModifier = NONE) -> None:
        for _ in range(60):
            if widget.hasFocus() or widget.isAncestorOf(self.at):
                return
            self.press(KEY.Key_Backtab if modifier is SHIFT else KEY.Key_Tab, modifier)
        pytest.fail(f"Tab never comes to {widget.accessibleName()}; it is at {self.at}.")

    def go_to(self, name: str, column: str) -> None:
        """To a cell of the people: the name is typed, arrows go to the column."""
        members = self.hand.page.sheet.table.members
        self.tab_to(members)
        self.press(KEY.Key_Home)
        self.type(name[:3].lower())
        for _ in range(12):
            if members.rows.headerData(members.currentIndex().column(), Qt.Orientation.Horizontal) == column:
                return
            self.press(KEY.Key_Right)
        pytest.fail(f"There is no column “{column}”.")

    def choose(self, words: str) -> None:
        """In the box that is open: the first letters, as anybody would."""
        box = self.at
        assert isinstance(box, QComboBox)
        for _ in range(12):
            if box.currentText() == words:
                break
            self.press(KEY.Key_Down)
        else:
            self.press(KEY.Key_Up, times=12)
            while box.currentText() != words:
                before = box.currentIndex()
                self.press(KEY.Key_Down)
                assert box.currentIndex() != before, f"“{words}” cannot be chosen"
        self.press(KEY.Key_Return)


def cell(hand, name, column):
    """What the table shows of somebody."""
    rows = hand.page.sheet.table.members.rows
    for row in range(rows.rowCount()):
        if rows.index(row, 0).data() == name:
            for number in range(rows.columnCount()):
                if rows.headerData(number, Qt.Orientation.Horizontal) == column:
                    return rows.index(row, number).data()
    return None


def of_tie(hand, column):
    return hand.page.sheet.table.ties.rows.index(0, column).data()


def names(hand):
    rows = hand.page.sheet.table.members.rows
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]
