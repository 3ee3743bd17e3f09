"""“People who may be one”: the pairs of the map that look alike, gone through one by one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.duplicates import MayBeOne
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Facts, network
from pod_desktop.services.duplicates import possible_duplicates
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.duplicates.pair_row import PairRow
from pod_desktop.ui.network_map.duplicates.same_person import about_inviting
from pod_desktop.ui.network_map.more_menu import MoreMenu, Part
from pod_desktop.ui.widgets import FlowLayout, Heading, Quiet, ScrollColumn, SecondaryButton, Sentence

_WATCHED = {"member", "tie", "attendance", "told_apart"}
_AT_ONCE = 12
"""So many pairs are shown; the next come as these are answered."""


class MayBeOneDialog(QDialog):
    """Each pair is joined, or said to be two people. Esc leaves."""

    def __init__(self, desk: Desk, person_id: EntityId, acts: MapActs, page: QWidget | None = None) -> None:
        super().__init__(page)
        self._desk, self._person_id, self._acts = desk, person_id, acts
        self.rows: list[PairRow] = []
        self.setWindowTitle(self.tr("People who may be one"))
        self.close_button = SecondaryButton(self.tr("Close"))
        self.close_button.setAutoDefault(False)
        self.said = Sentence()
        self._nobody = Sentence(self.tr("Nobody on the map looks like somebody else on it."))
        self._more = Quiet()
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self._lay_out()
        self.close_button.clicked.connect(self.accept)
        if page is not None:
            page.installEventFilter(self)
        desk.facts.changed.connect(self._facts_changed)
        self.finished.connect(self.deleteLater)
        self._page = page
        self._show()

    def show_pairs(self) -> None:
        """Opens it, with the keyboard at the first pair."""
        large = QSize(800, 640)
        self.resize(large if self._page is None else large.boundedTo(self._page.window().size()))
        self.open()
        self._to_first()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Hide:
            self.reject()
        return super().eventFilter(watched, event)

    # --- doing --------------------------------------------------------------------------------------------

    def _join(self, found: MayBeOne, stays: str) -> None:
        one, other = (found.stays, found.other) if stays == found.stays.id else (found.other, found.stays)
        self._answered(self._acts.join(other, one))

    def _keep_two(self, found: MayBeOne) -> None:
        self._answered(self._acts.tell_apart(found.stays, found.other))

    def _answered(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self._show()
        self._to_first()

    # --- looks --------------------------------------------------------------------------------------------

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & _WATCHED:
            self._show()

    def _show(self) -> None:
        found = possible_duplicates(self._desk.journal, self._person_id)
        shown = found[:_AT_ONCE]
        if tuple(row.found for row in self.rows) != tuple(shown):
            self._fill(shown)
        self._nobody.setVisible(not found)
        self._more.setVisible(len(found) > len(shown))
        self._more.setText(self.tr("{count} more come after these.").format(count=len(found) - len(shown)))

    def _fill(self, shown: Sequence[MayBeOne]) -> None:
        """Which name stays, where somebody chose it, and the keyboard stay with the pair."""
        view = network.network_map(self._desk.journal, self._person_id)
        chosen = {row.found.pair: row.stays.value() for row in self.rows}
        here = next((row.found.pair for row in self.rows if row.isAncestorOf(self.focusWidget())), None)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [PairRow(found, view) for found in shown]
        for row in self.rows:
            row.stays.set_value(chosen.get(row.found.pair, row.found.stays.id))
            row.join_requested.connect(partial(self._join, row.found))
            row.two_requested.connect(partial(self._keep_two, row.found))
            self._column.addWidget(row)
            if row.found.pair == here:
                row.take_focus()

    def _to_first(self) -> None:
        if self.rows:
            self.rows[0].take_focus()
        else:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = ScrollColumn(heading_first=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.said.hide()
        column.add(Heading(self.tr("People who may be one"), 1))
        column.add(
            Quiet(self.tr("The program only compares names, words and numbers. You know who they are."))
        )
        column.add(
            Quiet(about_inviting(network.network_map(self._desk.journal, self._person_id).person.name))
        )
        for widget in (self.said, self._nobody):
            column.add(widget)
        column.add_layout(self._column)
        column.add(self._more)
        row = FlowLayout()
        row.addWidget(self.close_button)
        column.add_layout(row)
        column.add_stretch()


def offer(menu: MoreMenu, desk: Desk, acts: MapActs, drawing: NetworkView, page: QWidget) -> None:
    """Puts the way to it into the map's menu."""
    words = QCoreApplication.translate("MayBeOneDialog", "People who may be one…")
    person_id = drawing.model.view.person.id
    menu.add(Part.PEOPLE, words, lambda: MayBeOneDialog(desk, person_id, acts, page).show_pairs())
