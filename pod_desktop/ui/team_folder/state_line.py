"""How things stand with the team folder, in one quiet line that leads to its page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod_desktop.ui.desk import Desk
from pod_desktop.ui.team_folder.state_words import state_words
from pod_desktop.ui.widgets import Quiet, QuietButton


class StateLine(QWidget):
    """Hidden where nothing is kept, and before anybody has looked."""

    folder_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = Quiet()
        self.button = QuietButton(self.tr("Team folder"))
        self.button.clicked.connect(self.folder_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        if desk.courier is not None:
            desk.courier.changed.connect(self.refresh)
        self.refresh()

    def said(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def refresh(self) -> None:
        """Say how things stand now."""
        courier = self._desk.courier
        words = state_words(courier, self._desk.clock.now()) if courier is not None else ""
        if words != self._words.text():
            self._words.setText(words)
            self.button.setAccessibleName(self.tr("Team folder: {state}").format(state=words))
        self.setVisible(bool(words))
