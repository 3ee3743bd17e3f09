"""A long work in another thread that says how far it is, and that can be stopped.

work = LongWork()          in the GUI thread; `moved` arrives there
restore(..., progress=work.progress)
work.stop()                the next time it says how far it is, it ends with Stopped
"""

import threading
from time import monotonic, sleep

from PySide6.QtCore import QObject, Signal

from pod_desktop.errors import PodError

_SELDOM_SECONDS = 0.1
_BREATH_SECONDS = 0.004
"""A work that stores in the database once after the other would let nobody else come in between."""


class Stopped(PodError):
    """Somebody stopped a long work; it left nothing half done."""

    def __init__(self) -> None:
        super().__init__("It was stopped. Nothing has been changed.")


class LongWork(QObject):
    """Between a work in its thread and the screen."""

    moved = Signal(int, int)
    """Done so far, and of how many. Not for each step: ten times a second at most, and at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._said = 0.0

    @property
    def stopping(self) -> bool:
        """Whether it is to end."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Let it end soon. Can be called from any thread."""
        self._stop.set()

    def check(self) -> None:
        """For the work, in its thread, as often as it likes. Raises Stopped."""
        if self._stop.is_set():
            raise Stopped

    def tell(self, done: int, of: int) -> None:
        """The same, with how far it is: `of` is 0 while it does not know yet. Raises Stopped."""
        self.check()
        now = monotonic()
        if now - self._said >= _SELDOM_SECONDS or done >= of > 0:
            self._said = now
            self.moved.emit(done, of)

    def progress(self, done: int, of: int) -> None:
        """The same, for a work that does not give way by itself: it pauses for a moment. Raises Stopped."""
        self.tell(done, of)
        sleep(_BREATH_SECONDS)
