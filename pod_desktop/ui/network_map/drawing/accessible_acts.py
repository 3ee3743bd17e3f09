"""What somebody with a screen reader can do with a person or a tie on the drawing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QAccessibleActionInterface
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.network import Place, drawn, ring_of, ring_span
from pod_desktop.ui.network_map.drawing.gestures import Link

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.view import NetworkView

LINK = "link"
"""The action that begins a tie, beside those that Qt has names for."""
PRESS = QAccessibleActionInterface.pressAction()
FOCUS = QAccessibleActionInterface.setFocusAction()
CLOSER = QAccessibleActionInterface.increaseAction()
FURTHER = QAccessibleActionInterface.decreaseAction()


def _tr(text: str) -> str:
    return QCoreApplication.translate("network_map", text)


def _words(name: str) -> str:
    return {
        PRESS: _tr("Open the card"),
        FOCUS: _tr("Choose"),
        CLOSER: _tr("One ring closer"),
        FURTHER: _tr("One ring further away"),
        LINK: _tr("Link with somebody"),
    }.get(name, name)


class Actions(QAccessibleActionInterface):
    """The actions that `offered` names at the moment; `done` does one of them."""

    def __init__(self, offered: Callable[[], list[str]], done: Callable[[str], None]) -> None:
        super().__init__()
        self._offered, self._done = offered, done

    @override
    def actionNames(self) -> list[str]:
        return self._offered()

    @override
    def localizedActionName(self, name: str) -> str:
        return _words(name)

    @override
    def localizedActionDescription(self, name: str) -> str:
        return _words(name)

    @override
    def keyBindingsForAction(self, actionName: str) -> list[str]:
        return []

    @override
    def doAction(self, actionName: str) -> None:
        if actionName in self._offered():
            self._done(actionName)


def offered(view: "NetworkView", id_: EntityId) -> list[str]:
    """What can be done with a person or a tie now; nothing on a drawing that is only looked at."""
    if not view.isEnabled() or (id_ not in view.model.nodes and id_ not in view.model.ties):
        return []
    if id_ in view.model.ties:
        return [PRESS, FOCUS]
    names, member = [PRESS, FOCUS, LINK], view.model.member(id_)
    if member is not None and _next_ring(member, -1) is not None:
        names.append(CLOSER)
    if member is not None and _next_ring(member, 1) is not None:
        names.append(FURTHER)
    return names


def act(view: "NetworkView", id_: EntityId, name: str) -> None:
    """Does one of the actions that are offered."""
    if name == LINK:
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.begin_link(id_)
    elif name in {CLOSER, FURTHER}:
        _move(view, id_, -1 if name == CLOSER else 1)
    elif id_ in view.model.nodes and isinstance(view.gesture, Link):
        view.gesture.aim(id_)
        if name == PRESS:
            view.gesture.finish()
            view.end_if_done()
    else:
        _choose(view, id_, name)


def _choose(view: "NetworkView", id_: EntityId, name: str) -> None:
    view.leave_gesture()
    if name == FOCUS:
        view.setFocus(Qt.FocusReason.OtherFocusReason)
    view.choose(id_)
    view.bring_into_view(id_)
    if name == PRESS:
        view.card_requested.emit()


def _next_ring(member: MemberView, step: int) -> Place | None:
    """The middle of the ring beside the member's own, in the same direction; None beyond the map."""
    if member.angle is None or member.distance is None:
        return None
    ring = ring_of(member.distance) + step
    return Place(member.angle, sum(ring_span(ring)) / 2) if 1 <= ring <= 3 else None


def _move(view: "NetworkView", id_: EntityId, step: int) -> None:
    member = view.model.member(id_)
    place = _next_ring(member, step) if member is not None else None
    if place is not None:
        view.leave_gesture()
        view.drop_requested.emit(id_, QPointF(*drawn(place)))
