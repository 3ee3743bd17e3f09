"""A plan that is one of several, made together; and the way to take all of them back."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.services import series
from pod_desktop.ui import theme, times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.widgets import FlowLayout, Quiet, QuietButton, SecondaryButton


class TogetherPart(QWidget):
    """Says so. Hidden for a plan by itself."""

    taken_back = Signal()
    """All that were still planned are gone."""

    def __init__(self, desk: Desk, *, meeting: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._meeting_id: EntityId | None = None
        self._words, self._asked = Quiet(), Quiet()
        self._has_files = not meeting  # the file is for later, when nobody waits
        self.for_calendar = QCheckBox(self.tr("Then save a file that takes them out of calendars"))
        self.for_calendar.setMinimumHeight(theme.TARGET)
        self.open, self.yes = QuietButton("", meeting=meeting), SecondaryButton("", meeting=meeting)
        self.back = QuietButton(self.tr("Back"), meeting=meeting)
        row = FlowLayout(spacing=12)
        for button in (self.open, self.yes, self.back):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._asked)
        column.addWidget(self.for_calendar)
        column.addLayout(row)
        self._ask(on=False)
        self.hide()
        self.open.clicked.connect(lambda: self._ask(on=True))
        self.back.clicked.connect(lambda: self._ask(on=False))
        self.yes.clicked.connect(self._take_back)

    def words(self) -> str:
        """What it says of the others."""
        return self._words.text()

    def look(self, meeting_id: EntityId | None) -> None:
        """Looks up with which meetings this one was planned together."""
        self._meeting_id = meeting_id
        found = series.planned_together(self._desk.journal, meeting_id) if meeting_id is not None else ()
        planned = [each for each in found if each.state == MeetingState.PLANNED]
        self.setVisible(len(found) > 1)
        if len(found) < 2:
            return
        words = self.tr(
            "One of %n meetings planned together. A change here changes this one only.", "", len(found)
        )
        self._words.setText(words)
        several = self.tr("Take back all %n that are still planned", "", len(planned))
        self.open.setText(several if len(planned) > 1 else self.tr("Take back this plan"))
        self.yes.setText(self.open.text())
        now = self._desk.clock.now()
        when = [
            times.when_words(each.planned, each.zone, now, translate=QCoreApplication.translate)
            for each in planned
            if each.planned is not None
        ]
        self._asked.setText(self.tr("These go, as planned by mistake: {when}.").format(when=", ".join(when)))
        self._ask(on=not self.yes.isHidden())

    def _take_back(self) -> None:
        if self._meeting_id is not None:
            series.take_back(self._desk.journal, self._meeting_id)
            self.taken_back.emit()

    def _ask(self, *, on: bool) -> None:
        had_keyboard = any(each.hasFocus() for each in (self.open, self.yes, self.back))
        for widget in (self._asked, self.yes, self.back):
            widget.setVisible(on)
        self.for_calendar.setVisible(on and self._has_files)
        self.open.setVisible(not on)
        if had_keyboard:
            (self.back if on else self.open).setFocus()
