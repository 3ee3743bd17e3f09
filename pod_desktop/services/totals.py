"""What *totals only* keeps: each turn is counted in the act that ends it, so none is counted twice.

That holds where the program stops in between, where another laptop has counted a part of the same log, and
where two count it without knowing of each other: turns are taken in the order in which their log was written,
so of two counts the greater has all that the lesser has (the tables show the greater).
"""

from collections.abc import Mapping, Sequence

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import SpanKind, Total, TurnSpan, total_id
from pod_desktop.storage import heads
from pod_desktop.storage.act import Act
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Stream, Turn, TurnTotal


def count_and_end(act: Act, meeting_id: EntityId, at_most: int) -> int:
    """Count the next turns of the meeting's logs that are here, and end them. Returns how many there were."""
    some = _in_order_written(act, act.all(Turn, meeting_id=meeting_id))[:at_most]
    if not some:
        return 0
    if not _older_version_has_counted(act, meeting_id):
        _add(act, meeting_id, some)
    act.end_things(meeting_id, [turn.id for _, turn in some], log_of=meeting_id)
    return len(some)


def _in_order_written(reading: Reading, turns: Sequence[Turn]) -> list[tuple[EntityId, Turn]]:
    """Each turn after the log (a laptop's stream) in which it is, and there before those put in elsewhere."""
    loaded = heads.load_all_heads(reading.session, Turn.kind, [turn.id for turn in turns])
    begun = {
        id_: min((EntityId(head.event.stream.hex()), head.event.seq) for head in each.creations)
        for id_, each in loaded.items()
    }
    firsts = _first_streams(reading, {turn.meeting_id for turn in turns})
    logs = {turn.id: firsts.get((turn.meeting_id, turn.log_of_id), begun[turn.id][0]) for turn in turns}

    def place(turn: Turn) -> tuple[EntityId, bool, EntityId, int]:
        stream, seq = begun[turn.id]
        return logs[turn.id], stream != logs[turn.id], stream, seq

    return [(logs[turn.id], turn) for turn in sorted(turns, key=place)]


def _first_streams(
    reading: Reading, meetings: set[EntityId]
) -> Mapping[tuple[EntityId, EntityId | None], EntityId]:
    """By meeting and laptop the stream of its log; of a laptop that had to begin another, always the same."""
    query = reading.session.query(Stream).filter(Stream.meeting_id.in_(meetings)).order_by(Stream.id.desc())
    return {(each.meeting_id, each.laptop_id): each.id for each in query if each.meeting_id is not None}


def _add(act: Act, meeting_id: EntityId, some: Sequence[tuple[EntityId, Turn]]) -> None:
    counted: dict[tuple[EntityId, EntityId | None, str], Total] = {}
    for log, turn in some:
        if turn.turn_kind != SpanKind.PAUSE:
            span = TurnSpan.stored(turn.id, turn.speaker_id, turn.began, turn.ended, turn.turn_kind)
            key = (log, turn.speaker_id, turn.turn_kind)
            counted[key] = counted.get(key, Total()).with_turn(span)
    for (log, speaker, kind), total in counted.items():
        id_ = total_id(log, speaker, kind)
        before = act.session.get(TurnTotal, id_)
        if before is None:
            act.create(
                TurnTotal,
                id_=id_,
                meeting_id=meeting_id,
                speaker_id=speaker,
                turn_kind=kind,
                turns=total.turns,
                microseconds=total.microseconds,
                unknown_ends=total.unknown_ends,
            )
        else:
            act.change(
                TurnTotal,
                id_,
                turns=before.turns + total.turns,
                microseconds=before.microseconds + total.microseconds,
                unknown_ends=before.unknown_ends + total.unknown_ends,
            )


def _older_version_has_counted(act: Act, meeting_id: EntityId) -> bool:
    """Whether a version that counted all turns before it ended the first was stopped in between here."""
    kept = act.all(TurnTotal, meeting_id=meeting_id)
    if not kept:
        return False
    own, logs = _streams(act, None), _streams(act, meeting_id)
    loaded = heads.load_all_heads(act.session, TurnTotal.kind, [row.id for row in kept])
    return any(
        any(head.event.stream.hex() in own for head in loaded[row.id].creations)
        and row.id not in {total_id(log, row.speaker_id, row.turn_kind) for log in logs}
        for row in kept
    )


def _streams(act: Act, meeting_id: EntityId | None) -> set[EntityId]:
    """This laptop's main streams, or all streams of a meeting's turn logs."""
    query = act.session.query(Stream.id).filter_by(meeting_id=meeting_id)
    if meeting_id is None:
        query = query.filter_by(laptop_id=act.laptop())
    return {id_ for (id_,) in query}
