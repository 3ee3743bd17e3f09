"""How a person looks, everywhere the same: a shape in their hue with their initials.

    PersonBadge(name, index, *, letters="", kind=Kind.MEMBER, state=State.HERE, size=40, parent=None)
                                                .set_person(name, index, letters="") .set_state(state)
    paint_person(painter, rect, letters, index, kind=Kind.MEMBER, state=State.HERE)      for scene items
    person_pixmap(letters, index, size, kind=…, state=…) -> QPixmap                      for icons
    shape_path(shape, rect) -> QPainterPath                                              for hit tests, clips

`index` is the person's own number within the record (0, 1, 2 …): it gives hue and shape and never changes.
Kind: MEMBER, PERSON (at the centre: a second outline), GROUP (a second sheet behind), DIED (pale, a second
outline), ABSENT (pale, a broken outline), INNER_VOICE (the same with a second broken outline).
Practitioners look like everybody else.
State: HERE (filled), AWAY (pale, outlined), SPEAKING and SELECTED (a ring around, for which `rect` has room).
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.domain.initials import initials
from pod_desktop.ui import theme
from pod_desktop.ui.palette import Shape
from pod_desktop.ui.widgets.as_typed import plain_tip


class Kind(StrEnum):
    """What a badge stands for, as far as it shows."""

    MEMBER = "member"
    PERSON = "person"
    GROUP = "group"
    DIED = "died"
    INNER_VOICE = "inner_voice"
    ABSENT = "absent"


class State(StrEnum):
    """How a badge stands out, as far as it shows."""

    HERE = "here"
    AWAY = "away"
    SELECTED = "selected"
    SPEAKING = "speaking"


_PALE = {Kind.DIED, Kind.INNER_VOICE, Kind.ABSENT}
_BROKEN = {Kind.INNER_VOICE, Kind.ABSENT}
_TWICE = {Kind.PERSON, Kind.DIED, Kind.INNER_VOICE}


def shape_path(shape: Shape, rect: QRectF) -> QPainterPath:
    """The outline of a shape that fills `rect`; all six look equally large."""
    square = _square(rect)
    path = QPainterPath()
    if shape is Shape.CIRCLE:
        path.addEllipse(_shrunk(square, 0.02))
    elif shape is Shape.SQUARE:
        inner = _shrunk(square, 0.07)
        path.addRoundedRect(inner, inner.width() * 0.2, inner.width() * 0.2)
    elif shape is Shape.HEXAGON:
        path = _rounded_polygon(square, 6)
    elif shape is Shape.LEAF:
        path = _leaf(_shrunk(square, 0.05))
    elif shape is Shape.SHIELD:
        path = _shield(_shrunk(square, 0.05))
    else:
        path = _flower(square)
    return path


def paint_person(
    painter: QPainter,
    rect: QRectF,
    letters: str,
    index: int,
    kind: Kind | str = Kind.MEMBER,
    state: State | str = State.HERE,
) -> None:
    """Paints a person into the square in the middle of `rect`, in the colours in use."""
    kind, state, colours = Kind(kind), State(state), theme.palette()
    hue = theme.hue(index)
    square = _square(rect)
    unit = square.width()
    ring = _ring(unit)
    body = _body(square, kind)
    pale = kind in _PALE or state is State.AWAY
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state in {State.SELECTED, State.SPEAKING}:
        colour = colours.focus if state is State.SELECTED else colours.ink
        painter.setPen(QPen(QColor(colour), ring))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(
            shape_path(theme.shape(index), square.adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2))
        )
    if kind is Kind.GROUP:
        behind = body.translated(unit * 0.09, -unit * 0.09)
        painter.setPen(QPen(QColor(hue.fill), max(1.0, unit * 0.03)))
        painter.setBrush(QColor(hue.tint))
        painter.drawPath(shape_path(theme.shape(index), behind))
    outline = shape_path(theme.shape(index), body)
    pen = QPen(QColor(hue.fill), max(1.5, unit * 0.045))
    if kind in _BROKEN:
        pen.setDashPattern([2.2, 1.8])
    painter.setPen(pen)
    painter.setBrush(QBrush(QColor(hue.tint if pale else hue.fill)))
    painter.drawPath(outline)
    if kind in _TWICE:
        inset = body.adjusted(unit * 0.055, unit * 0.055, -unit * 0.055, -unit * 0.055)
        inner = QPen(QColor(hue.fill if pale else hue.on_fill), max(1.0, unit * 0.025))
        if kind in _BROKEN:
            inner.setDashPattern([2.2, 1.8])
        painter.setPen(inner)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape_path(theme.shape(index), inset))
    paint_letters(painter, rect, letters, index, kind, state)
    painter.restore()


def paint_letters(
    painter: QPainter,
    rect: QRectF,
    letters: str,
    index: int,
    kind: Kind | str = Kind.MEMBER,
    state: State | str = State.HERE,
) -> None:
    """Only the letters of `paint_person`, onto a picture of the same person without them."""
    kind = Kind(kind)
    body = _body(_square(rect), kind)
    room = _shrunk(body, 0.07) if kind in _TWICE else body
    pale = kind in _PALE or State(state) is State.AWAY
    _paint_letters(painter, room, letters, theme.palette().ink if pale else theme.hue(index).on_fill)


def person_pixmap(
    letters: str,
    index: int,
    size: int,
    kind: Kind | str = Kind.MEMBER,
    state: State | str = State.HERE,
    ratio: float = 2.0,
) -> QPixmap:
    """A person as a picture of `size` x `size` device-independent pixels."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_person(painter, QRectF(0, 0, size, size), letters, index, kind, state)
    painter.end()
    return picture


