"""Who asks whom, beside who is invited to a plan: looked up, and stored once it can be."""

from PySide6.QtCore import QObject

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.services import people, roster, who_asks
from pod_desktop.services.who_asks import WhoAsks
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.planning.invited import InvitedPart


class Asking(QObject):
    """What is chosen for a plan that is there is stored at once; for a new one it goes with the plan."""

    def __init__(self, desk: Desk, invited: InvitedPart, attempts: Attempts) -> None:
        super().__init__(invited)
        self._desk, self._invited, self._attempts = desk, invited, attempts
        self._meeting_id: EntityId | None = None
        self._shown: dict[EntityId, WhoAsks] = {}
        invited.asker_chosen.connect(self._chosen)

    def team(self, meeting_id: EntityId | None) -> list[Someone]:
        """Whoever of the team can ask: nobody on leave and nobody who has left, but who asks in this plan."""
        journal, today = self._desk.journal, roster.day_of(self._desk.clock.now())
        said = who_asks.who_asks(journal, meeting_id) if meeting_id is not None else {}
        asks = {each.asker for each in said.values()}
        team = people.practitioners(journal)
        return [each.someone for each in team if each.is_offered(today) or each.id in asks]

    def look(self, meeting_id: EntityId) -> None:
        """Shows what is stored of this plan."""
        self._meeting_id = meeting_id
        self._shown = who_asks.who_asks(self._desk.journal, meeting_id)
        self._invited.set_asks({id_: each.asker for id_, each in self._shown.items() if each.asker})

    def _chosen(self, member_id: EntityId, asker: EntityId | None) -> None:
        id_, shown = self._meeting_id, self._shown.get(member_id)
        if id_ is None:
            return
        journal, seen = self._desk.journal, shown.seen if shown is not None else None
        if not self._attempts.attempt(
            lambda: who_asks.say_who_asks(journal, id_, member_id, asker, seen=seen)
        ):
            self.look(id_)
