"""The foot of the agenda: undo and redo, and in their place, for a while, why an act was not done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pod_desktop.ui.meeting.agenda.taking_back import TakingBack
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.widgets import QuietButton


class Foot(QStackedWidget):
    """Below what scrolls: a sentence that comes or goes moves nothing that somebody is about to press."""

    laid_out = Signal()
    """Something else can be reached here now."""

    def __init__(self, attempts: Attempts) -> None:
        super().__init__()
        self._attempts = attempts
        self.taking_back = TakingBack(attempts)
        self.put_away = QuietButton(self.tr("Put away"), meeting=True)
        self.put_away.clicked.connect(lambda: attempts.say(""))
        self._said = QWidget()
        self._row = QHBoxLayout(self._said)
        self._row.setContentsMargins(16, 4, 16, 4)
        self._row.setSpacing(12)
        self._row.addWidget(self.put_away)
        self.addWidget(self.taking_back)
        self.addWidget(self._said)
        attempts.said.connect(self.show_state)

    def hold(self) -> None:
        """The line that says why comes here."""
        if self._attempts.parentWidget() is not self._said:
            self._row.insertWidget(0, self._attempts, 1)
            self._attempts.setVisible(bool(self._attempts.sentence))
        self.show_state()

    def show_state(self) -> None:
        """Shows what is to be said, where it is said here."""
        says = bool(self._attempts.sentence) and self._attempts.parentWidget() is self._said
        self.setCurrentWidget(self._said if says else self.taking_back)
        self.laid_out.emit()
