"""The middle of the table: it says what goes on, and a tap on it says that somebody speaks, whoever it is."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.meeting.voices.keycap import keycap_side, paint_keycap
from pod_desktop.ui.widgets import Heading, Quiet

KEY = "X"
"""The key for somebody."""
_GAP = 6


class Middle(QAbstractButton):
    """As large as the table, so that it is found without looking."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # A tap must not take the focus from the words that are being typed.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ring_radius", 12.0)
        self.setToolTip(self.tr("Somebody speaks; their name can come later (X)"))
        self.headline, self.below = Heading(level=3), Quiet()
        self._words = QWidget(self)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self._words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addStretch(1)
        for label in (self.headline, self.below):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addWidget(_KeyLine(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.say("", "")

    def say(self, headline: str, below: str) -> None:
        """What goes on, and a line below it."""
        self.headline.setText(headline)
        self.below.setText(below)
        self.below.setVisible(bool(below))
        said = ", ".join(part for part in (headline, below) if part)
        name = self.tr("Somebody speaks, named later, key {key}").format(key=KEY)
        self.setAccessibleName(f"{name}. {said}" if said else name)

    def key_height(self) -> float:
        """What the key and its name need below the words."""
        return keycap_side() + 4

    def lay(self, left: int, top: int, across: float, down: float, words: tuple[float, float]) -> None:
        """As wide as twice `across`, as high as twice `down`, with a place for words in its middle."""
        self.setGeometry(left, top, round(2 * across), round(2 * down))
        wide, high = map(round, words)
        self._words.setGeometry(round(across - wide / 2), round(down - high / 2), wide, high)
        self.update()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return QRegion(self.rect(), QRegion.RegionType.Ellipse).contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pressed = self.isDown() or self.underMouse()
        painter.setPen(QPen(QColor(colours.edge if pressed else colours.line), 1.5))
        painter.setBrush(QColor(colours.hover if pressed else colours.card))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class _KeyLine(QWidget):
    """The key, and in one word what it says."""

    @override
    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(theme.font()).horizontalAdvance(self._word())
        return QSize(round(keycap_side() + _GAP + wide + 1), round(keycap_side()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side = keycap_side()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_keycap(painter, QRectF(0, 0, side, side), KEY)
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.palette().ink_soft))
        place = QRectF(side + _GAP, 0, self.width() - side - _GAP, side)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word())
        painter.end()

    def _word(self) -> str:
        return self.tr("Somebody")
