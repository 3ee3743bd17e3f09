"""The table, and the people round it as they really sit."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import AttendanceView, VoiceView
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.voices import seating
from pod_desktop.ui.meeting.voices.middle import Middle
from pod_desktop.ui.meeting.voices.places import Places
from pod_desktop.ui.meeting.voices.seats import Seat
from pod_desktop.ui.widgets import distinct_initials

_NAME_LETTERS = 13
"""So many letters of a name are seen at best; the whole name is read out and in the tool tip."""
_WORD_LETTERS, _LINES = 8, 3
"""What the middle of the table says, as "Tap whoever speaks", has so many lines of so many letters."""


class RoundTable(QWidget):
    """Seats are real buttons, laid on an ellipse round a table that says what goes on."""

    person_tapped = Signal(str)
    """The id of who was tapped."""
    somebody_tapped = Signal()
    """The middle of the table was tapped: somebody speaks, who is named later."""
    voice_tapped = Signal(str)
    """The id of the voice whose place was tapped."""
    key_requested = Signal(str)
    """Another key for somebody: their id."""
    key_typed = Signal(str)
    """A key of the table was typed while the menu of a place was open."""
    seat_pressed = Signal()
    """The mouse or a finger came down on a seat."""
    seats_moved = Signal(object)
    """Somebody moved a seat: the angle of every attendance and of every voice's place, as they sit now."""

    def __init__(self, places: Places, parent: QWidget | None = None) -> None:
        """`places` keeps where people sit who have chosen nothing: nobody moves when somebody comes."""
        super().__init__(parent)
        self._places = places
        self.setAccessibleName(self.tr("The table"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._seats: dict[EntityId, Seat] = {}
        self._angles: dict[EntityId, float] = {}
        self._drawn: dict[EntityId, float] = {}
        self._fit = seating.fit(320, 280, 1, 100, 24)
        self._table = self._fit.table(())
        self._called: dict[EntityId, str] = {}
        self._last: EntityId | None = None
        self.middle = Middle(self)
        self.middle.clicked.connect(self.somebody_tapped)
        self.middle.pressed.connect(self.seat_pressed)

    def seat(self, person_id: EntityId) -> Seat:
        """Somebody's seat. Raises KeyError for who is not here."""
        return next(seat for seat in self._seats.values() if seat.stay.who.id == person_id)

    def seats(self) -> list[Seat]:
        """All seats, in the order in which people came."""
        return list(self._seats.values())

    def called(self) -> Mapping[EntityId, str]:
        """What each is called where there is little room."""
        return self._called

    def headline(self) -> str:
        """What the middle of the table says."""
        return self.middle.headline.text()

    def say(self, headline: str, below: str) -> None:
        """Says in the middle what goes on."""
        self.middle.say(headline, below)

    def set_room(
        self,
        present: Sequence[AttendanceView],
        keys: Mapping[EntityId, str],
        near: EntityId,
        voices: Sequence[VoiceView] = (),
    ) -> None:
        """Who is here, in the order in which they came, and their keys; `near` holds the laptop.

        `voices` have places, too.
        """
        here: list[AttendanceView | VoiceView] = [*present, *voices]
        letters = distinct_initials([stay.who.name for stay in here])
        gone = self._seats.keys() - {stay.id for stay in here}
        for attendance_id in gone:
            seat = self._seats.pop(attendance_id)
            seat.hide()
            seat.deleteLater()
        called = seating.short_names([stay.who.name for stay in here])
        self._called = {stay.who.id: name for stay, name in zip(here, called, strict=True)}
        for stay, short, name in zip(here, letters, called, strict=True):
            key = keys.get(stay.who.id, "")
            if stay.id in self._seats:
                self._seats[stay.id].set_stay(stay, short, name, key)
            else:
                self._add(Seat(stay, short, name, key, self))
        self._angles = self._places.sit(here, near)
        self._seats = {stay.id: self._seats[stay.id] for stay in here}
        self._arrange()

    def set_speaking(self, people: Collection[EntityId]) -> None:
        """Who speaks now."""
        for seat in self._seats.values():
            seat.set_speaking(seat.stay.who.id in people)

    def take_focus(self) -> None:
        """The keyboard comes to the table: to the seat where it was last, or to who speaks."""
        speaking = (id_ for id_, seat in self._seats.items() if seat.speaking)
        wanted = self._last if self._last in self._seats else next(speaking, None)
        seat = self._seats.get(wanted) if wanted else next(iter(self._seats.values()), None)
        if seat is not None:
            seat.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- seats --------------------------------------------------------------------------------------------

    def _add(self, seat: Seat) -> None:
        self._seats[seat.stay.id] = seat
        seat.pressed.connect(lambda: self._pressed(seat))
        seat.tapped.connect(lambda: self._tapped(seat))
        seat.key_requested.connect(lambda: self.key_requested.emit(seat.stay.who.id))
        seat.key_typed.connect(self.key_typed)
        seat.dragged.connect(lambda at: self._drag(seat, at))
        seat.dropped.connect(lambda: self._drop(seat))
        seat.drag_left.connect(self._arrange)
        seat.nudged.connect(lambda right, down: self._nudge(seat, right, down))
        seat.stepped.connect(lambda right, down: self._step(seat, right, down))
        seat.show()

    def _pressed(self, seat: Seat) -> None:
        self._last = seat.stay.id
        self.seat_pressed.emit()

    def _tapped(self, seat: Seat) -> None:
        self._last = seat.stay.id
        (self.voice_tapped if seat.is_voice else self.person_tapped).emit(seat.stay.who.id)

    def _drag(self, seat: Seat, at: QPoint) -> None:
        angle = self._fit.ring.angle_of(at.x(), at.y())
        self._drawn[seat.stay.id] = angle
        self._lay(seat, angle)

    def _drop(self, seat: Seat) -> None:
        self._move(seat, self._drawn[seat.stay.id])

    def _nudge(self, seat: Seat, right: int, down: int) -> None:
        self._move(seat, seating.nudged(self._angles[seat.stay.id], right, down))

    def _step(self, seat: Seat, right: int, down: int) -> None:
        beside = seating.neighbour(self._drawn, seat.stay.id, right, down)
        self._last = beside
        self._seats[beside].setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, seat: Seat, angle: float) -> None:
        self._angles[seat.stay.id] = float(round(angle) % 360)
        self._arrange()
        self.seats_moved.emit(dict(self._angles))

    # --- looks --------------------------------------------------------------------------------------------

    @override
    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(meeting=True))
        return QSize(round(metrics.averageCharWidth() * 26), round(130 + metrics.height() * 8))

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
            self._arrange()

    def _arrange(self) -> None:
        metrics = QFontMetricsF(theme.font("strong", meeting=True))
        self._fit = seating.fit(
            self.width(),
            self.height(),
            max(self._places.laid, 1),
            metrics.averageCharWidth() * _NAME_LETTERS,
            metrics.height() + 3,
            (
                metrics.averageCharWidth() * _WORD_LETTERS,
                metrics.lineSpacing() * _LINES + 1 + self.middle.key_height(),
            ),
        )
        self._drawn = seating.spread(self._angles, self._fit, self._places.laid)
        for attendance_id, seat in self._seats.items():
            seat.set_face(self._fit.face)
            self._lay(seat, self._drawn[attendance_id])
        for seat in self._seats.values():
            seat.keep_key_clear(self._seats.values())
        self._table = self._fit.table(self._drawn.values())
        (across, down), words = self._table, self._fit.middle(self._table)
        ring = self._fit.ring
        self.middle.lay(round(ring.x - across), round(ring.y - down), across, down, words)

    def _lay(self, seat: Seat, angle: float) -> None:
        place, wide, high = self._fit.ring.at(angle), round(self._fit.width), round(self._fit.height)
        seat.setGeometry(round(place.x - wide / 2), round(place.y - high / 2), wide, high)
