"""When something was, of which people rarely know the minute.

PastMoment(clock, question, not_yet="")
    .value() -> Instant | None     None while nobody said when; raises BadInput for a time that never comes
    .show_moment(at)   .clear()    submitted()  on Enter in a field   chosen()
"""

from datetime import date, time, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDateTimeEdit,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.ui import theme, times
from pod_desktop.ui.widgets import Choice, Heading, Quiet, leave_the_wheel
from pod_desktop.ui.widgets.day_edit import DayEdit, TimeEdit

_NOT_YET, _NOW, _TODAY, _YESTERDAY, _OTHER = "", "now", "today", "yesterday", "other"


class PastMoment(QWidget):
    """Just now, earlier today, yesterday or another day; with `not_yet` also that it was not yet."""

    submitted = Signal()
    chosen = Signal()

    def __init__(self, clock: Clock, question: str, not_yet: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._shown: tuple[Instant, object] | None = None
        """What was said before, and what the fields showed of it: unchanged, its seconds stay."""
        options = [
            (_NOW, self.tr("Just now")),
            (_TODAY, self.tr("Earlier today")),
            (_YESTERDAY, self.tr("Yesterday")),
            (_OTHER, self.tr("Another day")),
        ]
        self._unsaid = _NOT_YET if not_yet else None
        self.when = Choice([(_NOT_YET, not_yet), *options] if not_yet else options, question)
        self.day, self.at = DayEdit(), TimeEdit()
        self._lay_out(question)
        self.when.chosen.connect(self._when_chosen)
        self.clear()

    def value(self) -> Instant | None:
        """When it was; None where that was not said, or was not yet. Raises BadInput as `instant_of`."""
        which = self.when.value()
        if not which:
            return None
        if which == _NOW:
            return self._clock.now()
        if self._shown is not None and self._fields() == self._shown[1]:
            return self._shown[0]
        shown, day = self.at.time(), self.day.date()
        days = {
            _TODAY: self._today(),
            _YESTERDAY: self._today() - timedelta(days=1),
            _OTHER: date(day.year(), day.month(), day.day()),
        }
        return wall_time.instant_of(days[which], time(shown.hour(), shown.minute()), times.HOME_ZONE)

    def clear(self) -> None:
        """Nothing is said yet."""
        self._shown = None
        self.when.set_value(self._unsaid)
        self._show_time(self._clock.now())
        self.show_fields()

    def show_moment(self, at: Instant) -> None:
        """What was said before, to be changed."""
        days = times.days_from(at, times.HOME_ZONE, self._clock.now())
        self.when.set_value({0: _TODAY, -1: _YESTERDAY}.get(days, _OTHER))
        self._show_time(at)
        self._shown = (at, self._fields())
        self.show_fields()

    def show_fields(self) -> None:
        """Asks only what is needed for what is chosen."""
        which = self.when.value()
        options = self.when.findChildren(QAbstractButton)
        # The keyboard comes to what is chosen, else to the first option.
        self.setFocusProxy(next((option for option in options if option.isChecked()), options[0]))
        self._times.setVisible(which not in {None, _NOT_YET, _NOW})
        self.day.setVisible(which == _OTHER)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter:
            if isinstance(watched, QDateTimeEdit):
                watched.interpretText()
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self, question: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Heading(question, 3))
        column.addWidget(self.when)
        self._times = QWidget()
        row = QHBoxLayout(self._times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        at_about = Quiet(self.tr("at about"))
        at_about.setWordWrap(False)
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setAccessibleName(self.tr("Day"))
        self.at.setDisplayFormat("HH:mm")
        self.at.setAccessibleName(self.tr("Time of day"))
        for edit in (self.day, self.at):
            _fit(edit)
            edit.setAccessibleDescription(question)
            edit.installEventFilter(self)
        for widget in (self.day, at_about, self.at):
            row.addWidget(widget)
        row.addStretch(1)
        column.addWidget(self._times)

    def _when_chosen(self, _which: str) -> None:
        self.show_fields()
        self.chosen.emit()

    def _fields(self) -> tuple[str | None, QDate, QTime]:
        return self.when.value(), self.day.date(), self.at.time()

    def _show_time(self, at: Instant) -> None:
        wall = wall_time.on_the_wall(at, times.HOME_ZONE)
        today = self._today()
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(QDate(wall.year, wall.month, wall.day))
        self.at.setTime(QTime(wall.hour, wall.minute))

    def _today(self) -> date:
        return wall_time.on_the_wall(self._clock.now(), times.HOME_ZONE).date()


def _fit(edit: QDateTimeEdit) -> None:
    # What is half typed is no time: only a whole number stands for one.
    edit.setKeyboardTracking(False)
    leave_the_wheel(edit)
    edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
    edit.setMinimumHeight(theme.TARGET)
