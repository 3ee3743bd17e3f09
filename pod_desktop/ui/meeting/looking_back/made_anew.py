"""Parts that are made anew at each look."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget


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
