"""How often and how long the turn log has reflecting and silence, in one sentence for everybody alike."""

from datetime import timedelta

from pod_desktop.domain.log_states import StateTotal
from pod_desktop.domain.turns import LogKind, SpanKind
from pod_desktop.domain.views import MeetingView

_STATES = {SpanKind.REFLECTING: "reflecting", SpanKind.SILENCE: "together in silence"}
_LOGS = {
    LogKind.RECONSTRUCTED: "In the turn log, which was reconstructed",
    LogKind.PARTIAL: "In the turn log, which is partial",
}


def tapped_sentence(meeting: MeetingView) -> str:
    """Of the log: "reflecting 2 times, 6 minutes in all; together in silence once, 1 minute", a sentence.

    "" where the log has neither. The agenda may have the same, so it is told as the log's.
    """
    told = [f"{_STATES[each.kind]} {_how_much(each)}" for each in meeting.log_states if each.kind in _STATES]
    log = _LOGS.get(LogKind(meeting.brief.log_kind), "In the turn log")
    return f"{log}: {'; '.join(told)}." if told else ""


def _how_much(each: StateTotal) -> str:
    """Such as "2 times, 6 minutes in all"."""
    times = "once" if each.times == 1 else f"{each.times} times"
    if each.unknown_ends == each.times:
        return f"{times}, for how long is not known"
    minutes = round(each.length / timedelta(minutes=1))
    long = {0: "less than a minute", 1: "1 minute"}.get(minutes, f"{minutes} minutes")
    words = f"{times}, {long}" + (" in all" if each.times > 1 else "")
    if each.unknown_ends:
        words += f" (of {each.unknown_ends} the end is not known)"
    return words
