"""The wheel scrolls the page, and never changes what somebody said.

Qt's fields with a list, a day or a time change under the wheel. On a card that is scrolled, whatever comes
under the pointer would be entered unseen: a date to ask again, or that somebody died.

    leave_the_wheel(box)
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class _Passed(QObject):
    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Wheel:
            return False
        event.ignore()  # so that Qt offers it to what the field stands on
        return True


def leave_the_wheel(*fields: QWidget) -> None:
    """Lets each field pass the wheel on to what it stands on; only Tab or a press brings the keyboard in."""
    for field in fields:
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(_Passed(field))
