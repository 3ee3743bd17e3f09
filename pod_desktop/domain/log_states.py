"""Reflecting and silence of a turn log, counted: how often, and how long in all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.turns import SpanKind, TurnSpan, in_order


@dataclass(frozen=True, slots=True)
class StateTotal:
    """How often the room was in one state of the log. Without a known end it is counted, with no time."""

    kind: SpanKind
    times: int
    length: timedelta
    unknown_ends: int = 0

    def with_more(self, other: "StateTotal") -> "StateTotal":
        """Both together, of one kind."""
        return StateTotal(
            self.kind,
            self.times + other.times,
            self.length + other.length,
            self.unknown_ends + other.unknown_ends,
        )


@dataclass(frozen=True, slots=True)
class LogGaps:
    """What is not known of a turn log though it was made live: it is said wherever the log is told of."""

    unknown_ends: int = 0
    """Turns without a known end."""
    pauses: int = 0

    def or_more(self, other: "LogGaps") -> "LogGaps":
        """The most that either has: two laptops may have logged the same."""
        return LogGaps(max(self.unknown_ends, other.unknown_ends), max(self.pauses, other.pauses))


def state_total(kind: SpanKind, spans: Iterable[TurnSpan]) -> StateTotal:
    """The total of one kind. Spans that overlap, as two laptops tapped them, are one."""
    times, unknown, length = 0, 0, timedelta()
    until: Instant | None = None
    for span in in_order(span for span in spans if span.kind is kind):
        if span.ended is None:
            if until is None or span.started >= until:
                times, unknown = times + 1, unknown + 1
            continue
        if until is None or span.started >= until:
            times, length, until = times + 1, length + (span.ended - span.started), span.ended
        elif span.ended > until:
            length, until = length + (span.ended - until), span.ended
    return StateTotal(kind, times, length, unknown)
