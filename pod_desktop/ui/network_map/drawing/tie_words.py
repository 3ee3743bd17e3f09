"""The person's own words of a tie, on the drawing while it or one of its ends is chosen or pointed at."""

from collections.abc import Iterable, Sequence
from itertools import product
from math import hypot
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.crowd import Box, meet
from pod_desktop.ui.network_map.drawing.lines import fine

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.scene import NetworkScene

_WIDE = 10
"""At most so many heights of a line across."""
_MOST_LINES = 3
_EDGE = 4.0
_SEARCHED = 12
"""So many words at once look for a place where they cover nobody; of more, each stands where it would."""
_ALONG = (0.54, 0.62, 0.46, 0.7, 0.38, 0.78, 0.3)
_BESIDE = (0.0, -0.8, 0.8, -1.5, 1.5, -2.5, 2.5, -4.0, 4.0)
_ASIDE = (0.0, -0.5, 0.5, -1.0, 1.0)
"""Where on a line its words are tried, how many of their heights above or below it, and how much of their
width to the left or right of it, which short and steep lines need."""
_HELD = (0.4, 0.8)
"""The part of a line that words beside it belong to: towards its other end, for at this one many may meet."""


class TieLabel(QGraphicsItem):
    """Words on a line, of the same size whatever the zoom. Nobody can point at it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._rect, self._font = QRectF(), theme.font("quiet")
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(3.5)  # over everybody but whoever is chosen
        self.leader = QGraphicsLineItem()
        """From the words to their tie, where there is no room for them on it."""
        self.leader.setZValue(1.5)
        self.leader.hide()

    def show_words(self, words: str, part_of_font: float = 1.0) -> None:
        """In quotation marks, for they are the person's; what has no room ends with dots."""
        self.prepareGeometryChange()
        self._font = theme.font("quiet")
        self._font.setPointSizeF(self._font.pointSizeF() * part_of_font)
        metrics = QFontMetricsF(self._font)
        room = QRectF(0, 0, metrics.height() * _WIDE, metrics.lineSpacing() * _MOST_LINES + 1)
        quoted, kept = f"“{words}”", words
        found = metrics.boundingRect(room, _FLAGS, quoted)
        while kept and (found.height() > room.height() or found.width() > room.width()):
            kept = kept[: -max(1, len(kept) // 12)].rstrip()
            quoted = f"“{kept}…”"
            found = metrics.boundingRect(room, _FLAGS, quoted)
        self._rect = QRectF(-found.width() / 2, -found.height() / 2, found.width() + 1, found.height())
        self.words = quoted
        self.update()

    def stand(self, point: QPointF, tie: QLineF, pixels: float) -> None:
        """The words stand at a point of the scene, with a line to their tie unless they lie on it."""
        self.setPos(point)
        size = self.boundingRect()
        box = QRectF(0, 0, size.width() / pixels, size.height() / pixels)
        box.moveCenter(point)
        near = nearest(tie, point)
        pen = QPen(QColor(theme.palette().focus), 1.5 * fine())
        pen.setCosmetic(True)
        self.leader.setPen(pen)
        self.leader.setLine(QLineF(point, near))
        self.leader.setVisible(not box.contains(near))

    def put_away(self) -> None:
        """Nothing is said here."""
        self.setVisible(False)
        self.leader.setVisible(False)

    @override
    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2 * _EDGE, -_EDGE, 2 * _EDGE, _EDGE)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colours = theme.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(self.boundingRect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor(colours.ink))
        painter.setFont(self._font)
        painter.drawText(self._rect, _FLAGS, self.words)


_FLAGS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


class TieWords(QObject):
    """Follows what is chosen, aimed at or pointed at. While somebody is carried there are no words."""

    def __init__(self, scene: "NetworkScene") -> None:
        super().__init__(scene)
        self._scene = scene
        self._labels: list[TieLabel] = []
        self._pointed_at: EntityId | None = None
        scene.marked.connect(self.look)
        scene.followed.connect(self._followed)  # a lambda would keep the scene, and everybody on it, for good
        scene.size_changed.connect(self.look)

    def point_at(self, id_: EntityId | None) -> None:
        """The pointer is over a person or a tie, or over neither."""
        if id_ != self._pointed_at:
            self._pointed_at = id_
            self.look()

    def _followed(self, _changes: object) -> None:
        self.look()

    def shown(self) -> list[str]:
        """The words that stand on the drawing now."""
        return sorted(label.words for label in self._labels if label.isVisible())

    def look(self) -> None:
        """Puts the words where they belong now."""
        scene = self._scene
        near = {each for each in (scene.selected, scene.aimed_at, self._pointed_at) if each}
        ties = [
            tie
            for tie in scene.model.ties.values()
            if near
            and tie.words
            and scene.carried is None
            and not near.isdisjoint((tie.id, tie.a_id, tie.b_id))
        ]
        while len(self._labels) < len(ties):
            label = TieLabel()
            self._labels.append(label)
            scene.addItem(label)
            scene.addItem(label.leader)
        crowded = len(ties) > _SEARCHED
        taken = [] if crowded or not ties else self._taken()
        seen = self._seen()
        for label, tie in zip(self._labels, ties, strict=False):
            label.show_words(tie.words, scene.part_of_font)
            line, room = scene.lines[tie.id].whole, label.boundingRect()
            if tie.b_id in near:
                line.setPoints(line.p2(), line.p1())
            across, down = room.width() / scene.pixels, room.height() / scene.pixels
            best = freest(line, across, down, taken, seen)
            label.stand(best, line, scene.pixels)
            label.setVisible(True)
            if not crowded:
                taken.append(box_round(best, across, down))
        for label in self._labels[len(ties) :]:
            label.put_away()

    def _taken(self) -> list[Box]:
        """What badges, names that are shown, and the handle take, in the scene."""
        scene, unit = self._scene, 1 / self._scene.pixels
        taken = []
        for item in scene.people.values():
            x, y, badge = item.x(), item.y(), item.badge_box()
            boxes = (badge, item.taken()[1]) if item.named else (badge,)
            taken += [(x + b[0] * unit, y + b[1] * unit, x + b[2] * unit, y + b[3] * unit) for b in boxes]
        if (handle := scene.handle_box()) is not None:
            taken.append(handle)
        return taken

    def _seen(self) -> Box | None:
        """The part of the scene that can be seen; None where nobody looks."""
        views = self._scene.views()
        if not views:
            return None
        rect = views[0].mapToScene(views[0].viewport().rect()).boundingRect()
        return rect.left(), rect.top(), rect.right(), rect.bottom()


def nearest(line: QLineF, point: QPointF) -> QPointF:
    """The point of a line's held part that is nearest to another one."""
    along, away = line.p2() - line.p1(), point - line.p1()
    length = QPointF.dotProduct(along, along)
    part = QPointF.dotProduct(along, away) / length if length else 0.0
    return line.pointAt(min(_HELD[1], max(_HELD[0], part)))


def box_round(point: QPointF, across: float, down: float) -> Box:
    """What a label so wide and high takes when it stands at a point: left, top, right, bottom."""
    return (
        point.x() - across / 2,
        point.y() - down / 2,
        point.x() + across / 2,
        point.y() + down / 2,
    )


def freest(
    line: QLineF, across: float, down: float, taken: Sequence[Box], seen: Box | None = None
) -> QPointF:
    """The place nearest to a line where a label covers nobody and can be `seen`, else where it covers least.

    Where several are as near, it is towards the line's second end.
    """
    tried = []
    for number, (aside, beside, part) in enumerate(product(_ASIDE, _BESIDE, _ALONG)):
        point = line.pointAt(part) + QPointF(aside * across, beside * down)
        tried.append((_gap(line, point, across, down), number, point))
    tried.sort(key=itemgetter(0, 1))
    box = box_round(line.center(), abs(line.dx()) + 3 * across, abs(line.dy()) + 9 * down)
    near = [other for other in taken if meet(box, other)]
    best, least = line.center(), float("inf")
    for _gap_there, _number, point in tried:
        box = box_round(point, across, down)
        hidden = covered(box, near) + (across * down - covered(box, (seen,)) if seen else 0.0)
        if hidden < least * 0.999:
            best, least = point, hidden
        if hidden < across * down * 1e-6:
            break
    return best


def _gap(line: QLineF, point: QPointF, across: float, down: float) -> float:
    """How far a label at a point is from its line."""
    away = point - nearest(line, point)
    far = hypot(away.x(), away.y())
    if not far:
        return 0.0
    return max(0.0, far - (abs(away.x()) * across + abs(away.y()) * down) / 2 / far)


def covered(box: Box, others: Iterable[Box]) -> float:
    """How much of the others a box hides, in square units of the scene."""
    left, top, right, bottom = box
    return sum(
        (min(right, other[2]) - max(left, other[0])) * (min(bottom, other[3]) - max(top, other[1]))
        for other in others
        if other[0] < right and other[2] > left and other[1] < bottom and other[3] > top
    )
