"""Which names stand on the drawing: all that have room, and those of whoever is chosen or pointed at.

Room is looked for when the map, its size or who is in focus changes (`crowd`); choosing and pointing only
bring names and put away those that they would cover, so that nothing else stirs.
"""

from collections.abc import Set
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import ring_of
from pod_desktop.ui.network_map.drawing.crowd import Standing, revealed, with_room
from pod_desktop.ui.network_map.drawing.items import RADIUS, MemberItem
from pod_desktop.ui.network_map.drawing.model import CENTRE_KIND, Node, place_at

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.scene import NetworkScene

_GAP = 3.0
"""Pixels beside a name that stay free, so that two in a row are not read as one."""


class NamesShown(QObject):
    """Shows and leaves out the names of the people of a scene."""

    some_left_out = Signal(bool)
    """Whether there are names that show only when somebody comes closer or points."""
    arranged = Signal()
    """Room was looked for."""

    def __init__(self, scene: "NetworkScene") -> None:
        super().__init__(scene)
        self._scene = scene
        self._standing: dict[EntityId, Standing] = {}
        self._roomy: frozenset[EntityId] = frozenset()
        self._shown: frozenset[EntityId] = frozenset()
        self._pointed_at: EntityId | None = None
        self._left_out, self._left_out_at = False, 0.0
        scene.marked.connect(self.look)

    @property
    def left_out(self) -> bool:
        """Whether a name has no room here.

        Once it is so it stays so for any smaller drawing: to say it in the legend makes the drawing smaller.
        """
        return self._left_out

    @property
    def without_room(self) -> Set[EntityId]:
        """Whose names have no room, whether somebody points at them or not."""
        return self._standing.keys() - self._roomy

    def point_at(self, id_: EntityId | None) -> None:
        """The pointer is over somebody, or over nobody."""
        if id_ != self._pointed_at:
            self._pointed_at = id_
            self.look()

    def arrange(self, *, another_map: bool = False) -> None:
        """Looks for room, after a change of the map, of its size or of who is in focus."""
        self._standing = {id_: self._stands(item) for id_, item in self._scene.people.items()}
        everybody = frozenset(self._standing)
        self._roomy = with_room(list(self._standing.values()))
        self._show()
        self._tell(self._roomy != everybody, another_map=another_map)
        self.arranged.emit()

    def look(self) -> None:
        """Shows the names of whoever is chosen, aimed at or pointed at now."""
        if self._roomy != self._standing.keys():
            self._show()

    def _show(self) -> None:
        scene, roomy = self._scene, [self._standing[id_] for id_ in self._roomy]
        near = (self._pointed_at, scene.aimed_at, scene.selected)
        wanted = [self._standing[id_] for id_ in near if id_ in self._standing]
        brought, out = revealed(wanted, roomy)
        if scene.carried is not None:
            out = set()  # a name that is carried is over them all
        self._shown = (self._roomy - out) | brought
        for id_, item in scene.people.items():
            item.show_name(id_ in self._shown, over=id_ in brought and id_ not in self._roomy)

    def _stands(self, item: MemberItem) -> Standing:
        scale = RADIUS * self._scene.pixels
        x, y = item.node.x * scale, item.node.y * scale
        badge, name, letters = ((x + b[0], y + b[1], x + b[2], y + b[3]) for b in item.taken())
        apart = (name[0] - _GAP, name[1], name[2] + _GAP, name[3])
        return Standing(item.node.id, badge, apart, letters, self._rank(item.node))

    def _rank(self, node: Node) -> tuple[int, int, str]:
        if node.kind == CENTRE_KIND:
            return (-1, 0, "")
        ring = ring_of(place_at(node.x, node.y).distance)
        return (int(node.id in self._scene.faded), ring, node.name.casefold())

    def _tell(self, some: bool, *, another_map: bool) -> None:
        pixels = self._scene.pixels
        if some and not self._left_out:
            self._left_out_at = pixels
        if some != self._left_out and (some or another_map or pixels >= self._left_out_at):
            self._left_out = some
            self.some_left_out.emit(some)
