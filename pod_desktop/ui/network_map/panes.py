"""Three panes side by side where there is room, two, or one at a time where there is little."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import theme

_ALL_THREE, _TWO = 56, 38
"""Widths, in heights of a line of text, that three and two panes need."""
_WIDE = 18
"""What a table needs more."""
_NAMES, _SIDE = 13.5, 18.5


class Panes(QWidget):
    """Names at the left, the map in the middle, the card at the right."""

    arranged = Signal()
    """Another number of panes is shown, or other ones."""

    def __init__(self, names: QWidget, middle: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names, self._middle, self._side = _Pane(names, "right"), middle, _Pane(side, "left")
        self._wanted = "map"
        self._beside = "names"
        self._wide = self._alone = False
        self._count = 0
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._names)
        row.addWidget(self._middle, 1)
        row.addWidget(self._side)

    @property
    def count(self) -> int:
        """How many panes there is room for."""
        return self._count

    @property
    def current(self) -> str:
        """The pane that was asked for last: "names", "map" or "card"."""
        return self._wanted

    def show_pane(self, key: str) -> None:
        """Brings a pane onto the screen, if it is not there already."""
        self._wanted = key
        if key != "map":
            self._beside = key
        self._arrange()

    def set_wide_middle(self, wide: bool) -> None:
        """Whether the middle shows a table, which needs more room; then the card stays rather than names."""
        if wide != self._wide:
            self._wide = wide
            self._beside = "card" if wide else self._beside
            self._arrange()

    def set_alone(self, alone: bool) -> None:
        """One pane at a time, however much room there is: the map, drawn large at the table."""
        if alone != self._alone:
            self._alone = alone
            self._wanted = "map"
            self._arrange()

    @property
    def beside(self) -> str:
        """What is shown beside the map where there is room for two panes: "names" or "card"."""
        return self._beside

    def _arrange(self) -> None:
        line = self.fontMetrics().height()
        width = self.width() / line
        needed = _ALL_THREE + (_WIDE if self._wide else 0)
        self._count = 1 if self._alone else 3 if width >= needed else 2 if width >= _TWO else 1
        one, two = self._count == 1, self._count == 2
        self._names.setVisible(
            self._count == 3 or (two and self._beside == "names") or (one and self._wanted == "names")
        )
        self._side.setVisible(
            self._count == 3 or (two and self._beside == "card") or (one and self._wanted == "card")
        )
        self._middle.setVisible(not one or self._wanted == "map")
        for pane, lines in ((self._names, _NAMES), (self._side, _SIDE)):
            pane.setMinimumWidth(0 if one else round(lines * line))
            pane.setMaximumWidth(16_777_215 if one else round(lines * line))
        self._row.activate()  # at once, else the map is first painted at a width that it does not keep
        self.arranged.emit()

    @override
    def minimumSizeHint(self) -> QSize:
        """As for one pane alone, else a window with three could never become narrow."""
        return QSize(self._middle.minimumSizeHint().width(), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()


class _Hairline(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.palette().line))
        painter.end()


class _Pane(QWidget):
    """A pane with a hairline towards the middle."""

    def __init__(self, inside: QWidget, edge: str) -> None:
        super().__init__()
        line = _Hairline()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (inside, line) if edge == "right" else (line, inside):
            row.addWidget(widget, 1 if widget is inside else 0)
