"""A day or a time of day in figures, as one stop of Tab.

    DayEdit() TimeEdit()      in place of Qt's QDateEdit and QTimeEdit

Qt lets Tab stop at the day, the month and the year. Here the arrows to the left and right go from one to the
next, up and down change it, and Tab goes on to the next field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QTimeEdit, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    _Edit = QDateTimeEdit
else:
    _Edit = object  # Qt's classes cannot be inherited twice
_BY = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _OneStop(_Edit):
    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return QWidget.focusNextPrevChild(self, next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _BY.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if step is None:
            super().keyPressEvent(event)
            return
        to = min(max(self.currentSectionIndex() + step, 0), self.sectionCount() - 1)
        self.setSelectedSection(self.sectionAt(to))


class DayEdit(_OneStop, QDateEdit):
    """A day."""


class TimeEdit(_OneStop, QTimeEdit):
    """A time of day."""
