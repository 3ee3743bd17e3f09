"""The network map as it stood at a meeting, so small that only who stands where is seen; for lists.

SmallMaps(desk, person_id)
    .dots(meeting_id) -> where people stood, or None while that is not known    changed()
"""

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from shiboken6 import isValid

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import DISC, RINGS, Place, drawn, ring_span
from pod_desktop.errors import PodError
from pod_desktop.services import Facts
from pod_desktop.services.map_history import MapHistory, MapMoment, moments
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk

Dots = tuple[tuple[float, float, int], ...]
"""(x, y, hue) of everybody with a place, in map radii."""
_WATCHED = frozenset({"member", "meeting"})


class SmallMaps(QObject):
    """Looked up only for meetings that are painted, one at a time, so that a long list scrolls on."""

    changed = Signal()

    def __init__(self, desk: Desk, person_id: EntityId) -> None:
        super().__init__()
        self._desk, self._person_id = desk, person_id
        self._history: MapHistory | None = None
        self._moments: dict[EntityId | None, MapMoment] = {}
        self._dots: dict[EntityId, Dots | None] = {}
        self._wanted: list[EntityId] = []
        self._is_reading = False
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._look_up_one)
        desk.facts.changed.connect(self._facts_changed)

    def dots(self, meeting_id: EntityId) -> Dots | None:
        """Who stood where; None while it is looked up, and for a meeting that was not held."""
        if meeting_id not in self._dots and meeting_id not in self._wanted:
            self._wanted.append(meeting_id)
            self._go_on()
        return self._dots.get(meeting_id)

    def _go_on(self) -> None:
        if self._history is not None:
            self._next.start()
        elif not self._is_reading:
            self._is_reading = True
            self._desk.jobs.run(self._read, done=self._was_read, failed=self._not_read)

    def _read(self) -> tuple[MapHistory, tuple[MapMoment, ...]]:
        journal = self._desk.journal
        return MapHistory(journal, self._person_id), moments(journal, self._person_id)

    def _was_read(self, read: tuple[MapHistory, tuple[MapMoment, ...]]) -> None:
        if isValid(self):  # the page may have gone meanwhile
            self._is_reading = False
            self._history, held = read
            self._moments = {each.meeting_id: each for each in held}
            self._next.start()

    def _not_read(self, _error: PodError) -> None:
        """The record is gone, and its page goes, too."""

    def _look_up_one(self) -> None:
        if self._history is None or not self._wanted:
            return
        meeting_id = self._wanted.pop(0)
        moment = self._moments.get(meeting_id)
        self._dots[meeting_id] = _dots(self._history, moment) if moment is not None else None
        self.changed.emit()
        if self._wanted:
            self._next.start()

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & _WATCHED:
            self._history = None
            self._dots.clear()
            self._wanted.clear()
            self.changed.emit()


def _dots(history: MapHistory, moment: MapMoment) -> Dots:
    return tuple(
        (*drawn(Place(each.angle, each.distance)), each.hue)
        for each in history.at(moment).members
        if each.angle is not None and each.distance is not None
    )


def paint_small_map(painter: QPainter, place: QRectF, dots: Dots) -> None:
    """Rings with a dot for everybody, in a square."""
    colours, middle, radius = theme.palette(), place.center(), place.width() / 2 - 1
    painter.setPen(QPen(QColor(colours.edge), 1))
    painter.setBrush(QColor(colours.paper))
    for ring in reversed(RINGS):
        far = radius * (DISC + (1 - DISC) * ring_span(ring)[1])
        painter.drawEllipse(middle, far, far)
        painter.setBrush(QColor("transparent"))
    for x, y, hue in dots:
        painter.setPen(QColor("transparent"))
        painter.setBrush(QColor(theme.hue(hue).fill))
        painter.drawEllipse(middle + QPointF(x, y) * radius, 2.6, 2.6)
