"""The drawing in the accessibility tree: a list of the people on it, and then of their ties.

Nothing here is built until a screen reader asks for the drawing. Each person and tie that it asks for is a
small QObject, for Qt lets go of an interface when its QObject ends; until then `_kept` holds the Python side.
"""

from functools import cache, partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleObject, QWindow
from shiboken6 import VoidPtr, isValid
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui.network_map.drawing import accessible_acts, spoken
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.network_map.drawing.model import Changes

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.view import NetworkView

_kept: list[QAccessibleInterface] = []
_NOTHING = VoidPtr(0)
"""What an interface casts to that it is not; Qt takes neither None nor 0 for it."""


@cache
def install() -> None:
    """Has Qt ask here for the interfaces of drawings; once for the program."""
    QAccessible.installFactory(_interface)


def _interface(class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if class_name == "NetworkView":
        _kept[:] = [each for each in _kept if isValid(each)]
        made: QAccessibleInterface = _Drawing(cast("NetworkView", thing))
    elif class_name == "Part" and isinstance(thing, Part):
        made = _Thing(thing)
    else:
        return None
    _kept.append(made)
    return made


def tell(kind: QAccessible.Event, about: QObject) -> None:
    """Tells the screen reader, if there is one."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(about, kind))


class Part(QObject):
    """Stands for a person or a tie on the drawing."""

    def __init__(self, id_: EntityId, parts: "Parts") -> None:
        super().__init__(parts)
        self.id, self.parts = id_, parts


class Parts(QObject):
    """The people of a drawing in the order of the Tab key, and then the ties; each made when asked for."""

    def __init__(self, view: "NetworkView") -> None:
        super().__init__(view)
        self._made: dict[EntityId, Part] = {}
        self._order: list[EntityId] | None = None
        view.map_scene.followed.connect(self._follow)
        view.map_scene.marked.connect(self._tell_where, Qt.ConnectionType.QueuedConnection)

    @property
    def view(self) -> "NetworkView":
        """The drawing."""
        return cast("NetworkView", self.parent())

    def order(self) -> list[EntityId]:
        """Everything in the tree."""
        if self._order is None:
            model = self.view.model
            names = {id_: spoken.tie_name(model, tie) for id_, tie in model.ties.items()}
            self._order = [*model.order(), *sorted(names, key=lambda id_: (names[id_], id_))]
        return self._order

    def part(self, id_: EntityId) -> Part:
        """What stands for a person or a tie."""
        if id_ not in self._made:
            self._made[id_] = Part(id_, self)
        return self._made[id_]

    def here(self) -> EntityId | None:
        """What is chosen, or the other end of a tie being made; None while the focus is elsewhere."""
        if not self.view.hasFocus():
            return None
        return self.view.keyboard_at or self.view.map_scene.selected

    def _follow(self, changes: Changes) -> None:
        self._order = None
        for id_ in (*changes.removed, *changes.ties_removed):
            part = self._made.pop(id_, None)
            if part is not None:
                tell(QAccessible.Event.ObjectDestroyed, part)
                part.deleteLater()
        if QAccessible.isActive():
            for id_ in (*changes.added, *changes.ties_added):
                tell(QAccessible.Event.ObjectCreated, self.part(id_))
            tell(QAccessible.Event.ObjectReorder, self.view)
        for id_ in (*changes.changed, *changes.ties_changed):
            if id_ in self._made:
                tell(QAccessible.Event.NameChanged, self._made[id_])
                tell(QAccessible.Event.DescriptionChanged, self._made[id_])

    def _tell_where(self) -> None:
        here = self.here()
        if here is not None and here in self.order() and QAccessible.isActive():
            tell(QAccessible.Event.Selection, self.part(here))
            tell(QAccessible.Event.Focus, self.part(here))


class _Told(QAccessibleObject):
    """What drawings, people and ties have in common."""

    _actions: accessible_acts.Actions

    def _view(self) -> "NetworkView | None":
        raise NotImplementedError

    @override
    def window(self) -> QWindow:
        view = self._view()
        return cast(QWindow, view.window().windowHandle() if view is not None else None)

    @override
    def interface_cast(self, arg__1: QAccessible.InterfaceType) -> int:
        action = arg__1 == QAccessible.InterfaceType.ActionInterface
        return cast(int, self._actions if action else _NOTHING)


class _Drawing(_Told):
    """The drawing as a whole."""

    def __init__(self, view: "NetworkView") -> None:
        super().__init__(view)
        self._parts = Parts(view)
        parts = self._parts
        self._actions = accessible_acts.Actions(
            lambda: [accessible_acts.FOCUS] if isValid(parts) and parts.view.isEnabled() else [],
            lambda _name: parts.view.setFocus(Qt.FocusReason.OtherFocusReason),
        )

    @override
    def _view(self) -> "NetworkView | None":
        return self._parts.view if isValid(self._parts) and isValid(self._parts.view) else None

    def _at(self, id_: EntityId | None) -> QAccessibleInterface | None:
        if id_ is None or id_ not in self._parts.order():
            return None
        return QAccessible.queryAccessibleInterface(self._parts.part(id_))

    @override
    def parent(self) -> QAccessibleInterface:
        view = self._view()
        above = view.parentWidget() if view is not None else None  # Qt takes None for no parent
        return cast(QAccessibleInterface, above and QAccessible.queryAccessibleInterface(above))

    @override
    def childCount(self) -> int:
        return len(self._parts.order()) if self._view() is not None else 0

    @override
    def child(self, index: int) -> QAccessibleInterface:
        inside = self._view() is not None and 0 <= index < self.childCount()
        return cast(QAccessibleInterface, self._at(self._parts.order()[index]) if inside else None)

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        part, order = arg__1.object(), self._parts.order() if self._view() is not None else []
        return order.index(part.id) if isinstance(part, Part) and part.id in order else -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        view, found = self._view(), None
        if view is not None:
            point = view.viewport().mapFromGlobal(QPoint(x, y))
            if view.viewport().rect().contains(point):
                where = view.mapToScene(point)
                tie_at = partial(view.model.tie_at, where.x() / RADIUS, where.y() / RADIUS)
                found = self._at(view.person_at(where) or tie_at(view.tie_reach()))
        return cast(QAccessibleInterface, found)

    @override
    def focusChild(self) -> QAccessibleInterface:
        return cast(QAccessibleInterface, self._at(self._parts.here()) if self._view() is not None else None)

    @override
    def rect(self) -> QRect:
        view = self._view()
        return QRect(view.mapToGlobal(QPoint(0, 0)), view.size()) if view is not None else QRect()

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    @override
    def text(self, t: QAccessible.Text) -> str:
        view = self._view()
        if view is None:
            return ""
        return {
            QAccessible.Text.Name: view.accessibleName(),
            QAccessible.Text.Description: view.accessibleDescription(),
        }.get(t, "")

    @override
    def state(self) -> QAccessible.State:
        state, view = QAccessible.State(), self._view()
        state.invalid = view is None
        if view is not None:
            state.focusable, state.focused = view.isEnabled(), view.hasFocus()
            state.disabled, state.invisible = not view.isEnabled(), not view.isVisible()
        return state


class _Thing(_Told):
    """A person or a tie."""

    def __init__(self, part: Part) -> None:
        super().__init__(part)
        self._part = part
        self._actions = accessible_acts.Actions(self._offered, self._act)

    @override
    def _view(self) -> "NetworkView | None":
        """The drawing, as long as this is on it."""
        if not isValid(self._part) or not isValid(self._part.parts) or not isValid(self._part.parts.view):
            return None
        view = self._part.parts.view
        return view if self._part.id in view.model.nodes or self._part.id in view.model.ties else None

    def _offered(self) -> list[str]:
        view = self._view()
        return accessible_acts.offered(view, self._part.id) if view is not None else []

    def _act(self, name: str) -> None:
        view = self._view()
        if view is not None:
            accessible_acts.act(view, self._part.id, name)

    @override
    def parent(self) -> QAccessibleInterface:
        view = self._view()
        return cast(QAccessibleInterface, view and QAccessible.queryAccessibleInterface(view))

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface:
        return cast(QAccessibleInterface, None)

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        return -1

    @override
    def rect(self) -> QRect:
        view, id_ = self._view(), self._part.id
        if view is None:
            return QRect()
        person = view.map_scene.people.get(id_)
        if person is not None:
            taken = person.sceneBoundingRect()
        else:
            line = view.map_scene.lines[id_].whole
            taken = QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1)
        shape = view.mapFromScene(taken).boundingRect()
        return QRect(view.viewport().mapToGlobal(shape.topLeft()), shape.size())

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def text(self, t: QAccessible.Text) -> str:
        view, id_ = self._view(), self._part.id
        if view is None or t not in {QAccessible.Text.Name, QAccessible.Text.Description}:
            return ""
        named, model, tie = t == QAccessible.Text.Name, view.model, view.model.ties.get(id_)
        if tie is None:
            return spoken.person_name(model, id_) if named else spoken.person_words(model, id_)
        shown = view.map_scene.quality_shown
        return spoken.tie_name(model, tie) if named else spoken.tie_words(model, tie, quality_shown=shown)

    @override
    def state(self) -> QAccessible.State:
        state, view = QAccessible.State(), self._view()
        state.invalid = view is None
        if view is not None:
            state.focusable = state.selectable = view.isEnabled()
            state.disabled, state.invisible = not view.isEnabled(), not view.isVisible()
            state.selected = view.map_scene.selected == self._part.id
            state.focused = self._part.parts.here() == self._part.id
            at = QRect(view.viewport().mapToGlobal(QPoint(0, 0)), view.viewport().size())
            state.offscreen = not at.intersects(self.rect())
        return state
