"""A hand at the window: finds what a person would read on a button or a field, and uses mouse and keys.

Everything goes through synthetic input events on the visible widgets. What is not there, not enabled or not
to be read is an error of the visit, said in words.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from pod_desktop.errors import PodError

_PATIENCE_MS = 20_000
_GLANCE_MS = 5
Found = TypeVar("Found", bound=QWidget)


class NotOnTheScreen(PodError):
    """Something the visit needs is not there to be used."""


class Hand:
    """Uses one window."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window

    def all(self, kind: type[Found], name: str = "", *, within: QWidget | None = None) -> list[Found]:
        """Visible widgets of a kind whose words begin with `name`, in the window or an open question."""
        roots = [within] if within is not None else self._roots()
        return [
            widget
            for root in roots
            for widget in root.findChildren(kind)
            if widget.isVisible() and _says(widget).startswith(name)
        ]

    def find(self, kind: type[Found], name: str = "", *, within: QWidget | None = None) -> Found:
        """The first of `all`. Raises NotOnTheScreen."""
        found = self.all(kind, name, within=within)
        if not found:
            raise NotOnTheScreen(f"There is no {kind.__name__} “{name}” on the screen.")
        return found[0]

    def press(self, name: str, *, within: QWidget | None = None) -> None:
        """Click the button that says this."""
        button = self.find(QAbstractButton, name, within=within)
        if not button.isEnabled():
            raise NotOnTheScreen(f"The button “{name}” cannot be pressed now.")
        self.click(button)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget, scrolled into view first."""
        _bring_into_view(widget)
        place = at if at is not None else widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        QApplication.processEvents()

    def write(self, name: str, text: str, *, within: QWidget | None = None, enter: bool = False) -> None:
        """Click the field with this label and type."""
        fields: list[QWidget] = [
            *self.all(QLineEdit, name, within=within),
            *self.all(QPlainTextEdit, name, within=within),
        ]
        if not fields:
            raise NotOnTheScreen(f"There is no field “{name}” on the screen.")
        field = fields[0]
        _bring_into_view(field)
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        target = field.focusProxy() or field
        QTest.keyClicks(target, text)
        if enter:
            self.key(Qt.Key.Key_Return, to=target)
        QApplication.processEvents()

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        to: QWidget | None = None,
    ) -> None:
        """Press a key where the focus is, or on a widget."""
        target = to or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifiers)
        QApplication.processEvents()

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Press, move in steps, and let go."""
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(widget, left, none, start)
        steps = 8
        for step in range(1, steps + 1):
            QTest.mouseMove(widget, start + (end - start) * step / steps)
            QApplication.processEvents()
        QTest.mouseRelease(widget, left, none, end)
        QApplication.processEvents()

    def wait_for(self, what: Callable[[], object], sentence: str) -> None:
        """Let the program work until `what` is true. Raises NotOnTheScreen with the sentence."""
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not what():
            if deadline.hasExpired():
                raise NotOnTheScreen(sentence)
            QTest.qWait(_GLANCE_MS)
        QApplication.processEvents()

    def reads(self, text: str) -> bool:
        """Whether some visible label, button or field holds this text."""
        labels = [label.text() for label in self.all(QLabel)]
        others = [_says(widget) for widget in self.all(QAbstractButton)]
        return any(text in each for each in [*labels, *others])

    def picture(self, path: Path) -> None:
        """Store what the window shows; of an open question, with the question on it."""
        QApplication.processEvents()
        image = self.window.grab()
        for dialog in self._roots()[:-1]:
            from PySide6.QtGui import QPainter

            with QPainter(image) as painter:
                painter.drawPixmap(
                    (self.window.width() - dialog.width()) // 2,
                    (self.window.height() - dialog.height()) // 2,
                    dialog.grab(),
                )
        if not image.save(str(path)):
            raise NotOnTheScreen(f"The picture “{path.name}” could not be stored.")

    def _roots(self) -> list[QWidget]:
        top = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.isVisible() and widget is not self.window and widget.isModal()
        ]
        return [*top, self.window]


def _says(widget: QWidget) -> str:
    name = widget.accessibleName()
    if not name and isinstance(widget, QAbstractButton):
        name = widget.text().replace("&", "")
    if not name and isinstance(widget, QLabel):
        name = widget.text()
    return name


def _bring_into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    QApplication.processEvents()
