"""Where the line of a tie is left out, so that it is not taken for two ties of somebody it only passes."""

from collections.abc import Iterable, Sequence
from math import hypot, sqrt

Point = tuple[float, float]

WHOLE = ((0.0, 1.0),)
"""The pieces of a line that passes nobody."""


def pieces(one: Point, other: Point, people: Iterable[Point], away: float) -> tuple[tuple[float, float], ...]:
    """What is drawn of the line from `one` to `other`: pieces, each from and to, 0 at `one`, 1 at `other`.

    None comes nearer than `away` to anybody of `people`, who are all but the two at its ends. Whoever stands
    nearer than that to one of the ends is not kept clear of, and where next to nothing would be left the line
    is whole: a tie is never without a line.
    """
    (x, y), (to_x, to_y) = one, other
    across, down = to_x - x, to_y - y
    square = across * across + down * down
    if not square:
        return WHOLE
    near, length = away * away, sqrt(square)
    gaps = []
    for stand_x, stand_y in people:
        px, py = stand_x - x, stand_y - y
        along = (px * across + py * down) / square
        if 0.0 < along < 1.0:
            off = px * down - py * across  # times the length: how far they are from the line
            if off * off < near * square and hypot(px, py) > away < hypot(px - across, py - down):
                half = sqrt(near - off * off / square) / length
                gaps.append((along - half, along + half))
    if not gaps:
        return WHOLE
    found, end = [], 0.0
    for begin, until in sorted(gaps):
        if begin > end:
            found.append((end, begin))
        end = max(end, until)
    found.append((end, 1.0))
    return tuple(found) if sum(b - a for a, b in found) > 0.2 else WHOLE


def seen_at_both_ends(
    one: Point, other: Point, people: Iterable[Point], clear: Sequence[float], least: float
) -> tuple[tuple[float, float], ...]:
    """As `pieces`, with the first distance of `clear` that leaves more than `least` of the line at both ends.

    `clear` begins with the largest. A tie of which one end is not seen would be read as one with whoever it
    passes: without such a distance it is whole.
    """
    there, length = list(people), hypot(other[0] - one[0], other[1] - one[1])
    if pieces(one, other, there, clear[-1]) == WHOLE:
        return WHOLE
    for away in clear:
        found = pieces(one, other, there, away)
        both = found[0][1] * length > least and (1.0 - found[-1][0]) * length > least
        if both and found != WHOLE:
            return found
    return WHOLE
