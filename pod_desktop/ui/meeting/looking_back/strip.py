"""The turns of a log on a line of time: a row for each person, silence, reflecting and pauses as bands.

    TurnStrip(window)   .set_model(model)  .choose(turn)
                        chosen(turn or None)  several_chosen(turns)  pointed(turn or None)  moved()

Keys: left and right go from turn to turn, up and down to other people's rows, + and − zoom, 0 shows all,
Page up and Page down go earlier and later, Home and End to the first and the last turn; [ and ] begin and end
an episode with the chosen turn, Enter puts it right. With Shift, left and right choose several turns, Space
takes the chosen one in or out; with the mouse, a press with Shift or Ctrl does.
Ctrl and the wheel zoom where the pointer is, the wheel alone scrolls the page; a drag pans.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.views import Someone
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.looking_back import strip_paint
from pod_desktop.ui.meeting.looking_back.several_turns import Several
from pod_desktop.ui.meeting.looking_back.strip_model import STEP, StripModel, Window
from pod_desktop.ui.meeting.looking_back.words import turn_words
from pod_desktop.ui.widgets import distinct_initials

_BRACKETS = {Qt.Key.Key_BracketLeft: False, Qt.Key.Key_BracketRight: True}
_NEAR = 6
"""Pixels from a turn within which a press means it."""


class TurnStrip(QWidget):
    """Shows what is in the `window`, which several strips may share."""

    chosen = Signal(object)
    several_chosen = Signal(object)
    """Turns that are chosen together, in the order of the log; fewer than two are none."""
    pointed = Signal(object)
    stretch_requested = Signal(bool)
    """An episode is to begin (False) or to end (True) with the chosen turn."""
    repair_requested = Signal()
    """The chosen turn is to be put right."""
    moved = Signal()
    """Another part of the meeting is seen."""

    def __init__(self, window: Window, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.window_shown = window
        self.model: StripModel | None = None
        self.turn: TurnView | None = None
        """What is chosen."""
        self.several = Several()
        self.letters: list[str] = []
        self.history: Mapping[EntityId, Sequence[str]] = {}
        """What was put right at turns, by whom and when."""
        self.marked: tuple[tuple[float, float], ...] = ()
        """Stretches with a line above them: topical episodes."""
        self._pressed: QPointF | None = None
        self._drags = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_model(self, model: StripModel) -> None:
        """Another look at the log. What was chosen stays chosen where it is still there."""
        self.model = model
        self.letters = distinct_initials([row.who.name if row.who else "?" for row in model.rows])
        kept = model.place.get(self.turn.id) if self.turn is not None else None
        self.turn = model.turns[kept] if kept is not None else None
        self.several.set_turns(model.turns)
        self.several_chosen.emit(self.several.turns())
        self._tell()
        self.updateGeometry()
        self.update()

    def set_marked(self, stretches: tuple[tuple[float, float], ...]) -> None:
        """Marks these stretches above the rows."""
        self.marked = stretches
        self.update()

    def choose(self, turn: TurnView | None) -> None:
        """Chooses a turn, and brings it into the window."""
        self.turn = turn
        if turn is not None and self.model is not None:
            self.window_shown.bring(*self.model.span(turn))
            self.moved.emit()
        self._tell()
        self.chosen.emit(turn)
        self.update()

    def someone(self, number: int) -> Someone | None:
        """Who is in a row."""
        return self.model.rows[number].who if self.model is not None else None

    # --- where things are ---------------------------------------------------------------------------------

    def row_high(self) -> int:
        """Height of one row, in pixels."""
        return max(theme.TARGET, self.fontMetrics().height() + 10)

    def axis_high(self) -> int:
        """Height of the line of time below the rows."""
        return self.fontMetrics().height() + 10

    def left(self) -> float:
        """Where the names end and time begins."""
        return min(190.0, max(self.width() * 0.24, 44.0))

    def time_wide(self) -> float:
        """Width that the window has, in pixels."""
        return max(1.0, self.width() - self.left() - 4)

    def moment_at(self, across: float) -> float:
        """The moment at a place, in seconds from the beginning."""
        share = (across - self.left()) / self.time_wide()
        return self.window_shown.start + share * self.window_shown.seconds

    def across(self, moment: float) -> float:
        """The place of a moment."""
        window = self.window_shown
        return self.left() + (moment - window.start) / window.seconds * self.time_wide()

    def turn_at(self, place: QPointF) -> TurnView | None:
        """The turn there, or the band behind the rows."""
        if self.model is None or place.x() < self.left():
            return None
        moment = self.moment_at(place.x())
        slack = _NEAR / self.time_wide() * self.window_shown.seconds
        number = int(place.y() // self.row_high())
        found = self.model.rows[number].at(moment, slack) if 0 <= number < len(self.model.rows) else None
        return found or self.model.bands.at(moment, 0.0)

    @override
    def sizeHint(self) -> QSize:
        rows = len(self.model.rows) if self.model is not None else 1
        return QSize(400, rows * self.row_high() + self.axis_high())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    # --- what people do -----------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _BRACKETS and self.turn is not None:
            self.stretch_requested.emit(_BRACKETS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.turn is not None:
            self.repair_requested.emit()
        elif self._chooses_several(key, shift=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)):
            self._tell_several()
        elif not self._pressed_key(key):
            super().keyPressEvent(event)

    def _pressed_key(self, key: Qt.Key) -> bool:
        model, window, turn = self.model, self.window_shown, self.turn
        if model is None:
            return False
        middle = model.span(turn)[0] if turn is not None else window.start + window.seconds / 2
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.choose(model.neighbour(turn, 1 if key == Qt.Key.Key_Right else -1))
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and turn is not None:
            self.choose(model.beside(turn, 1 if key == Qt.Key.Key_Down else -1) or turn)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.choose(model.neighbour(None, 1 if key == Qt.Key.Key_Home else -1))
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(STEP, middle)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self.zoom(1 / STEP, middle)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.pan(0.8 if key == Qt.Key.Key_PageDown else -0.8)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key == Qt.Key.Key_Escape and turn is not None:
            self.choose(None)
        else:
            return False
        return True

    def _chooses_several(self, key: Qt.Key, *, shift: bool) -> bool:
        """Whether a key chooses several turns, or lets go of them."""
        model, before = self.model, self.turn
        if model is None:
            return False
        if shift and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.choose(model.neighbour(before, 1 if key == Qt.Key.Key_Right else -1))
            self.several.reach(before, self.turn)
        elif key == Qt.Key.Key_Space and before is not None:
            self.several.turn_over(before)
        elif key == Qt.Key.Key_Escape and self.several.turns():
            self.several.let_go()
        else:
            return False
        return True

    def let_go_of_several(self) -> None:
        """None are chosen together any more."""
        self.several.let_go()
        self._tell_several()

    def _tell_several(self) -> None:
        self._tell()
        self.several_chosen.emit(self.several.turns())
        self.update()

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Closer or further away; from the middle where no moment is given."""
        window = self.window_shown
        if at is None or not window.start <= at <= window.start + window.seconds:
            at = window.start + window.seconds / 2
        window.zoom(factor, at)
        self._show_moved()

    def pan(self, share: float) -> None:
        """Later by so much of what is seen, or earlier."""
        self.window_shown.pan(share * self.window_shown.seconds)
        self._show_moved()

    def show_all(self) -> None:
        """All of the meeting."""
        self.window_shown.show_all()
        self._show_moved()

    def _show_moved(self) -> None:
        self.update()
        self.moved.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        down, across = event.angleDelta().y(), event.angleDelta().x()
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (down / 120), self.moment_at(event.position().x()))
        elif across or held & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-(across or down) / 1200)
        else:
            event.ignore()
            return
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._drags = event.position(), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self.pointed.emit(self.turn_at(event.position()))
            return
        moved = event.position().x() - self._pressed.x()
        if self._drags or abs(moved) >= QApplication.startDragDistance():
            self._drags, self._pressed = True, event.position()
            self.pan(-moved / self.time_wide())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            if not self._drags:
                before, self.turn = self.turn, self.turn_at(event.position())
                held = event.modifiers()
                if held & Qt.KeyboardModifier.ShiftModifier:
                    self.several.reach(before, self.turn)
                elif held & Qt.KeyboardModifier.ControlModifier and self.turn is not None:
                    self.several.turn_over(self.turn)
                else:
                    self.several.let_go()
                self.chosen.emit(self.turn)
                self._tell_several()
            self._pressed, self._drags = None, False

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)
        super().leaveEvent(event)

    def _tell(self) -> None:
        """What is chosen, for whoever hears the screen."""
        model, turn = self.model, self.turn
        told = [turn_words(turn, model.began), *self.history.get(turn.id, ())] if model and turn else []
        several = self.several.turns()
        told += (
            [self.tr("{number} turns are chosen together.").format(number=len(several))] if several else []
        )
        self.setAccessibleDescription(" ".join(told))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.model is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            strip_paint.paint(painter, self, self.model, QRectF(event.rect()))
            painter.end()
