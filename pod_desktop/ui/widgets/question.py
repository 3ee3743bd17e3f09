"""A question that needs an answer before anything goes on.

Question(title, sentence, answers, parent=None)      .open(), then answered(str), or rejected() with Esc
answers: pairs (key, label), the first one is the main button
.answer(key) answers as a press would
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui.widgets.buttons import PodButton, PrimaryButton, SecondaryButton
from pod_desktop.ui.widgets.flow import FlowLayout
from pod_desktop.ui.widgets.text import Heading, Sentence

_LONG = 240
"""Letters."""


class Question(QDialog):
    """A sentence and two or three answers as buttons."""

    answered = Signal(str)

    def __init__(
        self, title: str, sentence: str, answers: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(400 if len(sentence) < _LONG else 560)
        self._buttons: dict[str, PodButton] = {}
        self.given: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(Heading(title, 2))
        column.addWidget(Sentence(sentence))
        column.addSpacing(8)
        row = FlowLayout()
        column.addLayout(row)
        for key, label in answers:
            button: PodButton = SecondaryButton(label) if self._buttons else PrimaryButton(label)
            button.clicked.connect(lambda _on=False, key=key: self.answer(key))
            self._buttons[key] = button
            row.addWidget(button)
        next(iter(self._buttons.values())).setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        column = self.layout()
        if column is not None:  # long sentences wrap: as high as they need at this width
            self.resize(self.width(), max(self.height(), column.totalHeightForWidth(self.width())))

    def answer(self, key: str) -> None:
        """Answers and closes. Raises KeyError for an answer that was not offered."""
        self._buttons[key]
        self.given = key
        self.answered.emit(key)
        self.accept()
