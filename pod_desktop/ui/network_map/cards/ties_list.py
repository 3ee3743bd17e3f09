"""Somebody's ties in words, and the way to a new one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, TieView
from pod_desktop.domain.network import Known
from pod_desktop.services.people import folded
from pod_desktop.ui.network_map.words import way_words
from pod_desktop.ui.widgets import FlowLayout, Heading, Quiet, QuietButton, SecondaryButton


class TiesList(QWidget):
    """A button for each tie opens its card; another begins a new tie."""

    tie_opened = Signal(str)
    link_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link_button = SecondaryButton(self.tr("Link with…"), "link-2")
        self.link_button.clicked.connect(self.link_requested)
        self._buttons: dict[EntityId, QuietButton] = {}
        self._order: list[EntityId] = []
        self._none = Quiet(self.tr("No ties yet."))
        self._flow = FlowLayout(spacing=4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Heading(self.tr("Ties"), 3))
        column.addWidget(self._none)
        column.addLayout(self._flow)
        row = FlowLayout()
        row.addWidget(self.link_button)
        column.addLayout(row)

    def show_ties(self, view: MapView, id_: EntityId) -> None:
        """The ties of somebody as they are now, by name. The keyboard stays at a tie that stays."""
        names = {view.person.id: view.person.name, **{member.id: member.name for member in view.members}}
        ties = [tie for tie in view.ties if id_ in {tie.a_id, tie.b_id}]
        others = {tie.id: names[tie.b_id if tie.a_id == id_ else tie.a_id] for tie in ties}
        ties.sort(key=lambda tie: (folded(others[tie.id]), tie.id))
        self._none.setVisible(not ties)
        for tie_id in self._buttons.keys() - others.keys():
            gone = self._buttons.pop(tie_id)
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for tie in ties:
            button = self._buttons.get(tie.id) or self._button(tie.id)
            words = self._words(others[tie.id], tie.known, self._way(tie, names))
            button.setText(words)
            button.setAccessibleName(self.tr("Tie with {name}").format(name=words))
        order = [tie.id for tie in ties]
        if order != self._order:
            self._order = order
            self._put_in_order([self._buttons[tie_id] for tie_id in order])

    @staticmethod
    def _way(tie: TieView, names: Mapping[EntityId, str]) -> str:
        """Such as "Jo to Aunt May"; "" for a tie that goes both ways, or that is not known to be there."""
        if not tie.direction or tie.known != Known.YES:
            return ""
        return way_words(tie.direction, names[tie.a_id], names[tie.b_id])

    def _words(self, name: str, known: str, way: str) -> str:
        if known == "yes" and way:
            return self.tr("{name} (only {way})").format(name=name, way=way)
        if known == "yes":
            return name
        if known == "no":
            return self.tr("{name} (no tie)").format(name=name)
        return self.tr("{name} (not known)").format(name=name)

    def _button(self, tie_id: EntityId) -> QuietButton:
        self._buttons[tie_id] = button = QuietButton("")
        button.clicked.connect(lambda _on=False, tie_id=tie_id: self.tie_opened.emit(tie_id))
        self._flow.addWidget(button)
        return button

    def _put_in_order(self, buttons: Sequence[QuietButton]) -> None:
        """On the screen and for the Tab key."""
        for button in buttons:
            self._flow.removeWidget(button)
            self._flow.addWidget(button)
        for before, after in pairwise((*buttons, self.link_button)):
            self.setTabOrder(before, after)
