"""The ground of the map: three rings, five sectors, and the sectors' names round the outside."""

from math import cos, radians

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from pod_desktop.domain.network import DISC, RINGS, Place, Sector, drawn, ring_span, sector_span
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.network_map.words import sector_words

_GAP = 8.0
_BELOW = 0.8
"""Further out at the very bottom, in heights of a line: the names of people in the outer ring need room."""


def paint_ground(painter: QPainter, pixels_per_unit: float) -> None:
    """Three rings, five sectors and the sectors' names round the outside."""
    colours = theme.palette()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QPen(QColor(colours.line), 1.5)
    line.setCosmetic(True)
    painter.setPen(line)
    for ring, fill in zip(
        reversed(RINGS), (colours.ring_outer, colours.ring_middle, colours.ring_inner), strict=True
    ):
        radius = (DISC + (1 - DISC) * ring_span(ring)[1]) * RADIUS
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QPointF(0, 0), radius, radius)
    for sector in Sector:
        x, y = drawn(Place(sector_span(sector)[0], 1.0))
        painter.drawLine(QPointF(x * DISC, y * DISC) * RADIUS, QPointF(x, y) * RADIUS)
    painter.setPen(QColor(colours.ink_soft))
    for sector in Sector:
        _paint_round(painter, sector_words(sector.value), sector, pixels_per_unit)


def words_margins() -> tuple[float, float]:
    """Pixels that the sectors' names take outside the outer ring: above and at the sides, and below."""
    line = QFontMetricsF(theme.font("body")).height()
    return line + _GAP, line + _GAP + _BELOW * line


def _paint_round(painter: QPainter, text: str, sector: Sector, pixels_per_unit: float) -> None:
    """Letters along the outer ring, upright on the upper half and on the lower."""
    font = theme.font("body")
    metrics = QFontMetricsF(font)
    radius = RADIUS * pixels_per_unit + _GAP
    start, end = sector_span(sector)
    middle = (start + end) / 2
    above = cos(radians(middle)) > -0.2
    radius += metrics.descent() if above else metrics.ascent()
    radius += _BELOW * metrics.height() if sector is Sector.FRIENDS else 0
    width = metrics.horizontalAdvance(text)
    painter.save()
    painter.scale(1 / pixels_per_unit, 1 / pixels_per_unit)
    painter.setFont(font)
    for index, letter in enumerate(text):
        along = metrics.horizontalAdvance(text[:index]) + metrics.horizontalAdvance(letter) / 2 - width / 2
        turn = along / radius * 57.29578
        painter.save()
        painter.rotate(middle + turn if above else middle + 180 - turn)
        painter.drawText(
            QPointF(-metrics.horizontalAdvance(letter) / 2, -radius if above else radius), letter
        )
        painter.restore()
    painter.restore()
