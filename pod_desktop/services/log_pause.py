"""The turn log rests while somebody is here who would rather not have turns logged."""

from collections.abc import Callable

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import SpanKind
from pod_desktop.services.closings import is_open_here
from pod_desktop.services.stays import answers_to_log, stands_at, stays
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Turn


def is_running(reading: Reading, row: Meeting) -> bool:
    """Whether a log of the meeting was begun and is not paused."""
    going_on = reading.all(Turn, meeting_id=row.id, ended=None, end_unknown=False)
    return bool(row.log_kind) and all(turn.turn_kind != SpanKind.PAUSE for turn in going_on)


def pause(act: Act, row: Meeting, since: Instant) -> None:
    """Whatever goes on ends, and a pause begins; nothing where no log runs."""
    if is_running(act, row):
        end_what_goes_on(act, row.id, since)
        act.create(Turn, meeting_id=row.id, turn_kind=str(SpanKind.PAUSE), began=since)


def end_what_goes_on(
    act: Act, meeting_id: EntityId, at: Instant, whose: Callable[[EntityId | None], bool] | None = None
) -> None:
    """Whatever goes on in the log ends; with `whose`, which tells it of a speaker, only what is theirs."""
    for turn in act.all(Turn, meeting_id=meeting_id, ended=None, end_unknown=False):
        if whose is None or whose(turn.speaker_id):
            act.change(Turn, turn.id, ended=max(at, turn.began))


def has_agreed(reading: Reading, meeting_id: EntityId, who: EntityId) -> bool:
    """Whether somebody said yes to the turn log in any of their stays."""
    stands = stands_at(reading, meeting_id)
    return any(
        row.log_agreed == "yes" and stay.who == stands.get(who, who)
        for stay, rows in stays(reading, meeting_id)
        for row in rows
    )


def take_out(act: Act, meeting_id: EntityId, who: EntityId) -> int:
    """Strike out somebody's turns, which were tapped before they were asked. Returns how many they were."""
    stands = stands_at(act, meeting_id)
    found = [
        turn.id
        for turn in act.all(Turn, meeting_id=meeting_id, turn_kind=str(SpanKind.TURN))
        if turn.speaker_id and stands.get(turn.speaker_id, turn.speaker_id) == stands.get(who, who)
    ]
    for id_ in found:
        act.strike(Turn, id_, "tapped before they were asked, and they would rather not")
    return len(found)


def is_to_rest(reading: Reading, row: Meeting) -> bool:
    """Whether the log goes on here against a no that another laptop has noted."""
    return is_running(reading, row) and any(answer == "no" for _, answer in answers_to_log(reading, row.id))


def has_to_rest(journal: Journal, meeting_id: EntityId) -> bool:
    """The same for whoever shows the log of a meeting that is open here. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        return is_open_here(reading, row) and is_to_rest(reading, row)


def rest(journal: Journal, meeting_id: EntityId) -> None:
    """Pause the log where it goes on against somebody's no. Raises NotFound."""
    since = journal.steady_clock(meeting_id).now()
    with journal.act() as act:
        row = act.get(Meeting, meeting_id)
        if is_open_here(act, row) and is_to_rest(act, row):
            pause(act, row, since)
