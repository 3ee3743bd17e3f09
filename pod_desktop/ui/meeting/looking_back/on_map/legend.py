"""What the arrows mean: samples as wide as they are drawn, how many there are, and how it is counted."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.following_layer import width
from pod_desktop.ui import theme
from pod_desktop.ui.widgets import Quiet


class _Sample(QWidget):
    """An arrow by itself."""

    def __init__(self, wide: float) -> None:
        super().__init__()
        self._wide = wide
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(56, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, head = QColor(theme.palette().tie), 7.0 + self._wide * 1.3
        tip = QPointF(self.width() - 2, self.height() / 2)
        pen = QPen(colour, self._wide)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(2, tip.y()), tip - QPointF(head, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(
            QPolygonF([tip, tip + QPointF(-head, -head * 0.55), tip + QPointF(-head, head * 0.55)])
        )
        painter.end()


class ArrowsLegend(QWidget):
    """Made for what is drawn now."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lines: list[QWidget] = []
        self._words: list[str] = []

    @property
    def words(self) -> list[str]:
        """What is said, from the top."""
        return list(self._words)

    def explain(self, samples: list[tuple[float, float, str]], sentences: list[str]) -> None:
        """`samples`: (value, the largest, in words). Below them the sentences."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._words = [words for _value, _most, words in samples] + sentences
        self._lines = [_beside(_Sample(width(value, most)), words) for value, most, words in samples]
        self._lines += [Quiet(each) for each in sentences]
        for line in self._lines:
            self._column.addWidget(line)


def _beside(sample: QWidget, words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(sample)
    row.addWidget(Quiet(words), 1)
    return line
