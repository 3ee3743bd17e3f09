"""News for a part of a page that is not always seen.

WhenSeen(part, desk.facts, kinds)
told(facts)     at once while the part is seen, else together when it is shown next
"""

from collections.abc import Set

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pod_desktop.services import Facts
from pod_desktop.ui.facts import NOTHING, FactsRelay, together


class WhenSeen(QObject):
    """Belongs to the part, and goes with it."""

    told = Signal(object)

    def __init__(self, part: QWidget, facts: FactsRelay, kinds: Set[str]) -> None:
        super().__init__(part)
        self._part, self._kinds = part, kinds
        self._untold = NOTHING
        part.installEventFilter(self)
        facts.changed.connect(self._facts_changed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._untold.changed:
            self._tell()
        return False

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & self._kinds:
            self._untold = together(self._untold, facts)
            if self._part.isVisible():
                self._tell()

    def _tell(self) -> None:
        told, self._untold = self._untold, NOTHING
        self.told.emit(told)
