"""What lies on the map: people, and the ground below. `lines` has the ties."""

from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from pod_desktop.domain.network import DISC, RINGS, MemberKind, Place, Sector, drawn, ring_span, sector_span
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.model import CENTRE_KIND, Node
from pod_desktop.ui.network_map.words import sector_words
from pod_desktop.ui.team_folder.mark import paint_mark
from pod_desktop.ui.widgets import Kind, State, paint_person

RADIUS = 1000.0
"""Scene units from the person to the outer edge."""
BADGE = 48.0
"""A badge in pixels on a map of usual size."""
FADED, FADED_TIE = 0.6, 0.35
"""How much is drawn of people and ties that are not in focus: a name keeps 3:1 on every ring."""
_NAME_WIDTH = 112.0
_HALO = tuple(QPointF(2 * sin(radians(turn)), 2 * cos(radians(turn))) for turn in range(0, 360, 45))
"""Where a name is written in the ground's colour first; to stroke its outline takes ten times as long."""
_GAP = 8.0
_BELOW = 16.0
"""Further out at the very bottom, where the names of people in the outer ring need room."""

_KINDS = {
    CENTRE_KIND: Kind.PERSON,
    MemberKind.PERSON.value: Kind.MEMBER,
    MemberKind.PET.value: Kind.MEMBER,
    MemberKind.GROUP.value: Kind.GROUP,
    MemberKind.DIED.value: Kind.DIED,
    MemberKind.INNER_VOICE.value: Kind.INNER_VOICE,
    MemberKind.ABSENT_VOICE.value: Kind.ABSENT,
}


def paint_member(
    painter: QPainter, rect: QRectF, letters: str, hue: int, kind: str, *, selected: bool = False
) -> None:
    """A member of any kind: like everybody, and a pet with a paw; so is one of a kind not known here."""
    paint_person(
        painter, rect, letters, hue, _KINDS.get(kind, Kind.MEMBER), State.SELECTED if selected else State.HERE
    )
    if kind == MemberKind.PET.value:
        side = rect.width() * 0.42
        _paint_paw(painter, QRectF(rect.right() - side, rect.bottom() - side, side, side))


def _paint_paw(painter: QPainter, rect: QRectF) -> None:
    colours, unit = theme.palette(), rect.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.edge), 1))
    painter.setBrush(QColor(colours.card))
    painter.drawEllipse(rect)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.ink))
    centre = rect.center() + QPointF(0, unit * 0.06)
    painter.drawEllipse(centre + QPointF(0, unit * 0.08), unit * 0.16, unit * 0.13)
    for angle, far in ((-58, 0.25), (-20, 0.27), (20, 0.27), (58, 0.25)):
        toe = centre + QPointF(unit * far * sin(radians(angle)), -unit * far * cos(radians(angle)))
        painter.drawEllipse(toe, unit * 0.065, unit * 0.085)
    painter.restore()


