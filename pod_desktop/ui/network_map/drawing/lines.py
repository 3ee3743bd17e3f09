"""Ties on the map, the line of a tie being made, and the handle it is made with."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPolygonItem,
    QStyleOptionGraphicsItem,
    QWidget,
)
from typing_extensions import override

from pod_desktop.domain.map_views import TieView
from pod_desktop.domain.network import Direction, Quality
from pod_desktop.domain.passing import WHOLE
from pod_desktop.ui import theme
from pod_desktop.ui.team_folder.mark import paint_mark

HEAD = QPolygonF([QPointF(0, 0), QPointF(-13, -6), QPointF(-9.5, 0), QPointF(-13, 6)])
"""An arrow head that ends at (0, 0), in pixels."""


class TieItem(QGraphicsLineItem):
    """A tie as a line: plain when it is known, dotted when it is not, with a head where it goes one way.

    It is left out where it passes somebody: the item itself is the first piece, and the others are its parts.
    Qt paints it without a call into Python: there can be a thousand.
    """

    def __init__(self, tie: TieView, *, quality_shown: bool = False) -> None:
        super().__init__()
        self._tie, self._quality_shown = tie, quality_shown
        self._selected = False
        self._badge = 0.0
        self._whole = QLineF()
        self._pieces: tuple[tuple[float, float], ...] = WHOLE
        self._more: list[QGraphicsLineItem] = []
        """The pieces after the first."""
        self._mark: _DifferenceMark | None = None
        self._head: QGraphicsPolygonItem | None = None
        self._bars: list[QGraphicsLineItem] = []
        self.setZValue(1)
        self.show_tie(tie)

    def show_tie(self, tie: TieView) -> None:
        """What is known of it, which way it goes, and whether laptops say different things of it."""
        self._tie = tie
        if tie.differs and self._mark is None:
            self._mark = _DifferenceMark(self)
        elif not tie.differs and self._mark is not None:
            _take_away(self._mark)
            self._mark = None
        one_way = tie.goes_one_way
        if one_way and self._head is None:
            self._head = QGraphicsPolygonItem(HEAD, self)
            self._head.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        elif not one_way and self._head is not None:
            _take_away(self._head)
            self._head = None
        self.tint()
        self._follow_line()

    def show_quality(self, on: bool) -> None:
        """Whether the line tells how the tie is."""
        self._quality_shown = on
        self.tint()
        self._follow_line()

    @property
    def whole(self) -> QLineF:
        """From its `a` to its `b`, in the scene."""
        return QLineF(self._whole)

    def lead(self, one: QPointF, other: QPointF, badge: float) -> None:
        """From its `a` to its `b`, points of the scene; `badge` is a badge's radius there."""
        self._badge, self._whole = badge, QLineF(one, other)
        self._draw_pieces()

    def cut(self, pieces: Sequence[tuple[float, float]]) -> None:
        """Draws these pieces of it, each from and to, 0 at `a` and 1 at `b`."""
        if pieces != self._pieces:
            self._pieces = tuple(pieces)
            self._draw_pieces()

    def _draw_pieces(self) -> None:
        while len(self._more) < len(self._pieces) - 1:
            self._more.append(QGraphicsLineItem(self))
            self._more[-1].setPen(self.pen())
        while len(self._more) > len(self._pieces) - 1:
            _take_away(self._more.pop())
        for (begin, end), item in zip(self._pieces, (self, *self._more), strict=True):
            item.setLine(QLineF(self._whole.pointAt(begin), self._whole.pointAt(end)))
        self._tint_bars()
        self._follow_line()

    def set_selected(self, on: bool) -> None:
        """Stronger while its card is shown."""
        self._selected = on
        self.tint()

    def tint(self) -> None:
        """The line in the colours in use."""
        quality = self._tie.quality if self._quality_shown else ""
        self.setPen(tie_pen(self._tie.known, self._selected, quality))
        if self._head is not None:
            self._head.setPen(QPen(Qt.PenStyle.NoPen))
            self._head.setBrush(self.pen().color())
        for piece in self._more:
            piece.setPen(self.pen())
        self._tint_bars()

    def _tint_bars(self) -> None:
        strained = self._quality_shown and self._tie.quality == Quality.STRAINED
        wanted = len(self._pieces) if strained else 0
        while len(self._bars) < wanted:
            self._bars.append(QGraphicsLineItem(self))
        while len(self._bars) > wanted:
            _take_away(self._bars.pop())
        for bars in self._bars:
            bars.setPen(bars_pen(self._selected))

    def _follow_line(self) -> None:
        line = self._whole
        if self._mark is not None:
            begin, end = max(self._pieces, key=lambda piece: piece[1] - piece[0])
            self._mark.setPos(line.pointAt((begin + end) / 2))
        for bars, piece in zip(self._bars, (self, *self._more), strict=False):
            bars.setLine(piece.line())
        if self._head is not None and line.length():
            to_b = line if self._tie.direction == Direction.A_TO_B else QLineF(line.p2(), line.p1())
            self._head.setPos(to_b.pointAt(max(0.5, 1 - self._badge / to_b.length())))
            self._head.setRotation(-to_b.angle())


