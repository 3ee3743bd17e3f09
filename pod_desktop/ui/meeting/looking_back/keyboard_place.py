"""Where the keyboard is on a page whose parts are made anew, so that it is there again afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableWidget, QWidget

from pod_desktop.ui.meeting.tab_order import stops


class KeyboardPlace:
    """Taken before the parts are made anew, put back afterwards: in a table, in the same cell."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._at = _focused_in(page)
        self._named = _named(self._at) if self._at is not None else None
        same = [each for each in stops(page) if _named(each) == self._named] if self._at is not None else []
        self._nth = same.index(self._at) if self._at in same else 0
        table = self._at if isinstance(self._at, QTableWidget) else None
        self._cell = (table.currentRow(), table.currentColumn()) if table is not None else None

    def put_back(self) -> None:
        """Where it was taken away with its part, it goes to the part that stands there now."""
        if self._at is None or _focused_in(self._page) is self._at:
            return
        same = [each for each in stops(self._page) if _named(each) == self._named]
        if not same:
            return
        there = same[min(self._nth, len(same) - 1)]
        if isinstance(there, QTableWidget) and self._cell is not None:
            there.setCurrentCell(
                min(self._cell[0], there.rowCount() - 1), min(self._cell[1], there.columnCount() - 1)
            )
        there.setFocus(Qt.FocusReason.OtherFocusReason)


def _focused_in(page: QWidget) -> QWidget | None:
    at = QApplication.focusWidget()
    return at if at is not None and page.isAncestorOf(at) and at.isVisible() else None


def _named(widget: QWidget) -> tuple[type[QWidget], str, str]:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return type(widget), widget.accessibleName() or words, widget.accessibleDescription()
