"""Tab goes through a screen as it is read, also where parts came or moved later."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QSplitter, QWidget

TAB_AS_READ = "tab_as_read"
"""The property of what holds pages: Tab goes through it as it is read."""
OWN_TAB_ORDER = "own_tab_order"
"""The property of a part that sets the order of Tab within itself: that one stays as it is."""


def chosen_of(widget: QWidget) -> QWidget:
    """The option that is chosen in the group of this one; itself where there is none."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    chosen = group.checkedButton() if group is not None and group.exclusive() else None
    return chosen if chosen is not None and chosen.isVisible() and chosen.isEnabled() else widget


def follow_layout(whole: QWidget) -> None:
    """Sets the tab order of everything within `whole` to the order of its layouts."""
    _put_in_order(_reached(whole))


def stops(whole: QWidget) -> list[QWidget]:
    """What takes the keyboard within `whole` and can be seen, as it is read."""
    return [each for each in _reached(whole, shown=True) if each is not None]


def as_read(at: QWidget) -> None:
    """The same for the pages around `at` as they are shown, when somebody is about to go on by Tab.

    What is made or shown later comes last in Qt's order, and the options of a choice take turns in it. So
    the order is set when it is needed, and no page has to remember it.
    """
    frame: QWidget | None = at
    while frame is not None and not frame.property(TAB_AS_READ):
        frame = frame.parentWidget()
    if frame is not None:
        _put_in_order(_reached(frame, shown=True))


def _put_in_order(found: Iterable[QWidget | None]) -> None:
    reached = list(found)
    for each in reached:
        proxy = each.focusProxy() if each is not None else None
        while proxy is not None and (further := proxy.focusProxy()) is not None:
            proxy = further
        if each is not None and proxy is not None and each.focusPolicy() == Qt.FocusPolicy.NoFocus:
            # Qt leaves the order alone where one of the two takes no focus, also for a field around a line.
            each.setFocusPolicy(proxy.focusPolicy())
    for before, after in pairwise(reached):
        if before is not None and after is not None:
            QWidget.setTabOrder(before, after)


def first_within(whole: QWidget) -> QWidget | None:
    """The first thing within `whole` that the keyboard can reach now; of some options the chosen one."""
    first = next((each for each in _reached(whole) if each is not None and _can_have_it(each)), None)
    return chosen_of(first) if first is not None else None


def focus_first(whole: QWidget) -> None:
    """Puts the keyboard at the first thing within `whole` that can have it now."""
    first = first_within(whole)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _can_have_it(widget: QWidget) -> bool:
    by_tab = widget.focusProxy() is not None or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and not isinstance(widget, QScrollArea) and widget.isVisible() and widget.isEnabled()


def _reached(widget: QWidget, *, shown: bool = False) -> Iterator[QWidget | None]:
    """What takes the keyboard, as it is read; with `shown` a None for a part with an order of its own.

    Also options to which Tab does not come while another is chosen: they have their places.
    """
    if shown and not widget.isVisible():
        return
    if shown and widget.property(OWN_TAB_ORDER):
        yield None
        return
    proxy = widget.focusProxy()
    is_whole = proxy is not None and widget.isAncestorOf(proxy)
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    # A field and the line to write in are one stop for Qt: torn apart, Tab comes to the line from both.
    takes_it = stops or (
        isinstance(widget, QAbstractButton) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    )
    if isinstance(widget, QScrollArea):
        if stops:
            yield widget
        yield from _parts(widget, shown=shown)
    elif is_whole or takes_it:
        yield widget
    else:
        yield from _parts(widget, shown=shown)


def _parts(widget: QWidget, *, shown: bool) -> Iterator[QWidget | None]:
    """What takes the keyboard within `widget`."""
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        yield from _within_one(widget.widget(), shown=shown)
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            yield from _within_one(widget.widget(place), shown=shown)
    elif layout is not None:
        yield from _within(layout, shown=shown)


def _within_one(inside: QWidget | None, *, shown: bool) -> Iterator[QWidget | None]:
    if inside is not None:
        yield from _reached(inside, shown=shown)


def _within(layout: QLayout, *, shown: bool) -> Iterator[QWidget | None]:
    # Not by `itemAt`: PySide (6.11) holds on to items that Qt deletes together with their widgets, and the
    # program ends with a fault of memory once something else comes to lie where such an item lay.
    owner = layout.parentWidget()
    inside = [each for each in owner.children() if isinstance(each, QWidget)] if owner is not None else []
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(each), each) for each in inside]
    placed += [(layout.indexOf(each), each) for each in layout.children() if isinstance(each, QLayout)]
    for _place, each in sorted((pair for pair in placed if pair[0] >= 0), key=itemgetter(0)):
        if isinstance(each, QWidget):
            yield from _reached(each, shown=shown)
        else:
            yield from _within(each, shown=shown)
