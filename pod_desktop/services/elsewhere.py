"""A meeting that is open on another laptop only; perhaps on one that the team has locked out since."""

from collections.abc import Sequence

from pod_desktop.domain.meeting import MeetingState
from pod_desktop.services.closings import is_held_here, is_open_here
from pod_desktop.storage import heads
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.sharing import keys
from pod_desktop.storage.tables import Meeting, Stream


def open_elsewhere(reading: Reading, meetings: Sequence[Meeting]) -> bool:
    """Whether a meeting of theirs is open, and none on this laptop."""
    opened = [m for m in meetings if is_open_here(reading, m)]
    return bool(opened) and not any(is_held_here(reading, m) for m in opened)


def open_on_locked_out(reading: Reading, meetings: Sequence[Meeting]) -> bool:
    """Whether the meeting that is open elsewhere was begun on a laptop that is locked out."""
    if not open_elsewhere(reading, meetings):
        return False
    row = next((m for m in meetings if m.state == MeetingState.OPEN), None)
    if row is None:
        return False
    begun = [
        head.event.stream.hex()
        for head in heads.load_heads(reading.session, Meeting.kind, row.id).of("state")
    ]
    by = {id_ for (id_,) in reading.session.query(Stream.laptop_id).filter(Stream.id.in_(begun))}
    team = keys.members(reading.session).all
    return bool(by) and by <= {id_.hex() for id_, member in team.items() if member.revoked}