class PersonBadge(QWidget):
    """A person as a small picture; the name is read out and shown as the tool tip."""

    def __init__(
        self,
        name: str,
        index: int,
        *,
        letters: str = "",
        kind: Kind | str = Kind.MEMBER,
        state: State | str = State.HERE,
        size: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._state, self._size = Kind(kind), State(state), size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person(name, index, letters)

    def set_person(self, name: str, index: int, letters: str = "") -> None:
        """Whose badge it is; `letters` instead of the name's own initials."""
        self._index, self._letters = index, letters or initials(name)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.update()

    def set_state(self, state: State | str) -> None:
        """How it stands out."""
        self._state = State(state)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_person(painter, QRectF(self.rect()), self._letters, self._index, self._kind, self._state)
        painter.end()


def _paint_letters(painter: QPainter, body: QRectF, letters: str, colour: str) -> None:
    if not letters:
        return
    pixels = max(6, round(body.height() * (0.44 if len(letters) < 3 else 0.34)))
    painter.setFont(_lettering(QApplication.font().toString(), pixels))
    painter.setPen(QColor(colour))
    painter.drawText(body, Qt.AlignmentFlag.AlignCenter, letters)


@lru_cache(16)
def _lettering(_of: str, pixels: int) -> QFont:
    """The font of the letters in all badges of a size, while this is the program's font."""
    lettering = theme.font("strong")
    lettering.setPixelSize(pixels)
    return lettering


def _ring(unit: float) -> float:
    """How wide the ring around a badge `unit` wide is."""
    return max(2.0, unit * 0.06)


def _body(square: QRectF, kind: Kind) -> QRectF:
    """Where the shape itself is, inside the ring; a group has a second sheet behind."""
    unit = square.width()
    inside = _ring(unit) * 1.9
    body = square.adjusted(inside, inside, -inside, -inside)
    return body.translated(-unit * 0.03, unit * 0.03) if kind is Kind.GROUP else body


def _square(rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    return square


def _shrunk(square: QRectF, part: float) -> QRectF:
    by = square.width() * part
    return square.adjusted(by, by, -by, -by)


def _rounded_polygon(square: QRectF, corners: int) -> QPainterPath:
    centre, radius = square.center(), square.width() / 2
    points = [
        QPointF(
            centre.x() + radius * sin(2 * pi * i / corners), centre.y() - radius * cos(2 * pi * i / corners)
        )
        for i in range(corners)
    ]
    path = QPainterPath()
    for i, corner in enumerate(points):
        before, after = points[i - 1], points[(i + 1) % corners]
        start, end = corner + (before - corner) * 0.22, corner + (after - corner) * 0.22
        if i == 0:
            path.moveTo(start)
        else:
            path.lineTo(start)
        path.quadTo(corner, end)
    path.closeSubpath()
    return path


def _leaf(square: QRectF) -> QPainterPath:
    """Round at two corners, pointed at the other two."""
    left, top, right, bottom = square.left(), square.top(), square.right(), square.bottom()
    far, near = square.width() * 0.52, square.width() * 0.1
    path = QPainterPath(QPointF(left, top + near))
    path.quadTo(QPointF(left, top), QPointF(left + near, top))
    path.lineTo(right - far, top)
    path.cubicTo(QPointF(right - far * 0.4, top), QPointF(right, top + far * 0.4), QPointF(right, top + far))
    path.lineTo(right, bottom - near)
    path.quadTo(QPointF(right, bottom), QPointF(right - near, bottom))
    path.lineTo(left + far, bottom)
    path.cubicTo(
        QPointF(left + far * 0.4, bottom), QPointF(left, bottom - far * 0.4), QPointF(left, bottom - far)
    )
    path.closeSubpath()
    return path


def _shield(square: QRectF) -> QPainterPath:
    """An arch: round above, straight below."""
    left, top, right, bottom = square.left(), square.top(), square.right(), square.bottom()
    near, middle = square.width() * 0.14, square.center().y()
    path = QPainterPath(QPointF(left, middle))
    path.arcTo(QRectF(left, top, square.width(), square.width()), 180, -180)
    path.lineTo(right, bottom - near)
    path.quadTo(QPointF(right, bottom), QPointF(right - near, bottom))
    path.lineTo(left + near, bottom)
    path.quadTo(QPointF(left, bottom), QPointF(left, bottom - near))
    path.closeSubpath()
    return path


def _flower(square: QRectF) -> QPainterPath:
    """A circle with eight soft waves."""
    centre, middle = square.center(), square.width() * 0.455
    outline = QPolygonF()
    for step in range(96):
        angle = 2 * pi * step / 96
        radius = middle + square.width() * 0.035 * cos(8 * angle)
        outline.append(QPointF(centre.x() + radius * cos(angle), centre.y() + radius * sin(angle)))
    path = QPainterPath()
    path.addPolygon(outline)
    path.closeSubpath()
    return path
