"""Tells that the laptop has slept, as soon as it is awake again or somebody acts."""

from PySide6.QtCore import QObject, QTimer, Signal

from pod_desktop.domain.clock import Clock

_LOOK_MS = 2_000
_SECONDS = 5.0
"""Less is no sleep that anybody would notice, and the system's two clocks are not read at one instant."""


class SleepWatch(QObject):
    """Looks every other second, and whenever it is asked to."""

    slept = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock, self._known = clock, clock.asleep()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Has it slept since the last look?"""
        now = self._clock.asleep()
        known, self._known = self._known, now
        if now - known > _SECONDS:
            self.slept.emit()
