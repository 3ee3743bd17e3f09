"""One of the two tables: rows that are chosen, sorted and written in, with the keyboard alone if wished."""

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QTableView, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui.network_map.table.cells import CellBox, CellDelegate, CellLine, Written
from pod_desktop.ui.network_map.table.columns import Column, ThingT, row_of
from pod_desktop.ui.network_map.table.dress import dress, fit_to_font, fit_to_width
from pod_desktop.ui.network_map.table.rows import Badge, Row, RowsModel

_Index = QModelIndex | QPersistentModelIndex
_HINT = QAbstractItemDelegate.EndEditHint
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Grid(QTableView, Generic[ThingT]):
    """Shows things in rows. While somebody writes in a cell, every row stays where it is."""

    chosen = Signal(str)
    opened = Signal()
    removal_requested = Signal()
    step_requested = Signal(str, int, int)
    """(id, dx, dy): Ctrl and Shift with an arrow. Alt with an arrow goes back from the page."""
    sorted_anew = Signal()
    refusal_left = Signal()
    """What could not be stored was given up."""
    left_cell = Signal()
    """Nobody writes any more, and the table has caught up."""

    def __init__(self, columns: Sequence[Column[ThingT]], name: str, called: Callable[[ThingT], str]) -> None:
        super().__init__()
        self._columns: tuple[Column[ThingT], ...] = tuple(columns)
        self._called: Callable[[ThingT], str] = called
        self._things: dict[EntityId, ThingT] = {}
        self._latest: tuple[ThingT, ...] = ()
        self._badge: Callable[[ThingT], Badge | None] = lambda _thing: None
        self._cell: CellLine | CellBox | None = None
        self._shown: ThingT | None = None
        """What the open cell's row showed when it was opened."""
        self._sort, self._downwards = 0, True
        self._chosen: EntityId | None = None
        self._last: EntityId | None = None
        editable = {number for number, column in enumerate(columns) if column.writing is not None}
        self.rows = RowsModel([column.heading for column in columns], editable=editable, parent=self)
        self._delegate = CellDelegate(self._begin, self._store, self)
        self._dress(name)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda _index: self.write())
        self.horizontalHeader().sectionClicked.connect(self._header_clicked)

    # --- what is shown ------------------------------------------------------------------------------------

    @property
    def is_writing(self) -> bool:
        """Whether a cell is open."""
        return self._cell is not None

    @property
    def cell(self) -> CellLine | CellBox | None:
        """The cell that is open."""
        return self._cell

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The heading by which the rows are sorted, and whether from its beginning downwards."""
        return self._columns[self._sort].heading, self._downwards

    def show_things(self, things: Sequence[ThingT], badge: Callable[[ThingT], Badge | None]) -> None:
        """Shows a newer look, `things` in the order of names. An open cell and its words stay as they are."""
        self._latest, self._badge = tuple(things), badge
        self.blockSignals(True)  # where the chosen row goes, nobody else is chosen by that
        if self.is_writing:
            self._things |= {thing.id: thing for thing in things}
            self.rows.hold_rows([self._row(thing) for thing in things])
        else:
            self._things = {thing.id: thing for thing in things}
            order = self._columns[self._sort].order
            inside = sorted(things, key=order, reverse=not self._downwards)
            self.rows.show_rows([self._row(thing) for thing in inside])
        self.blockSignals(False)

    def show_columns(self, count: int) -> None:
        """Shows only the first `count` columns."""
        self.put_down()
        if self._cell is not None:
            self.closeEditor(self._cell, _HINT.RevertModelCache)
        if self._sort >= count:
            self.sort_by(0)
        self.rows.show_columns(count)

    def show_chosen(self, id_: EntityId | None) -> None:
        """Marks the row of a thing, or none; says nothing."""
        self._chosen = id_
        if self.is_writing:
            return
        row = self.rows.row_of(id_)
        if row == self.currentIndex().row():
            return
        self.blockSignals(True)
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self.rows.index(row, column) if row >= 0 else QModelIndex())
        if row < 0:
            self.clearSelection()
        self.blockSignals(False)

    def sort_by(self, column: int, *, downwards: bool = True) -> None:
        """Sorts by a column, from its beginning or its end. It stays so until somebody says otherwise."""
        self._sort, self._downwards = column, downwards
        order = Qt.SortOrder.AscendingOrder if downwards else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicator(column, order)
        self.show_things(self._latest, self._badge)
        self.scrollTo(self.currentIndex())
        self.sorted_anew.emit()

    # --- writing ------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Opens the cell where the keyboard is; where nothing can be written, the card."""
        if self._cell is not None:
            self._cell.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
        elif self.currentIndex().isValid():
            self.opened.emit()

    def put_down(self) -> None:
        """Stores what is typed in an open cell, if it can be stored."""
        if self._cell is not None:
            cell = self._cell
            self.commitData(cell)
            self.closeEditor(cell, _HINT.NoHint)

    def write_in(self, id_: EntityId, column: int) -> None:
        """Goes to a cell and opens it, unless another one holds what cannot be stored."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # stores what is open, which can move the rows
        row = self.rows.row_of(id_)
        if row >= 0:
            if not self.is_writing:
                self.setCurrentIndex(self.rows.index(row, column))
            self.write()

    def _begin(self, parent: QWidget, index: _Index) -> CellLine | CellBox:
        thing = self._things[self.rows.id_of(index.row())]
        column = self._columns[index.column()]
        writing, written = column.writing, Written(index)
        if writing is None:
            raise LookupError(f"nothing can be written in the column “{column.heading}”")
        value = writing.value(thing)
        cell: CellLine | CellBox = (
            CellLine(value, written, parent)
            if writing.options is None
            else CellBox(writing.options(thing), value, written, parent)
        )
        cell.setAccessibleName(f"{column.heading}: {self._called(thing)}")
        self._cell, self._shown = cell, thing
        return cell

    def _store(self, cell: CellLine | CellBox) -> None:
        """Over what the cell showed when it was opened, unless it says the same."""
        shown, writing = self._shown, self._columns[cell.written.at.column()].writing
        if shown is None or writing is None:
            return
        value = cell.value()
        cell.written.refusal = "" if value == writing.value(shown) else writing.store(shown, value)
        cell.setAccessibleDescription(cell.written.refusal)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        cell, shown = self._cell, self._shown
        if cell is None or shown is None or editor is not cell:
            super().closeEditor(editor, hint)
            return
        if cell.written.refusal and hint is not _HINT.RevertModelCache:
            return  # what was typed stays, with the sentence that says why
        at = cell.written.at
        if cell.written.refusal:
            self.refusal_left.emit()
        super().closeEditor(editor, _HINT.NoHint)
        self._cell = self._shown = None
        step = {_HINT.EditNextItem: 1, _HINT.EditPreviousItem: -1}.get(hint, 0)
        beside = self._beside(at, step) if step else QModelIndex()
        if beside.isValid():
            self.setCurrentIndex(beside)
            self.edit(beside)
        else:
            self._written(shown.id)

    def _written(self, id_: EntityId) -> None:
        """The table catches up with what came, and is at the row in which somebody wrote."""
        wanted = self._chosen
        self.show_things(self._latest, self._badge)
        there = self.rows.row_of(id_) >= 0 and self.hasFocus()
        self.show_chosen(id_ if there else wanted)
        if there and wanted != id_:
            self.chosen.emit(id_)
        self.scrollTo(self.currentIndex())
        self.left_cell.emit()

    def _beside(self, at: QPersistentModelIndex, step: int) -> QModelIndex:
        """The next cell that can be written in, to the end of the table."""
        columns = self.rows.columnCount()
        number = at.row() * columns + at.column() + step
        while 0 <= number < self.rows.rowCount() * columns:
            index = self.rows.index(number // columns, number % columns)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                return index
            number += step
        return QModelIndex()

    # --- keys ---------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if self._cell is not None and self._cell.hasFocus():
            event.ignore()  # a key that means nothing in the cell means nothing here
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and control:
            self.opened.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.write()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removal_requested.emit()
        elif key in _ARROWS and control and modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._step(*_ARROWS[key])
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and control:
            self.sort_by(max(0, self.currentIndex().column()), downwards=key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Typing finds by name, whichever column the keyboard is in."""
        column = max(0, self.currentIndex().column())
        if self.currentIndex().isValid():
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(0))
        super().keyboardSearch(search)
        self.setCurrentIndex(self.currentIndex().siblingAtColumn(column))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Back to the row where the keyboard was."""
        row = self.rows.row_of(self._last)
        if not self.currentIndex().isValid() and row >= 0:
            self.setCurrentIndex(self.rows.index(row, 0))
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._tell_cell)

    def _tell_cell(self) -> None:
        """Where the keyboard is, for a screen reader; Qt tells of the table alone, after `focusInEvent`."""
        if self.hasFocus():
            self.currentChanged(self.currentIndex(), QModelIndex())

    def _step(self, dx: int, dy: int) -> None:
        id_ = self.rows.id_at(self.currentIndex().row())
        if id_ is not None:
            self.step_requested.emit(id_, dx, dy)

    def _header_clicked(self, column: int) -> None:
        self.sort_by(column, downwards=not (self._sort == column and self._downwards))

    def _current_changed(self, now: QModelIndex) -> None:
        id_ = self.rows.id_at(now.row())
        if id_ is not None:
            self._last = id_
            self.chosen.emit(id_)

    # --- looks --------------------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_to_width(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            fit_to_font(self)

    def _dress(self, name: str) -> None:
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        dress(self, name)

    def _row(self, thing: ThingT) -> Row:
        return row_of(thing, self._columns, self._badge(thing))
