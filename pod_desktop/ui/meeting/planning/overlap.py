"""One line where practitioners would be at two meetings at once. Nothing is forbidden by it."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import double_booking
from pod_desktop.services.double_booking import Clash
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.widgets import Quiet


class OverlapLine(Quiet):
    """Says who would be at two meetings, and when the others begin, no name: the room looks on."""

    def __init__(self, desk: Desk, person_id: EntityId, zone: str) -> None:
        super().__init__()
        self._desk, self._person_id, self._zone = desk, person_id, zone
        self.hide()

    def look(self, planned: Sequence[Instant], besides: Collection[EntityId | None]) -> None:
        """Looks for meetings that overlap with what is to begin then; those in `besides` do not count."""
        found = double_booking.other_meetings(self._desk.journal, self._person_id, planned, besides)
        self.setText(" ".join(self._sentences(found)))
        self.setVisible(bool(found))

    def _sentences(self, found: Sequence[Clash]) -> Iterable[str]:
        """One for those who would be at the same meetings."""
        of: dict[tuple[str, ...], list[Instant]] = {}
        for clash in found:
            of.setdefault(clash.practitioners, []).append(clash.begins)
        for who, begins in of.items():
            words = self.tr("{who} would be at two meetings at once: also at another person’s, {when}.")
            yield words.format(
                who=self._listed(who), when=self._listed([self._when(each) for each in begins])
            )

    def _listed(self, words: Sequence[str]) -> str:
        if len(words) == 1:
            return words[0]
        return self.tr("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1])

    def _when(self, begins: Instant) -> str:
        now = self._desk.clock.now()
        return times.when_words(begins, self._zone, now, translate=QCoreApplication.translate)
