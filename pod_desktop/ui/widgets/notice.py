"""Lines that tell something without asking for attention.

    Notice(sentence, action="", *, icon_name="info", parent=None)
        .set_sentence(text, action="") ; action_requested()
    EmptyState(sentence, action="", *, icon_name="", detail="", parent=None)
        action_requested()

A notice stands quietly in its place on the screen; an empty state stands where nothing is yet, and teaches.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import assets
from pod_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from pod_desktop.ui.widgets.text import Heading, Quiet, Sentence


class _Picture(QLabel):
    """An icon of the palette that is no button."""

    def __init__(self, name: str, size: int, role: str) -> None:
        super().__init__()
        self._drawn = (name, size, role)
        self._tint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self.setPixmap(assets.pixmap(*self._drawn))


class Notice(QFrame):
    """One quiet sentence on the screen, with an action beside it where there is something to do."""

    action_requested = Signal()

    def __init__(
        self, sentence: str, action: str = "", *, icon_name: str = "info", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        self._words = Sentence()
        self._button = QuietButton("")
        self._button.clicked.connect(self.action_requested)
        row.addWidget(_Picture(icon_name, 20, "ink_soft"))
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.set_sentence(sentence, action)

    def set_sentence(self, sentence: str, action: str = "") -> None:
        """Says something else; without an action there is no button."""
        self._words.setText(sentence)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(sentence)


class EmptyState(QWidget):
    """Where nothing is yet: one sentence that teaches and the one thing to do."""

    action_requested = Signal()

    def __init__(
        self,
        sentence: str,
        action: str = "",
        *,
        icon_name: str = "",
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        if icon_name:
            column.addWidget(_Picture(icon_name, 40, "edge"), 0, centre)
        words: list[QLabel] = [Heading(sentence, 2)]
        if detail:
            words.append(Quiet(detail))
        for label in words:
            label.setAlignment(centre)
            column.addWidget(label)
        self.button = PrimaryButton(action) if action else None
        """The one thing to do, where the keyboard goes first."""
        if self.button is not None:
            self.button.clicked.connect(self.action_requested)
            column.addSpacing(4)
            column.addWidget(self.button, 0, centre)
        column.addStretch(1)
        self.setAccessibleName(sentence)
