"""Where the keyboard is after somebody asked for what came: in the very field in which they were writing.

    KeyboardKept(button, page, facts)      button: “Show it”; page: the page on the screen now

Where that field is gone, or nobody was writing, the page itself has the keyboard: the next keys press no
button.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.left_keyboard import takes_keys


class KeyboardKept(QObject):
    """Belongs to the button."""

    def __init__(
        self, button: QAbstractButton, page: Callable[[], QWidget | None], facts: FactsRelay
    ) -> None:
        super().__init__(button)
        self._button, self._page = button, page
        self._left: QWidget | None = None
        """What had the keyboard before it came to the button."""
        self._waits = False
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        button.clicked.connect(self._note)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)
        facts.shown.connect(self._shown)

    def put_back(self) -> None:
        """The button is about to go: the keyboard leaves it."""
        page, left = self._page(), self._left
        if page is None:
            return
        there = left is not None and isValid(left) and page.isAncestorOf(left) and left.isVisible()
        if there and left is not None and left.isEnabled() and takes_keys(left):
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self) -> None:
        self._waits = True
        now = QApplication.focusWidget()
        if now is not self._button:
            self._left = now

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self._button:
            self._left = before

    def _shown(self) -> None:
        if self._waits:
            self._waits = False
            self.put_back()
            self._left = None
