"""A planned meeting that did not happen, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pod_desktop.ui import theme
from pod_desktop.ui.widgets import Field, FlowLayout, QuietButton, SecondaryButton


class DidNotHappenPart(QWidget):
    """A quiet act at the foot of a plan; asked for, it takes one line for the reason."""

    given = Signal(str)
    """The reason, as it was typed."""

    def __init__(self, *, meeting: bool = False) -> None:
        super().__init__()
        self.open = QuietButton(self.tr("It did not happen"), meeting=meeting)
        self.reason = Field(self.tr("Why did the meeting not happen?"), meeting=meeting)
        self.for_calendar = QCheckBox(self.tr("Then save a file that takes it out of calendars"))
        self.for_calendar.setMinimumHeight(theme.TARGET_MEETING if meeting else theme.TARGET)
        self.store = SecondaryButton(self.tr("It did not happen"), meeting=meeting)
        self.back = QuietButton(self.tr("Back"), meeting=meeting)
        buttons = FlowLayout(spacing=12)
        buttons.addWidget(self.store)
        buttons.addWidget(self.back)
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(12)
        asked.addWidget(self.reason)
        asked.addWidget(self.for_calendar)
        asked.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = FlowLayout()
        row.addWidget(self.open)
        column.addLayout(row)
        column.addWidget(self._asked)
        self._asked.hide()
        self.open.clicked.connect(lambda: self._ask(on=True))
        self.back.clicked.connect(lambda: self._ask(on=False))
        self.store.clicked.connect(self._give)
        self.reason.submitted.connect(lambda _words: self._give())

    def _ask(self, *, on: bool) -> None:
        self._asked.setVisible(on)
        self.open.setVisible(not on)
        (self.reason if on else self.open).setFocus()

    def _give(self) -> None:
        if not self.reason.text():
            self.reason.set_error(self.tr("Please say why the meeting did not happen."))
            return
        self.given.emit(self.reason.text())
