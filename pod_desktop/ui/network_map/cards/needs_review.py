"""When they were last asked what they need, and when to ask again."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.elapsed import months_after
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.needs import Asked, is_worth_asking_again
from pod_desktop.ui import theme, times
from pod_desktop.ui.widgets import Calendar, FlowLayout, Quiet, QuietButton, leave_the_wheel
from pod_desktop.ui.widgets.day_edit import DayEdit

_MONTHS = (3, 6, 12)
_ANOTHER, _STAYS = -2, -1


class NeedsReview(QWidget):
    """Says it quietly once the date has come."""

    asked_again = Signal()
    planned = Signal(object)
    """The number of months from now, a day, or None for no date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of: EntityId | None = None
        self._begun = QDate()
        """What the day showed at first."""
        self._asked, self.due = Quiet(), Quiet()
        self.again_button = QuietButton(self.tr("Asked again today, nothing new"))
        self.when = QComboBox()
        leave_the_wheel(self.when)
        self.when.setMinimumHeight(theme.TARGET)
        self.when.setAccessibleName(self.tr("When to ask again"))
        self.day, self._calendar = DayEdit(), Calendar()
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setCalendarPopup(True)
        self.day.setCalendarWidget(self._calendar)
        self.day.setMinimumHeight(theme.TARGET)
        self.day.setAccessibleName(self.tr("The day to ask again"))
        self.day.hide()
        leave_the_wheel(self.day)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = FlowLayout()
        row.addWidget(self.again_button)
        for widget in (self._asked, self.due):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(Quiet(self.tr("When to ask again")))
        column.addWidget(self.when)
        column.addWidget(self.day)
        self.again_button.clicked.connect(self.asked_again)
        self.when.activated.connect(self._chosen)
        self.day.editingFinished.connect(self._day_left)
        self._calendar.clicked.connect(lambda _day: self.day.setFocus())

    def show_member(self, member: Asked, now: Instant) -> None:
        """Shows what is known of asking."""
        self._asked.setText(self._asked_words(member, now))
        self.again_button.setVisible(member.needs_asked is not None)
        self.due.setVisible(is_worth_asking_again(member, now))
        day = ""
        if member.needs_review is not None:
            day = times.day_words(
                member.needs_review, times.HOME_ZONE, now, translate=QCoreApplication.translate
            )
            due = self.tr("Worth asking again: that was planned for {day}.")
            self.due.setText(due.format(day=day.removeprefix("on ")))
        if member.id != self._of:
            self._of = member.id
            self.day.hide()
        today = _date(now)
        self.day.setMinimumDate(today.addDays(1))
        if self.day.isHidden():
            self._begun = max(
                _date(member.needs_review or months_after(now, 3, times.HOME_ZONE)), today.addDays(1)
            )
            self.day.setDate(self._begun)
        self._offer(day)

    def _asked_words(self, member: Asked, now: Instant) -> str:
        if member.needs_asked is None:
            return self.tr("Not asked yet.")
        ago = times.ago_words(member.needs_asked, now, QCoreApplication.translate)
        return self.tr("Last asked {ago}.").format(ago=ago)

    def _offer(self, day: str) -> None:
        entries: list[tuple[str, object]] = [(self.tr("No date"), 0)]
        if day:
            entries.append((times.beginning(day), _STAYS))
        entries += [(self.tr("In %n months", "", months), months) for months in _MONTHS]
        entries.append((self.tr("Another day…"), _ANOTHER))
        if entries != [(self.when.itemText(i), self.when.itemData(i)) for i in range(self.when.count())]:
            self.when.clear()
            for words, data in entries:
                self.when.addItem(words, data)
        another = self.when.findData(_ANOTHER)
        self.when.setCurrentIndex(another if not self.day.isHidden() else 1 if day else 0)

    def _chosen(self, index: int) -> None:
        chosen = self.when.itemData(index)
        self.day.setVisible(chosen == _ANOTHER)
        if chosen == _ANOTHER:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        elif chosen >= 0:
            self.planned.emit(chosen or None)

    def _day_left(self) -> None:
        """Once, when the day is whole, not with each digit; a day that nobody changed plans nothing."""
        if self.day.isHidden() or self._calendar.isVisible():
            return
        self.day.hide()
        if self.day.date() != self._begun:
            self.planned.emit(self.day.date().toPython())
        else:
            self.when.setCurrentIndex(max(0, self.when.findData(_STAYS)))


def _date(moment: Instant) -> QDate:
    local = moment.astimezone(ZoneInfo(times.HOME_ZONE))
    return QDate(local.year, local.month, local.day)
