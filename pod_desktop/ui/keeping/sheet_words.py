"""The words of the sheet, large, each with its number."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pod_desktop.ui.widgets import FlowLayout, Heading

_LONGEST = "24. mushroom  "
"""No word of the list has more than eight letters, and few have so many broad ones."""


class _Word(Heading):
    """As wide as all others, so that they stand in columns."""

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(_LONGEST), metrics.height() + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class SheetWords(QWidget):
    """From left to right and then down; on a narrow screen in fewer columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[_Word] = []
        self._flow = FlowLayout(self, spacing=8)

    def show_words(self, words: Sequence[str]) -> None:
        """These words and no others."""
        for old in self._words:
            self._flow.removeWidget(old)
            old.clear()
            old.hide()
            old.deleteLater()
        self._words = [_Word(f"{number}. {word}", 2) for number, word in enumerate(words, 1)]
        for word in self._words:
            word.setWordWrap(False)
            self._flow.addWidget(word)
