"""After a stop of the program: what became of whatever was going on then."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.views import TurnView
from pod_desktop.ui.meeting.voices import sentences
from pod_desktop.ui.widgets import Card, FlowLayout, PrimaryButton, Quiet, SecondaryButton, Sentence


class OfferBack(Card):
    """Says what the stop interrupted, and asks. No end is made up."""

    still_chosen = Signal()
    unknown_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._sentence = Sentence()
        self.still = PrimaryButton("", meeting=True)
        self.unknown = SecondaryButton("", meeting=True)
        self.still.clicked.connect(self.still_chosen)
        self.unknown.clicked.connect(self.unknown_chosen)
        answers = FlowLayout()
        answers.addWidget(self.still)
        answers.addWidget(self.unknown)
        self.add(self._sentence)
        self.add_layout(answers)
        self.add(Quiet(self.tr("Nothing was lost. A tap on whoever speaks now goes on as well.")))

    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def set_interrupted(self, spans: Sequence[TurnView]) -> None:
        """What went on when the program stopped."""
        self._sentence.setText(sentences.stopped_while(spans))
        self.still.setText(sentences.still_going_on(spans))
        self.unknown.setText(sentences.end_not_known(spans))
        self.setAccessibleName(self._sentence.text())
