"""The keyboard on the drawing: which key does what."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui.network_map.drawing.gestures import Link

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.view import NetworkView

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_RINGS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3}
_PUSH = 60
"""Pixels that Shift with an arrow pushes the paper."""


class MapKeys:
    """Does with the keyboard what the pointer does. `side.keyboard_words` tells people about it."""

    def __init__(self, view: "NetworkView") -> None:
        self._view = view
        self._linked: tuple[EntityId | None, EntityId] | None = None
        """The tie that was made last from here, and with whom it began."""

    def press(self, event: QKeyEvent) -> bool:
        """Does what a key means here; False for a key that means nothing."""
        key = Qt.Key(event.key())
        if key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False  # goes back from the page, or nowhere; moves nobody
        if key in _ARROWS:
            self._arrow(*_ARROWS[key], event.modifiers())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key is Qt.Key.Key_Escape:
            return self._escape()
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        else:
            return self._zoom(key) or self._other(key)
        return True

    def here(self) -> EntityId | None:
        """Whom the keyboard is at: the other end of a tie being made, or who is selected."""
        gesture, selected = self._view.gesture, self._view.map_scene.selected
        if isinstance(gesture, Link):
            return gesture.target or gesture.id
        return selected if selected in self._view.map_scene.people else None

    def goes_on_from(self) -> EntityId | None:
        """Where the keyboard is, or with whom the tie began that was just made and is selected."""
        if self._linked is not None and self._linked[0] == self._view.map_scene.selected:
            return self._linked[1]
        return self.here()

    def go_to(self, id_: EntityId) -> None:
        """Chooses somebody, as the other end of a tie if one is being made."""
        if isinstance(self._view.gesture, Link):
            self._view.gesture.aim(id_)
        else:
            self._view.choose(id_)
        self._view.bring_into_view(id_)

    def _zoom(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._view.zoom_steps(1)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self._view.zoom_steps(-1)
        elif key is Qt.Key.Key_0:
            self._view.fit()
        else:
            return False
        return True

    def _other(self, key: Qt.Key) -> bool:
        here = self.here()
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(self._view.model.order()[0 if key is Qt.Key.Key_Home else -1])
        elif (
            key is Qt.Key.Key_L and self._view.gesture is None and (start := self.goes_on_from()) is not None
        ):
            self._view.begin_link(start)
        elif key in _RINGS and self._view.gesture is None and here in self._view.model.nodes:
            self._view.ring_requested.emit(here, _RINGS[key])
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._view.gesture is None:
            self._view.removal_requested.emit()
        else:
            return False
        return True

    def _arrow(self, dx: int, dy: int, modifiers: Qt.KeyboardModifier) -> None:
        here = self.here()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._view.push(QPoint(-dx * _PUSH, -dy * _PUSH))
        elif here is None:
            self.go_to(self.goes_on_from() or self._view.model.order()[0])
        elif modifiers & Qt.KeyboardModifier.ControlModifier or isinstance(self._view.gesture, Link):
            there = self._view.model.towards(here, dx, dy)
            if there is not None:
                self.go_to(there)
        elif self._view.gesture is None and here != self._view.model.view.person.id:
            self._view.step_requested.emit(here, dx, dy)

    def _enter(self) -> None:
        if isinstance(self._view.gesture, Link):
            start = self._view.gesture.id
            self._view.gesture.finish()
            self._view.end_if_done()
            if self._view.map_scene.selected in self._view.model.ties:
                self._linked = (self._view.map_scene.selected, start)
        elif self._view.gesture is None and self._view.map_scene.selected is not None:
            self._view.card_requested.emit()

    def _escape(self) -> bool:
        if self._view.gesture is not None:
            self._view.leave_gesture()
        elif self._view.link_mode:
            self._view.set_link_mode(False)
        elif self._view.map_scene.selected is not None:
            self._view.choose(None)
        else:
            return False
        return True