def _take_away(part: QGraphicsItem) -> None:
    scene = part.scene()
    part.setParentItem(None)  # type: ignore[arg-type] # Qt takes it; the stub has forgotten it
    if scene is not None:
        scene.removeItem(part)


def tie_pen(known: str, selected: bool = False, quality: str = "") -> QPen:
    """How a tie is drawn, on the map and in the legend. The pen is everybody's: nobody changes it."""
    return _tie_pen(theme.palette().name, known, selected, quality, fine())


@cache
def _tie_pen(_palette: str, known: str, selected: bool, quality: str, ratio: float) -> QPen:
    colours = theme.palette()
    width = {Quality.STRONG.value: 4.6, Quality.THIN.value: 1.4}.get(quality, 1.8)
    pen = QPen(QColor(colours.focus if selected else colours.tie), width + (1.2 if selected else 0.0))
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # round ends, which badges hide, take many times as long
    if known != "yes":
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.1, 3.2])
        pen.setWidthF(pen.widthF() + 0.7)
    elif quality == Quality.THIN:
        pen.setDashPattern([6.0, 4.0])
    pen.setWidthF(pen.widthF() * ratio)
    return pen


def fine() -> float:
    """How many dots of the finest screen a pixel has: Qt counts the width of cosmetic pens in dots."""
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def bars_pen(selected: bool = False) -> QPen:
    """The short bars across a strained tie: a wide line of which little is drawn."""
    colours = theme.palette()
    pen = QPen(QColor(colours.focus if selected else colours.tie), 10.0 * fine())
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([0.16, 0.84])
    return pen


class _DifferenceMark(QGraphicsItem):
    """In the middle of a tie of which laptops say different things; as large at any zoom."""

    def __init__(self, tie: QGraphicsItem) -> None:
        super().__init__(tie)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(-8, -8, 16, 16)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        paint_mark(painter, QPointF(0, 0), 14)


class LinkLine(QGraphicsLineItem):
    """The line of a tie that is being made."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(3)
        self.hide()

    def point(self, one: QPointF, other: QPointF) -> None:
        """From somebody to where the pointer is."""
        pen = QPen(QColor(theme.palette().focus), 2.5 * fine())
        pen.setCosmetic(True)
        self.setPen(pen)
        self.setLine(QLineF(one, other))
        self.show()


class LinkHandle(QGraphicsItem):
    """The small handle beside whoever is selected; dragged to somebody else it makes a tie."""

    SIZE = 26.0

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(5)
        self.hide()

    @override
    def boundingRect(self) -> QRectF:
        half = self.SIZE / 2 + 1
        return QRectF(-half, -half, 2 * half, 2 * half)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colours, half = theme.palette(), self.SIZE / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.focus), 2))
        painter.setBrush(QColor(colours.card))
        painter.drawEllipse(QPointF(0, 0), half - 1, half - 1)
        painter.drawLine(QPointF(-4, 4), QPointF(4, -4))
        painter.setBrush(QColor(colours.focus))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(-5, 5), 2.5, 2.5)
        painter.drawEllipse(QPointF(5, -5), 2.5, 2.5)
