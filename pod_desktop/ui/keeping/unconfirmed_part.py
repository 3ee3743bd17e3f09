"""Words for a recovery sheet that were made and of which nobody has said that they are on paper.

UnconfirmedPart(desk, keeper)      gone()      `refresh()` shows it where there are any; call it first
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.errors import PodError
from pod_desktop.services import WrongPassphrase, recovery
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.keeping.keeper import Keeper
from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.widgets import FlowLayout, Notice, QuietButton, SecondaryButton, Sentence


class UnconfirmedPart(QWidget):
    """Says so, and lets whoever knows the passphrase give them up."""

    gone = Signal()
    """They open nothing any more."""

    def __init__(self, desk: Desk, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._keeper = desk, keeper
        self.words = Sentence()
        self.begin = SecondaryButton(self.tr("Give these words up…"))
        self.passphrase = SecretField(self.tr("Passphrase"))
        self.give_up = SecondaryButton(self.tr("Give them up"))
        self.leave = QuietButton(self.tr("Not now"))
        self.status = Notice("")
        row = FlowLayout()
        for each in (self.begin, self.give_up, self.leave):
            row.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.words)
        whole.addWidget(self.passphrase)
        whole.addLayout(row)
        whole.addWidget(self.status)
        self.begin.clicked.connect(lambda _on: self._ask(True))
        self.leave.clicked.connect(lambda _on: self._ask(False))
        self.give_up.clicked.connect(self._give_up)
        self.passphrase.submitted.connect(lambda _text: self._give_up())
        self._open(False)
        self._say("")
        self.hide()

    def refresh(self) -> None:
        """Looks whether there are such words."""
        try:
            marks = recovery.unconfirmed_marks(self._keeper.profile, self._desk.journal)
        except PodError as error:
            self._say(str(error))
            return
        if marks:
            self.words.setText(
                self.tr(
                    "Words were made, and nobody said that they are on paper (mark {marks}). Whoever holds "
                    "them and this laptop can read everything."
                ).format(marks=self.tr(", ").join(marks))
            )
        self.setVisible(bool(marks))

    def _open(self, asking: bool) -> None:
        self.begin.setVisible(not asking)
        for each in (self.passphrase, self.give_up, self.leave):
            each.setVisible(asking)

    def _ask(self, asking: bool) -> None:
        self.passphrase.forget()
        self._say("")
        self._open(asking)
        (self.passphrase if asking else self.begin).setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        if not self.give_up.isEnabled():
            return
        if not self.passphrase.secret():
            self.passphrase.set_error(self.tr("Please type the passphrase of this laptop."))
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        passphrase, profile, journal = self.passphrase.take(), self._keeper.profile, self._desk.journal
        self.give_up.setEnabled(False)
        self._desk.jobs.run(
            lambda: recovery.give_up_unconfirmed(profile, journal, passphrase),
            done=lambda _none: self._given_up(),
            failed=self._refused,
        )

    def _given_up(self) -> None:
        if isValid(self):
            self.give_up.setEnabled(True)
            self._open(False)
            self.refresh()
            self.gone.emit()

    def _refused(self, error: PodError) -> None:
        if not isValid(self):
            return
        self.give_up.setEnabled(True)
        if isinstance(error, WrongPassphrase):
            self.passphrase.set_error(str(error))
        else:
            self._say(str(error))
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self.status.set_sentence(sentence)
        self.status.setVisible(bool(sentence))