class MemberItem(QGraphicsItem):
    """Somebody, with the name below. Its own coordinates are pixels, whatever the zoom."""

    def __init__(self, node: Node, letters: str) -> None:
        super().__init__()
        self.node, self.letters = node, letters
        self._badge, self._font = BADGE, _name_font(node, 1.0)
        self._selected = False
        self._lines: list[str] = []
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.show_node(node, letters)

    def show_node(self, node: Node, letters: str) -> None:
        """Shows somebody, at their place."""
        self.prepareGeometryChange()
        self.node, self.letters = node, letters
        self.setPos(node.x * RADIUS, node.y * RADIUS)
        self._lay_above()
        self.lay_out()

    def set_size(self, pixels_per_unit: float, badge: float, part_of_font: float) -> None:
        """Keeps the badge `badge` pixels wide, and the name at this part of the body's size."""
        self.prepareGeometryChange()
        self._badge, self._font = badge, _name_font(self.node, part_of_font)
        self.setScale(1 / pixels_per_unit)
        self.lay_out()

    def set_selected(self, on: bool) -> None:
        """A ring around, and above whoever is near."""
        self._selected = on
        self._lay_above()
        self.update()

    def _lay_above(self) -> None:
        """Whoever is selected is above, then the person, so that their names can be read."""
        self.setZValue(4 if self._selected else 3 if self.node.kind == CENTRE_KIND else 2)

    def lay_out(self) -> None:
        """Breaks the name into lines anew, after a change of name or font."""
        self.prepareGeometryChange()
        self._lines = _two_lines(self.node.name, QFontMetricsF(self._font))
        self.update()

    def scene_rect(self) -> QRectF:
        """What badge and name take of the scene."""
        return self.mapRectToScene(self.boundingRect())

    @override
    def boundingRect(self) -> QRectF:
        return self._badge_rect().united(self._name_rect()).adjusted(-4, -4, 4, 4)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        paint_member(
            painter, self._badge_rect(), self.letters, self.node.hue, self.node.kind, selected=self._selected
        )
        if self.node.differs:
            edge = self._badge * 0.36
            paint_mark(painter, QPointF(-edge, -edge), 14)
        colours = theme.palette()
        font, metrics = self._font, QFontMetricsF(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        top = self._name_rect().top() + metrics.ascent()
        for index, line in enumerate(self._lines):
            start = QPointF(-metrics.horizontalAdvance(line) / 2, top + index * metrics.height())
            painter.setPen(QColor(colours.ring_middle))
            for aside in _HALO:
                painter.drawText(start + aside, line)
            painter.setPen(QColor(colours.ink))
            painter.drawText(start, line)

    def _badge_rect(self) -> QRectF:
        return QRectF(-self._badge / 2, -self._badge / 2, self._badge, self._badge)

    def _name_rect(self) -> QRectF:
        metrics = QFontMetricsF(self._font)
        width = max((metrics.horizontalAdvance(line) for line in self._lines), default=0.0)
        return QRectF(-width / 2, self._badge / 2 - 1, width, metrics.height() * len(self._lines))


def _name_font(node: Node, part: float) -> QFont:
    font = theme.font("strong" if node.kind == CENTRE_KIND else "body")
    font.setPointSizeF(font.pointSizeF() * part)
    return font


def _two_lines(name: str, metrics: QFontMetricsF) -> list[str]:
    """The name on one or two lines of limited width; what has no room ends with dots."""
    width = max(_NAME_WIDTH, metrics.height() * 5)
    words = name.split()
    if metrics.horizontalAdvance(name) <= width or len(words) < 2:
        return [metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)]
    first = words.pop(0)
    while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= width:
        first = f"{first} {words.pop(0)}"
    rest = " ".join(words)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in (first, rest) if line]


# --- the ground -------------------------------------------------------------------------------------------


def paint_ground(painter: QPainter, pixels_per_unit: float) -> None:
    """Three rings, five sectors and the sectors' names round the outside."""
    colours = theme.palette()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QPen(QColor(colours.line), 1.5)
    line.setCosmetic(True)
    painter.setPen(line)
    for ring, fill in zip(
        reversed(RINGS), (colours.ring_outer, colours.ring_middle, colours.ring_inner), strict=True
    ):
        radius = (DISC + (1 - DISC) * ring_span(ring)[1]) * RADIUS
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QPointF(0, 0), radius, radius)
    for sector in Sector:
        x, y = drawn(Place(sector_span(sector)[0], 1.0))
        painter.drawLine(QPointF(x * DISC, y * DISC) * RADIUS, QPointF(x, y) * RADIUS)
    painter.setPen(QColor(colours.ink_soft))
    for sector in Sector:
        _paint_round(painter, sector_words(sector.value), sector, pixels_per_unit)


def words_margins() -> tuple[float, float]:
    """Pixels that the sectors' names take outside the outer ring: above and at the sides, and below."""
    margin = QFontMetricsF(theme.font("body")).height() + _GAP
    return margin, margin + _BELOW


def _paint_round(painter: QPainter, text: str, sector: Sector, pixels_per_unit: float) -> None:
    """Letters along the outer ring, upright on the upper half and on the lower."""
    font = theme.font("body")
    metrics = QFontMetricsF(font)
    radius = RADIUS * pixels_per_unit + _GAP
    start, end = sector_span(sector)
    middle = (start + end) / 2
    above = cos(radians(middle)) > -0.2
    radius += metrics.descent() if above else metrics.ascent()
    radius += _BELOW if sector is Sector.FRIENDS else 0
    width = metrics.horizontalAdvance(text)
    painter.save()
    painter.scale(1 / pixels_per_unit, 1 / pixels_per_unit)
    painter.setFont(font)
    for index, letter in enumerate(text):
        along = metrics.horizontalAdvance(text[:index]) + metrics.horizontalAdvance(letter) / 2 - width / 2
        turn = along / radius * 57.29578
        painter.save()
        painter.rotate(middle + turn if above else middle + 180 - turn)
        painter.drawText(
            QPointF(-metrics.horizontalAdvance(letter) / 2, -radius if above else radius), letter
        )
        painter.restore()
    painter.restore()
