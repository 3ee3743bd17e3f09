"""A field for the twelve words of a code that lets a laptop into a team."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.secret_words import where_typed
from pod_desktop.ui.widgets import Quiet, WordsField

CODE_WORDS = 12
"""As sync.joining has it; a test holds the two together, for the way in must not import storage."""


class CodeField(QWidget):
    """The words stay while they are refused, so that one misheard word does not mean twelve anew."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WordsField(self.tr("The twelve words of the code"), lines=2, quoted=False)
        self.words.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
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
        """What is missing, with the keyboard put there; "" when there are enough words."""
        if len(self.code().split()) >= CODE_WORDS:
            return ""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.tr("The code has {count} words. Please type all of them.").format(count=CODE_WORDS)

    def go_to(self, places: Sequence[int]) -> None:
        """Puts the keyboard at the first of these words, chosen, so that typing replaces it."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        if places:
            begins, ends = where_typed(self.words.edit.toPlainText(), places[0])
            cursor = self.words.edit.textCursor()
            cursor.setPosition(begins)
            cursor.setPosition(ends, QTextCursor.MoveMode.KeepAnchor)
            self.words.edit.setTextCursor(cursor)

    def forget(self) -> None:
        """Nothing stays in the field."""
        self.words.set_words("")
        self.words.edit.document().clearUndoRedoStacks()

    def _count(self) -> None:
        count = len(self.code().split())
        self._how_far.setText(
            self.tr("{count} of {all} words").format(count=count, all=CODE_WORDS)
            if count
            else self.tr("With a space between. The first four letters of each word are enough.")
        )
