"""A handle to drag a topic by. What moves is a line that says where it would stand."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pod_desktop.ui.widgets import IconButton


class Grip(IconButton):
    """Tells where it is dragged to, in global pixels. The keyboard has Alt+Up and Alt+Down instead."""

    dragged = Signal(int)
    dropped = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("grip-vertical", name, meeting=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self._pressed: QPoint | None = None
        self._dragging = False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragging = event.globalPosition().toPoint(), False
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._pressed is not None:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            self._dragging = self._dragging or far
        if self._dragging:
            self.dragged.emit(at.y())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)
        if self._dragging:
            self._dragging = False
            self.dropped.emit()
