"""What a hand does on the map: move somebody, make a tie, push the paper. Each can be left with Esc.

A gesture is made when it begins and gets points of the scene; `done` is True once it is over. Nothing is
stored before the end, and what was cancelled leaves the map as it was.
"""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui.network_map.drawing.items import RADIUS

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.view import NetworkView


class Gesture(ABC):
    """One thing a hand does, from its beginning to its end."""

    disturbs = True
    """Whether news from elsewhere waits for the end."""

    def __init__(self, view: "NetworkView") -> None:
        self.view = view
        self.done = False

    def press(self, point: QPointF) -> None:
        """A further press. Most gestures last from one press to its release, and this is another finger."""
        self.release(point)

    @abstractmethod
    def move(self, point: QPointF, at: QPoint) -> None:
        """The pointer is at `point` of the scene, `at` in pixels of the viewport."""

    @abstractmethod
    def release(self, point: QPointF) -> None:
        """The button or the finger is up."""

    @abstractmethod
    def cancel(self) -> None:
        """Left with Esc: everything as it was."""


class Move(Gesture):
    """Takes somebody to another place. A press without a move only selects."""

    def __init__(self, view: "NetworkView", id_: EntityId, start: QPointF, at: QPoint) -> None:
        super().__init__(view)
        self.id, self._at = id_, at
        self._grip = view.map_scene.people[id_].pos() - start
        self._moving = False
        view.choose(id_)

    @property
    def may_move(self) -> bool:
        """Whether this is not over, they do not move yet, and they are not the person in the middle."""
        return not self.done and not self._moving and self.id != self.view.model.view.person.id

    @override
    def move(self, point: QPointF, at: QPoint) -> None:
        if not self._moving:
            far = (at - self._at).manhattanLength() >= QApplication.startDragDistance()
            if not far or not self.may_move:
                return
            self._moving = True
            self.view.lift(self.id)
        self.view.map_scene.carry(self.id, point + self._grip)
        self.view.carried_over(self.id, point + self._grip)

    @override
    def release(self, point: QPointF) -> None:
        self.done = True
        if self._moving:
            self.view.put_down()
            self.view.drop(self.id, point + self._grip)

    @override
    def cancel(self) -> None:
        self.done = True
        if self._moving:
            self.view.put_down()
            self.view.map_scene.put_back(self.id)


class Link(Gesture):
    """Makes a tie from somebody to whoever is chosen next: by a click, a drag or the keyboard."""

    def __init__(self, view: "NetworkView", id_: EntityId, *, dragged: bool = False) -> None:
        super().__init__(view)
        self.id, self._dragged = id_, dragged
        self.target: EntityId | None = None
        view.choose(id_)

    @override
    def press(self, point: QPointF) -> None:
        target = self.view.person_at(point)
        if target is not None:
            self.aim(target)
            self.finish()

    @override
    def move(self, point: QPointF, at: QPoint) -> None:
        target = self.view.person_at(point)
        self.target = target if target != self.id else None
        self.view.map_scene.draw_link(self.id, point, self.target)

    @override
    def release(self, point: QPointF) -> None:
        if not self._dragged:
            return
        self.target = self.view.person_at(point)
        if self.target is None or self.target == self.id:
            self.cancel()
        else:
            self.finish()

    def aim(self, target: EntityId) -> None:
        """The other end, chosen from the keyboard."""
        self.target = target
        where = self.view.map_scene.people[target].pos()
        self.view.map_scene.draw_link(self.id, where, target)

    def finish(self) -> None:
        """Makes the tie, if there is somebody at the other end."""
        if self.target is not None and self.target != self.id:
            self.done = True
            self.view.map_scene.clear_link()
            self.view.link_requested.emit(self.id, self.target)

    @override
    def cancel(self) -> None:
        self.done = True
        self.view.map_scene.clear_link()


class Pan(Gesture):
    """Pushes the paper. A press without a move selects what lies there: a tie or nothing."""

    disturbs = False

    def __init__(self, view: "NetworkView", start: QPointF, at: QPoint) -> None:
        super().__init__(view)
        self._start, self._at, self._last = start, at, at
        self._moving = False

    @override
    def move(self, point: QPointF, at: QPoint) -> None:
        far = (at - self._at).manhattanLength() >= QApplication.startDragDistance()
        if self._moving or far:
            self._moving = True
            self.view.push(at - self._last)
            self._last = at

    @override
    def release(self, point: QPointF) -> None:
        self.done = True
        if not self._moving:
            x, y = self._start.x() / RADIUS, self._start.y() / RADIUS
            self.view.choose(self.view.model.tie_at(x, y, self.view.tie_reach()))

    @override
    def cancel(self) -> None:
        self.done = True
