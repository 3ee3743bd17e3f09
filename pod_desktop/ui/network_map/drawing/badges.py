"""Badges on the map: those that people have everywhere, and the paw of a pet."""

from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pod_desktop.domain.network import MemberKind
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.model import CENTRE_KIND
from pod_desktop.ui.widgets import Kind, State, paint_person
from pod_desktop.ui.widgets.person import paint_letters

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
        paint_paw(painter, rect)


def paint_letters_of(painter: QPainter, rect: QRectF, letters: str, hue: int, kind: str) -> None:
    """Only the letters of a badge, which is there already without them."""
    paint_letters(painter, rect, letters, hue, _KINDS.get(kind, Kind.MEMBER))


def paint_paw(painter: QPainter, badge: QRectF) -> None:
    """The paw of a pet, in a corner of its badge."""
    side = badge.width() * 0.42
    rect = QRectF(badge.right() - side, badge.bottom() - side, side, side)
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
