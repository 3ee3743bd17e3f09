"""How people on the map look at one size, made once for all: badges as pictures, names as glyphs.

To paint a badge takes twenty times as long as to lay its picture down, and to shape a name's text twice as
long as to draw it; a map of hundreds of people is painted anew at every step of zooming.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGlyphRun,
    QGuiApplication,
    QPainter,
    QPixmap,
    QTextLayout,
)

from pod_desktop.domain.network import MemberKind
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.badges import paint_letters_of, paint_member, paint_paw
from pod_desktop.ui.network_map.drawing.model import CENTRE_KIND, Node

_NAME_WIDTH = 112.0
_HALO = tuple(QPointF(2 * sin(radians(turn)), 2 * cos(radians(turn))) for turn in range(0, 360, 45))
"""Where a name is written in the ground's colour first; to stroke its outline takes ten times as long."""
_EDGE = 1
"""Pixels round a badge that its picture has more."""

_Badge = tuple[str, str, str, bool, float]


@dataclass(frozen=True, slots=True)
class Written:
    """A name in its lines: glyphs, and where their top left corner is, below (0, 0)."""

    lines: tuple[tuple[tuple[QGlyphRun, ...], QPointF], ...]
    width: float
    height: float
    above: float
    """Pixels above capital letters of the first line that are empty."""
    tails: float
    """Pixels below the last line's letters where only the tails of some are."""


class Looks:
    """How everybody is drawn with badges of this many pixels and names at this part of the body's size."""

    def __init__(self, badge: float, part_of_font: float, before: "Looks | None" = None) -> None:
        self.badge, self.part_of_font = badge, part_of_font
        self.of = surroundings()
        """The palette and the font that it was made for."""
        colours = theme.palette()
        self._halo, self._ink = QColor(colours.ring_middle), QColor(colours.ink)
        self._badges: dict[_Badge, QPixmap] = {}
        self._badges_of: dict[tuple[int, str, bool, float], QPixmap] = {}
        """The same by somebody's own number, which is quicker to look up."""
        self._fonts = {False: _scaled("body", part_of_font), True: _scaled("strong", part_of_font)}
        self._metrics = {strong: QFontMetricsF(font) for strong, font in self._fonts.items()}
        as_before = before is not None and before.fits(before.badge, part_of_font)
        self.names: dict[tuple[str, bool], Written] = before.names if before and as_before else {}
        """What was written, by name and whether it is strong; at another size of badges it is the same."""

    def fits(self, badge: float, part_of_font: float) -> bool:
        """Whether it is for this size, and the palette and the font in use."""
        return (self.badge, self.part_of_font, self.of) == (badge, part_of_font, surroundings())

    def written(self, node: Node) -> Written:
        """Somebody's name, on one or two lines."""
        key = (node.name, node.kind == CENTRE_KIND)
        if key not in self.names:
            self.names[key] = _write(node.name, self._fonts[key[1]], self._metrics[key[1]])
        return self.names[key]

    def paint_badge(self, painter: QPainter, node: Node, letters: str, *, selected: bool) -> None:
        """Somebody round (0, 0)."""
        half, ratio = self.badge / 2, painter.device().devicePixelRatio()
        rect = QRectF(-half, -half, self.badge, self.badge)
        own = (node.hue, node.kind, selected, ratio)
        if own not in self._badges_of:
            key = (theme.hue(node.hue).name, theme.shape(node.hue).value, node.kind, selected, ratio)
            if key not in self._badges:
                self._badges[key] = self._picture(node, selected=selected, ratio=ratio)
            self._badges_of[own] = self._badges[key]
        painter.drawPixmap(QPointF(-half - _EDGE, -half - _EDGE), self._badges_of[own])
        paint_letters_of(painter, rect, letters, node.hue, node.kind)
        if node.kind == MemberKind.PET:
            paint_paw(painter, rect)

    def paint_name(self, painter: QPainter, written: Written) -> None:
        """A name below a badge round (0, 0), with the ground's colour round it."""
        top = QPointF(0, self.name_top)
        for runs, at in written.lines:
            painter.setPen(self._halo)
            for run in runs:
                for aside in _HALO:
                    painter.drawGlyphRun(top + at + aside, run)
            painter.setPen(self._ink)
            for run in runs:
                painter.drawGlyphRun(top + at, run)

    @property
    def name_top(self) -> float:
        """How far below the middle of a badge names begin."""
        return self.badge / 2 - 1

    def _picture(self, node: Node, *, selected: bool, ratio: float) -> QPixmap:
        side = int(self.badge) + 1 + 2 * _EDGE
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        rect = QRectF(_EDGE, _EDGE, self.badge, self.badge)
        kind = MemberKind.PERSON.value if node.kind == MemberKind.PET else node.kind  # the paw lies on top
        paint_member(painter, rect, "", node.hue, kind, selected=selected)
        painter.end()
        return picture


def surroundings() -> tuple[str, str]:
    """The palette and the font in use."""
    return (theme.palette().name, QGuiApplication.font().toString())


def _scaled(role: str, part: float) -> QFont:
    font = theme.font(role)
    font.setPointSizeF(font.pointSizeF() * part)
    return font


def _write(name: str, font: QFont, metrics: QFontMetricsF) -> Written:
    lines, widest = [], 0.0
    for number, text in enumerate(_two_lines(name, metrics)):
        layout = QTextLayout(text, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        width = metrics.horizontalAdvance(text)
        lines.append((tuple(layout.glyphRuns()), QPointF(-width / 2, number * metrics.height())))
        widest = max(widest, width)
    above = metrics.ascent() - metrics.capHeight()
    return Written(tuple(lines), widest, metrics.height() * len(lines), above, metrics.descent())


def _two_lines(name: str, metrics: QFontMetricsF) -> list[str]:
    """The name on one or two lines of limited width; what has no room ends with dots."""
    width = max(_NAME_WIDTH, metrics.height() * 5)
    words = name.split()
    if len(words) < 2 or metrics.horizontalAdvance(name) <= width:
        return [metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)]
    first = words.pop(0)
    while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= width:
        first = f"{first} {words.pop(0)}"
    rest = " ".join(words)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in (first, rest) if line]
