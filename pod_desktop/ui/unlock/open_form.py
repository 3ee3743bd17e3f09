"""Opening the team's data with its passphrase."""

from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod_desktop.ui.about import AboutButton
from pod_desktop.ui.unlock.emblem import Emblem
from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    Notice,
    PrimaryButton,
    Quiet,
    QuietButton,
    ScrollColumn,
)

_SECOND_MS = 1000


class OpenForm(ScrollColumn):
    """One field and one button; after wrong passphrases it takes a while until the next try."""

    unlock_requested = Signal(str)
    sheet_wanted = Signal()
    """The passphrase is forgotten, and the recovery sheet is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(520, parent)
        self._passphrase = SecretField(self.tr("Passphrase"))
        self._passphrase.submitted.connect(lambda _text: self._submit())
        self._open = PrimaryButton(self.tr("Open"))
        self._open.clicked.connect(self._submit)
        self._sheet = QuietButton(self.tr("I have the recovery sheet"))
        self._sheet.clicked.connect(self.sheet_wanted)
        self._line = Quiet()
        self._remaining = 0
        self._wait = QTimer(self, interval=_SECOND_MS)
        self._wait.timeout.connect(self._second_passed)
        self._locked_out = Notice("")
        self._locked_out.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._locked_out.hide()
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Emblem(72))
        head.addWidget(Heading(self.tr("Open your team’s data"), 1), 1)
        card.add_layout(head)
        card.add(self._locked_out)
        card.add(self._passphrase)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._open)
        row.addWidget(self._line, 1)
        card.add_layout(row)
        self.add_stretch()
        self.add(card)
        below = FlowLayout()  # large text needs two lines for them
        below.addWidget(AboutButton())
        below.addWidget(self._sheet)
        self.add_layout(below)
        self.add_stretch()
        self.setFocusProxy(self._passphrase)

    def tell_locked_out(self, sentence: str) -> None:
        """Says why no passphrase opens it any more, for as long as this is shown.

        Somebody may be typing at this moment, in front of others: the keyboard is at no field and no button.
        """
        self._locked_out.set_sentence(sentence)
        self._locked_out.show()
        self.setFocusProxy(self._locked_out)
        self._locked_out.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str, wait_seconds: float = 0) -> None:
        """Says why it was not opened, and for how long it cannot be tried again."""
        self._passphrase.setEnabled(True)
        self._sheet.setEnabled(True)
        self._passphrase.set_error(sentence)
        self._remaining = ceil(wait_seconds)
        self._open.setEnabled(self._remaining == 0)
        self._line.setText(self._wait_words())
        if self._remaining > 0:
            self._wait.start()
        self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def working(self, sentence: str) -> None:
        """Says what is going on; nothing can be typed meanwhile."""
        self._stop_waiting()
        self._passphrase.setEnabled(False)
        self._sheet.setEnabled(False)
        self._open.setEnabled(False)
        self._line.setText(sentence)

    def ready(self) -> None:
        """Ready for a passphrase."""
        self._stop_waiting()
        self._passphrase.setEnabled(True)
        self._sheet.setEnabled(True)
        self._passphrase.set_error("")
        self._open.setEnabled(True)
        self._line.setText("")

    def _submit(self) -> None:
        if not self._open.isEnabled():
            return
        if not self._passphrase.secret():
            self._passphrase.set_error(self.tr("Please type the passphrase of this laptop."))
            self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.unlock_requested.emit(self._passphrase.take())

    def _second_passed(self) -> None:
        self._remaining -= 1
        if self._remaining <= 0:
            self._stop_waiting()
            self._open.setEnabled(True)
            self._line.setText(self.tr("You can try again now."))
        else:
            self._line.setText(self._wait_words())

    def _stop_waiting(self) -> None:
        self._wait.stop()
        self._remaining = 0

    def _wait_words(self) -> str:
        """Round times, so that the line seldom changes."""
        if self._remaining <= 0:
            return ""
        if self._remaining <= 10:
            return self.tr("You can try again in a few seconds.")
        if self._remaining <= 60:
            tens = ceil(self._remaining / 10) * 10
            return self.tr("You can try again in about {count} seconds.").format(count=tens)
        minutes = ceil(self._remaining / 60)
        return self.tr("You can try again in about {count} minutes.").format(count=minutes)
