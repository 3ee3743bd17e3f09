"""Which meeting is begun: one that was planned, and for when, or one that nobody planned."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MeetingBrief
from pod_desktop.domain.wall_time import on_the_wall
from pod_desktop.ui import times
from pod_desktop.ui.widgets import FlowLayout, Quiet, QuietButton, SecondaryButton


class WhichMeeting(QWidget):
    """Says it in a line. Where plans lie near, each can be begun instead; nobody has to."""

    chosen = Signal(object)
    """The id of the plan that is to be begun, or None for a meeting that nobody planned."""

    def __init__(self) -> None:
        super().__init__()
        self._line = Quiet()
        self.plans: dict[EntityId, SecondaryButton] = {}
        """A button for each plan that lies near, while it is not the one that is begun."""
        self.unplanned = QuietButton(self.tr("Begin one that nobody planned"), meeting=True)
        self._row = FlowLayout(spacing=12)
        self._row.addWidget(self.unplanned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addLayout(self._row)
        self.unplanned.clicked.connect(lambda: self.chosen.emit(None))

    def words(self) -> str:
        """What the line says."""
        return self._line.text()

    def show_meeting(self, plan: MeetingBrief | None, near: Sequence[MeetingBrief], now: Instant) -> None:
        """The `plan` that is begun, or None; and the plans that are offered in its place."""
        had_keyboard = any(each.hasFocus() for each in (self.unplanned, *self.plans.values()))
        self._line.setText(self._words(plan, near, now))
        for button in self.plans.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        offered = [] if plan is not None else near
        self.plans = {each.id: self._button(each, now) for each in offered}
        self.unplanned.setVisible(plan is not None and bool(near))
        if had_keyboard:
            following = next(iter(self.plans.values()), self.unplanned)
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, plan: MeetingBrief, now: Instant) -> SecondaryButton:
        words = self.tr("Begin the one planned for {when}").format(when=_when(plan, now))
        button = SecondaryButton(words, meeting=True)
        button.clicked.connect(lambda: self.chosen.emit(plan.id))
        self._row.addWidget(button)
        button.show()
        return button

    def _words(self, plan: MeetingBrief | None, near: Sequence[MeetingBrief], now: Instant) -> str:
        if plan is None and len(near) == 1:
            words = self.tr("Nobody planned this meeting. Or is it the one that is planned for {when}?")
            return words.format(when=_when_and_where(near[0], now))
        if plan is None and near:
            return self.tr("Nobody planned this meeting. Or is it one of those that are planned?")
        if plan is None:
            return self.tr("Nobody planned this meeting.")
        if plan.planned is None:
            return self.tr("This meeting was planned without a day. Begun now, it is held today.")
        words = self.tr("This meeting was planned for {when}.")
        if times.days_from(plan.planned, plan.zone, now) != 0:
            words = self.tr("This meeting was planned for {when}. Begun now, it is held today.")
        return words.format(when=_when_and_where(plan, now))


def _when(plan: MeetingBrief, now: Instant) -> str:
    if plan.planned is None:
        return ""
    translate = QCoreApplication.translate
    day, today = (on_the_wall(each, plan.zone).date() for each in (plan.planned, now))
    return translate("times", "{day} at {clock}").format(
        day=times.named_day(day, today, translate),
        clock=times.clock_words(plan.planned, plan.zone, translate=translate),
    )


def _when_and_where(plan: MeetingBrief, now: Instant) -> str:
    return ", ".join(part for part in (_when(plan, now), plan.place) if part)
