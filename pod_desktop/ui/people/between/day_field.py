"""A day, typed or stepped with the arrow keys.

DayField(label, day)   .day() -> date   .set_day(day)   submitted()  on Enter
OpenDay(label, none)   the same, or none: a box to tick says that there is no such day (yet)
TimeField(label)   .at() -> time   .set_at(time)
"""

from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.widgets import leave_the_wheel
from pod_desktop.ui.widgets.day_edit import DayEdit, TimeEdit


class DayField(QWidget):
    """A label above a date."""

    submitted = Signal()

    def __init__(self, label: str, day: date, before: QWidget | None = None) -> None:
        """`before` stands before the date, and the keyboard comes to it first."""
        super().__init__()
        self.edit = DayEdit()
        self.edit.setDisplayFormat("d MMMM yyyy")
        self.edit.setAccessibleName(label)
        self.edit.setKeyboardTracking(False)
        self.edit.setMinimumHeight(theme.TARGET)
        self.edit.installEventFilter(self)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        leave_the_wheel(self.edit)
        self.setFocusProxy(self.edit)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        if before is not None:
            self.row.addWidget(before)
        self.row.addWidget(self.edit)
        self.row.addStretch(1)
        named = QLabel(label)
        named.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(named)
        column.addLayout(self.row)
        self.set_day(day)

    def day(self) -> date:
        """The day that stands there."""
        shown = self.edit.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Shows a day."""
        self.edit.setDate(QDate(day.year, day.month, day.day))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter:
            self.edit.interpretText()
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)


class OpenDay(DayField):
    """A day that need not be there; `none` is what the box says."""

    def __init__(self, label: str, none: str, day: date) -> None:
        self.none = QCheckBox(none)
        super().__init__(label, day, self.none)
        self.none.setMinimumHeight(theme.TARGET)
        self.none.setAccessibleDescription(label)
        self.none.toggled.connect(lambda on: self.edit.setEnabled(not on))
        self.none.setChecked(True)
        self.setFocusProxy(self.none)

    def open_day(self) -> date | None:
        """The day, or None where the box says that there is none."""
        return None if self.none.isChecked() else self.day()

    def set_open_day(self, day: date | None, otherwise: date) -> None:
        """Shows a day, or none; `otherwise` is the day offered then."""
        self.none.setChecked(day is None)
        self.set_day(day or otherwise)


class TimeField(QWidget):
    """A label above a time of day."""

    def __init__(self, label: str, name: str) -> None:
        """`name` is read out."""
        super().__init__()
        self.edit = TimeEdit()
        self.edit.setDisplayFormat("HH:mm")
        self.edit.setAccessibleName(name)
        self.edit.setMinimumHeight(theme.TARGET)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        leave_the_wheel(self.edit)
        self.setFocusProxy(self.edit)
        named = QLabel(label)
        named.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(named)
        column.addWidget(self.edit)

    def at(self) -> time:
        """The time that stands there, in whole minutes."""
        shown = self.edit.time()
        return time(shown.hour(), shown.minute())

    def set_at(self, at: time) -> None:
        """Shows a time."""
        self.edit.setTime(QTime(at.hour, at.minute))
