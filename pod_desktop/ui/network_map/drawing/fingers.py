"""Fingers on the drawing: one does what the mouse does, two push and enlarge the paper.

A second finger leaves what the first had begun, so that nobody is dropped by it; until all fingers are up
again, nothing else begins. A finger held still opens the card, as the right button and the menu key do.
"""

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QGuiApplication, QInputDevice, QNativeGestureEvent, QTouchEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.view import NetworkView

TOUCHES = {
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
}
_NEAR = 24
"""So many pixels apart two taps still are a double tap."""
_STRETCH = 16.0
"""Fingers nearer to each other, in pixels, than this push the paper and do not enlarge it."""


class Fingers(QObject):
    """Turns touch into what a pointer does on `view`."""

    def __init__(self, view: "NetworkView") -> None:
        super().__init__(view)
        self._view = view
        self._down: dict[int, QPointF] = {}
        """Where each finger is that touches the drawing, in pixels of the viewport."""
        self._one = False
        """Whether one finger is down and has been alone."""
        self._moved = self._waits = False
        """`_waits`: a tie lacks its other end, which a tap gives; else the finger began a gesture itself."""
        self._begun = QPoint()
        self._tap: tuple[int, QPoint] | None = None
        """When somebody tapped last, in milliseconds of the events' own time, and where."""
        self.hold = QTimer(self)
        """Runs while a finger is held still."""
        self.hold.setSingleShot(True)
        self.hold.setInterval(QGuiApplication.styleHints().mousePressAndHoldInterval())
        self.hold.timeout.connect(self._held)

    def take(self, event: QTouchEvent) -> bool:
        """Does what the fingers say; False for those on a touchpad, for they move a mouse."""
        if event.device().type() is not QInputDevice.DeviceType.TouchScreen:
            return False
        before = dict(self._down)
        for point in event.points():
            if point.state() is not QEventPoint.State.Stationary:
                self._down[point.id()] = point.position()
        if event.type() is QEvent.Type.TouchCancel:
            self._leave()
            self._down.clear()
        elif len(self._down) > 1:
            self._leave()
            self._push_and_enlarge(before)
        elif not before:
            self._begin()
        elif self._one:
            self._move()
        up = {point.id() for point in event.points() if point.state() is QEventPoint.State.Released}
        if self._one and self._down.keys() <= up:
            self._end(event.timestamp())
        for id_ in up:
            self._down.pop(id_, None)
        return True

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Two fingers on a touchpad; False for what means nothing here."""
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._view.zoom_by(1.0 + event.value(), at=event.position())
        return True

    # --- one ----------------------------------------------------------------------------------------------

    @property
    def _at(self) -> QPoint:
        return next(iter(self._down.values())).toPoint()

    def _begin(self) -> None:
        self._one, self._moved, self._begun = True, False, self._at
        self._waits = self._view.gesture is not None
        if not self._waits:
            self._view.press(self._at)
            self.hold.start()

    def _move(self) -> None:
        far = (self._at - self._begun).manhattanLength() >= QApplication.startDragDistance()
        if far or self._moved:
            self._moved = True
            self.hold.stop()
            self._view.move_to(self._at)

    def _end(self, when: int) -> None:
        self._one = False
        self.hold.stop()
        if self._waits:
            self._view.press(self._at)
        self._view.release(self._at)
        if not self._moved and not self._waits:
            self._tapped(when)

    def _tapped(self, when: int) -> None:
        before, self._tap = self._tap, (when, self._at)
        if before is None or (self._at - before[1]).manhattanLength() > _NEAR:
            return
        if when - before[0] <= QApplication.doubleClickInterval():
            self._tap = None
            self._view.open_card()

    def _held(self) -> None:
        self._leave()
        self._view.open_card_at(self._at)

    # --- two ----------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        """What one finger had begun is undone, and what it does from here on means nothing."""
        self.hold.stop()
        self._tap = None
        if self._one and not self._waits:
            self._view.leave_gesture()
        self._one = False

    def _push_and_enlarge(self, before: dict[int, QPointF]) -> None:
        one, other = list(self._down)[:2]
        if not {one, other} <= before.keys():
            return
        old, new = (before[one], before[other]), (self._down[one], self._down[other])
        old_middle, middle = (old[0] + old[1]) / 2, (new[0] + new[1]) / 2
        self._view.push((middle - old_middle).toPoint())
        apart, was = _apart(*new), _apart(*old)
        if min(apart, was) >= _STRETCH and apart != was:
            self._view.zoom_by(apart / was, at=middle)


def _apart(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())
