"""Where Tab comes to. Keys alone tell it: walking Qt's chain of focus ends the program (PySide 6.11)."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def tab_round(first: QWidget | None) -> list[QWidget]:
    """What Tab comes to from `first` on, until it is somewhere again. The window has to be active."""
    assert first is not None
    first.setFocus()
    came_to: list[QWidget] = []
    here = QApplication.focusWidget()
    while here is not None and here not in came_to:
        came_to.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
        here = QApplication.focusWidget()
    return came_to
