"""The tray: who was named and has no place on the map yet."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView
from pod_desktop.ui.network_map.table.rows import Badge, Row, RowsModel, badge_picture

_CARRIED = 48
"""Pixels of the face that a drag carries, as large as it will stand on the map."""
_AROUND = 8
"""Pixels that the stylesheet keeps free round the rows."""
_AT_LEAST = 3
"""So many people are seen at once, if so many wait; where there is no room, the pane around scrolls."""


def waiting_row(member: MemberView, letters: str) -> Row:
    """Somebody who waits: name, words, and the part of the map."""
    called = f"{member.name}, {member.words}" if member.words else member.name
    return Row(
        member.id,
        (member.name, member.words, member.sector),
        Badge(letters, member.hue, member.member_kind),
        spoken=(called, member.words, member.sector),
    )


class _TwoLines(QStyledItemDelegate):
    """The name, and below it who they are."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        words = index.sibling(index.row(), 1).data()
        if words:
            option.text = f"{option.text}\u2028{words}"


class Tray(QListView):
    """Who is not on the map yet. Enter places somebody; a drag takes them to the map."""

    place_requested = Signal(str)
    chosen = Signal(str)
    out_of_sight = Signal(int, int)
    """How many are not seen whole above, and below."""

    def __init__(self) -> None:
        super().__init__()
        self._dragging = False
        self.rows = RowsModel(
            [self.tr("Not on the map yet"), self.tr("Who they are")], draggable=True, parent=self
        )
        self.setModel(self.rows)
        self.setItemDelegate(_TwoLines(self))
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
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_out_of_sight())
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._tell_out_of_sight())
        for signal in (self.rows.rowsInserted, self.rows.rowsRemoved, self.rows.dataChanged):
            signal.connect(lambda *_which: self.updateGeometry())

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
        """The first few; the layout gives what more there is."""
        count = max(1, min(self.rows.rowCount(), _AT_LEAST))
        rows = sum(self.sizeHintForRow(row) for row in range(count))
        return QSize(super().sizeHint().width(), rows + 2 * self.frameWidth() + _AROUND)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_out_of_sight()

    def _tell_out_of_sight(self) -> None:
        seen = self.viewport().rect()
        places = [self.visualRect(self.rows.index(row, 0)) for row in range(self.rows.rowCount())]
        above = sum(place.top() < seen.top() for place in places)
        self.out_of_sight.emit(above, sum(place.bottom() > seen.bottom() for place in places))

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
