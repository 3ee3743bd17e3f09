"""Everybody whom a file names, each to be ticked, and who of them is on the map already."""

from collections.abc import Set

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from pod_desktop.domain.map_draft import DraftMember
from pod_desktop.domain.network import MemberKind
from pod_desktop.ui.network_map.words import kind_words, ring_words, sector_words
from pod_desktop.ui.widgets.as_typed import plain_tip

_KEY = Qt.ItemDataRole.UserRole


class DraftList(QListView):
    """Space ticks and unticks."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = QStandardItemModel(self)
        self.setModel(self.people)
        self.setAccessibleName(self.tr("People in the file"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(240)
        self.people.itemChanged.connect(lambda _item: self.ticked.emit())

    def show_people(self, members: tuple[DraftMember, ...], there: Set[str], ticked: Set[str]) -> None:
        """Shows these; `there` and `ticked` are keys."""
        row = self.currentIndex().row()
        self.people.blockSignals(True)
        self.people.clear()
        for member in members:
            item = QStandardItem(self._words(member, member.key in there))
            item.setToolTip(plain_tip(item.text()))
            item.setCheckable(True)
            item.setData(member.key, _KEY)
            item.setCheckState(_checked(member.key in ticked))
            self.people.appendRow(item)
        self.people.blockSignals(False)
        self.people.layoutChanged.emit()
        self.setCurrentIndex(self.people.index(max(row, 0), 0))
        self.ticked.emit()

    def keys(self) -> set[str]:
        """The keys of whoever is ticked."""
        return {str(item.data(_KEY)) for item in self._items() if item.checkState() == Qt.CheckState.Checked}

    def tick(self, keys: Set[str]) -> None:
        """Ticks these, and nobody else."""
        self.people.blockSignals(True)
        for item in self._items():
            item.setCheckState(_checked(str(item.data(_KEY)) in keys))
        self.people.blockSignals(False)
        self.viewport().update()
        self.ticked.emit()

    def _items(self) -> list[QStandardItem]:
        return [self.people.item(row) for row in range(self.people.rowCount())]

    def _words(self, member: DraftMember, there: bool) -> str:
        place = "" if member.place is None else ring_words(member.place.distance)
        kind = "" if member.kind == MemberKind.PERSON else kind_words(member.kind)
        known = self.tr("this name is on the map already") if there else ""
        sector = sector_words(member.sector) if member.sector else ""
        more = ", ".join(part for part in (member.words, kind, sector, place, known) if part)
        return f"{member.name}: {more}" if more else member.name


def _checked(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
