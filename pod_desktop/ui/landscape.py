"""The neutral picture that covers the screen: hills in the morning, painted, with nothing written in it.

paint_landscape(painter, rect, colours)
"""

from __future__ import annotations

from math import pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QRadialGradient

from pod_desktop.ui.palette import Palette

_DAY_SKY = ("#C9D6DB", "#E4E3DA", "#F6EEDF")
_DAY_HILLS = ("#BFCBCF", "#A3B4BB", "#8298A3", "#647D8A", "#4B6472")
_DAY_SUN = "#FFFDF6"
_NIGHT_SKY = ("#14191E", "#1E262C", "#343A3C")
_NIGHT_HILLS = ("#2F383D", "#283238", "#212A30", "#1A2329", "#141B20")
_NIGHT_SUN = "#D8D5C8"

_Waves = tuple[tuple[float, float, float], ...]

# Each range of hills: its height in the picture (0 top, 1 bottom) and waves of (cycles, height, phase).
_RANGES = (
    (0.56, ((1.1, 0.040, 0.6), (2.7, 0.018, 1.9), (6.1, 0.004, 0.3))),
    (0.63, ((0.9, 0.050, 3.6), (2.2, 0.020, 0.2), (5.3, 0.005, 1.1))),
    (0.72, ((1.3, 0.045, 5.2), (3.1, 0.014, 2.2), (7.7, 0.003, 2.0))),
    (0.81, ((0.8, 0.055, 1.4), (1.9, 0.020, 4.4), (6.8, 0.003, 0.9))),
    (0.92, ((1.0, 0.045, 4.1), (2.5, 0.012, 0.8), (9.1, 0.002, 1.7))),
)


def paint_landscape(painter: QPainter, rect: QRectF, colours: Palette) -> None:
    """Fills `rect` with the picture, by day or by night as the palette is light or dark."""
    night = colours.dark
    sky, hills = (_NIGHT_SKY, _NIGHT_HILLS) if night else (_DAY_SKY, _DAY_HILLS)
    sun, glow = (_NIGHT_SUN, 46) if night else (_DAY_SUN, 110)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _paint_sky(painter, rect, sky)
    _paint_sun(painter, rect, QColor(sun), glow)
    for (height, waves), colour in zip(_RANGES, hills, strict=True):
        _paint_hills(painter, rect, height, waves, QColor(colour))
    painter.restore()


def _paint_sky(painter: QPainter, rect: QRectF, colours: tuple[str, ...]) -> None:
    air = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    for at, colour in zip((0.0, 0.35, 0.62), colours, strict=True):
        air.setColorAt(at, QColor(colour))
    painter.fillRect(rect, air)


def _paint_sun(painter: QPainter, rect: QRectF, colour: QColor, glow: int) -> None:
    centre = QPointF(rect.left() + rect.width() * 0.68, rect.top() + rect.height() * 0.38)
    size = min(rect.width(), rect.height())
    light = QRadialGradient(centre, size * 0.5)
    for at, share in ((0.0, 1.0), (0.25, 0.6), (0.5, 0.28), (0.75, 0.08), (1.0, 0.0)):
        veil = QColor(colour)
        veil.setAlpha(round(glow * share))
        light.setColorAt(at, veil)
    painter.fillRect(rect, light)
    painter.setBrush(colour)
    painter.drawEllipse(centre, size * 0.055, size * 0.055)


def _paint_hills(
    painter: QPainter,
    rect: QRectF,
    height: float,
    waves: _Waves,
    colour: QColor,
) -> None:
    path = QPainterPath(rect.bottomLeft())
    steps = 160
    for step in range(steps + 1):
        across = step / steps
        up = sum(tall * sin(2 * pi * cycles * across + phase) for cycles, tall, phase in waves)
        path.lineTo(rect.left() + rect.width() * across, rect.top() + rect.height() * (height - up))
    path.lineTo(rect.bottomRight())
    path.closeSubpath()
    ridge, foot = (rect.top() + rect.height() * (height + part) for part in (-0.06, 0.2))
    mist = QLinearGradient(0, ridge, 0, foot)
    mist.setColorAt(0, colour)
    mist.setColorAt(1, colour.lighter(108))
    painter.setBrush(mist)
    painter.drawPath(path)
