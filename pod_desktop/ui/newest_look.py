"""Looking the same thing up behind the screens again and again: only the newest look is told.

NewestLook(desk, parent)
    .look(find, done, failed, broken)   .leave_off()
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from pod_desktop.errors import PodError
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.jobs import nothing

Result = TypeVar("Result")


class NewestLook(QObject):
    """One look at a time: what is asked meanwhile waits, and only the last of it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._next: Callable[[], None] | None = None
        self._is_looking = False
        self._asked = 0

    @property
    def is_looking(self) -> bool:
        """Whether something is still to be told."""
        return self._is_looking or self._next is not None

    def look(
        self,
        find: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[PodError], None],
        broken: Callable[[], None] = nothing,
    ) -> None:
        """Find it in the thread of `Desk.find`. What was asked before is not told any more.

        One of `done`, `failed` and, for a fault, `broken` is called, in the thread of the screens.
        """
        self._asked += 1
        self._next = partial(self._begin, self._asked, find, done, failed, broken)
        self._go_on()

    def leave_off(self) -> None:
        """What was asked is not told any more."""
        self._asked += 1
        self._next = None

    def _begin(
        self,
        asked: int,
        find: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[PodError], None],
        broken: Callable[[], None],
    ) -> None:
        self._desk.find(
            find,
            lambda found: self._ended(asked, lambda: done(found)),
            lambda error: self._ended(asked, lambda: failed(error)),
            lambda: self._ended(asked, broken),
        )

    def _go_on(self) -> None:
        if self._next is not None and not self._is_looking:
            begin, self._next = self._next, None
            self._is_looking = True
            begin()

    def _ended(self, asked: int, tell: Callable[[], None]) -> None:
        if not isValid(self):  # its page has gone meanwhile
            return
        self._is_looking = False
        try:
            if asked == self._asked:
                tell()
        finally:
            self._go_on()
