"""Asking for the short PIN that lifts the cover while a meeting is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.ui.door import CoverPin
from pod_desktop.ui.widgets import Field, Heading, PrimaryButton, QuietButton, Sentence


class PinQuestion(QDialog):
    """One field; Enter takes it, Esc leaves things as they are."""

    pin_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A PIN for the cover"))
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(Heading(self.tr("A PIN for the cover"), 2))
        column.addWidget(
            Sentence(
                self.tr(
                    "F9 covers the screen at once. While a meeting is open these digits lift the cover, so "
                    "that nobody types a passphrase in front of the family. They are forgotten when the "
                    "program locks or ends."
                )
            )
        )
        self._pin = Field(self.tr("Four to eight digits"), secret=True)
        self._pin.submitted.connect(self._take)
        column.addWidget(self._pin)
        row = QHBoxLayout()
        use = PrimaryButton(self.tr("Use this PIN"))
        use.clicked.connect(self._take)
        leave = QuietButton(self.tr("Not now"))
        leave.clicked.connect(self.reject)
        row.addWidget(use)
        row.addWidget(leave)
        row.addStretch(1)
        column.addLayout(row)
        self._pin.setFocus()

    def _take(self) -> None:
        pin = self._pin.text()
        if not CoverPin.fits(pin):
            self._pin.set_error(self.tr("A PIN has four to eight digits and nothing else."))
            return
        self.pin_chosen.emit(pin)
        self.accept()
