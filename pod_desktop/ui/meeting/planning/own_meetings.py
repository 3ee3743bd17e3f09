"""The person's own meetings at the time that is being planned, and leaving out the days that have one."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.double_booking import overlap
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.outputs.saying import listed
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.widgets import FlowLayout, SecondaryButton, Sentence


class OwnMeetings(QWidget):
    """Says which they are; nothing is forbidden by it. Hidden without any."""

    changed = Signal()
    """Those days are to be left out, or not."""

    def __init__(self, desk: Desk, name: str, zone: str, *, meeting: bool = False) -> None:
        super().__init__()
        self._desk, self._name, self._zone = desk, name, zone
        self._leaves_out = False
        self._left_out: frozenset[Instant] = frozenset()
        self.words = Sentence()
        self.leave_out = SecondaryButton("", meeting=meeting)
        buttons = FlowLayout()
        buttons.addWidget(self.leave_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(buttons)
        self.leave_out.clicked.connect(self._turn)
        self.hide()

    def without_left_out(self, days: Sequence[Instant]) -> tuple[Instant, ...]:
        """The days on which a meeting is to be planned all the same."""
        return tuple(day for day in days if day not in self._left_out)

    def look(self, days: Sequence[Instant], own: Sequence[MeetingBrief]) -> None:
        """`days`: when meetings are to begin. `own`: those of the person that overlap with them."""
        begins = [begin for each in own if (begin := each.began or each.planned) is not None]
        taken = frozenset(day for day in days if any(overlap(day, begin) for begin in begins))
        can_leave_out = 0 < len(taken) < len(days)
        self._left_out = taken if self._leaves_out and can_leave_out else frozenset()
        self.words.setText(self._sentence(len(days), len(taken), own) if own else "")
        self.leave_out.setText(self._act(one=len(taken) == 1))
        self.leave_out.setVisible(can_leave_out)
        self.setVisible(bool(own))

    def _turn(self) -> None:
        self._leaves_out = not self._leaves_out
        self.changed.emit()

    def _act(self, *, one: bool) -> str:
        if self._left_out:
            return self.tr("Plan on that day too") if one else self.tr("Plan on those days too")
        return self.tr("Leave out that day") if one else self.tr("Leave out those days")

    def _sentence(self, days: int, taken: int, own: Sequence[MeetingBrief]) -> str:
        which = listed([self._told(each) for each in own])
        if self._left_out:
            words = self.tr("Left out, for {name} has a meeting then: {which}.")
        elif days == 1:
            words = self.tr("{name} has a meeting then already: {which}.")
        elif taken == days:
            words = self.tr("On each of these days {name} has a meeting then already: {which}.")
        elif taken == 1:
            words = self.tr("On one of these days {name} has a meeting then already: {which}.")
        else:
            words = self.tr("On %n of these days {name} has a meeting then already: {which}.", None, taken)
        return words.format(name=self._name, which=which)

    def _told(self, each: MeetingBrief) -> str:
        begins = each.began or each.planned
        if begins is None:
            return each.place
        now = self._desk.clock.now()
        when = times.when_words(begins, self._zone, now, translate=QCoreApplication.translate)
        return f"{when} ({' '.join(each.place.split())})" if each.place else when
