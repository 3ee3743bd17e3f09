"""A menu at the table. While it is open, keys of the table do what they always do, and it closes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from pod_desktop.ui.meeting.voices.place_keys import DIGITS, LETTERS, TABLE_LETTERS

_OF_THE_TABLE = {*"0", *DIGITS, *LETTERS, *TABLE_LETTERS}


class TableMenu(QMenu):
    """It takes the arrows, Enter, the space bar and Escape, and no letter and no digit."""

    key_typed = Signal(str)
    """A letter or digit, or Ctrl and one of them ("Ctrl+3")."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("meeting", True)  # its entries are as high as what is pressed in a meeting

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = QKeySequence(held.value | event.key()).toString(QKeySequence.SequenceFormat.PortableText)
        if key.removeprefix("Ctrl+") not in _OF_THE_TABLE:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            menu: QWidget | None = self
            while isinstance(menu, QMenu):
                menu.close()
                menu = menu.parentWidget()
            self.key_typed.emit(key)
