"""Turn logs for which the room has not finally chosen: until then they stay on this laptop (SYNC §6)."""

from datetime import datetime
from functools import reduce

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice, choice_is_final, stricter
from pod_desktop.storage import heads
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import JournalEvent, Meeting, Stream

_CHOICE = "log_choice"


def undecided_streams(session: Session, now: datetime) -> set[int]:
    """The streams of turn logs for which the room has not finally chosen.

    One of which nothing is left to hide, since all of it was ended or purged, counts as decided.
    """
    query = (
        select(Stream.no, Meeting)
        .outerjoin(Meeting, Meeting.id == Stream.meeting_id)
        .where(Stream.meeting_id.is_not(None))
    )
    wire = columns_of(Meeting).wire(_CHOICE)
    differing = {entity for entity, field in heads.conflicts(session) if field == wire}
    found: set[int] = set()
    rows: list[tuple[int, Meeting | None]] = [(no, meeting) for no, meeting in session.execute(query)]
    for no, meeting in rows:
        if not _is_decided(session, meeting, now, differing) and _says_something(session, no):
            found.add(no)
    return found


def _is_decided(session: Session, meeting: Meeting | None, now: datetime, differing: set[EntityId]) -> bool:
    if meeting is None or meeting.state != MeetingState.CLOSED or meeting.closed is None:
        return False
    # Else all of it is to be ended. That another laptop has ended its own says nothing of this one's.
    return _choice(session, meeting, differing) == LogChoice.KEEP and choice_is_final(meeting.closed, now)


def _choice(session: Session, meeting: Meeting, differing: set[EntityId]) -> str:
    """Of two laptops’ choices the stricter holds, as when it is carried out (services/endings)."""
    if meeting.id not in differing:
        return meeting.log_choice
    said = Reading(session).values_of(Meeting, meeting.id, _CHOICE)
    return reduce(stricter, [LogChoice(each) for each in said if each])


def _says_something(session: Session, stream_no: int) -> bool:
    living = select(JournalEvent.no).where(
        JournalEvent.stream_no == stream_no, func.length(JournalEvent.body) > 0
    )
    return session.scalar(living.limit(1)) is not None
