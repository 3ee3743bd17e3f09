"""What was decided, or added, on one laptop while another had noted that the person was out of the room."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from pod_desktop.domain import meeting as rules
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Rank
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Attendance, Decision, Meeting, Opinion, Task


def decided_without_the_person(
    reading: Reading, meetings: Sequence[Meeting], homes: Mapping[EntityId, EntityId]
) -> frozenset[EntityId]:
    """Of these decisions, by their meetings, those made while the person had gone, as another laptop noted.

    Nobody decides knowing that the person is out, so this laptop's room had not heard of it. What was decided
    before the laptop that noted their going could tell otherwise, by the stamps, is none of them.
    """
    theirs = _stays_where_they_went(reading, meetings, set(homes.values()))
    if not theirs:
        return frozenset()
    rows = reading.get_many(Decision, [id_ for id_, home in homes.items() if home in theirs])
    made = {id_: row for id_, row in rows.items() if row.read_back and row.accepted}
    out = [id_ for id_, row in made.items() if not _was_here(row, theirs[row.meeting_id])]
    if not out:
        return frozenset()
    said = reading.all_sayings(Decision, out, "accepted")
    gone = {home: _first_going(reading, theirs[home]) for home in {homes[id_] for id_ in out}}
    return frozenset(
        id_
        for id_ in out
        if any(each.value and each.speaks and each.rank > gone[homes[id_]] for each in said[id_])
    )


def said_without_the_person(
    reading: Reading,
    meetings: Sequence[Meeting],
    table: type[Opinion | Task],
    homes: Mapping[EntityId, EntityId],
) -> frozenset[EntityId]:
    """The same of views or tasks, by their meetings: those written down between a going and a coming back.

    They have no time of their own, so the stamps tell what came first.
    """
    theirs = _stays_where_they_went(reading, meetings, set(homes.values()))
    those = [id_ for id_, home in homes.items() if home in theirs]
    if not those:
        return frozenset()
    said = reading.all_sayings(table, those, "meeting_id")
    moves = _comings_and_goings(reading, list(chain.from_iterable(theirs.values())))
    return frozenset(
        id_
        for id_ in those
        if said[id_] and _was_out(moves[homes[id_]], min(each.rank for each in said[id_]))
    )


def _was_out(moves: Iterable[tuple[Rank, bool]], at: Rank) -> bool:
    _rank, went = max((move for move in moves if move[0] < at), default=(at, False))
    return went


def _comings_and_goings(
    reading: Reading, rows: Sequence[Attendance]
) -> dict[EntityId, list[tuple[Rank, bool]]]:
    """By meeting, the stamps of the person's comings, and, with True, of their goings not taken back.

    A going that was taken back and done again holds since it was first said.
    """
    homes = {row.id: row.meeting_id for row in rows}
    moves: dict[EntityId, list[tuple[Rank, bool]]] = {home: [] for home in homes.values()}
    for id_, came in reading.all_sayings(Attendance, list(homes), "meeting_id").items():
        moves[homes[id_]] += [(each.rank, False) for each in came]
    for id_, went in reading.all_sayings(Attendance, list(homes), "left").items():
        moves[homes[id_]] += [
            (min(first.rank for first in went if first.value == each.value), True)
            for each in went
            if each.speaks and each.value
        ]
    return moves


def _stays_where_they_went(
    reading: Reading, meetings: Sequence[Meeting], with_some: Collection[EntityId]
) -> dict[EntityId, list[Attendance]]:
    """The person's stays, by the meetings in which they went before its end; as a rule there is none."""
    people = {row.id: row.person_id for row in meetings if row.id in with_some}
    went = reading.session.query(Attendance.meeting_id).filter(
        Attendance.meeting_id.in_(list(people)),
        Attendance.attendee_id.in_(set(people.values())),
        Attendance.left.is_not(None),
        ~Attendance.struck,
    )
    stays: dict[EntityId, list[Attendance]] = {home: [] for (home,) in went}
    rows = reading.session.query(Attendance).filter(
        Attendance.meeting_id.in_(list(stays)),
        Attendance.attendee_id.in_(set(people.values())),
        ~Attendance.struck,
    )
    for row in rows.order_by(Attendance.id) if stays else ():
        if people[row.meeting_id] == row.attendee_id:
            stays[row.meeting_id].append(row)
    return {home: stays[home] for home in sorted(stays) if stays[home]}


def _was_here(decision: Decision, rows: Iterable[Attendance]) -> bool:
    stays = rules.merged((row.id, row.attendee_id, row.arrived, row.left) for row in rows)
    return any(
        stay.arrived <= decision.made and (stay.left is None or decision.made <= stay.left) for stay in stays
    )


def _first_going(reading: Reading, rows: Sequence[Attendance]) -> tuple[int, bytes]:
    said = reading.all_sayings(Attendance, [row.id for row in rows], "left")
    return min(each.rank for some in said.values() for each in some if each.value is not None)
