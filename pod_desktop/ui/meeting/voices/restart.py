"""After a stop of the program: what became of whatever was going on then."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.log_views import TurnView
from pod_desktop.ui.meeting.voices import sentences
from pod_desktop.ui.widgets import Card, FlowLayout, PrimaryButton, Quiet, SecondaryButton, Sentence


class OfferBack(Card):
    """Says what the stop interrupted, and asks. No end is made up."""

    still_chosen = Signal()
    unknown_chosen = Signal()

    def __init__(
        self, *, long_ago: bool = False, same_data: bool = True, parent: QWidget | None = None
    ) -> None:
        """`long_ago`: that it still goes on is the lesser answer. Not `same_data`: it is none."""
        super().__init__(parent=parent)
        self._sentence = Sentence()
        soon = same_data and not long_ago
        self.still = (PrimaryButton if soon else SecondaryButton)("", meeting=True)
        self.unknown = (SecondaryButton if soon else PrimaryButton)("", meeting=True)
        self.answers = (self.still, self.unknown) if soon else (self.unknown, self.still)
        """The buttons, the main one first."""
        self.still.clicked.connect(self.still_chosen)
        self.unknown.clicked.connect(self.unknown_chosen)
        row = FlowLayout()
        for each in self.answers:
            row.addWidget(each)
        if not same_data:
            self.still.hide()
        self.add(self._sentence)
        self.add_layout(row)
        self.add(Quiet(" ".join(self._what_is_true(soon=soon, same_data=same_data))))

    def _what_is_true(self, *, soon: bool, same_data: bool) -> list[str]:
        if not same_data:
            stored = self.tr("The data was made anew since; what was stored shortly before may be missing.")
        else:
            stored = self.tr(
                "What was stored is here; what was said or typed in the last seconds before may be missing."
            )
        if soon:
            return [stored, self.tr("A tap on whoever speaks now goes on as well.")]
        return [stored, self.tr("A tap on whoever speaks now begins a new turn.")]

    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def set_interrupted(self, spans: Sequence[TurnView]) -> None:
        """What went on when the program stopped."""
        self._sentence.setText(sentences.stopped_while(spans))
        self.still.setText(sentences.still_going_on(spans))
        self.unknown.setText(sentences.end_not_known(spans))
        self.setAccessibleName(self._sentence.text())
