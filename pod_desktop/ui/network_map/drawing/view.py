"""The window onto the map: what mouse, finger and keys do there. `paper` has zoom and pan."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QTouchEvent,
)
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView
from pod_desktop.ui.network_map.drawing import accessible
from pod_desktop.ui.network_map.drawing.fingers import TOUCHES, Fingers
from pod_desktop.ui.network_map.drawing.gestures import Gesture, Link, Move, Pan
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.network_map.drawing.keys import MapKeys
from pod_desktop.ui.network_map.drawing.model import place_at
from pod_desktop.ui.network_map.drawing.paper import MapPaper

MEMBER_MIME = "application/x-pod-member"
"""What is dragged from the list of names: a member's id."""


class NetworkView(MapPaper):
    """The drawn map. It asks; whoever listens stores, and shows the outcome with `show_map`."""

    chosen = Signal(object)
    """The id of a person or a tie, or None."""
    drop_requested = Signal(str, QPointF)
    """(member, point in map radii): somebody was dragged there."""
    step_requested = Signal(str, int, int)
    """(member, dx, dy): an arrow key."""
    ring_requested = Signal(str, int)
    """(member, ring): a key said how near they are."""
    link_requested = Signal(str, str)
    card_requested = Signal()
    removal_requested = Signal()
    carried = Signal(object)
    """(id, Place) of somebody while dragged."""
    gesture_began = Signal()
    gesture_ended = Signal()
    link_mode_changed = Signal(bool)

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._gesture: Gesture | None = None
        self._link_mode = False
        self._keys = MapKeys(self)
        self.fingers = Fingers(self)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        accessible.install()

    @property
    def gesture(self) -> Gesture | None:
        """What the hand is doing."""
        return self._gesture

    @property
    def link_mode(self) -> bool:
        """Whether clicks make ties."""
        return self._link_mode

    @property
    def keyboard_at(self) -> EntityId | None:
        """Who is selected, or the other end of a tie being made."""
        return self._keys.here()

    @property
    def busy(self) -> bool:
        """Whether a gesture goes on that nothing from elsewhere should disturb."""
        return self._gesture is not None and self._gesture.disturbs and not self._gesture.done

    def only_show(self) -> None:
        """The whole map; nobody can take hold of it, point at it or come closer. A `MapKey` is beside."""
        self.fit()
        self.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def choose(self, id_: EntityId | None) -> None:
        """Selects a person or a tie, and says so."""
        self.map_scene.select(id_)
        self.chosen.emit(id_)

    # --- gestures -----------------------------------------------------------------------------------------

    def set_link_mode(self, on: bool) -> None:
        """In link mode a click on one person and then on another makes a tie."""
        if on != self._link_mode:
            self._link_mode = on
            if not on:
                self.leave_gesture()
            self.link_mode_changed.emit(on)

    def begin_link(self, id_: EntityId) -> None:
        """A tie from somebody to whoever is chosen next."""
        self.leave_gesture()
        self._gesture = Link(self, id_)
        self.gesture_began.emit()

    def leave_gesture(self) -> None:
        """As Esc does: whatever the hand is doing is undone."""
        if self._gesture is not None:
            self._gesture.cancel()
            self.end_if_done()

    def person_at(self, point: QPointF) -> EntityId | None:
        """Who stands at a point of the scene."""
        return self.model.at(point.x() / RADIUS, point.y() / RADIUS, self.map_scene.reach())

    def tie_reach(self) -> float:
        """How far from a tie it can be touched, in map radii."""
        return 9.0 / self.transform().m11() / RADIUS

    def drop(self, id_: EntityId, point: QPointF) -> None:
        """Somebody was let go here."""
        self.drop_requested.emit(id_, point / RADIUS)

    def carried_over(self, id_: EntityId, point: QPointF) -> None:
        """Says where somebody is while dragged."""
        self._still.moved()
        self.carried.emit((id_, place_at(point.x() / RADIUS, point.y() / RADIUS)))

    def lift(self, id_: EntityId) -> None:
        """Somebody is carried from here on; what stays is painted once, so that any map follows the hand."""
        self._still.lift(*self.map_scene.lift(id_), self.map_scene.look)

    def _prepare(self, gesture: Gesture) -> None:
        """Paints what would stay if whoever is pressed on were carried, while nothing else is to be done."""
        scene = self.map_scene
        if gesture is not self._gesture or not isinstance(gesture, Move) or not gesture.may_move:
            return
        # what the scene is still to do to the view, else it would be done with somebody hidden
        QCoreApplication.sendPostedEvents(scene, QEvent.Type.MetaCall.value)
        # The view keeps its update mode: with `NoViewportUpdate` Qt forgets where it painted what is hidden
        # here, and paints none of it anew when it changes next.
        self._still.prepare(*scene.lift(gesture.id), scene.look)
        scene.put_down()

    def put_down(self) -> None:
        """Nobody is carried any more."""
        self._still.put_down()
        self.map_scene.put_down()

    def end_if_done(self) -> None:
        """Lets go of a gesture that is over."""
        if self._gesture is not None and self._gesture.done:
            self._gesture = None
            self._still.unready()
            self.gesture_ended.emit()

    def press(self, at: QPoint) -> None:
        """The button or a finger comes down at a pixel of the viewport."""
        point = self.mapToScene(at)
        if self._gesture is not None:
            self._gesture.press(point)
        else:
            self._gesture = gesture = self._begun(point, at)
            self.gesture_began.emit()
            QTimer.singleShot(0, self, lambda: self._prepare(gesture))
        self.end_if_done()

    def move_to(self, at: QPoint) -> None:
        """The pointer is at a pixel of the viewport."""
        if self._gesture is not None:
            self._gesture.move(self.mapToScene(at), at)

    def release(self, at: QPoint) -> None:
        """The button or the finger is up."""
        if self._gesture is not None:
            self._gesture.release(self.mapToScene(at))
            self.end_if_done()

    def open_card(self) -> None:
        """Asks for the card of who is selected, unless ties are being made."""
        linking = self._link_mode or isinstance(self._gesture, Link)
        if self.map_scene.selected is not None and not linking:
            self.card_requested.emit()

    def _lies_at(self, at: QPoint) -> EntityId | None:
        point = self.mapToScene(at)
        tie = self.model.tie_at(point.x() / RADIUS, point.y() / RADIUS, self.tie_reach())
        return self.person_at(point) or tie

    def open_card_at(self, at: QPoint) -> None:
        """Selects who or which tie lies at a pixel of the viewport, and asks for the card."""
        id_ = self._lies_at(at)
        if id_ is not None and self._gesture is None:
            self.choose(id_)
            self.open_card()

    def _begun(self, point: QPointF, at: QPoint) -> Gesture:
        selected = self.map_scene.selected
        if selected is not None and self.map_scene.handle_at(point):
            return Link(self, selected, dragged=True)
        somebody = self.person_at(point)
        if somebody is None:
            return Pan(self, point, at)
        return Link(self, somebody) if self._link_mode else Move(self, somebody, point, at)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.press(event.position().toPoint())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        self.move_to(at)
        self.map_scene.point_at(self._lies_at(at) if self._gesture is None else None)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.map_scene.point_at(None)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.release(event.position().toPoint())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        self.open_card()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.open_card_at(event.pos())
        else:
            self.open_card()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in TOUCHES and isinstance(event, QTouchEvent):
            return self.fingers.take(event) or super().viewportEvent(event)
        if event.type() is QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            return self.fingers.pinch(event) or super().viewportEvent(event)
        return super().viewportEvent(event)

    # --- keys ---------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        there = self.model.beside(self._keys.goes_on_from(), 1 if next else -1)
        if there is None or not self.hasFocus():
            return super().focusNextPrevChild(next)
        self._keys.go_to(there)
        return True

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_tab = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_tab and self.map_scene.selected is None and len(self.model.nodes) > 1:
            order = self.model.order()
            self.choose(order[0 if event.reason() is Qt.FocusReason.TabFocusReason else -1])
        self.map_scene.marked.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() is Qt.FocusReason.ActiveWindowFocusReason:
            self.leave_gesture()
        super().focusOutEvent(event)

    # --- somebody dragged here from the list of names -----------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MEMBER_MIME):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MEMBER_MIME):
            event.acceptProposedAction()
            self.carried_over(_dragged(event), self.mapToScene(event.position().toPoint()))

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.gesture_ended.emit()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(MEMBER_MIME):
            event.acceptProposedAction()
            self.drop(_dragged(event), self.mapToScene(event.position().toPoint()))
            self.gesture_ended.emit()


def _dragged(event: QDropEvent) -> EntityId:
    return EntityId(event.mimeData().data(MEMBER_MIME).toStdString())
