"""Parts that are made anew at each look."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pod_desktop.outputs.figures import Rows, Stretch
from pod_desktop.ui.meeting.looking_back.tables import FigureTable


def take_away(parts: Iterable[QWidget]) -> None:
    """They are not seen any more from here on."""
    for part in parts:
        part.hide()
        part.deleteLater()


def put_in(column: QVBoxLayout, parts: Iterable[QWidget]) -> None:
    """They are seen at once; what is only laid out Qt shows later, and the keyboard could not go there."""
    for part in parts:
        column.addWidget(part)
        part.show()


def told_widgets(title: str, widgets: Iterable[QWidget]) -> Stretch:
    """Sentences and tables as they stand below each other."""
    parts: list[str | Rows] = []
    for widget in widgets:
        if isinstance(widget, FigureTable):
            parts.append(widget.told())
        elif isinstance(widget, QLabel) and widget.text():
            parts.append(widget.text())
    return Stretch(title, tuple(parts))
