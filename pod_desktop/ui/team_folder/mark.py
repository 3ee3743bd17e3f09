"""The quiet mark beside a field of which laptops say different things.

DifferenceMark(wanted, *, meeting=False)        pressed, it asks the page for `difference_opened(wanted)`
Marks(*, meeting=False)
    .beside(widget, *fields) -> QHBoxLayout     the widget with a mark for these fields, hidden at first
    .mark(*fields) -> DifferenceMark            the mark alone
    .show(differs, of)                          shows the marks of what differs now of the thing `of`
"""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui import theme
from pod_desktop.ui.widgets import IconButton


def difference_words() -> str:
    """What a mark says when it is read out or pointed at."""
    return QCoreApplication.translate("DifferenceMark", "Two laptops say different things here")


def with_difference(words: str) -> str:
    """The same after other words."""
    return f"{words}. {difference_words()}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The difference that somebody asks for."""

    id: EntityId
    fields: frozenset[str]
    """Some of these differ; empty for all of the thing."""


class DifferenceMark(IconButton):
    """Leads to where the values stand side by side, on a page with a signal `difference_opened`."""

    def __init__(
        self, wanted: Wanted | None = None, *, meeting: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("columns-2", difference_words(), meeting=meeting, parent=parent)
        self.wanted = wanted
        self.clicked.connect(lambda _on: self._lead())

    def _lead(self) -> None:
        """The outermost page is asked, since one page can be a part of another."""
        asked, above = None, self.parentWidget()
        while above is not None:
            asked = getattr(above, "difference_opened", None) or asked
            above = above.parentWidget()
        if asked is not None:
            asked.emit(self.wanted)


class Marks:
    """The marks of one form."""

    def __init__(self, *, meeting: bool = False) -> None:
        self._meeting = meeting
        self._marks: list[tuple[DifferenceMark, frozenset[str]]] = []

    def mark(self, *fields: str) -> DifferenceMark:
        """A mark for these fields, hidden until one of them differs."""
        made = DifferenceMark(meeting=self._meeting)
        made.hide()
        self._marks.append((made, frozenset(fields)))
        return made

    def beside(self, widget: QWidget, *fields: str) -> QHBoxLayout:
        """The widget, and at its right the mark for these fields."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(widget, 1)
        row.addWidget(self.mark(*fields), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def show(self, differs: Collection[str], of: EntityId | None = None) -> None:
        """Shows the marks of the fields that differ, and no others."""
        for mark, fields in self._marks:
            mark.wanted = None if of is None else Wanted(of, fields.intersection(differs))
            wanted = not fields.isdisjoint(differs)
            if mark.isHidden() == wanted:
                mark.setVisible(wanted)


def paint_mark(painter: QPainter, centre: QPointF, side: float) -> None:
    """The same mark on a drawing: a small sheet with two columns."""
    colours = theme.palette()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.ink_soft), 1.5))
    painter.setBrush(QColor(colours.card))
    sheet = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    painter.drawRoundedRect(sheet, 2.5, 2.5)
    painter.drawLine(QPointF(centre.x(), sheet.top()), QPointF(centre.x(), sheet.bottom()))
    painter.restore()
