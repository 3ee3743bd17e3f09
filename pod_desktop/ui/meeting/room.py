"""What the parts of one open meeting share."""

from dataclasses import dataclass

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Journal
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.drafts import Drafts


@dataclass(frozen=True, slots=True)
class Room:
    """The meeting, what is being typed in it, and the line that says what could not be done."""

    desk: Desk
    meeting_id: EntityId
    drafts: Drafts
    attempts: Attempts

    @property
    def journal(self) -> Journal:
        """Where everything is stored."""
        return self.desk.journal
