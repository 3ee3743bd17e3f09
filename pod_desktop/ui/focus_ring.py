"""The ring round the widget that the keyboard is at, the same for everything in the program.

    FocusRing(app)      made once by theme.apply

Text fields show the focus by their frame instead. A widget that shows the focus in its own way says so:
`widget.setProperty("own_focus", True)`. Focus that came by a press of the mouse or a finger has no ring.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.ui.palette import palette

_GAP = 2
_WIDTH = 2
_RADIUS = 10.0
_FRAMED = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}


class FocusRing(QObject):
    """Follows the focus through all windows of the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._focus_changed)

    def around(self) -> QWidget | None:
        """The widget that has a ring at this moment."""
        if self._ring is None or not isValid(self._ring) or self._ring.isHidden():
            return None
        return self._around

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._around = now if now is not None and _wants_ring(now) else None
        for widget in _up_to_window(self._around):
            widget.installEventFilter(self)
            self._watched.append(widget)
        self._place()

    def _place(self) -> None:
        around = self._around
        if around is None or not isValid(around) or not around.isVisible():
            if self._ring is not None and isValid(self._ring):
                self._ring.hide()
            return
        window = around.window()
        if self._ring is None or not isValid(self._ring) or self._ring.parentWidget() is not window:
            if self._ring is not None and isValid(self._ring):
                self._ring.deleteLater()
            self._ring = _Ring(window)
        self._ring.lay_round(around)


class _Ring(QWidget):
    """The ring itself: above everything in its window, and nothing to the mouse."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._radius = _RADIUS
        self._whole = QRect()

    def lay_round(self, widget: QWidget) -> None:
        """Shows the ring round a widget, as far as the scroll areas it lies in let it be seen."""
        # The window is not kept: two Python objects that hold each other are freed in any order.
        window = widget.window()
        out = _GAP + _WIDTH
        at = widget.mapTo(window, QPoint(0, 0))
        whole = QRect(at, widget.size()).adjusted(-out, -out, out, out)
        seen = _seen_part(widget, whole).intersected(window.rect())
        given = widget.property("ring_radius")
        self._radius = float(given) if given is not None else _RADIUS
        self._whole = whole.translated(-seen.topLeft())
        self.setGeometry(seen)
        self.setVisible(not seen.isEmpty())
        self.raise_()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette().focus), _WIDTH))
        half = _WIDTH / 2
        radius = min(self._radius + _GAP, self._whole.height() / 2)
        painter.drawRoundedRect(QRectF(self._whole).adjusted(half, half, -half, -half), radius, radius)
        painter.end()


def _wants_ring(widget: QWidget) -> bool:
    by_press = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
    popup = widget.window().windowType() == Qt.WindowType.Popup
    return not (by_press or popup or isinstance(widget, _FRAMED) or bool(widget.property("own_focus")))


def _up_to_window(widget: QWidget | None) -> Iterator[QWidget]:
    """The widget, its parent, and so on up to its window."""
    while widget is not None:
        yield widget
        widget = None if widget.isWindow() else widget.parentWidget()


def _seen_part(widget: QWidget, whole: QRect) -> QRect:
    """`whole`, in coordinates of the window, cut to the viewports that the widget lies in."""
    seen, window = whole, widget.window()
    chain = list(_up_to_window(widget))[1:]
    for inner, outer in pairwise(chain):
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is inner:
            seen = seen.intersected(QRect(inner.mapTo(window, QPoint(0, 0)), inner.size()))
    return seen
