"""What comes from other laptops during a meeting: held back from the screens, and offered in a quiet line.

While an open meeting is on the screen, or another page about the person whose meeting it is, `FactsRelay`
holds back what comes. It is offered only if it belongs to that person's record; what is about others, or the
team's, waits unsaid. Opening another page looks everything up anyway, so then nothing waits any more.
"""

from PySide6.QtCore import QObject, Signal

from pod_desktop.domain.ids import EntityId
from pod_desktop.services.concerning import concerns
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.team_folder.listing import listed


class Arrivals(QObject):
    """Between what comes and the line that offers it."""

    offered = Signal(str)
    """A sentence; "" when there is nothing to offer."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person_id: EntityId | None = None
        self._offers = False
        desk.facts.held_changed.connect(self._look)
        if desk.courier is not None:
            desk.courier.changed.connect(self._say)

    def page_changed(self, in_meeting_of: EntityId | None) -> None:
        """Another page is on the screen; in the meeting of this person, or in none."""
        self._person_id = in_meeting_of
        self._desk.facts.hold(in_meeting_of is not None)
        self._desk.facts.release()

    def meeting_changed(self, in_meeting_of: EntityId | None) -> None:
        """On the same page a meeting began or was closed."""
        if in_meeting_of != self._person_id:
            self._person_id = in_meeting_of
            self._desk.facts.hold(in_meeting_of is not None)

    def show(self) -> None:
        """Somebody asks for what came."""
        self._desk.facts.release()

    def _look(self) -> None:
        held, person_id = self._desk.facts.held, self._person_id
        journal, courier = self._desk.journal, self._desk.courier
        if courier is None or not held.changed or person_id is None:
            self._found(found=False)
            return
        courier.find(
            lambda: concerns(journal, held, person_id),
            lambda found: self._found(found=found or self._offers),
            lambda _error: self._found(found=True),  # better offered in vain than not at all
        )

    def _found(self, *, found: bool) -> None:
        offers = found and bool(self._desk.facts.held.changed)
        if offers != self._offers:
            self._offers = offers
            self._say()

    def _say(self) -> None:
        if not self._offers:
            self.offered.emit("")
            return
        came_from = self._desk.courier.came_from if self._desk.courier is not None else ()
        self.offered.emit(
            self.tr("Something new has come from {laptops}.").format(laptops=listed(came_from))
            if came_from
            else self.tr("Something new has come from another laptop.")
        )
