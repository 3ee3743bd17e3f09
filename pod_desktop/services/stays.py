"""Who is in the room, and who was: of two laptops that both noted somebody's coming, one stay.

Members are here by the card that stands for them, whichever of theirs was in the room.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from pod_desktop.domain import meeting as rules
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import Merged
from pod_desktop.domain.turns import no_holds
from pod_desktop.services.joined import stands_in
from pod_desktop.storage.events import FOLLOWED
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Decision, Meeting, Synced

_LEAST = timedelta(microseconds=1)


def stays(reading: Reading, meeting_id: EntityId) -> list[tuple[Merged, list[Attendance]]]:
    """Everybody's stays by arrival, each with its rows."""
    rows = {row.id: row for row in reading.all(Attendance, meeting_id=meeting_id)}
    stands = stands_at(reading, meeting_id) if rows else {}
    merged = rules.merged(
        (row.id, stands.get(row.attendee_id, row.attendee_id), row.arrived, row.left) for row in rows.values()
    )
    return [(stay, [rows[id_] for id_ in stay.rows]) for stay in merged]


def present(reading: Reading, meeting_id: EntityId, who: EntityId | None = None) -> list[Attendance]:
    """The rows of everybody, or of one person, in the room now; two laptops may have one each."""
    wanted = None if who is None else stands_at(reading, meeting_id).get(who, who)
    return [
        row
        for stay, rows in stays(reading, meeting_id)
        for row in rows
        if stay.left is None and wanted in (None, stay.who)
    ]


def answers_to_log(reading: Reading, meeting_id: EntityId) -> list[tuple[EntityId, str]]:
    """What everybody in the room now said to the turn log, a row each: "yes", "no", or "" when not asked."""
    every = stays(reading, meeting_id)
    noes = who_said_no(every)
    return [
        (stay.who, "no" if stay.who in noes else row.log_agreed)
        for stay, rows in every
        for row in rows
        if stay.left is None
    ]


def who_said_no(every: Iterable[tuple[Merged, list[Attendance]]]) -> set[EntityId]:
    """Whose no to the turn log holds, of all the meeting's stays."""
    answers: dict[EntityId, list[tuple[str, Instant | None]]] = {}
    for stay, rows in every:
        answers.setdefault(stay.who, []).extend((row.log_agreed, row.log_answered) for row in rows)
    return {who for who, said in answers.items() if no_holds(said)}


def who_is_here(reading: Reading, meeting_id: EntityId) -> set[EntityId]:
    """The ids of everybody in the room now."""
    return {stay.who for stay, _rows in stays(reading, meeting_id) if stay.left is None}


def stands_at(reading: Reading, meeting_id: EntityId) -> Mapping[EntityId, EntityId]:
    """Who stands for whom on the map of the meeting's person; nobody as a rule."""
    meeting = reading.session.get(Meeting, meeting_id)
    return stands_in(reading, meeting.person_id) if meeting is not None else {}


def with_words_left_out(reading: Reading, meeting_ids: Sequence[EntityId]) -> list[Attendance]:
    """The rows that say so; of a coming that was taken back, too: what they asked for holds all the same."""
    rows = reading.session.query(Attendance).filter_by(words_left_out=True)
    return rows.filter(Attendance.meeting_id.in_(meeting_ids)).order_by(Attendance.id).all()


def in_the_room_at(reading: Reading, meeting_id: EntityId, now: Instant) -> Instant:
    """`now`, but not before anybody's last coming or going, so that a clock set back moves nobody out.

    And after all that was decided: whoever goes now was in the room then, also where a laptop whose clock is
    ahead told of it. What another laptop timed more than two hours ahead is not followed.
    """
    stays = reading.all(Attendance, meeting_id=meeting_id)
    decided = reading.all(Decision, meeting_id=meeting_id, read_back=True, accepted=True)
    moves: list[tuple[Synced, str, Instant]] = [
        (stay, "left" if stay.left else "arrived", stay.left or stay.arrived) for stay in stays
    ]
    moves += [(row, "made", row.made + _LEAST) for row in decided if row.made > now]
    followed = [at for row, name, at in moves if at <= now + FOLLOWED or _is_own(reading, row, name)]
    return max([now, *followed])


def _is_own(reading: Reading, row: Synced, name: str) -> bool:
    said = reading.sayings(type(row), row.id, name)
    return any(each.speaks and each.laptop_id == reading.laptop() for each in said)
