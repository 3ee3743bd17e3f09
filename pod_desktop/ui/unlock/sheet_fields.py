"""Fields for somebody with the recovery sheet in their hand: its words, and a new passphrase, twice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.unlock.secret_words_field import CheckWords, SecretWordsField, any_words
from pod_desktop.ui.unlock.start_form import SHORTEST_PASSPHRASE
from pod_desktop.ui.unlock.wanted import NewPassphrase
from pod_desktop.ui.widgets import Quiet

WORDS = 24


class SheetFields(QWidget):
    """Words that no sheet can have are said while the passphrase is still there."""

    submitted = Signal()

    def __init__(self, check_sheet: CheckWords = any_words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = SecretWordsField(self.tr("The words of the recovery sheet"), check_sheet, lines=4)
        self._how_far = Quiet()
        self.passphrase = SecretField(
            self.tr("A new passphrase"),
            hint=self.tr("At least {count} characters. It counts from then on.").format(
                count=SHORTEST_PASSPHRASE
            ),
        )
        self.again = SecretField(self.tr("The same passphrase again"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for each in (self.words, self._how_far, self.passphrase, self.again):
            column.addWidget(each)
        self.words.changed.connect(self._count)
        self.words.submitted.connect(lambda _words: self.submitted.emit())
        self.passphrase.submitted.connect(lambda _text: self._go_on())
        self.again.submitted.connect(lambda _text: self.submitted.emit())
        self.setFocusProxy(self.words)
        self._count()

    def problem(self) -> str:
        """What is missing or wrong, with the keyboard put where it is; "" when everything is there."""
        if self.words.count() < WORDS:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.tr("The sheet has {count} words. Please type all of them.").format(count=WORDS)
        if refused := self.words.refused():
            return refused
        if len(self.passphrase.secret().strip()) < SHORTEST_PASSPHRASE:
            sentence = self.tr("A passphrase needs at least {count} characters.").format(
                count=SHORTEST_PASSPHRASE
            )
            self.passphrase.set_error(sentence)
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return sentence
        if self.passphrase.secret() != self.again.secret():
            self.again.forget()
            sentence = self.tr("The two are not the same. Please type the passphrase once more.")
            self.again.set_error(sentence)
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
            return sentence
        return ""

    def given(self) -> NewPassphrase:
        """What was typed; it stays until `forget`."""
        return NewPassphrase(self.words.words(), self.passphrase.secret())

    def forget(self) -> None:
        """Nothing stays in the fields."""
        self.words.forget()
        self.passphrase.forget()
        self.again.forget()

    def _go_on(self) -> None:
        if self.again.secret():
            self.submitted.emit()
        else:
            self.again.setFocus(Qt.FocusReason.TabFocusReason)

    def _count(self) -> None:
        count = self.words.count()
        if not count:
            self._how_far.setText(
                self.tr(
                    "In the order of their numbers, with a space between. Capital letters do not matter, and "
                    "the first four letters of each are enough."
                )
            )
        else:
            self._how_far.setText(self.tr("{count} of {all} words").format(count=count, all=WORDS))
