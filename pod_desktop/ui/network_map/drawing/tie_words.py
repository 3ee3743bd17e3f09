"""The person's own words of a tie, on the drawing while it or one of its ends is chosen or pointed at."""

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.ui import theme

if TYPE_CHECKING:
    from pod_desktop.ui.network_map.drawing.scene import NetworkScene

_WIDE = 10
"""At most so many heights of a line across."""
_MOST_LINES = 3
_EDGE = 4.0
_SEARCHED = 12
"""So many words at once look for a place where they cover nobody; of more, each stands where it would."""
_Box = tuple[float, float, float, float]
_ALONG = (0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26)
_BESIDE = (0.0, -1.0, 1.0, -2.0, 2.0)
_ASIDE = (0.0, -0.5, 0.5)
"""Where on a line its words are tried, how many of their heights above or below it, and how much of their
width to the left or right of it, which short and steep lines need; the best first."""


class TieLabel(QGraphicsItem):
    """Words on a line, of the same size whatever the zoom. Nobody can point at it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._rect, self._font = QRectF(), theme.font("quiet")
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(3.5)  # over everybody but whoever is chosen

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
            if tie.words and not scene.carrying and not near.isdisjoint((tie.id, tie.a_id, tie.b_id))
        ]
        while len(self._labels) < len(ties):
            label = TieLabel()
            self._labels.append(label)
            scene.addItem(label)
        crowded = len(ties) > _SEARCHED
        taken = [] if crowded or not ties else [_box(item.scene_rect()) for item in scene.people.values()]
        for label, tie in zip(self._labels, ties, strict=False):
            label.show_words(tie.words, scene.part_of_font)
            line, room = scene.lines[tie.id].line(), label.boundingRect()
            across, down = room.width() / scene.pixels, room.height() / scene.pixels
            best = freest(line, across, down, taken)
            label.setPos(best)
            if not crowded:
                taken.append(box_round(best, across, down))
        for index, label in enumerate(self._labels):
            label.setVisible(index < len(ties))


def _box(rect: QRectF) -> _Box:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def box_round(point: QPointF, across: float, down: float) -> _Box:
    """What a label so wide and high takes when it stands at a point: left, top, right, bottom."""
    return (
        point.x() - across / 2,
        point.y() - down / 2,
        point.x() + across / 2,
        point.y() + down / 2,
    )


def freest(line: QLineF, across: float, down: float, taken: Sequence[_Box]) -> QPointF:
    """The first place along or beside a line where a label covers nobody, else where it covers least."""
    reach = across + 2 * down
    left, right = sorted((line.x1(), line.x2()))
    near = [box for box in taken if box[2] > left - reach and box[0] < right + reach]
    best, least = line.center(), float("inf")
    for left_or_right, above_or_below, part in product(_ASIDE, _BESIDE, _ALONG):
        point = line.pointAt(part) + QPointF(left_or_right * across, above_or_below * down)
        hidden = covered(box_round(point, across, down), near)
        if hidden < least:
            best, least = point, hidden
        if not hidden:
            break
    return best


def covered(box: _Box, others: Sequence[_Box]) -> float:
    """How much of the others a box hides, in square units of the scene."""
    left, top, right, bottom = box
    return sum(
        (min(right, other[2]) - max(left, other[0])) * (min(bottom, other[3]) - max(top, other[1]))
        for other in others
        if other[0] < right and other[2] > left and other[1] < bottom and other[3] > top
    )
