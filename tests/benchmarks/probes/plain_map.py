"""The yardstick of the map: Qt's own items for as many people, names and ties, antialiased."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)
from typing_extensions import override

_SIDE = 38.0


class Dot(QGraphicsEllipseItem):
    """Somebody, with the name below, who can be dragged; the lines follow, as in Qt's own examples."""

    def __init__(self, name: str, at: QPointF) -> None:
        super().__init__(QRectF(-_SIDE / 2, -_SIDE / 2, _SIDE, _SIDE))
        self.lines: list[tuple[QGraphicsLineItem, bool]] = []
        self.setBrush(QColor("#d5e6dd"))
        self.setPen(QPen(QColor("#40614f"), 1.5))
        self.setZValue(1)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        label = QGraphicsSimpleTextItem(name, self)
        label.setPos(-label.boundingRect().width() / 2, _SIDE / 2)
        self.setPos(at)

    @override
    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for line, begins in self.lines:
                ends = line.line()
                line.setLine(QLineF(value, ends.p2()) if begins else QLineF(ends.p1(), value))
        return super().itemChange(change, value)


class PlainView(QGraphicsView):
    """As many items as the map has, at the places where the map has them."""

    def __init__(
        self, people: Mapping[str, tuple[str, float, float]], ties: Sequence[tuple[str, str]], radius: float
    ) -> None:
        self.drawn = QGraphicsScene()
        super().__init__(self.drawn)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.drawn.setSceneRect(-radius, -radius, 2 * radius, 2 * radius)
        self.dots = {id_: Dot(name, QPointF(x, y)) for id_, (name, x, y) in people.items()}
        pen = QPen(QColor("#71767a"), 1.8)
        pen.setCosmetic(True)
        for one, other in ties:
            line = QGraphicsLineItem(QLineF(self.dots[one].pos(), self.dots[other].pos()))
            line.setPen(pen)
            self.drawn.addItem(line)
            self.dots[one].lines.append((line, True))
            self.dots[other].lines.append((line, False))
        for dot in self.dots.values():
            self.drawn.addItem(dot)
