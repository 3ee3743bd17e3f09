"""One line where a practitioner would be at two meetings at once. Nothing is forbidden by it."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain import wall_time
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import double_booking
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.widgets import Quiet


class OverlapLine(Quiet):
    """Says when the other meetings begin and nothing else: the room looks on. Hidden without any."""

    def __init__(self, desk: Desk, person_id: EntityId, zone: str) -> None:
        super().__init__()
        self._desk, self._person_id, self._zone = desk, person_id, zone
        self.hide()

    def look(self, planned: Sequence[Instant], besides: Collection[EntityId | None]) -> None:
        """Looks for meetings that overlap with what is to begin then; those in `besides` do not count."""
        found = double_booking.other_meetings(self._desk.journal, self._person_id, planned, besides)
        self.setText(self._sentence(planned, found) if found else "")
        self.setVisible(bool(found))

    def _sentence(self, planned: Sequence[Instant], found: Sequence[Instant]) -> str:
        days = {wall_time.on_the_wall(each, self._zone).date() for each in (*planned, *found)}
        if len(days) == 1:
            when = self.tr("{times} that day").format(
                times=self._listed([self._clock(each) for each in found])
            )
        else:
            when = self._listed([self._when(each) for each in found])
        words = self.tr("A practitioner would be at two meetings at once: there is another {when}.")
        return words.format(when=when)

    def _listed(self, words: Sequence[str]) -> str:
        if len(words) == 1:
            return words[0]
        return self.tr("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1])

    def _clock(self, begins: Instant) -> str:
        clock = times.clock_words(begins, self._zone, translate=QCoreApplication.translate)
        return self.tr("at {clock}").format(clock=clock)

    def _when(self, begins: Instant) -> str:
        now = self._desk.clock.now()
        return times.when_words(begins, self._zone, now, translate=QCoreApplication.translate)
