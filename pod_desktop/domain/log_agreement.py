"""How far two logs of one meeting say the same, second by second. For training, never of a person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import fsum

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.turns import SpanKind, TurnSpan

_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000
_HALF = _SECOND // 2

State = frozenset[str]
"""What a log says of a moment: who speaks, or that it is silence. Nobody is the empty set."""


@dataclass(frozen=True, slots=True)
class LogAgreement:
    """What two logs say of the seconds that both have logged."""

    seconds: int
    """Seconds that both logs cover and in which neither is paused (n)."""
    same: float | None
    """The part of them of which both say the same, 0..1; None without any."""
    kappa: float | None
    """Cohen's kappa over the same seconds; None without any, or where both only ever say one thing."""
    unended: tuple[int, int]
    """Turns without a known end in the first and the second log: they have no seconds."""


def log_agreement(
    one: Iterable[TurnSpan], other: Iterable[TurnSpan], *, ahead: timedelta = timedelta()
) -> LogAgreement:
    """Agreement of two logs of one meeting. `ahead`: how far the second one's clock is ahead of the first's.

    Each log is looked at in the middle of every second from the later of their beginnings to the earlier of
    their ends: who is speaking (all of them, where several do), silence, or nobody. Reflecting goes on beside
    turns and says nothing of who speaks. Seconds in which either log was paused are left out.
    kappa = (p_o − p_e) / (1 − p_e) with p_e = Σ p_one(state) · p_other(state) (Cohen, Educ Psychol Meas 1960,
    20:37).
    """
    first, second = list(one), [_earlier(span, ahead) for span in other]
    unended = (_unended(first), _unended(second))
    reach = _common(first, second)
    if reach is None:
        return LogAgreement(0, None, None, unended)
    pairs = [
        (mine, theirs)
        for mine, theirs in zip(_states(first, *reach), _states(second, *reach), strict=True)
        if mine is not None and theirs is not None
    ]
    if not pairs:
        return LogAgreement(0, None, None, unended)
    n = len(pairs)
    same = sum(mine == theirs for mine, theirs in pairs) / n
    mine_of, theirs_of = Counter(mine for mine, _ in pairs), Counter(theirs for _, theirs in pairs)
    by_chance = fsum(count / n * (theirs_of[state] / n) for state, count in mine_of.items())
    only_one = len(mine_of) == len(theirs_of) == 1 and mine_of.keys() == theirs_of.keys()
    return LogAgreement(n, same, None if only_one else (same - by_chance) / (1 - by_chance), unended)


def _earlier(span: TurnSpan, by: timedelta) -> TurnSpan:
    ended = span.ended - by if span.ended is not None else None
    return TurnSpan(span.id, span.speaker, span.started - by, ended, span.kind)


def _unended(spans: Iterable[TurnSpan]) -> int:
    return sum(span.is_turn and span.ended is None for span in spans)


def _common(one: Sequence[TurnSpan], other: Sequence[TurnSpan]) -> tuple[Instant, int] | None:
    """From when, and for how many whole seconds, both logs have something; None where they never do."""
    logs = [[span for span in log if span.ended is not None] for log in (one, other)]
    if not all(logs):
        return None
    began = max(min(span.started for span in log) for log in logs)
    ended = min(max(span.ended for span in log if span.ended is not None) for log in logs)
    seconds = (ended - began) // _MICROSECOND // _SECOND
    return (began, seconds) if seconds > 0 else None


def _states(spans: Iterable[TurnSpan], began: Instant, seconds: int) -> list[State | None]:
    """What the log says of each second; None while it is paused."""
    found: list[set[str]] = [set() for _ in range(seconds)]
    for span in spans:
        if span.ended is None or span.kind is SpanKind.REFLECTING:
            continue
        said = span.speaker or "" if span.is_turn else str(span.kind)
        since = max(_first_at_or_after(span.started - began), 0)
        until = min(_first_at_or_after(span.ended - began), seconds)
        for second in range(since, until):
            found[second].add(said)
    return [None if SpanKind.PAUSE in states else frozenset(states) for states in found]


def _first_at_or_after(since: timedelta) -> int:
    """The first second whose middle is at `since` or later."""
    return -((_HALF - since // _MICROSECOND) // _SECOND)
