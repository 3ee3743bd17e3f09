"""Buttons that are one stop of Tab, such as people of whom one is chosen.

    OneStop(parent, takes_press=True)
        .set_buttons(buttons)     in the order in which they are read
        .also(button)             one more after them, which stays when they are others
        .types_into(field)        what is typed at one of them is written in that field
        .first() -> the one to which Tab comes, or None
        .among() -> those that can be pressed, in their order

Arrow keys go from one to the next, Home and End to the first and the last; space or Enter presses. Tab comes
to the one that is chosen, else to the first, and goes on to what stands after all of them. Without
`takes_press` a press with the mouse leaves the keyboard where somebody is writing.

Whoever chose somebody and types on means the words: only the space bar, digits and commands stay what they
are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.ui.bounced_keys import writes

Placed = TypeVar("Placed", bound=QWidget)
_BY = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: 0, Qt.Key.Key_End: 0,
}  # fmt: skip


def neighbour(among: Sequence[Placed], at: Placed, key: int) -> Placed | None:
    """Whom an arrow key, Home or End leads to; `at` where nobody stands that way, None for other keys."""
    pressed = Qt.Key(key)
    step = _BY.get(pressed)
    if step is None:
        return None
    if not step:
        return among[0 if pressed == Qt.Key.Key_Home else -1]
    if pressed in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
        to = among.index(at) + step
        return among[to] if 0 <= to < len(among) else at
    beyond = [each for each in among if (each.y() - at.y()) * step > 0]
    return min(beyond, key=lambda each: (abs(each.y() - at.y()), abs(each.x() - at.x())), default=at)


class OneStop(QObject):
    """Keeps Tab, the arrows and what is typed for some buttons."""

    def __init__(self, parent: QWidget, *, takes_press: bool = True) -> None:
        super().__init__(parent)
        strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
        self._stop = strong if takes_press else Qt.FocusPolicy.TabFocus
        self._other = click if takes_press else Qt.FocusPolicy.NoFocus
        self._buttons: list[QAbstractButton] = []
        self._also: list[QAbstractButton] = []
        self._field: QLineEdit | QPlainTextEdit | None = None

    def set_buttons(self, buttons: Sequence[QAbstractButton]) -> None:
        """These, instead of those before."""
        self._buttons = list(buttons)
        for each in buttons:
            each.installEventFilter(self)
        self.settle()

    def also(self, button: QAbstractButton) -> None:
        """One more button, such as for who is not among them."""
        self._also.append(button)
        button.installEventFilter(self)
        self.settle()

    def types_into(self, field: QLineEdit | QPlainTextEdit) -> None:
        """Where what is typed at one of the buttons belongs."""
        self._field = field

    def first(self) -> QAbstractButton | None:
        """Where Tab comes to: what is chosen, else the first that can be pressed."""
        able = self.among()
        return next((each for each in able if each.isChecked()), next(iter(able), None))

    def among(self) -> list[QAbstractButton]:
        """Those that can be pressed, as arrows go through them."""
        return [each for each in self._all() if not each.isHidden() and each.isEnabled()]

    def settle(self) -> None:
        """Lets Tab come to the right one: call it when another one was chosen, or some were hidden."""
        every = self._all()
        at = next((each for each in every if each.hasFocus()), None) or self.first()
        for each in every:
            each.setFocusPolicy(self._stop if each is at else self._other)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in {
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
        }:
            self.settle()
        elif isinstance(event, QKeyEvent) and isinstance(watched, QAbstractButton):
            if kind == QEvent.Type.ShortcutOverride and self._is_text(event):
                event.accept()  # a letter is text here, not a key of the table
                return True
            if kind == QEvent.Type.KeyPress:
                return self._moves(watched, event) or self._types(event)
        return super().eventFilter(watched, event)

    def _moves(self, at: QAbstractButton, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != Qt.KeyboardModifier.NoModifier or at not in (able := self.among()):
            return False
        to = neighbour(able, at, event.key()) if event.key() in _BY else None
        if to is not None:
            to.setFocus(Qt.FocusReason.TabFocusReason)
        return to is not None

    def _types(self, event: QKeyEvent) -> bool:
        field = self._field
        if field is None or not self._is_text(event):
            return False
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(field, event)
        return True

    def _is_text(self, event: QKeyEvent) -> bool:
        field, text = self._field, event.text()
        if field is None or not (field.isVisible() and field.isEnabled() and writes(event)):
            return False
        return bool(text) and text.isprintable() and not (text.isspace() or text.isdigit())

    def _all(self) -> list[QAbstractButton]:
        return [each for each in (*self._buttons, *self._also) if isValid(each)]
