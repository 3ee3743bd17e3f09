"""When they were last asked what they need, and when to ask again."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.elapsed import months_after
from pod_desktop.domain.views import MemberView
from pod_desktop.ui import theme, times
from pod_desktop.ui.widgets import FlowLayout, Quiet, QuietButton, leave_the_wheel

_MONTHS = (3, 6, 12)


def is_worth_asking_again(member: MemberView, now: Instant) -> bool:
    """Whether the date to ask again has come, and nobody has asked since."""
    day = member.needs_review
    return day is not None and day <= now and (member.needs_asked is None or member.needs_asked < day)


class NeedsReview(QWidget):
    """Says it quietly once the date has come."""

    asked_again = Signal()
    planned = Signal(object)
    """The number of months from now, or None for no date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked, self.due = Quiet(), Quiet()
        self.again_button = QuietButton(self.tr("Asked again today, nothing new"))
        self.when = QComboBox()
        leave_the_wheel(self.when)
        self.when.setMinimumHeight(theme.TARGET)
        self.when.setAccessibleName(self.tr("When to ask again"))
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
        self.again_button.clicked.connect(self.asked_again)
        self.when.activated.connect(self._chosen)

    def show_member(self, member: MemberView, now: Instant) -> None:
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
        self._offer(day)

    def _asked_words(self, member: MemberView, now: Instant) -> str:
        if member.needs_asked is None:
            return self.tr("Not asked yet.")
        ago = times.ago_words(member.needs_asked, now, QCoreApplication.translate)
        return self.tr("Last asked {ago}.").format(ago=ago)

    def _offer(self, day: str) -> None:
        entries: list[tuple[str, object]] = [(self.tr("No date"), 0)]
        if day:
            entries.append((times.beginning(day), -1))
        entries += [(self.tr("In %n months", "", months), months) for months in _MONTHS]
        if entries != [(self.when.itemText(i), self.when.itemData(i)) for i in range(self.when.count())]:
            self.when.clear()
            for words, data in entries:
                self.when.addItem(words, data)
        self.when.setCurrentIndex(1 if day else 0)

    def _chosen(self, index: int) -> None:
        months = self.when.itemData(index)
        if months >= 0:
            self.planned.emit(months or None)


def review_day(now: Instant, months: int | None) -> Instant | None:
    """The day so many months from now; None for none."""
    return None if months is None else months_after(now, months)
