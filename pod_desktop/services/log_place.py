"""Where a turn log lies, and how a stop of the program left it.

Backups in other places leave a log out until the room's choice is final, so what was restored from one knows
of meetings whose log stayed on another laptop.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.storage import heads
from pod_desktop.storage.events import is_of_the_wall, place_of, wall_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import JournalEvent, Meeting, Stream, ThisLaptop, Turn, TurnTotal


def log_is_here(reading: Reading, row: Meeting) -> bool:
    """Whether this laptop holds something of the log, or it was begun here and nobody spoke."""
    return holds_log(reading, row) or has_totals(reading, row.id)


def has_totals(reading: Reading, meeting_id: EntityId) -> bool:
    """Whether totals of the meeting's turn logs are here, whoever counted them."""
    return reading.session.query(TurnTotal.id).filter_by(meeting_id=meeting_id).first() is not None


def holds_log(reading: Reading, row: Meeting) -> bool:
    """Whether a log of the meeting was taken here or came here, whatever is left of it."""
    stored = reading.session.query(JournalEvent.no).join(Stream, Stream.no == JournalEvent.stream_no)
    if stored.filter(Stream.meeting_id == row.id).first() is not None:
        return True
    begun = heads.load_heads(reading.session, Meeting.kind, row.id).of(columns_of(Meeting).wire("log_kind"))
    return _are_written_on(reading, (each.event.stream for each in begun))


def log_lives(reading: Reading, meeting_id: EntityId) -> bool:
    """Whether anything of the meeting's turn logs that is here has not been ended."""
    connection = reading.session.connection()
    streams = "SELECT no FROM stream WHERE meeting_id = ?"
    for (no,) in connection.exec_driver_sql(streams, (bytes.fromhex(meeting_id),)).all():
        # Both counts look into an index alone, so a long log that was ended is not read again each minute.
        stored, ended = (connection.exec_driver_sql(query, (no,)).scalar_one() for query in (_ALL, _ENDED))
        if stored > ended:
            return True
    return False


_LOOKED_AT = 100
"""Events, the newest first, among which one with a time from the wall is looked for."""
_ALL = "SELECT count(*) FROM event WHERE stream_no = ?"
_ENDED = f"{_ALL} AND length(body) = 0"


def require_log_here(reading: Reading, row: Meeting) -> None:
    """Raises NotAllowed for a log that is not on this laptop."""
    if not log_is_here(reading, row):
        raise NotAllowed(
            "The turn log of this meeting is not on this laptop, so nothing was changed here. If it still "
            "exists, it is on the laptop on which it was taken."
        )


def is_log_here(journal: Journal, meeting_id: EntityId) -> bool:
    """The same for whoever shows a meeting. Raises NotFound."""
    with journal.read() as reading:
        return log_is_here(reading, reading.get(Meeting, meeting_id))


@dataclass(frozen=True, slots=True)
class Stop:
    """What is known, after a stop of the program, about a log in which something still goes on."""

    last_stored: Instant | None
    """When something of the log was stored last, by the wall clock; None for a log without anything.

    Where stamps follow those of a laptop whose clock is ahead, when somebody began or ended speaking last.
    """
    same_data: bool
    """Whether what goes on was begun in the data that is open now, not in what that was made anew from."""


def last_stop(journal: Journal, meeting_id: EntityId) -> Stop:
    """How the log of an open meeting was left. Takes the same time however long it is."""
    with journal.read() as reading:
        streams = reading.session.query(Stream.no).filter_by(meeting_id=meeting_id)
        newest = [event for (no,) in streams if (event := _newest_of(reading, no))]
        going_on = reading.all(Turn, meeting_id=meeting_id, ended=None, end_unknown=False)
        loaded = heads.load_all_heads(reading.session, Turn.kind, [turn.id for turn in going_on])
        begun = [head.event.stream for each in loaded.values() for head in each.creations]
        last = max(newest, key=_stamp, default=None)
        return Stop(_stored(reading, meeting_id, last), _are_written_on(reading, begun))


def latest_moment(reading: Reading, meeting_id: EntityId) -> Instant | None:
    """The latest beginning or end in the log."""
    found: list[Instant] = []
    for moment in (Turn.began, Turn.ended):
        query = reading.session.query(moment).filter_by(meeting_id=meeting_id, struck=False)
        found += [at for (at,) in query.order_by(moment.desc()).limit(1) if at is not None]
    return max(found, default=None)


def _newest_of(reading: Reading, stream_no: int) -> JournalEvent | None:
    own = reading.session.query(JournalEvent).filter_by(stream_no=stream_no)
    newest = own.order_by(JournalEvent.seq.desc()).first()
    return newest if newest is not None and newest.body else None


def _stored(reading: Reading, meeting_id: EntityId, last: JournalEvent | None) -> Instant | None:
    if last is None:
        return None
    return wall_of(_stamp(last)) if _has_wall_time(reading, last) else latest_moment(reading, meeting_id)


def _has_wall_time(reading: Reading, last: JournalEvent) -> bool:
    """Whether this stamp's time was read from the wall: by its act, or by one of the same instant before."""
    own = reading.session.query(JournalEvent).filter_by(stream_no=last.stream_no)
    for event in own.order_by(JournalEvent.seq.desc()).limit(_LOOKED_AT):
        if not event.body or wall_of(_stamp(event)) != wall_of(_stamp(last)):
            return False
        first = reading.session.get(JournalEvent, event.group_no)  # it has the time of the whole act
        if first is not None and first.body and is_of_the_wall(_stamp(first)):
            return True
    return False


def _stamp(event: JournalEvent) -> int:
    return place_of(event.body).hlc


def _are_written_on(reading: Reading, streams: Iterable[bytes]) -> bool:
    """Whether all of these streams are this laptop's, and none was retired when the data was made anew."""
    laptop = reading.session.query(ThisLaptop.id).scalar_subquery()
    own = reading.session.query(Stream.id).filter_by(laptop_id=laptop, retired=False)
    here = {bytes.fromhex(each) for (each,) in own}
    found = set(streams)
    return bool(found) and found <= here
