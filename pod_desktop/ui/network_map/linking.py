"""“Link with…”: a tie from somebody to whoever is found by typing."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import Known
from pod_desktop.domain.views import Someone
from pod_desktop.ui.network_map.cards.chooser import Candidate, Chooser
from pod_desktop.ui.network_map.drawing.model import CENTRE_KIND, MapModel
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.table.rows import Badge


class Linking(QObject):
    """Asks who the other one is; `link_requested` (one, other) tells whom to link."""

    link_requested = Signal(str, str)

    def __init__(self, drawing: NetworkView, page: QWidget) -> None:
        super().__init__(page)
        self._drawing, self._page = drawing, page
        self._one: EntityId | None = None
        self.chooser: Chooser | None = None
        """What is open at the moment."""

    @property
    def _model(self) -> MapModel:
        return self._drawing.model

    def open(self, one: EntityId | None) -> None:
        """Asks with whom to link a member or the person; nothing for a tie or nobody."""
        is_person = one == self._model.view.person.id
        if one is None or not (is_person or self._model.member(one)) or self.chooser is not None:
            return
        self._drawing.leave_gesture()
        self._one = one
        title = self.tr("Link {name} with…").format(name=self._model.someone(one).name)
        self.chooser = Chooser(title, self._candidates(one), self.tr("Link"), self._page)
        self.chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chooser.taken.connect(lambda other: self.link_requested.emit(one, other))
        self.chooser.finished.connect(self._closed)
        self.chooser.open()

    def show_map(self) -> None:
        """Whoever came or went meanwhile, and ties of others, are seen in the open window, too."""
        if self.chooser is not None and self._one is not None:
            self.chooser.show_candidates(self._candidates(self._one))

    def _candidates(self, one: EntityId) -> list[Candidate]:
        view, letters = self._model.view, self._drawing.map_scene.letters
        centre = Candidate(
            view.person.id,
            view.person.name,
            note=self._note(one, view.person),
            badge=Badge(letters[view.person.id], view.person.hue, CENTRE_KIND),
        )
        members = [
            Candidate(
                member.id,
                member.name,
                member.words,
                self._note(one, member.someone),
                Badge(letters[member.id], member.hue, member.member_kind),
            )
            for member in view.members
        ]
        return [each for each in (centre, *members) if each.id != one]

    def _note(self, one: EntityId, other: Someone) -> str:
        there = self._model.tie_between(one, other.id)
        if there is None:
            return ""
        return {
            Known.YES.value: self.tr("there is a tie already"),
            Known.NO.value: self.tr("said so far: no tie"),
            Known.NOT_KNOWN.value: self.tr("said so far: not known"),
        }.get(there.known, "")

    def _closed(self) -> None:
        self.chooser = None
