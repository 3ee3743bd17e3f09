"""Names first: a field that takes one name after the other, and the tray of people without a place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.pasted_names import pasted_names
from pod_desktop.services.network import NewName
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.names.guessing import Proposal
from pod_desktop.ui.network_map.names.next_person import NextPerson
from pod_desktop.ui.network_map.names.pasted import PastedList
from pod_desktop.ui.network_map.table.rows import Row, RowsModel, badge_picture
from pod_desktop.ui.widgets import Field, Heading, Quiet, SecondaryButton, ToggleChip

_CARRIED = 48
"""Pixels of the face that a drag carries, as large as it will stand on the map."""


class Tray(QListView):
    """Who is not on the map yet. Enter places somebody; a drag takes them to the map."""

    place_requested = Signal(str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._dragging = False
        self.rows = RowsModel([self.tr("Not on the map yet")], draggable=True, parent=self)
        self.setModel(self.rows)
        self.setIconSize(QSize(32, 32))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(self.tr("People not on the map yet"))
        self.setAccessibleDescription(
            self.tr("Up and Down choose somebody, Enter puts them on the map, in the outer ring.")
        )
        self.doubleClicked.connect(self._place)
        self.selectionModel().currentChanged.connect(self._current_changed)

    def current(self) -> EntityId | None:
        """Who is chosen here."""
        return self.rows.id_at(self.currentIndex().row())

    def show_chosen(self, id_: EntityId | None) -> None:
        """Marks somebody; says nothing. Who is not here leaves the mark only to hands that are here.

        Hands that come back after a question count as here; those that carried somebody to the map do not.
        """
        row = self.rows.row_of(id_)
        self.blockSignals(True)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row, 0))
        elif self._dragging or self.window().focusWidget() is not self:
            self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)
        self.blockSignals(False)

    def bring_into_view(self, ids: Sequence[EntityId]) -> None:
        """Scrolls as far as the last of these, so that a name just given is seen to be there."""
        last = max((self.rows.row_of(id_) for id_ in ids), default=-1)
        if last >= 0:
            self.scrollTo(self.rows.index(last, 0))

    @override
    def sizeHint(self) -> QSize:
        """Two names; the layout gives what more there is."""
        return QSize(super().sizeHint().width(), theme.TARGET * 3)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._place()
        else:
            super().keyPressEvent(event)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Only the face is carried, held in its middle, so that it can be seen where it will stand."""
        index = self.currentIndex()
        badge = self.rows.badge_at(index.row())
        if badge is None:
            return
        face = badge_picture(badge, _CARRIED)
        drag = QDrag(self)
        drag.setMimeData(self.rows.mimeData([index]))
        drag.setPixmap(face)
        drag.setHotSpot(QPoint(_CARRIED // 2, _CARRIED // 2))
        self._dragging = True
        drag.exec(supportedActions)
        self._dragging = False

    def _place(self) -> None:
        who = self.current()
        if who is not None:
            self.place_requested.emit(who)

    def _current_changed(self, now: QModelIndex) -> None:
        who = self.rows.id_at(now.row())
        if who is not None and not self.signalsBlocked():
            self.chosen.emit(who)


class NamesFirst(QWidget):
    """Whose name comes first? Type, Enter, next; pasted lines make several."""

    names_given = Signal(object)
    """[NewName]"""

    def __init__(self, person_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_field = Field(
            self.tr("Whose name comes first?"),
            placeholder=self.tr("a name, or a pasted list"),
            hint=self.tr("Press Enter, then the next."),
        )
        self.words_field = Field(
            self.tr("Who are they to {person}?").format(person=person_name),
            placeholder=self.tr("mum, next door, GP"),
        )
        self.proposal, self.pasted = Proposal(person_name), PastedList()
        self.sector_box = self.proposal.sector_box
        self.tray, self.next = Tray(), NextPerson()
        self.one_chip = ToggleChip(self.tr("One at a time"))
        self._rows: list[Row] = []
        self._later: list[EntityId] = []
        self._add = SecondaryButton(self.tr("Add"), "plus")
        self._place = SecondaryButton(self.tr("Put on the map"), "map-pin")
        self._tray_heading = Heading(self.tr("Not on the map yet"), 3)
        self._tray_empty = Quiet(self.tr("Everybody named so far is on the map."))
        self._lay_out()
        self.name_field.changed.connect(self._typed)
        self.words_field.changed.connect(lambda _text: self._follow())
        self.pasted.given.connect(self.names_given)
        self.pasted.left.connect(self._ready)
        for field in (self.name_field, self.words_field):
            field.submitted.connect(lambda _text: self.give())
        self._add.clicked.connect(self.give)
        self._place.clicked.connect(self._place_current)
        self.tray.chosen.connect(lambda _who: self._place.setEnabled(True))
        self.one_chip.toggled.connect(lambda _on: self._show_next())
        self.next.later_requested.connect(self._put_last)
        self.setFocusProxy(self.name_field)
        self.show_people((), anybody=False)

    def show_people(self, rows: Sequence[Row], *, anybody: bool) -> None:
        """Who waits, by name and sector. `anybody`: whether there is anybody on the map or waiting."""
        self.tray.blockSignals(True)
        self.tray.rows.show_rows(rows)
        self.tray.blockSignals(False)
        self._rows = list(rows)
        self._show_next()
        self._tray_heading.setVisible(bool(rows))
        self._tray_empty.setVisible(anybody and not rows)
        self._place.setEnabled(self.tray.current() is not None)

    def _show_next(self) -> None:
        """The list, or the first of it alone; who was put off comes after everybody else."""
        waiting = {row.id: row for row in self._rows}
        self._later = [id_ for id_ in self._later if id_ in waiting]
        one = self.one_chip.isChecked() and bool(self._rows)
        for widget in (self.tray, self._place):
            widget.setVisible(bool(self._rows) and not one)
        self.one_chip.setVisible(bool(self._rows))
        self.next.setVisible(one)
        if one:
            order = [id_ for id_ in waiting if id_ not in self._later] + self._later
            row = waiting[order[0]]
            self.next.show_person(row.id, *row.cells)

    def _put_last(self) -> None:
        who = self.next.who
        if who is not None:
            self._later = [id_ for id_ in self._later if id_ != who] + [who]
            self._show_next()

    def show_chosen(self, id_: EntityId | None) -> None:
        """Who is chosen on the page."""
        self.tray.show_chosen(id_)
        self._place.setEnabled(self.tray.current() is not None)

    def give(self) -> None:
        """Gives the name that was written, and is ready for the next."""
        name = self.name_field.text()
        if not name:
            self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        given = [self.proposal.of(name, self.words_field.text())]
        self.words_field.set_text("")
        self._ready()
        self.names_given.emit(given)

    def give_to(self, add: Callable[[Sequence[NewName]], Sequence[EntityId]]) -> None:
        """Has `add` store what is given. Where it stores nothing, the names are shown again."""

        def given(names: Sequence[NewName]) -> None:
            added = add(names)
            self.tray.bring_into_view(added)
            if not added:
                self.take_back(names)

        self.names_given.connect(given)

    def begin(self, text: str) -> None:
        """Goes on with a name whose first letters were written elsewhere."""
        self.name_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name_field.edit.insert(text)
        self._follow()

    def take_back(self, names: Sequence[NewName]) -> None:
        """Shows names again that could not be stored: one as it was written, several as a pasted list."""
        if len(names) > 1:
            self.pasted.show_names(names, ())
            return
        for each in names:
            self.name_field.set_text(each.name)
            self.words_field.set_text(each.words)
            self._follow()
            self.proposal.choose_sector(each.sector)

    def put_down(self) -> None:
        """Gives what was written or pasted, for names can be taken off the list."""
        self.pasted.give()
        if self.name_field.text():
            self.give()

    def _ready(self) -> None:
        """For the next name."""
        self.name_field.set_text("")
        self.proposal.begin_next()
        self._follow()
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        self.proposal.follow(self.name_field.text(), self.words_field.text())

    def _typed(self, text: str) -> None:
        """Pasted lines are names. Where something is proposed or left out, they are shown first."""
        if not {"\n", "\r", "\t"} & set(text):
            self._follow()
            return
        pasted = pasted_names(text, self.proposal.parted)
        names = self.proposal.of_several(pasted.names)
        self.name_field.set_text("")
        proposed = any(each.kind != MemberKind.PERSON for each in names) or (
            not self.proposal.chosen_by_hand and any(each.sector for each in names)
        )
        if proposed or pasted.doubles:
            self.pasted.show_names(names, pasted.doubles)
        elif names:
            self._ready()
            self.names_given.emit(names)

    def _place_current(self) -> None:
        who = self.tray.current()
        if who is not None:
            self.tray.place_requested.emit(who)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.name_field)
        column.addWidget(self.words_field)
        column.addWidget(self.proposal)
        column.addWidget(self._add)
        column.addWidget(self.pasted)
        column.addSpacing(8)
        column.addWidget(self._tray_heading)
        column.addWidget(self._tray_empty)
        column.addWidget(self.one_chip)
        column.addWidget(self.next)
        column.addWidget(self.tray, 1)
        column.addWidget(self._place)
        column.addStretch(0)
