"""The second press of a double click belongs to what got the first one.

A press often shows something else where it fell: after “Zoe says yes” there stands “Zoe takes the yes back”.
Somebody who double-clicks by habit would do the one and then the other.
"""

from __future__ import annotations

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication


class OwnPress:
    """What one button knows of the presses that fell on it."""

    def __init__(self) -> None:
        self._last: int | None = None

    def note(self, event: QMouseEvent) -> None:
        """A press fell on the button."""
        self._last = event.timestamp()

    def owns(self, second: QMouseEvent) -> bool:
        """Whether the first press of a double click fell on the button too."""
        first = self._last
        return first is not None and second.timestamp() - first <= QApplication.doubleClickInterval()
