"""The second press of a double click belongs to what got the first one.

A press often shows something else where it fell: after “Zoe says yes” there stands “Zoe takes the yes back”.
Somebody who double-clicks by habit would do the one and then the other.

    class PodButton(OwnPress, QPushButton)

Where what a press shows comes to other places than that of the press, the next one may fall beside it and
still be the second of the same hand: `came_by_press(whole)` lets it do nothing there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's classes cannot be inherited twice


class OwnPress(_Button):
    """Stands before a button's Qt class: a double click counts only where its first press fell, too."""

    _own_press_at: int | None = None
    """When the last press fell on it, in Qt's milliseconds."""
    _came_by: int | None = None
    """When the press fell that brought it where it is; None where none did."""
    last_press: ClassVar[int | None] = None
    """When the last press fell on any button."""

    def came(self) -> None:
        """The last press, if there was one, has brought it to where it is now."""
        self._came_by = OwnPress.last_press

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        came_by, OwnPress.last_press = self._came_by, event.timestamp()
        if came_by is not None and 0 <= event.timestamp() - came_by <= QApplication.doubleClickInterval():
            return
        self._own_press_at = event.timestamp()
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        first = self._own_press_at
        if first is not None and event.timestamp() - first <= QApplication.doubleClickInterval():
            super().mouseDoubleClickEvent(event)


def came_by_press(whole: QWidget) -> None:
    """All buttons within `whole` are at other places now: a press that follows at once does nothing there."""
    for each in whole.findChildren(QAbstractButton):
        if isinstance(each, OwnPress):
            each.came()
