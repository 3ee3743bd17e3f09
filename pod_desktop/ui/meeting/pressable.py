"""A button that is made of other things: words that wrap, a face, an icon."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.ui import assets, theme
from pod_desktop.ui.widgets.own_press import OwnPress


class Pressable(OwnPress, QPushButton):
    """Lay things into `row`; they let presses through. Enter and space press it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 8, 8, 8)
        self.row.setSpacing(12)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts a widget to the right of what is there."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(widget, stretch)

    @override
    def sizeHint(self) -> QSize:
        hint = self.row.sizeHint()
        return QSize(hint.width(), max(theme.TARGET_MEETING, hint.height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.row.minimumSize().width(), theme.TARGET_MEETING)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(theme.TARGET_MEETING, self.row.heightForWidth(width))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.palette().hover))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.end()


class IconLabel(QLabel):
    """An icon that keeps to the palette; nothing to press."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._tint()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        self.setPixmap(assets.pixmap(self._name, 24, "accent"))
