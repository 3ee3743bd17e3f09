"""Somebody's ties in words, and the way to a new one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import MapView
from pod_desktop.ui.widgets import FlowLayout, Heading, Quiet, QuietButton, SecondaryButton


class TiesList(QWidget):
    """A button for each tie opens its card; another begins a new tie."""

    tie_opened = Signal(str)
    link_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link_button = SecondaryButton(self.tr("Link with…"), "link-2")
        self.link_button.clicked.connect(self.link_requested)
        self._shown: list[tuple[EntityId, str]] = []
        self._buttons: list[QuietButton] = []
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
        """The ties of somebody, as they are now."""
        names = {view.person.id: view.person.name, **{member.id: member.name for member in view.members}}
        wanted = [
            (tie.id, self._words(names[tie.b_id if tie.a_id == id_ else tie.a_id], tie.known))
            for tie in view.ties
            if id_ in {tie.a_id, tie.b_id}
        ]
        self._none.setVisible(not wanted)
        if wanted == self._shown:
            return
        self._shown = wanted
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(tie_id, words) for tie_id, words in wanted]

    def _words(self, name: str, known: str) -> str:
        if known == "yes":
            return name
        if known == "no":
            return self.tr("{name} (no tie)").format(name=name)
        return self.tr("{name} (not known)").format(name=name)

    def _button(self, tie_id: EntityId, words: str) -> QuietButton:
        button = QuietButton(words)
        button.setAccessibleName(self.tr("Tie with {name}").format(name=words))
        button.clicked.connect(lambda _on=False, tie_id=tie_id: self.tie_opened.emit(tie_id))
        self._flow.addWidget(button)
        return button
