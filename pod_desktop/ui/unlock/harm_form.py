"""The team's files are damaged: what happened, and whether to make them anew now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pod_desktop.ui.unlock.form import Form
from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.widgets import Quiet, Sentence


class HarmForm(Form):
    """Emits the passphrase. One that was typed just before need not be typed again, unless it was wrong."""

    mend_requested = Signal(str)

    def __init__(self, sentence: str, passphrase: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Your team’s data is damaged"), self.tr("Make it anew"), self.tr("Not now"), parent
        )
        self._typed_before = passphrase
        words = Sentence(sentence)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # to send it to somebody
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.passphrase = SecretField(self.tr("Passphrase"))
        self.passphrase.setVisible(not passphrase)
        self.passphrase.submitted.connect(lambda _text: self._submit())
        self.do.clicked.connect(self._submit)
        self.do.setAccessibleDescription(sentence)
        self.card.add(words)
        self.card.add(
            Quiet(
                self.tr(
                    "The damaged file is kept beside the new one. It takes from some seconds to a few "
                    "minutes, and says afterwards what came back. With “Not now” nothing is touched."
                )
            )
        )
        self.card.add(self.passphrase)
        self.setFocusProxy(self.do if passphrase else self.passphrase)
        self._end_with_buttons(self.passphrase.last)

    @override
    def refuse(self, sentence: str) -> None:
        # It may have been the passphrase: whoever is not asked for it could only leave.
        self.passphrase.show()
        self.setFocusProxy(self.passphrase)
        super().refuse(sentence)

    @override
    def forget(self) -> None:
        self._typed_before = ""
        self.passphrase.forget()

    def _submit(self) -> None:
        if not self.do.isEnabled():
            return
        passphrase = self._typed_before or self.passphrase.take()
        self._typed_before = ""
        if not passphrase:
            self.passphrase.set_error(self.tr("Please type the passphrase of this laptop."))
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.mend_requested.emit(passphrase)
