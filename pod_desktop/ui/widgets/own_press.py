"""The second press of a double click belongs to what got the first one.

A press often shows something else where it fell: after “Zoe says yes” there stands “Zoe takes the yes back”.
Somebody who double-clicks by habit would do the one and then the other.

    class PodButton(OwnPress, QPushButton)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from typing_extensions import override

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's classes cannot be inherited twice


class OwnPress(_Button):
    """Stands before a button's Qt class: a double click counts only where its first press fell, too."""

    _own_press_at: int | None = None
    """When the last press fell on it, in Qt's milliseconds."""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._own_press_at = event.timestamp()
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        first = self._own_press_at
        if first is not None and event.timestamp() - first <= QApplication.doubleClickInterval():
            super().mouseDoubleClickEvent(event)
