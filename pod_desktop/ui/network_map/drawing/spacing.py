"""How near each other people stand on a map, without Qt."""

from collections import defaultdict
from collections.abc import Sequence
from math import dist, inf

_FAR = 0.3
"""In map radii; from here on nobody is near, however small the drawing is."""
_LOOKED_AT = 50
"""So many people tell how crowded a map is."""
_FROM, _UP_TO = 0.15, 0.35
"""Which part of them tells it, the most crowded first: a few who stand together are no crowd."""


def spacing(points: Sequence[tuple[float, float]]) -> float:
    """How far away their nearest neighbour is for most people, in map radii; infinite where that is far."""
    squares: defaultdict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for point in points:
        squares[_square(point)].append(point)
    every = max(1, len(points) // _LOOKED_AT)
    looked_at = points[::every]
    nearest = sorted(_nearest(point, squares) for point in looked_at)
    telling = nearest[int(_FROM * len(nearest)) : int(_UP_TO * len(nearest)) + 1]
    found = sum(telling) / len(telling) if telling else _FAR
    return found if found < 0.999 * _FAR else inf


def _nearest(point: tuple[float, float], squares: dict[tuple[int, int], list[tuple[float, float]]]) -> float:
    across, down = _square(point)
    near = [
        dist(point, other)
        for x in (across - 1, across, across + 1)
        for y in (down - 1, down, down + 1)
        for other in squares.get((x, y), ())
        if other is not point
    ]
    return min(_FAR, min(near, default=_FAR))


def _square(point: tuple[float, float]) -> tuple[int, int]:
    return int(point[0] // _FAR), int(point[1] // _FAR)
