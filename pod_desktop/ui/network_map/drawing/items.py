"""People on the map. `lines` has the ties, `ground` what is below."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from pod_desktop.ui.network_map.drawing.crowd import Box
from pod_desktop.ui.network_map.drawing.looks import Looks, Written
from pod_desktop.ui.network_map.drawing.model import CENTRE_KIND, Node
from pod_desktop.ui.team_folder.mark import paint_mark

RADIUS = 1000.0
"""Scene units from the person to the outer edge."""
BADGE = 48.0
"""A badge in pixels on a map of usual size."""
FADED, FADED_TIE = 0.6, 0.35
"""How much is drawn of people and ties that are not in focus: a name keeps 3:1 on every ring."""
BODY = 0.38
"""So far from its middle a badge is painted, as a part of its width; the ring of who is chosen is outside."""
_ROOM = 4.0
"""Pixels round badge and name that belong to somebody, too."""


class MemberItem(QGraphicsItem):
    """Somebody, with the name below. Its own coordinates are pixels, whatever the zoom."""

    def __init__(self, node: Node, letters: str, looks: Looks) -> None:
        super().__init__()
        self.node, self.letters = node, letters
        self._looks = looks
        self._measured: tuple[Written, QRectF] | None = None
        """The name in its lines, and what it takes with the badge; worked out when somebody asks."""
        self._selected = self._over = False
        self._named = True
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.show_node(node, letters)

    def show_node(self, node: Node, letters: str) -> None:
        """Shows somebody, at their place."""
        self.node, self.letters = node, letters
        self.setPos(node.x * RADIUS, node.y * RADIUS)
        self._lay_above()
        self._lay_out()

    def set_size(self, pixels_per_unit: float, looks: Looks) -> None:
        """Keeps badge and name as large as these looks are, however much the view makes of a scene unit."""
        self._looks = looks
        self.setScale(1 / pixels_per_unit)
        self._lay_out()

    def set_selected(self, on: bool) -> None:
        """A ring around, and above whoever is near."""
        if on != self._selected:
            self._selected = on
            self._lay_above()
            self.update()

    @property
    def named(self) -> bool:
        """Whether the name is shown below the badge."""
        return self._named

    def show_name(self, on: bool, *, over: bool) -> None:
        """Shows the name or leaves it out; `over` whoever is near if it would cover them."""
        if (on, over) != (self._named, self._over):
            self._named, self._over = on, over
            self._lay_above()
            self.update()

    def taken(self) -> tuple[Box, Box, Box]:
        """What badge, name, and its letters without their tails take: pixels from the middle."""
        written, half = self._measure()[0], self._looks.badge * BODY
        wide, top = written.width / 2, self._looks.name_top + written.above
        bottom = self._looks.name_top + written.height
        name, letters = (-wide, top, wide, bottom), (-wide, top, wide, bottom - written.tails)
        return (-half, -half, half, half), name, letters

    def badge_box(self) -> Box:
        """What the badge takes, with the ring if somebody is chosen: pixels from the middle."""
        half = self._looks.badge * (0.5 if self._selected else BODY)
        return (-half, -half, half, half)

    def _lay_above(self) -> None:
        """Whoever is selected is above, then the person, so that their names can be read."""
        centre = self.node.kind == CENTRE_KIND
        self.setZValue(5 if self._over else 4 if self._selected else 3 if centre else 2)

    def _lay_out(self) -> None:
        """Has the name written anew, after a change of name, font or badge."""
        self.prepareGeometryChange()
        self._measured = None
        self.update()

    def _measure(self) -> tuple[Written, QRectF]:
        if self._measured is None:
            written, half = self._looks.written(self.node), self._looks.badge / 2
            wide, below = max(half, written.width / 2), max(half, self._looks.name_top + written.height)
            bounds = QRectF(-wide - _ROOM, -half - _ROOM, 2 * (wide + _ROOM), half + below + 2 * _ROOM)
            self._measured = written, bounds
        return self._measured

    @override
    def boundingRect(self) -> QRectF:
        return self._measure()[1]

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._looks.paint_badge(painter, self.node, self.letters, selected=self._selected)
        if self.node.differs:
            edge = self._looks.badge * 0.36
            paint_mark(painter, QPointF(-edge, -edge), 14)
        if self._named:
            self._looks.paint_name(painter, self._measure()[0])
