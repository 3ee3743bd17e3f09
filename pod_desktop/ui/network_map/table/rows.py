"""Rows of plain words about things with an id: one model for lists and tables, changed row by row."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.badges import paint_member
from pod_desktop.ui.network_map.drawing.view import MEMBER_MIME
from pod_desktop.ui.team_folder.mark import paint_mark, with_difference
from pod_desktop.ui.widgets.as_typed import plain_tip

ID_ROLE = Qt.ItemDataRole.UserRole
_BADGE = 32
_MARK = 18
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Badge:
    """How somebody looks beside their name."""

    letters: str
    hue: int
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing: a cell for each column, and the badge in the first."""

    id: EntityId
    cells: tuple[str, ...]
    badge: Badge | None = None
    spoken: tuple[str, ...] = ()
    """What is read out, and shown on pointing, instead of the cells."""
    differing: frozenset[int] = frozenset()
    """The columns of which laptops say different things."""

    def said(self, column: int) -> str:
        """A cell in full words."""
        words = (self.spoken or self.cells)[column]
        return with_difference(words) if column in self.differing else words


class RowsModel(QAbstractTableModel):
    """Rows in the order they are given. A newer look inserts, removes and changes single rows."""

    def __init__(
        self,
        headings: Sequence[str],
        *,
        draggable: bool = False,
        editable: Set[int] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._shown = len(headings)
        self._draggable, self._editable = draggable, frozenset(editable)
        self._rows: list[Row] = []
        self._faded: frozenset[EntityId] = frozenset()

    def row_of(self, id_: EntityId | None) -> int:
        """The row of a thing, −1 if it has none."""
        return next((number for number, row in enumerate(self._rows) if row.id == id_), -1)

    def id_at(self, row: int) -> EntityId | None:
        """The thing of a row."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def badge_at(self, row: int) -> Badge | None:
        """How the one in a row looks."""
        return self._rows[row].badge if 0 <= row < len(self._rows) else None

    def id_of(self, row: int) -> EntityId:
        """The thing of a row that is there. Raises IndexError."""
        return self._rows[row].id

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows these rows. Selections stay with the rows that stay."""
        wanted = {row.id for row in rows}
        if not self._rows and rows:
            self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
            self._rows = list(rows)
            self.endInsertRows()
            return
        for number in reversed(range(len(self._rows))):
            if self._rows[number].id not in wanted:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()
        for number, row in enumerate(rows):
            self._put(number, row)

    def hold_rows(self, rows: Sequence[Row]) -> None:
        """A newer look while somebody writes: no row moves or goes, new ones come after the others."""
        new = {row.id: row for row in rows}
        held = [new.pop(row.id, row) for row in self._rows]
        self.show_rows([*held, *new.values()])

    def show_columns(self, count: int) -> None:
        """Shows only the first `count` columns; of the others nothing can be found here."""
        if count > self._shown:
            self.beginInsertColumns(QModelIndex(), self._shown, count - 1)
        elif count < self._shown:
            self.beginRemoveColumns(QModelIndex(), count, self._shown - 1)
        else:
            return
        inserts, self._shown = count > self._shown, count
        if inserts:
            self.endInsertColumns()
        else:
            self.endRemoveColumns()

    def _put(self, number: int, row: Row) -> None:
        stays = number < len(self._rows) and self._rows[number].id == row.id
        found = number if stays else self.row_of(row.id)
        if found < 0:
            self.beginInsertRows(QModelIndex(), number, number)
            self._rows.insert(number, row)
            self.endInsertRows()
            return
        if found != number:
            self.beginMoveRows(QModelIndex(), found, found, QModelIndex(), number)
            self._rows.insert(number, self._rows.pop(found))
            self.endMoveRows()
        if self._rows[number] != row:
            self._rows[number] = row
            self.dataChanged.emit(self.index(number, 0), self.index(number, self._shown - 1))

    def set_faded(self, ids: Set[EntityId]) -> None:
        """Shows these rows quietly: they are not in focus."""
        if ids != self._faded:
            self._faded = frozenset(ids)
            self.retint()

    def retint(self) -> None:
        """Badges in the colours now in use."""
        if self._rows:
            last = self.index(len(self._rows) - 1, self._shown - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._shown

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DecorationRole and column == 0 and row.badge is not None:
            return QIcon(badge_picture(row.badge, _BADGE, marked=0 in row.differing))
        if role == Qt.ItemDataRole.DecorationRole and column in row.differing:
            return mark_picture(_MARK)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.palette().faint) if row.id in self._faded else None
        aside = _not_in_focus() if row.id in self._faded else ""
        text = f"{self._headings[column]}: {row.said(column)}"
        return {
            int(Qt.ItemDataRole.DisplayRole): row.cells[column],
            int(Qt.ItemDataRole.ToolTipRole): plain_tip(row.said(column)),
            int(Qt.ItemDataRole.AccessibleTextRole): f"{text}, {aside}" if aside and not column else text,
            int(Qt.ItemDataRole.AccessibleDescriptionRole): aside,
            int(ID_ROLE): row.id,
        }.get(int(role))

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section] if 0 <= section < self._shown else None
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() in self._editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self._draggable else flags

    @override
    def mimeTypes(self) -> list[str]:
        return [MEMBER_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        for index in indexes[:1]:
            data.setData(MEMBER_MIME, self._rows[index.row()].id.encode())
        return data


def _not_in_focus() -> str:
    return QCoreApplication.translate("network_map", "not in focus")


def badge_picture(badge: Badge, size: int, *, marked: bool = False) -> QPixmap:
    """The badge as a picture of `size` device-independent pixels; `marked` where laptops differ."""
    picture = _blank(size)
    painter = QPainter(picture)
    paint_member(painter, QRectF(0, 0, size, size), badge.letters, badge.hue, badge.kind)
    if marked:
        paint_mark(painter, QPointF(6.5, 6.5), 11)
    painter.end()
    return picture


def mark_picture(size: int) -> QPixmap:
    """The mark of what differs, alone."""
    picture = _blank(size)
    painter = QPainter(picture)
    paint_mark(painter, QPointF(size / 2, size / 2), size - 4)
    painter.end()
    return picture


def _blank(size: int) -> QPixmap:
    picture = QPixmap(size * 2, size * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
