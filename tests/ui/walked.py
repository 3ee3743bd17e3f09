"""Presses whatever can be pressed on a page, and says after what the keyboard is at a wrong place."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.ui.left_keyboard import takes_keys
from pod_desktop.ui.widgets import Question


class Held(Executor):
    """Work waits until it is let go, as behind the screens of the real program."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    @override
    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()

        def work() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - a future carries whatever the work raised
                future.set_exception(error)

        self._waiting.append(work)
        return future

    def let_go(self) -> None:
        """All of it, and what it leads to."""
        while self._waiting:
            self._waiting.pop(0)()


def fields(page: QWidget) -> set[QWidget]:
    """Every field that can be seen."""
    return {each for each in page.findChildren(QWidget) if takes_keys(each) and each.isVisible()}


def _buttons(part: QWidget) -> Iterator[QAbstractButton]:
    for each in part.findChildren(QAbstractButton):
        here = each.isVisible() and each.isEnabled() and each.window() is part.window()
        if here and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield each


def called(button: QAbstractButton) -> str:
    return button.accessibleName() or button.text()


def _is_gone(widget: QWidget | None) -> bool:
    return widget is None or not isValid(widget) or not widget.isVisible() or not widget.isEnabled()


def _wrong_after(was_at: QWidget | None, seen: set[QWidget], page: QWidget) -> str:
    """What is wrong with where the keyboard is, if it had to leave where it was."""
    if not isValid(page) or not _is_gone(was_at):
        return ""
    now = QApplication.focusWidget()
    if now in seen:
        return "an older field"
    if now is None or _is_gone(now) or not now.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return f"lost: {now}"
    return ""


def press_each(part: QWidget, let_go: Callable[[], None] = lambda: None, answer: int = 0) -> dict[str, str]:
    """Each button once, also those that come by it; after which keys would land in an older field or nowhere.

    `let_go` ends the work that waits behind the screens; a question is answered by its button `answer`, any
    other window that a button opens is left by Esc.
    """
    pressed: set[str] = set()
    wrong: dict[str, str] = {}
    page = part.window()
    while isValid(part) and (
        button := next((each for each in _buttons(part) if called(each) not in pressed), None)
    ):
        name = called(button)
        pressed.add(name)
        seen = fields(page)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        QApplication.processEvents()
        asked = QApplication.activeModalWidget()
        if isinstance(asked, Question):
            answers = list(_buttons(asked))
            QTest.keyClick(answers[answer], Qt.Key.Key_Space)
            page.activateWindow()  # as a window system does
            QApplication.processEvents()
        elif isinstance(asked, QDialog):
            QTest.keyClick(asked, Qt.Key.Key_Escape)  # behind it nobody could press the next one
            page.activateWindow()
            QApplication.processEvents()
        found = _wrong_after(button, seen, page)
        was_at = QApplication.focusWidget()
        let_go()
        QApplication.processEvents()
        if found := found or _wrong_after(was_at, seen, page):
            wrong[name] = found
    assert pressed
    return wrong


class OwnWindows(QObject):
    """What has been a window of its own, if only for a moment; install it on the application."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False
