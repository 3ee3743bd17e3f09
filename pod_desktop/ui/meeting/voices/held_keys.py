"""Keys at the table that are held while their person speaks.

A shortcut tells that a key was pressed, and nothing of when it is let go: that is seen where the keyboard
is. A key is told by its place on the keyboard (its scan code) where the system gives that, since Shift may
have changed its letter meanwhile. When the keyboard goes into a field, a menu or another window, or the table
is no longer seen, all keys count as let go: nobody goes on speaking because the end of it went elsewhere.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui.left_keyboard import takes_keys
from pod_desktop.ui.meeting.voices.holds import Holds


class HeldKeys(QObject):
    """The keys that are held while `page` is seen."""

    def __init__(self, page: QWidget, holds: Holds) -> None:
        super().__init__(page)
        self._page, self._holds = page, holds
        self._people: dict[int, EntityId] = {}
        self._scans: dict[int, int] = {}
        self._watched: QWidget | None = None
        self._wanted = self._watching = False
        holds.forgotten.connect(self._forget)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    def watch(self, on: bool) -> None:
        """Whether keys are held from now on. Those that are held just now count until they are let go."""
        self._wanted = on
        self._watch(on or bool(self._people))

    def leave(self) -> None:
        """The page is no longer seen: all keys count as let go, and nothing is looked at."""
        self._wanted = False
        self.let_all_go()

    def press(self, key: Qt.Key, person_id: EntityId) -> None:
        """The key of this person was pressed."""
        self._holds.press(person_id)  # first: it may notice a sleep, after which no other key is held
        self._people[key] = person_id
        self._watch(True)

    def let_all_go(self) -> None:
        """All keys count as let go."""
        self._people.clear()
        self._holds.let_all_go()
        self._watch(self._wanted)

    def _forget(self) -> None:
        self._people.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            if event.type() == QEvent.Type.ShortcutOverride:
                self._scans[event.key()] = event.nativeScanCode()
            elif event.type() == QEvent.Type.KeyRelease:
                self._released(event)
        elif isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.PopupFocusReason:
            self.let_all_go()
        return False

    def _watch(self, on: bool) -> None:
        if on != self._watching:
            self._watching = on
            self._look_at(QApplication.focusWidget() if on else None)

    def _released(self, event: QKeyEvent) -> None:
        scan = event.nativeScanCode()
        for key in list(self._people):
            if key == event.key() or (scan and scan == self._scans.get(key)):
                self._holds.let_go(self._people.pop(key))
        self._watch(self._wanted or bool(self._people))

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        elsewhere = now is None or takes_keys(now) or now.window() is not self._page.window()
        if self._watching and elsewhere:
            self.let_all_go()
        self._look_at(now if self._watching else None)

    def _look_at(self, widget: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = widget
        if widget is not None:
            widget.installEventFilter(self)
