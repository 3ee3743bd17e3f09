"""A hand at the window: finds what a person would read on a button or a field, and uses mouse and keys.

Everything goes through synthetic input events on the visible widgets. What is not there, not enabled, lies
under something else or cannot be reached is an error of the visit, said in words.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from pod_desktop.errors import PodError
from pod_desktop.ui import theme
from pod_desktop.ui.widgets.one_stop import OneStop

Key, Held = Qt.Key, Qt.KeyboardModifier
_PATIENCE_MS = 20_000
_GLANCE_MS = 5
_MOST_TABS = 100
Found = TypeVar("Found", bound=QWidget)


class NotOnTheScreen(PodError):
    """Something the visit needs is not there to be used."""


class Hand:
    """Uses one window."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window

    # --- looking ------------------------------------------------------------------------------------------

    def all(self, kind: type[Found], name: str = "", *, within: QWidget | None = None) -> list[Found]:
        """Visible widgets of a kind whose words begin with `name`; those that say just this come first.

        They are looked for in the window, or in the question that is open.
        """
        root = within if within is not None else self.front()
        found = [
            widget
            for widget in root.findChildren(kind)
            if widget.isVisible() and says(widget).startswith(name)
        ]
        return sorted(found, key=lambda widget: says(widget) != name)

    def find(self, kind: type[Found], name: str = "", *, within: QWidget | None = None) -> Found:
        """The first of `all`. Raises NotOnTheScreen."""
        found = self.all(kind, name, within=within)
        if not found:
            raise NotOnTheScreen(f"There is no {kind.__name__} “{name}” on the screen.")
        return found[0]

    def reads(self, text: str) -> bool:
        """Whether some visible label, button or field holds this text."""
        return any(text in each for each in self.texts())

    def texts(self) -> Iterator[str]:
        """Every text that can be seen or is read out."""
        for widget in self.front().findChildren(QWidget):
            if widget.isVisible():
                yield from (says(widget), widget.accessibleDescription(), widget.toolTip())
                if isinstance(widget, QLineEdit | QLabel | QAbstractButton):
                    yield widget.text()
                elif isinstance(widget, QPlainTextEdit):
                    yield widget.toPlainText()

    def front(self) -> QWidget:
        """The window, or the question that lies over it, the one that was opened last."""
        question = QApplication.activeModalWidget()
        return question if question is not None and question.isVisible() else self.window

    def wait_for(self, what: Callable[[], object], sentence: str) -> None:
        """Let the program work until `what` is true. Raises NotOnTheScreen with the sentence."""
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not what():
            if deadline.hasExpired():
                raise NotOnTheScreen(sentence)
            QTest.qWait(_GLANCE_MS)
        settle()

    # --- mouse --------------------------------------------------------------------------------------------

    def press(self, name: str, *, within: QWidget | None = None) -> None:
        """Click the button that says this."""
        self.click(self.find(QAbstractButton, name, within=within))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget, scrolled into view first."""
        settle()
        _bring_into_view(widget)
        place = at if at is not None else widget.rect().center()
        self._require_reachable(widget, place)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Held.NoModifier, place)
        settle()

    def click_row(self, rows: QAbstractItemView, words: str) -> None:
        """Click the row of a list that says this."""
        model = rows.model()
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            if index.data() == words:
                rows.scrollTo(index)
                self.click(rows.viewport(), rows.visualRect(index).center())
                return
        raise NotOnTheScreen(f"“{says(rows)}” has no row “{words}”.")

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Press, move in steps, and let go."""
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        self._require_reachable(widget, start)
        _mouse(widget, QEvent.Type.MouseButtonPress, start, left, left)
        steps = 8
        for step in range(1, steps + 1):
            _mouse(widget, QEvent.Type.MouseMove, start + (end - start) * step / steps, none, left)
        _mouse(widget, QEvent.Type.MouseButtonRelease, end, left, none)

    @staticmethod
    def _require_reachable(widget: QWidget, place: QPoint) -> None:
        name, window = says(widget) or type(widget).__name__, widget.window()
        if not widget.isVisible() or not widget.isEnabled():
            raise NotOnTheScreen(f"“{name}” cannot be used now.")
        touched = window.childAt(widget.mapTo(window, place))
        if touched is not widget and (touched is None or not widget.isAncestorOf(touched)):
            raise NotOnTheScreen(f"“{name}” lies under something else.")

    # --- keys ---------------------------------------------------------------------------------------------

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier, *, times: int = 1) -> None:
        """Press a key where the keyboard is."""
        for _ in range(times):
            QTest.keyClick(self._at_keyboard(), key, held)
            settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        for letter in text:
            target = self._at_keyboard()
            if letter.isascii():
                QTest.keyClicks(target, letter)
            else:  # QTest knows only the keys of one keyboard
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(target, QKeyEvent(kind, 0, Held.NoModifier, letter))
        settle()

    def write(self, name: str, text: str, *, within: QWidget | None = None, enter: bool = False) -> None:
        """Click the field with this label, type, and press Enter where that is wanted."""
        fields = [*self.all(QLineEdit, name, within=within), *self.all(QPlainTextEdit, name, within=within)]
        if not fields:
            raise NotOnTheScreen(f"There is no field “{name}” on the screen.")
        self.click(fields[0])
        self.type(text)
        if enter:
            self.key(Key.Key_Return)

    def tab_to(self, widget: QWidget, *, back: bool = False) -> None:
        """Press Tab until the keyboard comes to this widget, or Shift+Tab, which is tried first with `back`.

        Among buttons that are one stop of Tab, arrows lead on to it.
        Raises NotOnTheScreen where it never comes there.
        """
        settle()
        self.come_to_front()
        target = widget.focusProxy() or widget
        ways = Key.Key_Tab, Key.Key_Backtab
        for key in reversed(ways) if back else ways:
            for _ in range(_MOST_TABS):
                at = QApplication.focusWidget()
                if at is target:
                    return
                self.key(_arrow(at, target) or key)
        raise NotOnTheScreen(f"“{says(target) or type(target).__name__}” cannot be reached with the Tab key.")

    def press_with_key(self, button: QWidget, *, back: bool = False) -> None:
        """Go to a button with Tab and press it with Space."""
        self.tab_to(button, back=back)
        if not button.isEnabled():
            raise NotOnTheScreen(f"“{says(button)}” cannot be pressed now.")
        self.key(Key.Key_Space)

    def choose_with_keys(self, box: QComboBox, words: str) -> None:
        """Open a box, go through its entries until it says this, and take it with Enter."""
        wanted = box.findText(words, Qt.MatchFlag.MatchExactly)
        if wanted < 0:
            raise NotOnTheScreen(f"“{says(box)}” does not offer “{words}”.")
        self.tab_to(box)
        self.key(Key.Key_Space)
        step = Key.Key_Down if wanted > box.currentIndex() else Key.Key_Up
        for _ in range(abs(wanted - box.currentIndex())):
            QTest.keyClick(box.view(), step)
        QTest.keyClick(box.view(), Key.Key_Return)
        settle()

    def _at_keyboard(self) -> QWidget:
        self.come_to_front()
        return QApplication.focusWidget() or self.front()

    def come_to_front(self) -> None:
        """As a window manager does when a question opens or closes; the tour may run where there is none."""
        front = self.front()
        if not front.isActiveWindow() and QApplication.activePopupWidget() is None:
            front.activateWindow()
            self.wait_for(front.isActiveWindow, "The window did not come to the front.")

    # --- pictures -----------------------------------------------------------------------------------------

    def picture(self, path: Path, of: QWidget | None = None) -> None:
        """Store what the window shows; an open question lies on it, in a frame as window managers draw.

        `of`: another window, such as the one for the room.
        """
        settle()
        image, front = (of or self.window).grab(), self.front()
        if of is None and front is not self.window:
            room = (self.window.size() - front.size()) / 2
            frame = QRect(QPoint(room.width(), room.height()), front.size())
            with QPainter(image) as painter:
                painter.drawPixmap(frame.topLeft(), front.grab())
                painter.setPen(QPen(QColor(theme.palette().edge), 2))
                painter.drawRect(frame)
        if not image.save(str(path)):
            raise NotOnTheScreen(f"The picture “{path.name}” could not be stored.")


