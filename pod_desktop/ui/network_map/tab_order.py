"""Tab goes through the page as it is read, also where a part was made later."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(before: QWidget, made: QWidget) -> None:
    """Tab comes to `made`, just put into the same window, after the last within `before`, not at the end."""
    last = [each for each in before.findChildren(QWidget) if _is_stop(each)][-1]
    for each in [each for each in _in_turn(made) if _is_stop(each)]:
        QWidget.setTabOrder(last, each)
        last = each


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _in_turn(whole: QWidget) -> Iterator[QWidget]:
    each = whole.nextInFocusChain()
    while each is not None and whole.isAncestorOf(each):
        yield each
        each = each.nextInFocusChain()
