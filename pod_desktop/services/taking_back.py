"""What may be undone, or done again, of an open meeting's agenda: what the room itself could do now.

The acts are taken back by `services.undo`, which leaves alone what another laptop has said since.
"""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState, require_can_decide
from pod_desktop.errors import NotAllowed
from pod_desktop.services.closings import closed_elsewhere_by
from pod_desktop.services.meetings import require_open
from pod_desktop.services.stays import present
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.act import Act
from pod_desktop.storage.events import Verb
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Decision, Meeting, Opinion, Quote, Reflection, Synced, Task, Topic


def undo_of_meeting(journal: Journal, meeting_id: EntityId) -> UndoStack:
    """For the acts of one open meeting.

    Undoing raises NotInMeeting once it is closed, PersonNotPresent for views and tasks while the person is
    out, and NotAllowed where something stands on what would be taken away. A decision is never undone: its
    words were read back to the room, another laptop may have closed with it, and only a later meeting changes
    it or takes it back.
    """
    return UndoStack(journal, lambda act: _require_can_stand(act, meeting_id))


def _require_can_stand(act: Act, meeting_id: EntityId) -> None:
    changes = list(act.changes)
    row = require_open(act, meeting_id)
    if any(change.table is Decision for change in changes):
        raise NotAllowed("What the room accepted stands. A later meeting can change it or take it back.")
    if any(change.table in (Opinion, Task) for change in changes):
        _require_decides(act, row)
    for change in changes:
        if change.verb == Verb.STRIKE and change.table in (Topic, Reflection):
            _require_nothing_under(act, change.id)


def _require_decides(act: Act, row: Meeting) -> None:
    if closed_elsewhere_by(act, row) is not None:
        raise NotAllowed("Another laptop has closed the meeting since, so what was decided stands.")
    here = bool(present(act, row.id, row.person_id))
    require_can_decide(MeetingState(row.state), MeetingKind(row.meeting_kind), here)


def _require_nothing_under(act: Act, id_: EntityId) -> None:
    tables: tuple[type[Synced], ...] = (Quote, Decision)
    if act.all(Quote, reflection_id=id_) or any(act.all(table, topic_id=id_) for table in tables):
        raise NotAllowed("Something was said or decided here since, so this cannot be undone.")
