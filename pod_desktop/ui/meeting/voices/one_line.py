"""Words on one line, whatever their length, so that nothing beside or below moves when they change."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.widgets.as_typed import plain_tip


class OneLine(QLabel):
    """What has no room is left out at the end, and told on hovering; it is as high when empty."""

    def __init__(self, role: str = "", *, quiet: bool = True, least: int = 0) -> None:
        super().__init__()
        self._role, self._quiet, self._least = role, quiet, least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Says this."""
        self.setText(words)
        self.setToolTip(plain_tip(words) if words else "")

    @override
    def sizeHint(self) -> QSize:
        return QSize(48, max(self._least, round(QFontMetricsF(self._font()).height())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        font, colours = self._font(), theme.palette()
        shown = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink_soft if self._quiet else colours.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()

    def _font(self) -> QFont:
        return theme.font(self._role, meeting=True) if self._role else theme.font()
