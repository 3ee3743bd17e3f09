"""What was erased, on the team's page: who asked, who confirmed, when and why; never of whom."""

from PySide6.QtWidgets import QWidget

from pod_desktop.services import erasure
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people import erasure_words
from pod_desktop.ui.widgets import Card, Sentence


class ErasedPart(Card):
    """A sentence for each erasure, the latest first; hidden until `refresh` finds one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk = desk
        self.set_title(self.tr("Erased for data protection"))
        self.lines: list[Sentence] = []
        self.hide()

    def refresh(self) -> None:
        """Look again."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        now = self._desk.clock.now()
        confirmed = [each for each in erasure.erasures(self._desk.journal) if each.confirmed is not None]
        self.lines = [Sentence(erasure_words.was_erased(each, now)) for each in confirmed]
        for line in self.lines:
            self.add(line)
        self.setVisible(bool(self.lines))
