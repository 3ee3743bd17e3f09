"""What belongs to the room: decided, said or taken on in a meeting, so settled in one, with the person there.

Nothing is decided outside an open meeting in which the person is present; choosing between two decisions
would be that. Until the person's next meeting both stand (docs/adr/0013).
"""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.errors import NotAllowed
from pod_desktop.services.closings import is_held_here, is_open_here
from pod_desktop.services.stays import present
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Person

_OF_THE_ROOM = frozenset({"decision", "opinion", "task"})


def why_wait(reading: Reading, kind: str, person_id: EntityId | None) -> str:
    """Why a difference about such a thing cannot be settled now, as a sentence; "" where it can."""
    if kind not in _OF_THE_ROOM or person_id is None or _can_decide(reading, person_id):
        return ""
    person = reading.session.get(Person, person_id)
    name = person.name if person is not None else "the person"
    return (
        f"This is the room’s. It is settled in a meeting, with {name} there, and not outside one; "
        "until then both stand."
    )


def require_room(reading: Reading, kind: str, person_id: EntityId | None) -> None:
    """Raises NotAllowed where `why_wait` says why."""
    if why := why_wait(reading, kind, person_id):
        raise NotAllowed(why)


def _can_decide(reading: Reading, person_id: EntityId) -> bool:
    """Whether a network meeting of theirs is held on this laptop, and they are in the room."""
    return any(
        row.meeting_kind == MeetingKind.NETWORK
        and is_open_here(reading, row)
        and is_held_here(reading, row)
        and bool(present(reading, row.id, person_id))
        for row in reading.all(Meeting, person_id=person_id)
        if row.state in (MeetingState.OPEN, MeetingState.CLOSED)
    )
