"""How often and how long the turn log has reflecting and silence, where the room kept it or its totals."""

from datetime import timedelta

from pod_desktop.domain.log_states import LogGaps, StateTotal, state_total
from pod_desktop.domain.turns import LogChoice, SpanKind, TurnSpan
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Meeting, Turn, TurnTotal

_STATES = (SpanKind.REFLECTING, SpanKind.SILENCE)


def log_states(reading: Reading, row: Meeting) -> tuple[StateTotal, ...]:
    """Reflecting and silence of a meeting's log; nothing of one that was discarded or not chosen for yet."""
    if not row.log_kind or row.log_choice not in {LogChoice.KEEP, LogChoice.TOTALS}:
        return ()
    turns = reading.session.query(Turn).filter(
        Turn.struck.is_(False), Turn.meeting_id == row.id, Turn.turn_kind.in_([str(kind) for kind in _STATES])
    )
    spans = [TurnSpan.stored(each.id, None, each.began, each.ended, each.turn_kind) for each in turns]
    counted = _counted(reading, row) if row.log_choice == LogChoice.TOTALS else {}
    # A turn is counted in the act that ends it, so what is not counted yet comes on top.
    told = [state_total(kind, spans).with_more(counted.get(kind, _none(kind))) for kind in _STATES]
    return tuple(each for each in told if each.times)


def log_gaps(reading: Reading, row: Meeting) -> LogGaps:
    """What is not known of a log that the room kept, or of its totals, which have no pauses."""
    if not row.log_kind or row.log_choice not in {LogChoice.KEEP, LogChoice.TOTALS}:
        return LogGaps()
    turns = reading.session.query(Turn).filter_by(meeting_id=row.id, struck=False)
    unknown = turns.filter_by(turn_kind=str(SpanKind.TURN), ended=None, end_unknown=True).count()
    if row.log_choice == LogChoice.KEEP:
        return LogGaps(unknown, turns.filter_by(turn_kind=str(SpanKind.PAUSE)).count())
    counted = reading.all(TurnTotal, meeting_id=row.id, turn_kind=str(SpanKind.TURN))
    return LogGaps(unknown + sum(each.unknown_ends for each in counted))


def _counted(reading: Reading, row: Meeting) -> dict[SpanKind, StateTotal]:
    """What was counted of each. What two laptops' logs had at one time nobody knows any more: the longer."""
    found: dict[SpanKind, StateTotal] = {}
    for each in reading.all(TurnTotal, meeting_id=row.id):
        kind = SpanKind(each.turn_kind)
        total = StateTotal(kind, each.turns, timedelta(microseconds=each.microseconds), each.unknown_ends)
        if _rank(total) > _rank(found.get(kind, _none(kind))):
            found[kind] = total
    return found


def _rank(total: StateTotal) -> tuple[timedelta, int, int]:
    return total.length, total.times, total.unknown_ends


def _none(kind: SpanKind) -> StateTotal:
    return StateTotal(kind, 0, timedelta())
