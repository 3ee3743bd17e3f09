"""A field for the words of a secret, of a code or of the recovery sheet.

The words stay while they are refused, so that one misread word does not mean all of them anew.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.secret_words import UnreadableWords, where_typed
from pod_desktop.ui.widgets import WordsField

CheckWords = Callable[[str], None]
"""Raises UnreadableWords where what was typed cannot be the words that are wanted; asks nobody."""


def any_words(words: str) -> None:
    """A check that finds nothing, for a form on its own."""


class SecretWordsField(WordsField):
    """Whatever keeps words as they are typed is asked to leave these alone."""

    def __init__(
        self, label: str, check: CheckWords = any_words, *, lines: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, lines=lines, quoted=False, parent=parent)
        self._check = check
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def count(self) -> int:
        """How many words were typed."""
        return len(self.words().split())

    def refused(self) -> str:
        """Why these cannot be the words, with the keyboard put at the first wrong one; "" where they can."""
        try:
            self._check(self.words())
        except UnreadableWords as error:
            self._go_to(error.places)
            return str(error)
        return ""

    def forget(self) -> None:
        """Nothing stays in the field."""
        self.set_words("")
        self.edit.document().clearUndoRedoStacks()

    def _go_to(self, places: Sequence[int]) -> None:
        """The first of these words is chosen, so that typing replaces it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if places:
            begins, ends = where_typed(self.edit.toPlainText(), places[0])
            cursor = self.edit.textCursor()
            cursor.setPosition(begins)
            cursor.setPosition(ends, QTextCursor.MoveMode.KeepAnchor)
            self.edit.setTextCursor(cursor)
