"""The people of a meeting where they stand on the network map, and arrows between them.

FollowingDrawing()
    .show_arrows(view, places, arrows, by_share, only)     only: one person's arrows, or None for all
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.domain.following_layer import RIM, Arrow, Stands, stand, width
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.domain.network import Place
from pod_desktop.domain.views import Someone
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.faces import badge_kind
from pod_desktop.ui.meeting.looking_back.words import share_words
from pod_desktop.ui.network_map.drawing.ground import paint_ground
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.widgets import distinct_initials, paint_person

_BADGE = 44.0
_BOW = 0.16
"""How far an arrow bows to its left, as a part of its length: there and back lie beside each other."""
_HALO = [QPointF(x, y) for x in (-2, 0, 2) for y in (-2, 0, 2) if x or y]


@dataclass(frozen=True, slots=True)
class _Line:
    arrow: Arrow
    path: QPainterPath
    head: QPolygonF
    middle: QPointF
    wide: float


class FollowingDrawing(QWidget):
    """To look at: nothing is pressed here. What is drawn is its description, line by line."""

    def __init__(self, *, meeting: bool = False) -> None:
        super().__init__()
        self._meeting = meeting
        self._people: tuple[Someone, ...] = ()
        self._letters: list[str] = []
        self._stands: tuple[Stands, ...] = ()
        self.arrows: tuple[Arrow, ...] = ()
        """What is drawn."""
        self._by_share = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Who spoke after whom, on the network map"))

    def show_arrows(
        self,
        view: LookingBack,
        places: Mapping[EntityId, Place],
        arrows: Sequence[Arrow],
        *,
        by_share: bool,
        only: EntityId | None,
        said: str,
    ) -> None:
        """`only`: the arrows from and to one person. `said`: how one reads, with {name}, {before} and {n}."""
        self._people = view.people
        self._letters = distinct_initials([who.name for who in view.people])
        self._stands = stand([who.id for who in view.people], view.person.id, places)
        self.arrows = tuple(each for each in arrows if only is None or only in {each.one, each.other})
        self._by_share = by_share
        names = {who.id: who.name for who in view.people}
        self.setAccessibleDescription(
            "\n".join(
                said.format(name=names[each.other], before=names[each.one], n=self._number(each))
                for each in self.arrows
            )
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(620, 620)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(280, 280)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.palette().paper))
        painter.save()
        painter.translate(self._middle())
        per_unit = self._radius() / RADIUS
        painter.scale(per_unit, per_unit)
        paint_ground(painter, per_unit)
        painter.restore()
        lines = self._lines()
        for line in lines:
            self._paint_line(painter, line)
        for line in lines:
            self._write(painter, self._number(line.arrow), line.middle, strong=True)
        everybody = zip(self._people, self._letters, self._stands, self._points(), strict=True)
        for who, letters, stands, at in everybody:
            badge = self._badge()
            square = QRectF(at.x() - badge / 2, at.y() - badge / 2, badge, badge)
            paint_person(painter, square, letters, who.hue, badge_kind(who))
            away = badge / 2 + self._metrics().height() * 0.45
            self._write(painter, who.name, at + QPointF(0, -away if stands.y < 0 else away))  # outwards
        painter.end()

    # --- where everything is ------------------------------------------------------------------------------

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(theme.font("body", meeting=self._meeting))

    def _badge(self) -> float:
        return min(_BADGE * max(1.0, self._metrics().height() / 20), self._radius() / 4)

    def _radius(self) -> float:
        """Pixels from the person to the outer ring: on the rim there is room for badge and name."""
        half = min(self.width(), self.height()) / 2
        return max(60.0, (half - 2.2 * self._metrics().height()) / (RIM + 0.06))

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _points(self) -> list[QPointF]:
        return [self._middle() + QPointF(each.x, each.y) * self._radius() for each in self._stands]

    def _lines(self) -> list[_Line]:
        at = {each.who: point for each, point in zip(self._stands, self._points(), strict=True)}
        values = [self._value(each) for each in self.arrows]
        most = max(values, default=0.0)
        return [
            self._line(each, at[each.one], at[each.other], width(value, most))
            for each, value in zip(self.arrows, values, strict=True)
        ]

    def _line(self, arrow: Arrow, one: QPointF, other: QPointF, wide: float) -> _Line:
        along = other - one
        length = max(1.0, hypot(along.x(), along.y()))
        unit = along / length
        aside = QPointF(unit.y(), -unit.x())
        bend = (one + other) / 2 + aside * (length * _BOW)
        gap = self._badge() / 2
        head = min(7.0 + wide * 1.3, max(8.0, (length - 2 * gap) * 0.45))
        start, tip = _towards(one, bend, gap), _towards(other, bend, gap + 1)
        neck = _towards(other, bend, gap + head)
        path = QPainterPath(start)
        path.quadTo(bend, neck)
        pointing = tip - neck
        angle = QTransform().rotate(-_degrees(pointing))
        arrow_head = QPolygonF([QPointF(0, 0), QPointF(-head, -head * 0.55), QPointF(-head, head * 0.55)])
        return _Line(arrow, path, angle.map(arrow_head).translated(tip), path.pointAtPercent(0.42), wide)

    # --- painting -----------------------------------------------------------------------------------------

    def _paint_line(self, painter: QPainter, line: _Line) -> None:
        colours = theme.palette()
        for colour, more in ((colours.paper, 2.5), (colours.tie, 0.0)):  # an edge of paper where they cross
            pen = QPen(QColor(colour), line.wide + more)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(line.path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tie))
        painter.drawPolygon(line.head)

    def _write(self, painter: QPainter, words: str, at: QPointF, *, strong: bool = False) -> None:
        font = theme.font("strong" if strong else "body", meeting=self._meeting)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, metrics.averageCharWidth() * 18)
        left = at - QPointF(
            metrics.horizontalAdvance(text) / 2, -metrics.ascent() / 2 + metrics.descent() / 2
        )
        painter.setFont(font)
        painter.setPen(QColor(theme.palette().card))
        for aside in _HALO:
            painter.drawText(left + aside, text)
        painter.setPen(QColor(theme.palette().ink))
        painter.drawText(left, text)

    def _value(self, arrow: Arrow) -> float:
        return arrow.share if self._by_share else float(arrow.count)

    def _number(self, arrow: Arrow) -> str:
        return share_words(arrow.share) if self._by_share else str(arrow.count)


def _towards(point: QPointF, there: QPointF, far: float) -> QPointF:
    along = there - point
    return point + along * (far / max(1.0, hypot(along.x(), along.y())))


def _degrees(along: QPointF) -> float:
    return QLineF(QPointF(0, 0), along).angle()
