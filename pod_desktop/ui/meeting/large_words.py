"""Words large enough to be read from across the table."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.widgets import Sentence

_LONG = 160


class LargeWords(Sentence):
    """A sentence in the largest type; long ones in one that is still large."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._size = 0.0
        self._fit()

    def set_words(self, words: str) -> None:
        """Shows these words."""
        self.setText(words)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._fit()

    def _fit(self) -> None:
        role = "title" if len(self.text()) > _LONG else "display"
        size = theme.font(role).pointSizeF()
        if size != self._size:
            self._size = size
            self.setStyleSheet(f"font-size: {size:.2f}pt; font-weight: 600;")
