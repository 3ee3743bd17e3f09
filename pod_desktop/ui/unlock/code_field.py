"""A field for the twelve words of a code that lets a laptop into a team."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.ui.unlock.secret_words_field import CheckWords, SecretWordsField, any_words
from pod_desktop.ui.widgets import Quiet

CODE_WORDS = 12
"""As sync.joining has it; a test holds the two together, for the way in must not import storage."""


class CodeField(QWidget):
    """With a line that says how many of the words are there."""

    submitted = Signal()

    def __init__(self, check: CheckWords = any_words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = SecretWordsField(self.tr("The twelve words of the code"), check, lines=2)
        self._how_far = Quiet()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self._how_far)
        self.words.changed.connect(self._count)
        self.words.submitted.connect(lambda _words: self.submitted.emit())
        self.setFocusProxy(self.words)
        self._count()

    def code(self) -> str:
        """What was typed; it stays until `forget`."""
        return self.words.words()

    def problem(self) -> str:
        """What is missing or wrong, with the keyboard put there; "" where this can be a code."""
        if self.words.count() >= CODE_WORDS:
            return self.words.refused()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.tr("The code has {count} words. Please type all of them.").format(count=CODE_WORDS)

    def forget(self) -> None:
        """Nothing stays in the field."""
        self.words.forget()

    def _count(self) -> None:
        count = self.words.count()
        self._how_far.setText(
            self.tr("{count} of {all} words").format(count=count, all=CODE_WORDS)
            if count
            else self.tr("With a space between. The first four letters of each word are enough.")
        )
