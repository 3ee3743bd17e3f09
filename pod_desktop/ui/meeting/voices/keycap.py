"""The small picture of a key, so that keys need no manual."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.ui import theme


def keycap_side() -> float:
    """Height of a key's picture, and least width."""
    return QFontMetricsF(theme.font()).height() + 4


def paint_keycap(painter: QPainter, rect: QRectF, key: str, *, ground: str = "") -> None:
    """Paints the picture of a key into `rect`, on a ground of its own where one is given."""
    colours = theme.palette()
    painter.setPen(QPen(QColor(colours.line), 1.0))
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setFont(theme.font())
    painter.setPen(QColor(colours.ink_soft))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)


class KeyCap(QWidget):
    """The picture of a key beside what it does."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = round(keycap_side())
        wide = round(QFontMetricsF(theme.font()).horizontalAdvance(self._key)) + 10
        return QSize(max(side, wide), side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_keycap(painter, QRectF(self.rect()), self._key)
        painter.end()
