"""Sheets of paper that other things lie on.

    Card(title="", parent=None)
        .add(widget) .add_layout(layout) .add_action(button) .set_title(text) ; .body is its QVBoxLayout
    ScrollColumn(max_width=760, parent=None, *, heading_first=False)
        .add(widget) .add_layout(layout) .add_stretch() ; .column is its QVBoxLayout
    bring_into_view(widget)      scrolls to what has just been shown, as soon as it has its place

A ScrollColumn is centred and scrolls up and down, never sideways.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pod_desktop.ui.widgets.text import Heading


class Card(QFrame):
    """A framed sheet with an optional title; small actions stand to the right of the title."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 20)
        whole.setSpacing(12)
        self._head = QWidget()
        self._actions = QHBoxLayout(self._head)
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(8)
        self._title = Heading(title, 2)
        self._actions.addWidget(self._title, 1)
        whole.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        whole.addLayout(self.body)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Shows the title, which is also the name of the sheet when read out."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._head.setVisible(bool(title) or self._actions.count() > 1)
        self.setAccessibleName(title)

    def add(self, widget: QWidget) -> None:
        """Puts a widget below what is there."""
        self.body.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        """Puts a layout below what is there."""
        self.body.addLayout(layout)

    def add_action(self, button: QWidget) -> None:
        """Puts a small button to the right of the title."""
        self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._head.setVisible(True)


class _Column(QWidget):
    """Keeps a single child centred and at most so wide."""

    def __init__(self, inner: QWidget, max_width: int) -> None:
        super().__init__()
        self.inner = inner
        self._max_width = max_width
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        inner.setMaximumWidth(max_width)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(inner, 10_000)
        row.addStretch(1)

    @override
    def minimumSizeHint(self) -> QSize:
        # How high the words are at this width the scroll area asks itself; the hint guesses a narrower one.
        wraps = self.layout() is not None and self.hasHeightForWidth()
        return QSize(0, 0 if wraps else super().minimumSizeHint().height())


_AROUND = 24
"""Pixels kept free above and below what is scrolled to."""


class ScrollColumn(QScrollArea):
    """A centred column of things, as wide as reading is comfortable. Follows the keyboard's focus.

    It is at its top wherever what has the keyboard can be seen there too. With `heading_first` it opens at
    its top even where that cannot be seen: for what is read before it is answered.
    """

    def __init__(
        self, max_width: int = 760, parent: QWidget | None = None, *, heading_first: bool = False
    ) -> None:
        super().__init__(parent)
        self._heading_first = heading_first
        self._opening = False
        """Shown, and the window has not had the keyboard yet: where things are is not known."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = QWidget()
        self._whole = QVBoxLayout(sheet)
        self._whole.setContentsMargins(24, 24, 24, 24)
        self._whole.setSpacing(0)
        self.column = QVBoxLayout()
        self.column.setSpacing(16)
        self._whole.addLayout(self.column)
        # What is left of the height stays empty below, instead of pulling the sheets apart.
        self._whole.addStretch(0)
        self._inside = _Column(sheet, max_width)
        self.setWidget(self._inside)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def add(self, widget: QWidget) -> None:
        """Puts a widget below what is there."""
        self.column.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        """Puts a layout below what is there."""
        self.column.addLayout(layout)

    @contextmanager
    def laid_out_once(self) -> Iterator[None]:
        """What is shown and changed inside is laid out together at the end, not thing by thing."""
        self._whole.setEnabled(False)
        try:
            yield
        finally:
            self._whole.setEnabled(True)
            self._whole.activate()

    def add_stretch(self) -> None:
        """Leaves the rest of the height empty here; without it, it is left empty at the end."""
        self.column.addStretch(1)
        self._whole.setStretch(0, 1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._opening = True
            QTimer.singleShot(0, self, self._opened)

    def _opened(self) -> None:
        if self._opening and self.isActiveWindow():
            self._opening = False
            now = QApplication.focusWidget()
            if now is not None and self._inside.isAncestorOf(now) and not self._heading_first:
                self._keep_visible(now)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or now is not QApplication.focusWidget() or not self._inside.isAncestorOf(now):
            return  # the keyboard was led on meanwhile
        if self._opening:
            QTimer.singleShot(0, self, self._opened)
        else:
            self._keep_visible(now)

    def _keep_visible(self, now: QWidget) -> None:
        """Scrolls only to what is not seen whole, and no further from the top than that needs.

        What is being pressed is seen; scrolled away under the finger it could not be let go there.
        """
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        top, high = now.mapTo(self._inside, QPoint(0, 0)).y(), self.viewport().height()
        bottom, shown = top + now.height(), self.verticalScrollBar().value()
        if shown <= top and bottom <= shown + high:
            return
        if bottom + _AROUND <= high:
            self.verticalScrollBar().setValue(0)
        else:
            self.ensureWidgetVisible(now, 0, _AROUND)


def bring_into_view(widget: QWidget) -> None:
    """Scrolls the nearest scroll area to the widget, once the layout has placed it."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None and widget.isVisible():
        area.ensureWidgetVisible(widget, 0, _AROUND)
