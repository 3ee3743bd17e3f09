"""Turn logs for which the room has not finally chosen: until then they stay on this laptop (SYNC §6)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice, choice_is_final
from pod_desktop.storage.tables import JournalEvent, Meeting, Stream


def undecided_streams(session: Session, now: datetime) -> set[int]:
    """The streams of turn logs for which the room has not finally chosen, or of which all is to be ended.

    One of which nothing is left to hide, since all of it was ended or purged, counts as decided. Of two
    laptops' choices the stricter is in the table (`of_several` of its column).
    """
    query = (
        select(Stream.no, Meeting)
        .outerjoin(Meeting, Meeting.id == Stream.meeting_id)
        .where(Stream.meeting_id.is_not(None))
    )
    rows: list[tuple[int, Meeting | None]] = [(no, meeting) for no, meeting in session.execute(query)]
    return {no for no, meeting in rows if not _is_kept(meeting, now) and _says_something(session, no)}


def _is_kept(meeting: Meeting | None, now: datetime) -> bool:
    """That another laptop has ended its own log says nothing of this one's: only what is kept may leave."""
    return (
        meeting is not None
        and meeting.state == MeetingState.CLOSED
        and meeting.closed is not None
        and meeting.log_choice == LogChoice.KEEP
        and choice_is_final(meeting.closed, now)
    )


def _says_something(session: Session, stream_no: int) -> bool:
    living = select(JournalEvent.no).where(
        JournalEvent.stream_no == stream_no, func.length(JournalEvent.body) > 0
    )
    return session.scalar(living.limit(1)) is not None
