"""Things side by side in columns of the same width, so that none is more than the others."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

_LETTERS_WIDE = 22


class EvenColumns(QWidget):
    """As many equal columns as are comfortable to read; things in one row have the same height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._things: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)

    def set_things(self, things: Sequence[QWidget]) -> None:
        """Shows these, in this order; what was shown before and is not among them goes."""
        for gone in self._things:
            self._grid.removeWidget(gone)
            if gone not in things:
                gone.hide()
                gone.deleteLater()
        self._things, self._columns = list(things), 0
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.fontMetrics().averageCharWidth() * _LETTERS_WIDE * 1.3
        columns = max(1, min(len(self._things), int(self.width() // max(1.0, wide))))
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, thing in enumerate(self._things):
            self._grid.addWidget(thing, place // columns, place % columns)
            thing.show()
