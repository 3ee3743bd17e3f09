"""When, and by whom, help was first asked for.

FirstContactForm(clock)
    .value() -> (Instant, words) | None      None while nobody said when; raises BadInput
    .show_contact(at, by)   .clear()   .refuse(sentence)   submitted()  on Enter in a field
"""

from datetime import date, time, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDateEdit,
    QDateTimeEdit,
    QHBoxLayout,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Clock, Instant
from pod_desktop.ui import theme, times
from pod_desktop.ui.widgets import Choice, Field, Heading, Notice, Quiet, leave_the_wheel

_NOW, _TODAY, _YESTERDAY, _OTHER = "now", "today", "yesterday", "other"


class FirstContactForm(QWidget):
    """Two questions. Neither needs an answer."""

    submitted = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.when = Choice(
            (
                (_NOW, self.tr("Just now")),
                (_TODAY, self.tr("Earlier today")),
                (_YESTERDAY, self.tr("Yesterday")),
                (_OTHER, self.tr("Another day")),
            ),
            self.tr("When was help first asked for?"),
        )
        self.day, self.at = QDateEdit(), QTimeEdit()
        self.who = Choice([(words, words) for words in self._people()], self.tr("Who asked?"))
        self.words = Field(self.tr("Or in words"))
        self._problem = Notice("")
        self._lay_out()
        self.when.chosen.connect(self._when_chosen)
        self.who.chosen.connect(lambda _: self.words.set_text(""))
        self.words.changed.connect(lambda _: self.who.set_value(None))
        self.words.submitted.connect(lambda _: self.submitted.emit())
        self.clear()

    def value(self) -> tuple[Instant, str] | None:
        """When and by whom ("" where that was not said). Raises BadInput for a time that never comes."""
        if self.when.value() is None:
            return None
        return self._instant(), self.words.text() or self.who.value() or ""

    def clear(self) -> None:
        """Nothing is said yet."""
        self.when.set_value(None)
        self.who.set_value(None)
        self.words.set_text("")
        self._show_time(self._clock.now())
        self._show_fields()
        self.refuse("")

    def show_contact(self, at: Instant, by: str) -> None:
        """What was said before, to be changed."""
        self.clear()
        days = times.days_from(at, times.HOME_ZONE, self._clock.now())
        self.when.set_value({0: _TODAY, -1: _YESTERDAY}.get(days, _OTHER))
        self._show_time(at)
        self._show_fields()
        if by in self._people():
            self.who.set_value(by)
        else:
            self.words.set_text(by)

    def refuse(self, sentence: str) -> None:
        """Says what is amiss; "" takes it away."""
        self._problem.set_sentence(sentence)
        self._problem.setVisible(bool(sentence))

    def problem(self) -> str:
        """What is amiss, or ""."""
        return self._problem.accessibleName()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter:
            if isinstance(watched, QDateTimeEdit):
                watched.interpretText()
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

    def _people(self) -> tuple[str, ...]:
        return (
            self.tr("the person"),
            self.tr("a relative"),
            self.tr("a friend"),
            self.tr("the GP"),
            self.tr("another service"),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Heading(self.tr("When was help first asked for?"), 3))
        column.addWidget(self.when)
        self._times = QWidget()
        row = QHBoxLayout(self._times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._at_about = Quiet(self.tr("at about"))
        self._at_about.setWordWrap(False)
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setAccessibleName(self.tr("Day"))
        self.at.setDisplayFormat("HH:mm")
        self.at.setAccessibleName(self.tr("Time of day"))
        for edit in (self.day, self.at):
            _fit(edit)
            edit.installEventFilter(self)
        for widget in (self.day, self._at_about, self.at):
            row.addWidget(widget)
        row.addStretch(1)
        column.addWidget(self._times)
        column.addSpacing(8)
        column.addWidget(Heading(self.tr("Who asked?"), 3))
        column.addWidget(self.who)
        column.addWidget(self.words)
        column.addWidget(self._problem)

    def _when_chosen(self, _which: str) -> None:
        self.refuse("")
        self._show_fields()

    def _show_fields(self) -> None:
        which = self.when.value()
        options = self.when.findChildren(QAbstractButton)
        # The keyboard comes to what is chosen, else to the first option.
        self.setFocusProxy(next((option for option in options if option.isChecked()), options[0]))
        self._times.setVisible(which not in {None, _NOW})
        self.day.setVisible(which == _OTHER)

    def _show_time(self, at: Instant) -> None:
        wall = wall_time.on_the_wall(at, times.HOME_ZONE)
        today = self._today()
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(QDate(wall.year, wall.month, wall.day))
        self.at.setTime(QTime(wall.hour, wall.minute))

    def _instant(self) -> Instant:
        if self.when.value() == _NOW:
            return self._clock.now()
        shown, day = self.at.time(), self.day.date()
        days = {
            _TODAY: self._today(),
            _YESTERDAY: self._today() - timedelta(days=1),
            _OTHER: date(day.year(), day.month(), day.day()),
        }
        at = time(shown.hour(), shown.minute())
        return wall_time.instant_of(days[self.when.value() or _TODAY], at, times.HOME_ZONE)

    def _today(self) -> date:
        return wall_time.on_the_wall(self._clock.now(), times.HOME_ZONE).date()


def _fit(edit: QDateTimeEdit) -> None:
    # What is half typed is no time: only a whole number stands for one.
    edit.setKeyboardTracking(False)
    leave_the_wheel(edit)
    edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
    edit.setMinimumHeight(theme.TARGET)
