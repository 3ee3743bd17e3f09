"""A page that says what happened to the team's data, and waits for “Go on”."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod_desktop.ui.widgets import Card, Heading, PrimaryButton, ScrollColumn, Sentence


class ToldPage(ScrollColumn):
    """Some sentences and one button."""

    gone_on = Signal()

    def __init__(self, title: str, sentences: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(680, parent)
        self.sentences = tuple(sentences)
        card = Card()
        card.add(Heading(title, 1))
        for each in sentences:
            words = Sentence(each)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            card.add(words)
        self.go_on = PrimaryButton(self.tr("Go on"))
        self.go_on.setAccessibleDescription(" ".join(sentences))
        self.go_on.clicked.connect(self.gone_on)
        row = QHBoxLayout()
        row.addWidget(self.go_on)
        row.addStretch(1)
        card.add_layout(row)
        self.add_stretch()
        self.add(card)
        self.add_stretch()
        self.setFocusProxy(self.go_on)
