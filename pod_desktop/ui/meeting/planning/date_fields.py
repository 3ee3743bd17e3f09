"""Fields for a date and a time of day, as planning uses them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QLabel, QTimeEdit, QVBoxLayout, QWidget

from pod_desktop.ui import theme
from pod_desktop.ui.widgets import Calendar, leave_the_wheel
from pod_desktop.ui.widgets.day_edit import DayEdit, TimeEdit


def date_field(meeting: bool) -> QDateEdit:
    """A date, typed or taken from a calendar."""
    made = DayEdit()
    made.setDisplayFormat("dd/MM/yyyy")
    made.setCalendarPopup(True)
    made.setCalendarWidget(Calendar(made))
    _fit(made, meeting)
    return made


def time_field(meeting: bool) -> QTimeEdit:
    """A time of day, 24 hours."""
    made = TimeEdit()
    made.setDisplayFormat("HH:mm")
    _fit(made, meeting)
    return made


def _fit(edit: QDateTimeEdit, meeting: bool) -> None:
    # What is half typed is no time: only a whole number stands for one.
    edit.setKeyboardTracking(False)
    leave_the_wheel(edit)
    edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
    edit.setStyleSheet("QDateTimeEdit::drop-down { border: none; width: 28px; }")
    edit.setMinimumHeight(theme.TARGET_MEETING if meeting else theme.TARGET)
    if meeting:
        edit.setFont(theme.font("body", meeting=True))


def labelled(words: str, edit: QDateTimeEdit) -> QWidget:
    """The field below its label, which is also its name when read out."""
    whole = QWidget()
    label = QLabel(words)
    label.setProperty("look", "label")
    label.setBuddy(edit)
    edit.setAccessibleName(words)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(edit)
    return whole