def _arrow(at: QWidget | None, target: QWidget) -> Qt.Key | None:
    """The arrow that leads from a button to another one of the same stop of Tab."""
    if at is None or target.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return None
    for stop in at.window().findChildren(OneStop):
        among: list[QWidget] = [*stop.among()]
        if at in among and target in among:
            return Key.Key_Right if among.index(target) > among.index(at) else Key.Key_Left
    return None


def says(widget: QWidget) -> str:
    """What a widget says of itself: the name that is read out, else its text."""
    name = widget.accessibleName()
    if not name and isinstance(widget, QAbstractButton):
        name = widget.text().replace("&", "")
    if not name and isinstance(widget, QLabel):
        name = widget.text()
    return name


def let_go(window: QWidget) -> None:
    """Close a window and let Qt throw it away now, and not Python at some other time."""
    window.close()
    window.deleteLater()
    settle()


def settle() -> None:
    """Let everything that was asked for happen: layouts, repaints, widgets that go."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def _bring_into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.widget() is not None:
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    settle()


def _mouse(
    widget: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, down: Qt.MouseButton
) -> None:
    place, on_screen = QPointF(at), QPointF(widget.mapToGlobal(at))
    event = QMouseEvent(kind, place, on_screen, button, down, Held.NoModifier)
    QApplication.sendEvent(widget, event)
    settle()
