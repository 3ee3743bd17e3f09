"""A seat at the table: a face, a name, and its key.

A tap, space or Enter says who speaks. Dragging, or Shift and an arrow key, moves the seat round the table; an
arrow key alone goes to the neighbour.
"""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from typing_extensions import override

from pod_desktop.domain.views import AttendanceView, VoiceView
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.faces import badge_kind
from pod_desktop.ui.meeting.voices.keycap import keycap_side, paint_keycap
from pod_desktop.ui.meeting.voices.seating import FACE_MARGIN
from pod_desktop.ui.meeting.voices.table_menu import TableMenu
from pod_desktop.ui.widgets import State, paint_person
from pod_desktop.ui.widgets.as_typed import plain_tip

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Seat(QPushButton):
    """Somebody at the table. All seats are of one size; who speaks has a ring and a ground."""

    tapped = Signal()
    dragged = Signal(QPoint)
    """The pointer is there now, in the table's coordinates."""
    dropped = Signal()
    drag_left = Signal()
    """The drag was given up; the seat goes back."""
    nudged = Signal(int, int)
    """Shift and an arrow: right, down."""
    stepped = Signal(int, int)
    """An arrow alone."""
    key_requested = Signal()
    """Another key for whoever sits here."""
    key_typed = Signal(str)
    """A key of the table was typed while the menu of this place was open."""

    def __init__(
        self, stay: AttendanceView | VoiceView, letters: str, called: str, key: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.key = key
        """Their key; "" for none."""
        self._face = 0.0
        self._speaking = False
        self._key_on_face = False
        self._pressed_at: QPoint | None = None
        self._dragging = False
        # A tap must not take the focus from the words that are being typed.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ring_radius", 12.0)
        self.clicked.connect(self.tapped)
        self.set_stay(stay, letters, called, key)

    @property
    def speaking(self) -> bool:
        """Whether they are shown as speaking."""
        return self._speaking

    @property
    def is_voice(self) -> bool:
        """Whether it is the place of a voice: of nobody who is here."""
        return isinstance(self.stay, VoiceView)

    def set_stay(self, stay: AttendanceView | VoiceView, letters: str, called: str, key: str) -> None:
        """Who sits here, `called` so where the name has no room; "" is no `key`."""
        self.stay, self._letters, self._called, self.key = stay, letters, called, key
        words = "{name}"
        if isinstance(stay, VoiceView):
            words = self.tr("{name} is not here. A tap: whoever speaks now says their words.")
        elif stay.by_phone:
            words = self.tr("{name}, by telephone or video")
        self.setToolTip(plain_tip(words.format(name=stay.who.name)))
        self._name()
        self.update()

    def set_speaking(self, speaking: bool) -> None:
        """Whether they speak now."""
        if speaking != self._speaking:
            self._speaking = speaking
            self._name()
            self.update()

    def set_face(self, face: float) -> None:
        """Side of the face's square, in pixels."""
        self._face = face
        self.update()

    def key_place(self) -> QRectF:
        """Where the key is seen, on this seat."""
        side, right = keycap_side(), (self.width() + self._face) / 2
        beside = right - (side * 0.8 if self._key_on_face else self._face * 0.12)
        return QRectF(min(beside, self.width() - side - 3), 3, side, side)

    def keep_key_clear(self, others: Iterable[QWidget]) -> None:
        """Where another seat lies over the key, it is on the face."""
        self._key_on_face = False
        place = self.key_place().toRect().translated(self.pos())
        self._key_on_face = any(other.geometry().intersects(place) for other in others if other is not self)
        self.update()

    def _name(self) -> None:
        parts = [self.stay.who.name]
        if isinstance(self.stay, VoiceView):
            parts.append(self.tr("not here, may be heard"))
            if self._speaking:
                parts.append(self.tr("somebody speaks for them now"))
        elif self.stay.by_phone:
            parts.append(self.tr("by telephone or video"))
        if self._speaking and not self.is_voice:
            parts.append(self.tr("speaks now"))
        if self.key:
            parts.append(self.tr("key {key}").format(key=self.key))
        self.setAccessibleName(", ".join(parts))

    # --- moving -------------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._dragging:
            self._dragging = True
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # so that Escape comes here
        if self._dragging:
            self.setDown(False)
            self.raise_()
            self.dragged.emit(self.mapToParent(at))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self._dragging, self._pressed_at = self._dragging, False, None
        if was_dragged:
            self.setDown(False)
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._dragging, self._pressed_at = False, None
            self.setDown(False)
            self.drag_left.emit()
        elif _moves(event):
            self.nudged.emit(*_ARROWS[Qt.Key(event.key())])
        elif event.key() in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(*_ARROWS[Qt.Key(event.key())])
        elif event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button, a long press, or the key for menus."""
        if self.is_voice:
            return
        offers = TableMenu(self)
        offers.key_typed.connect(self.key_typed)
        offers.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offers.addAction(self.tr("Another key…")).triggered.connect(self.key_requested)
        offers.popup(event.globalPos())

    # --- looks --------------------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, 96)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.TARGET_MEETING, theme.TARGET_MEETING)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._speaking or self.underMouse():
            solid = self._speaking and not self.is_voice
            painter.setPen(QPen(QColor(colours.accent), 2.0) if solid else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.soft if self._speaking else colours.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        if self.is_voice:
            edge = QPen(QColor(colours.accent if self._speaking else colours.edge), 2.0)
            edge.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(edge)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 12, 12)
        face = QRectF((self.width() - self._face) / 2, 0, self._face, self._face)
        state = State.AWAY if self.is_voice else State.SPEAKING if self._speaking else State.HERE
        paint_person(painter, face, self._letters, self.stay.who.hue, badge_kind(self.stay.who), state)
        if self.key:
            paint_keycap(painter, self.key_place(), self.key, ground=colours.card)
        painter.setFont(theme.font("strong" if self._speaking else "body", meeting=True))
        painter.setPen(QColor(colours.ink_soft if self.is_voice else colours.ink))
        top = face.bottom() - self._face * FACE_MARGIN
        words = QRectF(2, top, self.width() - 4, self.height() - top - 2)
        metrics = QFontMetricsF(theme.font("strong", meeting=True))
        name = self.stay.who.name
        if metrics.horizontalAdvance(name) > words.width():
            name = metrics.elidedText(self._called, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()


def _moves(event: QKeyEvent) -> bool:
    shift = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ShiftModifier
    return shift and event.key() in _ARROWS
