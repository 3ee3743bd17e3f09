"""How an entry of a list looks: a badge, a name, words below, and something more at the side."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui import theme
from pod_desktop.ui.people.room import room
from pod_desktop.ui.people.small_maps import SmallMaps, paint_small_map
from pod_desktop.ui.team_folder.mark import Wanted, with_difference
from pod_desktop.ui.widgets import Kind, paint_person

ENTRY = Qt.ItemDataRole.UserRole
"""The role under which a model gives the whole entry."""
_BADGE = 40
EDGE = 16
_GAP = 12
_ABOVE = 10
_NARROW = 620
"""Below this width, in px, what stands at the side goes under the other words."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, or a heading above entries."""

    key: str
    """Tells it from all others in the list."""
    title: str
    detail: str = ""
    aside: str = ""
    more: str = ""
    """A further line below, where there is more to say."""
    heading: bool = False
    badge: tuple[str, int] | None = None
    """Initials and number of the person, where a badge is shown."""
    differs: Wanted | None = None
    """What laptops say differently of it, where the list is to show a mark that leads there."""
    small_map: EntityId | None = None
    """The meeting whose map is shown small, in a list that has `small_maps`."""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        said = ", ".join(part for part in (self.title, self.detail, self.more, self.aside) if part)
        return with_difference(said) if self.differs is not None else said


class EntryDelegate(QStyledItemDelegate):
    """Paints entries in the colours and the type in use, and `small_maps` where an entry has one."""

    def __init__(self, parent: QObject, small_maps: SmallMaps | None = None) -> None:
        super().__init__(parent)
        self._small_maps = small_maps

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY)
        line = QFontMetrics(theme.font()).lineSpacing()
        if entry.heading:
            top = 4 if index.row() == 0 else 16
            return QSize(0, line + top + 10)
        lines = 1 + bool(entry.detail) + bool(entry.more)
        if entry.aside and _is_narrow(option):
            lines += 1
        return QSize(0, max(_BADGE, lines * (line + 2)) + 2 * _ABOVE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.heading:
            self._heading(painter, option.rect, entry)
        else:
            self._ground(painter, option)
            self._words(painter, option, entry)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        painter.setFont(theme.font("strong"))
        painter.setPen(QColor(theme.palette().ink_soft))
        words = rect.adjusted(EDGE, 0, -EDGE, -6)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, entry.title)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours = theme.palette()
        view = option.widget
        focused = isinstance(view, QAbstractItemView) and view.hasFocus()
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box = QRectF(option.rect).adjusted(5, 2, -5, -2)
        if current:
            painter.setPen(QPen(QColor(colours.focus), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.soft))
            painter.drawRoundedRect(box, 8, 8)
        elif over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(box, 8, 8)

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        colours = theme.palette()
        inside = option.rect.adjusted(EDGE, _ABOVE, -EDGE, -_ABOVE)
        if entry.differs is not None:
            inside.setRight(inside.right() - theme.TARGET - _GAP)
        if entry.badge is not None:
            place = QRectF(inside.left(), inside.center().y() - _BADGE / 2 + 1, _BADGE, _BADGE)
            paint_person(painter, place, entry.badge[0], entry.badge[1], Kind.PERSON)
            inside.setLeft(inside.left() + _BADGE + _GAP)
        if self._small_maps is not None:
            dots = self._small_maps.dots(entry.small_map) if entry.small_map is not None else None
            if dots is not None:
                high = inside.center().y() - _BADGE / 2 + 1
                paint_small_map(painter, QRectF(inside.left(), high, _BADGE, _BADGE), dots)
            inside.setLeft(inside.left() + _BADGE + _GAP)
        plain, strong = theme.font(), theme.font("strong")
        below = [text for text in (entry.detail, entry.more) if text]
        if entry.aside and _is_narrow(option):
            below.append(entry.aside)
        elif entry.aside:
            metrics = QFontMetrics(plain)
            wide = min(metrics.horizontalAdvance(entry.aside) + 2, inside.width() // 2)
            side = QRect(inside.right() - wide, inside.top(), wide, inside.height())
            inside.setRight(side.left() - 2 * _GAP)
            _line(painter, side, entry.aside, plain, colours.ink_soft, Qt.AlignmentFlag.AlignRight)
        high = QFontMetrics(plain).lineSpacing() + 2
        top = inside.center().y() + 1 - high * (1 + len(below)) // 2
        for number, text in enumerate((entry.title, *below)):
            place_ = QRect(inside.left(), top + number * high, inside.width(), high)
            font, ink = (plain, colours.ink_soft) if number else (strong, colours.ink)
            _line(painter, place_, text, font, ink, Qt.AlignmentFlag.AlignLeft)


def _line(painter: QPainter, rect: QRect, text: str, font: QFont, ink: str, side: Qt.AlignmentFlag) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _is_narrow(option: QStyleOptionViewItem) -> bool:
    view = option.widget
    width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
    return room(width) < _NARROW
