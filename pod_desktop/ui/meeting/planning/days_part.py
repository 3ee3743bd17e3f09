"""When a meeting is: its day and time, once or every day; and what else there is at that time."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput
from pod_desktop.services import double_booking
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.planning.overlap import OverlapLine
from pod_desktop.ui.meeting.planning.own_meetings import OwnMeetings
from pod_desktop.ui.meeting.planning.repeat import RepeatPart
from pod_desktop.ui.meeting.planning.together import TogetherPart
from pod_desktop.ui.meeting.planning.when import WhenPart


class DaysPart(QWidget):
    """One meeting, or, while it is not stored yet, one a day."""

    changed = Signal()

    def __init__(
        self, desk: Desk, person_id: EntityId, name: str, zone: str, set_in: EntityId | None
    ) -> None:
        """`name` is the person's."""
        super().__init__()
        inline = set_in is not None
        self._journal, self._person_id, self._set_in = desk.journal, person_id, set_in
        self._meeting_id: EntityId | None = None
        self.when = WhenPart(desk.clock, zone, desk.settings.usual_start, meeting=inline)
        self.own = OwnMeetings(desk, name, zone, meeting=inline)
        self.repeat = RepeatPart(self._each_day, zone, meeting=inline)
        self.overlap = OverlapLine(desk, person_id, zone)
        self.together = TogetherPart(desk, meeting=inline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.when, self.repeat, self.own, self.overlap, self.together):
            column.addWidget(widget)
        self.look()
        for part in (self.when, self.repeat, self.own):
            part.changed.connect(self._changed)

    def planned(self) -> tuple[Instant, ...]:
        """When the meetings are to begin; nothing while no day is chosen. Raises BadInput."""
        return self.own.without_left_out(self._days())

    def _days(self) -> tuple[Instant, ...]:
        """Without leaving any out."""
        first, last = self.when.planned(), self.repeat.last_day()
        if first is None:
            return ()
        return (first,) if last is None or self._meeting_id is not None else self.when.each_day(last)

    def look(self, meeting_id: EntityId | None = None) -> None:
        """Looks anew; `meeting_id` is the plan that is shown, once it is stored."""
        self._meeting_id = meeting_id or self._meeting_id
        self.repeat.follow(self.when.day())
        self.repeat.setVisible(self.when.is_said() and self._meeting_id is None)
        besides = (self._meeting_id, self._set_in)
        try:
            days = self._days()
        except BadInput:
            days = ()  # the lines above say so
        self.own.look(days, double_booking.own_meetings(self._journal, self._person_id, days, besides))
        self.repeat.say()
        self.overlap.look(self.own.without_left_out(days), besides)
        self.together.look(self._meeting_id)

    def _each_day(self, last: date) -> tuple[Instant, ...]:
        return self.own.without_left_out(self.when.each_day(last))

    def _changed(self) -> None:
        self.look()
        self.changed.emit()
