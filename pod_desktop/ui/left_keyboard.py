"""Where the keyboard goes when what it was at vanishes or can no longer be pressed.

    LeftKeyboard(app)      made once by theme.apply

Qt passes it on to whatever comes next in the order of Tab. Where that is a field, the next keys, or a
second press of a space bar, would be written among somebody's words. So it goes to what can be pressed
nearest by, and so it does where what comes next is scrolled out of sight. A page that knows a better place
puts it there itself, as into a field that somebody asked for. From what takes one thing away nobody is led to
what takes away the next one. In a group of options it comes to the one that
is chosen. What is pressed or typed on meanwhile presses nothing there: see `bounced_keys`.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.ui.bounced_keys import BouncedKeys
from pod_desktop.ui.meeting.tab_order import as_read, chosen_of, first_within

LEADS_AWAY = "leads_away"
"""The property of what leaves, covers, locks or puts away: nobody is led there who did not ask for it."""
ONLY_MEANT = "only_meant"
"""The property of what takes one of several things away: nobody is led from one of them to the next."""
_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_TAKES_KEYS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


def takes_keys(widget: QWidget | None) -> bool:
    """Whether what is typed while the keyboard is there changes something."""
    return isinstance(widget, _TAKES_KEYS) and not (
        isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and widget.isReadOnly()
    )


class LeftKeyboard(QObject):
    """Follows the keyboard through all windows of the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        self._were_there: list[QWidget] = []
        """The fields that were seen when what has the keyboard vanished: to others it is led on purpose."""
        self._was_left = False
        self._bounced = BouncedKeys()
        app.focusChanged.connect(self._moved)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(watched):
            return False
        if isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            taken = self._bounced.takes(event, watched, is_field=takes_keys(watched))
            if taken:
                event.accept()  # also before it could be a shortcut
            elif event.type() == QEvent.Type.KeyPress and event.key() in _TABS and not _is_of_qt(watched):
                as_read(watched)
                is_page = watched.focusPolicy() == Qt.FocusPolicy.NoFocus
                first = first_within(watched) if is_page and event.key() == Qt.Key.Key_Tab else None
                if first is not None:  # a page to which the keyboard was given back
                    first.setFocus(Qt.FocusReason.TabFocusReason)
                    return True
            return taken
        if event.type() == QEvent.Type.Hide and isinstance(watched, QWidget) and watched.hasFocus():
            inside = watched.window().findChildren(QWidget)
            self._were_there = [each for each in inside if takes_keys(each) and each.isVisible()]
        elif event.type() == QEvent.Type.EnabledChange:
            # Qt passes the keyboard on before it says so: this one was left, and is switched off for that.
            self._was_left = True
        return False

    def _watch(self, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)
            self._bounced.led_to(now)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        were_there, self._were_there = self._were_there, []
        was_left, self._was_left = self._was_left, False
        now = None if now is not None and _is_of_qt(now) else now
        self._watch(now)
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._bounced.forget()
        if before is None or not isValid(before) or now is None:
            return
        if now.window() is not before.window() or was_left or (before.isVisible() and before.isEnabled()):
            return  # somebody went on
        instead: QWidget | None = chosen_of(now)
        if takes_keys(now):
            if not before.isVisible() and now not in were_there:
                return
            instead = _nearest(before)
        elif _leads_away(now) or now.property(ONLY_MEANT) or _is_out_of_sight(now, before):
            instead = _nearest(before) or instead
        if instead is not None and instead is not now:
            instead.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_out_of_sight(widget: QWidget, before: QWidget) -> bool:
    """Whether it is scrolled away in another part of the page: to go there would move that under the hand."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area is not None and not area.isAncestorOf(before) and widget.visibleRegion().isEmpty()


def _leads_away(widget: QWidget) -> bool:
    here: QWidget | None = widget
    while here is not None and not here.property(LEADS_AWAY):
        here = here.parentWidget()
    return here is not None


def _nearest(gone: QWidget) -> QWidget | None:
    """What can have the keyboard and takes no words, in the smallest part of the page that has any.

    What leads or takes away only where there is nothing else: a keyboard that is nowhere helps nobody.
    """
    at = gone.mapToGlobal(gone.rect().center())
    for anything in (False, True):
        around = None if gone.isWindow() else gone.parentWidget()
        while around is not None:
            found = list(_pressable(around, anything=anything)) if around.isVisible() else []
            if found:
                return chosen_of(min(found, key=lambda each: _away(each, at)))
            around = None if around.isWindow() else around.parentWidget()
    return None


def _pressable(around: QWidget, *, anything: bool) -> Iterator[QWidget]:
    for each in around.findChildren(QWidget):
        there = each.isVisible() and each.isEnabled() and each.window() is around.window()
        by_tab = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.focusProxy() is None
        meant = each.property(ONLY_MEANT) or _leads_away(each)
        if there and by_tab and not takes_keys(each) and (anything or not meant):
            yield each


def _is_of_qt(widget: QWidget) -> bool:
    """Whether it is in a window that Qt put together: a dialog to choose a file, the list of a choice.

    Nobody holds such a window in Python: once `findChildren` on it is done, PySide (6.11) takes all its parts
    for deleted, and an error inside an event filter ends the program. Nobody's words are there.
    """
    window = widget.window() if isValid(widget) else None
    if window is None or window.windowType() == Qt.WindowType.Popup:
        return True
    return isinstance(window, QDialog) and type(window).__module__.startswith("PySide6")


def _away(widget: QWidget, at: QPoint) -> int:
    return (widget.mapToGlobal(widget.rect().center()) - at).manhattanLength()
