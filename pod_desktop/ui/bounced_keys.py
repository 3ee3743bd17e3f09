"""Keys that still belong to what the keyboard was at before the program led it elsewhere.

    BouncedKeys()      made once by LeftKeyboard

A space bar or an Enter that bounces would press what came in place of what it had pressed: after “Change it”
the keyboard is at the options of the next meeting. And whoever types on into a field that vanished would
press a button with the spaces between their words. Such keys do nothing, as the second press of a double
click that falls on something else (`widgets/own_press`).

Whoever went on by Tab, an arrow, a shortcut or the mouse means the next key, however quick it is. In a field
keys are never taken away.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_PRESSES = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})
_HELD_ALONG = frozenset(
    {
        Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
    }
)  # fmt: skip
_Held = Qt.KeyboardModifier


class BouncedKeys:
    """Remembers the last key that pressed or wrote something, and where it did.

    `clock` gives seconds. Keys wait while the program is busy with the one before, and some systems say only
    then when they were pressed; so the time runs from when the keyboard was led on.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._at: QWidget | None = None
        """Where; None once somebody went on by themselves."""
        self._when = 0.0
        """When a key of that run was last pressed or let go, in Qt's milliseconds."""
        self._heard = 0.0
        self._led_after = 0.0
        """How long after that the keyboard was led on, in milliseconds."""
        self._wrote = False

    def led_to(self, widget: QWidget) -> None:
        """The keyboard came to `widget`."""
        if self._at is not None and widget is not self._at:
            self._led_after = (self._clock() - self._heard) * 1000

    def forget(self) -> None:
        """Somebody went on by themselves: the next key is meant."""
        self._at = None

    def takes(self, event: QKeyEvent, at: QWidget, *, is_field: bool) -> bool:
        """Whether a key that comes to `at` is to do nothing there.

        A key without a time was pressed by no hand, but by a program that knows where it presses.
        """
        key = event.key()
        if not event.timestamp() or key in _HELD_ALONG:
            return False
        presses = key in _PRESSES and not event.modifiers() & (
            _Held.ControlModifier | _Held.AltModifier | _Held.MetaModifier
        )
        elsewhere = self._at is not None and self._at is not at and not is_field
        if event.type() == QEvent.Type.KeyRelease:
            if presses:
                self._goes_on(event)
            return presses and elsewhere
        wrote = writes(event)
        since = event.timestamp() - self._when - self._led_after
        soon = event.isAutoRepeat() or since < QApplication.doubleClickInterval()
        if elsewhere and soon and (presses or (wrote and self._wrote)):
            self._goes_on(event)
            return True
        if presses or (wrote and is_field):
            self._at, self._wrote = at, wrote and is_field
            self._goes_on(event)
        else:
            self.forget()
        return False

    def _goes_on(self, event: QKeyEvent) -> None:
        self._when, self._heard, self._led_after = event.timestamp(), self._clock(), 0.0


def writes(event: QKeyEvent) -> bool:
    """Whether it writes a character, or takes one back, where there is a field."""
    held = event.modifiers()
    # Both together are the AltGr of many keyboards.
    is_command = bool(held & _Held.ControlModifier) != bool(held & _Held.AltModifier)
    if is_command or held & _Held.MetaModifier:
        return False
    return event.key() == Qt.Key.Key_Backspace or (bool(event.text()) and event.text().isprintable())
