"""Tab goes through a screen as it is read, also where parts came or moved later."""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from pod_desktop.ui.left_keyboard import chosen_of


def follow_layout(whole: QWidget) -> None:
    """Sets the tab order of everything within `whole` to the order of its layouts."""
    reached = list(_reached(whole))
    for each in reached:
        proxy = each.focusProxy()
        if proxy is not None and each.focusPolicy() == Qt.FocusPolicy.NoFocus:
            # Qt leaves the order alone where one of the two takes no focus, also for a field around a line.
            each.setFocusPolicy(proxy.focusPolicy())
    for before, after in pairwise(reached):
        QWidget.setTabOrder(before, after)


def first_within(whole: QWidget) -> QWidget | None:
    """The first thing within `whole` that the keyboard can reach now; of some options the chosen one."""
    first = next((each for each in _reached(whole) if each.isVisible() and each.isEnabled()), None)
    return chosen_of(first) if first is not None else None


def focus_first(whole: QWidget) -> None:
    """Puts the keyboard at the first thing within `whole` that can have it now."""
    first = first_within(whole)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _reached(widget: QWidget) -> Iterator[QWidget]:
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None and (parts := list(_reached(inside))):
        yield from parts
        return
    proxy = widget.focusProxy()
    # A field and the line to write in are one stop for Qt: torn apart, Tab comes to the line from both.
    if (proxy is not None and widget.isAncestorOf(proxy)) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
        return
    layout = widget.layout()
    if layout is not None:
        yield from _within(layout)


def _within(layout: QLayout) -> Iterator[QWidget]:
    # Not by `itemAt`: PySide (6.11) holds on to items that Qt deletes together with their widgets, and the
    # program ends with a fault of memory once something else comes to lie where such an item lay.
    owner = layout.parentWidget()
    inside = [each for each in owner.children() if isinstance(each, QWidget)] if owner is not None else []
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(each), each) for each in inside]
    placed += [(layout.indexOf(each), each) for each in layout.children() if isinstance(each, QLayout)]
    for _place, each in sorted((pair for pair in placed if pair[0] >= 0), key=itemgetter(0)):
        if isinstance(each, QWidget):
            yield from _reached(each)
        else:
            yield from _within(each)
