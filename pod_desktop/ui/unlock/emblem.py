"""The program's picture: a person in the middle of three rings, and others around."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.ui import theme

# (degrees clockwise from the top, distance in rings 1 to 3, index of hue and shape)
_AROUND = ((38, 1.5, 1), (132, 2.3, 3), (205, 1.6, 2), (255, 2.6, 5), (322, 2.2, 4))


class Emblem(QWidget):
    """A small still map without names. It only decorates, so it is not read out."""

    def __init__(self, size: int = 112, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre, step = QRectF(self.rect()).center(), self._size / 6.2
        rings = (colours.ring_outer, colours.ring_middle, colours.ring_inner)
        painter.setPen(QPen(QColor(colours.line), 1.5))
        for number, ground in zip((3, 2, 1), rings, strict=True):
            painter.setBrush(QColor(ground))
            painter.drawEllipse(centre, step * number, step * number)
        places = [(_at(centre, angle, distance * step), index) for angle, distance, index in _AROUND]
        painter.setPen(QPen(QColor(colours.tie), 1.5))
        for place, _ in places:
            painter.drawLine(centre, place)
        for place, index in ((centre, 0), *places):
            self._dot(painter, place, index, self._size * (0.085 if place is centre else 0.058))
        painter.end()

    def _dot(self, painter: QPainter, place: QPointF, index: int, radius: float) -> None:
        painter.setPen(QPen(QColor(theme.palette().card), 1.5))
        painter.setBrush(QColor(theme.hue(index).fill))
        painter.drawEllipse(place, radius, radius)


def _at(centre: QPointF, degrees: float, distance: float) -> QPointF:
    angle = degrees * pi / 180
    return QPointF(centre.x() + distance * sin(angle), centre.y() - distance * cos(angle))
