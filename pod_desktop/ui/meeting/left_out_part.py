"""Whose own words are left out of the turn log: a chip for everybody who came, and what becomes of them."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.log_views import OwnWordsView
from pod_desktop.domain.views import Someone
from pod_desktop.ui.team_folder.listing import listed
from pod_desktop.ui.widgets import FlowLayout, Quiet, Sentence, ToggleChip
from pod_desktop.ui.widgets.as_typed import plain_tip


class LeftOutPart(QWidget):
    """One press leaves somebody's words out, another takes that back while it can be."""

    asked = Signal(str, bool)
    """Somebody (their id) asks that their words be left out, or that they be taken in after all."""

    def __init__(self, *, closed: bool = False, meeting: bool = False) -> None:
        super().__init__()
        self._meeting = meeting
        self.chips: dict[str, ToggleChip] = {}
        self._destroyed = Sentence()
        self._flow = FlowLayout(spacing=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Sentence(self.tr("Whoever asks for it has their own words left out:")))
        column.addLayout(self._flow)
        column.addWidget(Quiet(what_happens(closed=closed)))
        column.addWidget(self._destroyed)

    def set_people(self, people: Sequence[OwnWordsView]) -> None:
        """Everybody who came, as it stands now."""
        can_change = [each for each in people if not each.is_final]
        if list(self.chips) != [each.who.id for each in can_change]:
            self._fill([each.who for each in can_change])
        for each in can_change:
            self.chips[each.who.id].setChecked(each.left_out)
        gone = listed(tuple(each.who.name for each in people if each.is_final))
        self._destroyed.setText(
            self.tr("The words of {names} are destroyed, as they asked.").format(names=gone) if gone else ""
        )
        self._destroyed.setVisible(bool(gone))

    def said(self) -> str:
        """Whose words are destroyed, as the part says it."""
        return self._destroyed.text()

    def _fill(self, people: Sequence[Someone]) -> None:
        had = next((id_ for id_, chip in self.chips.items() if chip.hasFocus()), "")
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for who in people:
            chip = ToggleChip(who.name, meeting=self._meeting)
            name = self.tr("Leave out the words of {name}").format(name=who.name)
            chip.setAccessibleName(name)
            chip.setToolTip(plain_tip(name))
            chip.clicked.connect(lambda on, id_=who.id: self.asked.emit(id_, on))
            self._flow.addWidget(chip)
            self.chips[who.id] = chip
        if had in self.chips:
            self.chips[had].setFocus()


def what_happens(*, closed: bool) -> str:
    """What becomes of words that are left out; `closed`: asked for after the meeting."""
    if closed:
        return QCoreApplication.translate(
            "LeftOutPart",
            "They are shown nowhere from then on, and no more are noted; that they spoke stays. After ten "
            "minutes they are destroyed on all laptops and cannot be brought back; a backup in another place "
            "loses them the next time it is made there.",
        )
    return QCoreApplication.translate(
        "LeftOutPart",
        "They are shown nowhere from then on, and no more are noted; that they spoke stays. Ten minutes "
        "after closing they are destroyed on all laptops; until then this can be taken back.",
    )
