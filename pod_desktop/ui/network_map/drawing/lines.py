"""Ties on the map, the line of a tie being made, and the handle it is made with."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.team_folder.mark import paint_mark

_ROUND_MARK = 60.0
"""Scene units round the middle of a tie that the mark of a difference may take."""


class TieItem(QGraphicsLineItem):
    """A tie as a line: plain when it is known, dotted when it is not known."""

    def __init__(self, known: str, *, differs: bool = False) -> None:
        super().__init__()
        self._known, self._differs = known, differs
        self._selected = False
        self.setZValue(1)
        self.tint()

    def show_tie(self, known: str, *, differs: bool = False) -> None:
        """What is known of it, and whether laptops say different things of it."""
        self._known, self._differs = known, differs
        self.tint()
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return super().boundingRect().adjusted(-_ROUND_MARK, -_ROUND_MARK, _ROUND_MARK, _ROUND_MARK)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        super().paint(painter, option, widget)
        if self._differs:
            painter.save()
            painter.translate(self.line().center())
            pixels = painter.worldTransform().m11()
            painter.scale(1 / pixels, 1 / pixels)
            paint_mark(painter, QPointF(0, 0), 14)
            painter.restore()

    def set_selected(self, on: bool) -> None:
        """Stronger while its card is shown."""
        self._selected = on
        self.tint()

    def tint(self) -> None:
        """The line in the colours in use."""
        self.setPen(tie_pen(self._known, self._selected))


def tie_pen(known: str, selected: bool = False) -> QPen:
    """How a tie is drawn, on the map and in the legend."""
    colours = theme.palette()
    pen = QPen(QColor(colours.focus if selected else colours.tie), 3.0 if selected else 1.8)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if known != "yes":
        pen.setDashPattern([0.1, 3.2])
        pen.setWidthF(pen.widthF() + 0.7)
    return pen


class LinkLine(QGraphicsLineItem):
    """The line of a tie that is being made."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(3)
        self.hide()

    def point(self, one: QPointF, other: QPointF) -> None:
        """From somebody to where the pointer is."""
        pen = QPen(QColor(theme.palette().focus), 2.5)
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
