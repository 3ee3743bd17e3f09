"""Another key for somebody at the table: the next letter or digit that is pressed. Nothing waits for it.

It has the keyboard only while it asks, and Ctrl and a key say who speaks all the time.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pod_desktop.domain.views import Someone
from pod_desktop.ui.meeting.voices import place_keys, sentences
from pod_desktop.ui.widgets import Notice

_HELD_ALONG = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_COMES_BACK = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
"""A menu that closes, or another window: the keyboard is here again afterwards."""
_LEAVES = {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


class AnotherKey(Notice):
    """Asks for a key, above the table."""

    chosen = Signal(str, str)
    """Whose key is to be which."""
    left = Signal(str)
    """It asks no more; nothing was chosen for this person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", icon_name="keyboard", parent=parent)
        self._who: Someone | None = None
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def asks(self) -> bool:
        """Whether it asks."""
        return self._who is not None

    def ask(self, who: Someone, key: str) -> None:
        """Asks for the key of somebody who has this one; "" for none."""
        self._who, self._key = who, key
        words = self.tr("Press the key for {name}: a letter, or 1 to 9. Esc: it stays {key}.")
        if not key:
            words = self.tr("Press the key for {name}: a letter, or 1 to 9. Esc: they have none.")
        self.set_sentence(words.format(name=who.name, key=key))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.modifiers() & _COMMANDS:
                event.accept()  # the key comes here, and is nobody's tap
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._who is None or event.modifiers() & _COMMANDS or event.key() in _HELD_ALONG:
            super().keyPressEvent(event)
        elif event.key() in _LEAVES:
            self._leave()
        elif not event.isAutoRepeat():
            self._pressed(_named(event))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.asks and event.reason() not in _COMES_BACK:
            self._leave()

    def _pressed(self, key: str) -> None:
        if self._who is not None and place_keys.can_be_somebodys(key):
            who, self._who = self._who, None
            self.chosen.emit(who.id, key)
        else:
            self.set_sentence(sentences.why_not_this_key(key))

    def _leave(self) -> None:
        who, self._who = self._who, None
        if who is not None:
            self.left.emit(who.id)


def _named(event: QKeyEvent) -> str:
    """The letter or digit of a key, whatever Shift does to it; "" for a key without any."""
    code = event.key()
    if Qt.Key.Key_A <= code <= Qt.Key.Key_Z or Qt.Key.Key_0 <= code <= Qt.Key.Key_9:
        return chr(code)
    return event.text().upper() if event.text().isprintable() else ""
