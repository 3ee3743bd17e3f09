"""The whole window when the program cannot begin: why, that nothing was changed, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui.unlock.emblem import Emblem
from pod_desktop.ui.widgets import Card, Heading, PrimaryButton, ScrollColumn, Sentence


class Refusal(QWidget):
    """One sentence and one button, which closes the window, as Esc does."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("POD Desktop"))
        self.resize(860, 480)
        self.sentence = sentence
        words = Sentence(sentence)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # to send it to somebody
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = PrimaryButton(self.tr("Close"))
        close.clicked.connect(self.close)
        self.setAccessibleDescription(sentence)
        close.setAccessibleDescription(sentence)
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Emblem(72))
        head.addWidget(Heading(self.tr("POD Desktop cannot begin"), 1), 1)
        card.add_layout(head)
        card.add(words)
        row = QHBoxLayout()
        row.addWidget(close)
        row.addStretch(1)
        card.add_layout(row)
        column = ScrollColumn(640)
        column.add_stretch()
        column.add(card)
        column.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        close.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
