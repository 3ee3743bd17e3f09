"""Words of somebody who is not here, told or imagined by somebody who is: whose, and who speaks for them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone
from pod_desktop.services import meeting_views, network
from pod_desktop.ui.meeting.faces import WhoseChoice, by_name
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.widgets import FlowLayout, Quiet, QuietButton


class SpokenFor(QWidget):
    """Quiet until it is asked for. Inner voices, absent voices, who died, and whoever did not come."""

    chosen = Signal()
    """Somebody who is not here was chosen."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.open = QuietButton(self.tr("Somebody who is not here"), "user", meeting=True)
        self.whose = WhoseChoice(self.tr("Somebody who is not here, whose words they are"))
        self._not_here = Quiet(self.tr("Somebody who is not here"))
        self.nobody = Quiet(
            self.tr("Everybody on the map is here. Others can be named where people come and go.")
        )
        self._ask = Quiet(self.tr("Who speaks for them?"))
        self.by = WhoseChoice(self.tr("Who speaks for them?"))
        opener = FlowLayout()
        opener.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(opener)
        for part in (self._not_here, self.whose, self.nobody, self._ask, self.by):
            column.addWidget(part)
        self.clear()
        self.open.clicked.connect(self._open)
        self.whose.chosen.connect(self._chose)

    def set_people(self, here: Sequence[Someone]) -> None:
        """Who can speak for them."""
        self.by.set_people(here)

    def value(self) -> EntityId | None:
        """Whose words they are, where that is somebody who is not here."""
        return self.whose.value()

    def clear(self) -> None:
        """Nobody is chosen, and it is quiet again."""
        self.open.show()
        for part in (self.whose, self.by):
            part.set_value(None)
        for hidden in (self._not_here, self.whose, self.nobody, self._ask, self.by):
            hidden.hide()

    def _open(self) -> None:
        view = meeting_views.meeting(self._room.journal, self._room.meeting_id)
        came = {who.id for who in view.came}
        members = network.network_map(self._room.journal, view.person.id).members
        away = by_name(
            each.someone
            for each in members
            if each.id not in came and each.someone.member_kind != MemberKind.PET
        )
        self.whose.set_people(away)
        self.open.hide()
        for part in (self._not_here, self.whose):
            part.setVisible(bool(away))
        self.nobody.setVisible(not away)
        self.whose.focus_first()

    def _chose(self) -> None:
        chosen = self.whose.value() is not None
        for part in (self._ask, self.by):
            part.setVisible(chosen)
        if chosen:
            self.chosen.emit()
