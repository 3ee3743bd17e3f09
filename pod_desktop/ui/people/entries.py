"""A list of entries, each with a name and words about it, under headings.

    EntryList(name)      .set_entries(entries)  .opened(key)  .open_current()  .go_to_first()  .current()
    Entry(key, title, detail="", aside="", more="", heading=False, badge=None, differs=None)
    EntryPlace(list, *instead)   .show_list()  .show_instead(empty)     the list, or what teaches in its stead

Arrow keys go from entry to entry, Enter or a press opens one. Headings are only read.
"""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QWidget
from typing_extensions import override

from pod_desktop.ui.people.entry_paint import EDGE, ENTRY, Entry, EntryDelegate
from pod_desktop.ui.people.small_maps import SmallMaps
from pod_desktop.ui.team_folder.mark import DifferenceMark, Wanted
from pod_desktop.ui.widgets import EmptyState, ScrollColumn
from pod_desktop.ui.widgets.as_typed import plain_tip

__all__ = ["ENTRY", "Entry", "EntryList", "EntryModel", "EntryPlace"]

_MANY = 100
"""From so many pieces on it is cheaper to show a list anew than to move its pieces."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EntryModel(QAbstractListModel):
    """Entries with distinct keys. A new list moves only what differs from the one before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole and not entry.heading:
            return entry.spoken
        if role == Qt.ItemDataRole.ToolTipRole and not entry.heading:
            return plain_tip(entry.spoken)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._entries[index.row()].heading:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def entry(self, row: int) -> Entry:
        """The entry in a row. Raises IndexError."""
        return self._entries[row]

    def row_of(self, key: str) -> int:
        """The row of the entry with that key, -1 when there is none."""
        return next((row for row, each in enumerate(self._entries) if each.key == key), -1)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these. Rows that stay keep their place in the view, with what is selected in it."""
        place = {entry.key: row for row, entry in enumerate(entries)}
        staying = _in_order([place.get(entry.key, -1) for entry in self._entries])
        going = _runs([row for row in range(len(self._entries)) if row not in staying])
        kept = set(staying.values())
        coming = _runs([row for row in range(len(entries)) if row not in kept])
        if len(going) + len(coming) > _MANY:
            self.beginResetModel()
            self._entries = list(entries)
            self.endResetModel()
            return
        for first, last in reversed(going):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._entries[first : last + 1]
            self.endRemoveRows()
        for first, last in coming:
            self.beginInsertRows(_NOWHERE, first, last)
            self._entries[first:first] = entries[first : last + 1]
            self.endInsertRows()
        for row, entry in enumerate(entries):
            if self._entries[row] != entry:
                self._entries[row] = entry
                self.dataChanged.emit(self.index(row), self.index(row))


class EntryList(QListView):
    """The entries on the screen."""

    opened = Signal(str)

    def __init__(
        self, name: str, parent: QWidget | None = None, *, small_maps: SmallMaps | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.entries = EntryModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(EntryDelegate(self, small_maps))
        if small_maps is not None:
            small_maps.changed.connect(self.viewport().update)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setProperty("own_focus", True)
        self.clicked.connect(self._open)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.entries.set_entries(entries)
        self._show_marks()

    def _show_marks(self) -> None:
        """A mark at the right of each entry of which laptops differ; Tab comes to them after the list."""
        before: QWidget = self
        for row in range(self.entries.rowCount()):
            index, wanted = self.entries.index(row), self.entries.entry(row).differs
            place = self.indexWidget(index)
            if wanted is None:
                if place is not None:
                    place.hide()
                    self.setIndexWidget(index, None)  # type: ignore[arg-type] # None is taken
                continue
            if not isinstance(place, _MarkPlace):
                place = _MarkPlace(wanted)
                self.setIndexWidget(index, place)
            place.mark.wanted = wanted
            self.setTabOrder(before, place.mark)
            before = place.mark

    def go_to_first(self) -> None:
        """The first entry that can be opened becomes the current one; none where there is none."""
        first = next((r for r in range(self.entries.rowCount()) if not self.entries.entry(r).heading), -1)
        if first >= 0:
            self._go_to(first)

    def go_to(self, key: str) -> None:
        """The entry with this key becomes the current one, if it is there."""
        if (row := self.entries.row_of(key)) >= 0:
            self._go_to(row)

    def current(self) -> str:
        """The key of the current entry, "" where there is none."""
        row = self.currentIndex().row()
        return self.entries.entry(row).key if row >= 0 else ""

    def open_current(self) -> None:
        """Open the current entry."""
        self._open(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.open_current()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _go_to(self, row: int) -> None:
        index = self.entries.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and not self.entries.entry(index.row()).heading:
            self.opened.emit(self.entries.entry(index.row()).key)


class _MarkPlace(QWidget):
    """A mark over an entry's words, which are pressed beside it as ever."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.mark = DifferenceMark(wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, EDGE, 0)
        row.addStretch(1)
        row.addWidget(self.mark)


class EntryPlace(QStackedWidget):
    """A list, or one of the empty states that stand in its stead; these scroll where there is little room."""

    def __init__(self, entries: EntryList, *instead: EmptyState) -> None:
        super().__init__()
        self._columns: dict[EmptyState, ScrollColumn] = {}
        self.addWidget(entries)
        for each in instead:
            column = self._columns[each] = ScrollColumn()
            column.add_stretch()
            column.add(each)
            column.add_stretch()
            self.addWidget(column)

    def show_list(self) -> None:
        """The entries."""
        self.setCurrentIndex(0)

    def show_instead(self, empty: EmptyState) -> None:
        """One of the empty states. Raises KeyError for another one."""
        self.setCurrentWidget(self._columns[empty])

    def shows(self, empty: EmptyState) -> bool:
        """Whether this empty state is on the screen."""
        return self.currentWidget() is self._columns[empty]


def _in_order(places: Sequence[int]) -> dict[int, int]:
    """As many rows as can stay without moving: row to new row (the longest rising subsequence)."""
    ends: list[int] = []
    rows: list[int] = []
    before: dict[int, int] = {}
    for row, place in enumerate(places):
        if place < 0:
            continue
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        rows[at : at + 1] = [row]
        before[row] = rows[at - 1] if at else -1
    found: dict[int, int] = {}
    row = rows[-1] if rows else -1
    while row >= 0:
        found[row] = places[row]
        row = before[row]
    return found


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows as stretches without gaps, first and last of each."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
