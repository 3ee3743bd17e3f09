"""Two laptops' logs of one meeting, for training: how far they agree, and which is looked at first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.ui.meeting.looking_back.words import figure_words, laptop_words, share_words
from pod_desktop.ui.widgets import Card, Choice, Quiet, Sentence


class TwoLogsPart(Card):
    """They stand beside each other and are never made one."""

    first_chosen = Signal(str)
    """The laptop whose log is to be looked at first; "" for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("The logs of several laptops, for training"))
        self._said = Sentence()
        self._how = Quiet(
            self.tr(
                "Each log is asked in the middle of every second that both cover who speaks, or whether it "
                "is silent. Agreement: the seconds of which both say the same ÷ all of them. Kappa: "
                "(agreement − agreement by chance) ÷ (1 − agreement by chance). Taps are compared, not "
                "people."
            )
        )
        self.choice: Choice | None = None
        self._offered: tuple[tuple[str, str], ...] = ()
        self.add(self._said)
        self.add(self._how)
        self.add(
            Quiet(self.tr("Which log is looked at first? Nothing is lost by it, and neither counts more."))
        )

    def said(self) -> str:
        """The sentence about how far they agree."""
        return self._said.text()

    def set_view(self, view: LookingBack) -> None:
        """The logs as they are now; with one there is nothing to say."""
        self.setVisible(len(view.logs) > 1)
        if len(view.logs) < 2:
            return
        self._said.setText(self._agreement(view))
        named = sorted((log.laptop_id, laptop_words(log, several=True)) for log in view.logs)
        offered = (("", self.tr("As they began")), *named)
        if offered != self._offered:
            if self.choice is not None:
                self.choice.hide()
                self.choice.deleteLater()
            self._offered = offered
            self.choice = Choice(offered, self.tr("Which log is looked at first?"))
            self.choice.chosen.connect(self.first_chosen)
            self.add(self.choice)
        if self.choice is not None:
            self.choice.show_stored(view.first)

    def _agreement(self, view: LookingBack) -> str:
        found = view.agreement
        if found is None:
            return self.tr("Only totals were kept, so how far the logs agree cannot be said.")
        words = self.tr("Agreement {same}, Cohen’s kappa {kappa}, over n = {seconds} seconds.").format(
            same=share_words(found.same), kappa=figure_words(found.kappa), seconds=found.seconds
        )
        if len(view.logs) > 2:
            words += " " + self.tr("It is that of the first two logs below.")
        return words
