"""The strip without Qt: who is in which row, what of it is in the window, and what is painted as one.

Seconds are counted from the beginning of the meeting.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import SpanKind
from pod_desktop.domain.views import Someone

LEAST_SECONDS = 10.0
"""The window is never narrower."""
_MERGED_BELOW = 3.0
"""Turns narrower than so many pixels are painted together with what touches them."""
STEP = 1.5
"""So much closer at each step."""
_ROOM_AT_END = 0.03
"""Of the whole, so that a last turn without a known end is seen to fade away."""


@dataclass
class Window:
    """The part of the meeting that is seen; of several strips the same."""

    first: float = 0.0
    last: float = LEAST_SECONDS
    start: float = 0.0
    seconds: float = LEAST_SECONDS

    def cover(self, first: float, last: float) -> None:
        """There is this much to see. What is seen stays where it can; at first it is everything."""
        whole = self.seconds >= self.last - self.first
        self.first, self.last = first, max(last, first + LEAST_SECONDS)
        if whole:
            self.show_all()
        else:
            self._set(self.start, self.seconds)

    def show_all(self) -> None:
        """All of it."""
        self.start, self.seconds = self.first, self.last - self.first

    def zoom(self, factor: float, at: float) -> None:
        """So much closer (> 1) or further away, with the moment `at` where it is."""
        wanted = min(max(self.seconds / factor, LEAST_SECONDS), self.last - self.first)
        self._set(at - (at - self.start) * wanted / self.seconds, wanted)

    def pan(self, seconds: float) -> None:
        """Later, or earlier where negative."""
        self._set(self.start + seconds, self.seconds)

    def bring(self, at: float, until: float) -> None:
        """Pans so far that the moment is seen, and what follows it up to `until` where there is room."""
        margin = self.seconds * 0.05
        if at < self.start + margin:
            self._set(at - margin, self.seconds)
        elif until > self.start + self.seconds - margin:
            self._set(min(until + margin - self.seconds, at - margin), self.seconds)

    def _set(self, start: float, seconds: float) -> None:
        self.seconds = min(seconds, self.last - self.first)
        self.start = min(max(start, self.first), self.last - self.seconds)


@dataclass(frozen=True, slots=True)
class Piece:
    """One turn, or several that are too narrow to be told apart, in pixels."""

    left: float
    right: float
    turn: TurnView | None
    """None for several."""
    open_end: bool = False


@dataclass
class Row:
    """The turns of one person, or of nobody named, in their order."""

    who: Someone | None
    turns: list[TurnView] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    """A turn without a known end ends where it starts, as far as is known."""
    reach: list[float] = field(default_factory=list)
    """The latest of the ends up to each turn."""
    _painted: tuple[object, tuple[Piece, ...]] = (None, ())

    def seen(self, start: float, end: float) -> range:
        """Places of the turns that may be in the window."""
        return range(bisect_left(self.reach, start), bisect_right(self.starts, end))

    def pieces(self, window: Window, width: float) -> tuple[Piece, ...]:
        """What is painted at so many pixels for the window: never more than fit beside each other."""
        asked = (window.start, window.seconds, width)
        if self._painted[0] != asked:
            self._painted = (asked, tuple(self._pieces(window, width)))
        return self._painted[1]

    def _pieces(self, window: Window, width: float) -> Iterator[Piece]:
        per_second = width / window.seconds
        left = right = -1.0
        merged = 0
        last: TurnView | None = None
        for place in self.seen(window.start - window.seconds / 20, window.start + window.seconds):
            turn = self.turns[place]
            one = (self.starts[place] - window.start) * per_second
            other = (self.ends[place] - window.start) * per_second
            open_end = turn.ended is None
            if open_end or other - one >= _MERGED_BELOW:
                yield Piece(one, max(other, one + 1), turn, open_end)
                continue
            if merged and one <= right + 1:
                right, merged = max(right, other), merged + 1
                continue
            if merged:
                yield Piece(left, max(right, left + 1), last if merged == 1 else None)
            left, right, merged, last = one, max(other, one + 1), 1, turn
        if merged:
            yield Piece(left, max(right, left + 1), last if merged == 1 else None)

    def at(self, moment: float, slack: float) -> TurnView | None:
        """The turn at that moment, or the nearest within `slack` seconds; of several the latest begun."""
        best, nearest = None, slack
        for place in self.seen(moment - slack, moment + slack):
            away = max(self.starts[place] - moment, moment - self.ends[place], 0.0)
            if away <= nearest:
                best, nearest = self.turns[place], away
        return best

    def add(self, turn: TurnView, began: Instant) -> None:
        """A turn after those that are there."""
        self.turns.append(turn)
        start = (turn.began - began).total_seconds()
        self.starts.append(start)
        ended = turn.ended if turn.ended is not None and turn.ended >= turn.began else turn.began
        self.ends.append((ended - began).total_seconds())


class StripModel:
    """One laptop's log: a row for everybody who came in the order they came, and bands behind them."""

    def __init__(self, turns: Sequence[TurnView], people: Iterable[Someone], began: Instant) -> None:
        self.turns, self.began = tuple(turns), began
        self.place = {turn.id: place for place, turn in enumerate(self.turns)}
        by_id: dict[str, Row] = {who.id: Row(who) for who in people}
        nobody, self.bands = Row(None), Row(None)
        for turn in self.turns:
            if turn.turn_kind != SpanKind.TURN:
                row = self.bands
            elif turn.speaker is None:
                row = nobody
            else:
                row = by_id.setdefault(turn.speaker.id, Row(turn.speaker))
            row.add(turn, began)
        self.rows = [*by_id.values(), *([nobody] if nobody.turns else [])]
        for row in (*self.rows, self.bands):
            row.reach = list(accumulate(row.ends, max))
        every = [row for row in (*self.rows, self.bands) if row.turns]
        self.first = min([0.0, *(row.starts[0] for row in every)])
        last = max([LEAST_SECONDS, *(row.reach[-1] for row in every)])
        self.last = last + (last - self.first) * _ROOM_AT_END

    def row_of(self, turn: TurnView) -> int | None:
        """The number of the row it is in; None for a band."""
        if turn.turn_kind != SpanKind.TURN:
            return None
        who = turn.speaker.id if turn.speaker is not None else None
        return next(n for n, row in enumerate(self.rows) if (row.who.id if row.who else None) == who)

    def span(self, turn: TurnView) -> tuple[float, float]:
        """From when to when; without a known end both are its beginning."""
        start = (turn.began - self.began).total_seconds()
        ended = turn.ended if turn.ended is not None and turn.ended >= turn.began else turn.began
        return start, (ended - self.began).total_seconds()

    def neighbour(self, turn: TurnView | None, step: int) -> TurnView | None:
        """The next (1) or the former (-1) in the order of the log; from none the first or the last."""
        if not self.turns:
            return None
        if turn is None or turn.id not in self.place:
            return self.turns[0 if step > 0 else -1]
        return self.turns[min(max(self.place[turn.id] + step, 0), len(self.turns) - 1)]

    def beside(self, turn: TurnView, step: int) -> TurnView | None:
        """The turn nearest in time in the next row below (1) or above (-1) in which there is any."""
        now = self.row_of(turn)
        moment = self.span(turn)[0]
        number = (-1 if step > 0 else len(self.rows)) if now is None else now
        number += step
        while 0 <= number < len(self.rows):
            row = self.rows[number]
            if row.turns:
                after = bisect_left(row.starts, moment)
                near = [place for place in (after - 1, after) if 0 <= place < len(row.turns)]
                return row.turns[min(near, key=lambda place: abs(row.starts[place] - moment))]
            number += step
        return None


def ticks(window: Window, most: int) -> tuple[float, ...]:
    """Whole moments in the window for its axis, at most so many."""
    for step in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400):
        if window.seconds / step <= max(most, 1):
            break
    first = -(-window.start // step) * step
    count = int((window.start + window.seconds - first) // step) + 1
    return tuple(first + number * step for number in range(max(count, 0)))
