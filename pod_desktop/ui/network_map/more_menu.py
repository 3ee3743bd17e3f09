"""What is done with a map now and then: a button that opens a menu, in parts that keep their order.

    menu.add(Part.MAP, "Tidy the map", page.tidy)
    menu.add_switch(Part.LOOK, "How ties are", drawing.show_quality)

Entries of one part follow each other in the order in which they were added.
"""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from pod_desktop.ui.widgets import QuietButton


class Part(IntEnum):
    """The parts of the menu, from its top."""

    TOGETHER = 0
    """Opened with the person."""
    PEOPLE = 1
    """Who is on the map: two cards of one person, the words that the program knows."""
    MAP = 2
    """The map as a whole: tidy, as it stood earlier."""
    LOOK = 3
    """What the drawing shows."""
    FILES = 4
    """Out of the program and in."""


class MoreMenu(QuietButton):
    """Enter, space or a press opens it; arrows choose, Esc closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "chevron-down", parent=parent)
        self.setText(self.tr("More"))
        self.setAccessibleName(self.tr("More to do with this map"))
        self._menu = QMenu(self)
        self._ends = {part: self._menu.addSeparator() for part in Part}
        self.clicked.connect(self._open)

    def add(self, part: Part, words: str, then: Callable[[], object]) -> QAction:
        """An entry that does something. Give it no more than a few words."""
        action = QAction(_as_typed(words), self._menu)
        action.triggered.connect(lambda _on=False: then())
        self._menu.insertAction(self._ends[part], action)
        return action

    def add_switch(self, part: Part, words: str, then: Callable[[bool], object]) -> QAction:
        """An entry that is on or off; off at first."""
        action = QAction(_as_typed(words), self._menu)
        action.setCheckable(True)
        action.toggled.connect(then)
        self._menu.insertAction(self._ends[part], action)
        return action

    def entries(self) -> list[QAction]:
        """What can be chosen now, from the top."""
        return [each for each in self._menu.actions() if each.isVisible() and not each.isSeparator()]

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))


def _as_typed(words: str) -> str:
    """A menu takes an & for a letter to press."""
    return words.replace("&", "&&")
