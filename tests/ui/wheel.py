"""A notch of the mouse's wheel over a widget."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget


def turn_the_wheel(field: QWidget) -> bool:
    """Turns it towards the reader by one notch; says whether the widget kept that for itself."""
    middle = QPointF(field.rect().center())
    down, none = QPoint(0, -120), Qt.MouseButton.NoButton
    no_keys, begun = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    where = QPointF(field.mapToGlobal(middle))
    event = QWheelEvent(middle, where, QPoint(), down, none, no_keys, begun, False)
    QApplication.sendEvent(field, event)
    return event.isAccepted()
