"""Room on the drawing for a face and the name below it, so that nobody hides another's name.

Measured in map radii, on a map of usual size with letters of usual size: a name is about as wide as its
letters, and breaks into two lines where it is long. Coordinates are those of `domain.network.drawn`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import cos, hypot, pi, sin, sqrt
from typing import NamedTuple

FACE = 0.075
"""Radius of a face."""
_ASIDE = 0.04
"""So far below somebody a round face beside them is still clear of their name."""
_LETTER, _LINE = 0.027, 0.075
_WIDEST = 0.43
"""Width at which a name breaks, or ends with dots."""


ROOM_ACROSS, ROOM_DOWN = 0.2, 0.32
"""Room kept round a face with its name; less where a part of the map is full."""
HIDDEN = 0.45
"""Within this part of the room, one face would hide another."""
_FACES = 0.8
"""Within this part of the room, faces touch."""
_LEAST = 0.01
_TOUCHES = 1e-9
_CROWD, _NAMES_READ = 26, 60
"""Up to so many people have all the room, and are looked at for whether names are seen."""


class Standing(NamedTuple):
    """Somebody's point on the drawing and their name."""

    x: float
    y: float
    name: str


def hides(one: Standing, other: Standing) -> bool:
    """Whether the one's face lies on the other's name."""
    half, below = _label(other.name)
    down = one.y - other.y
    # What just touches, as after a place was stored as angle and distance and read again, hides nothing.
    return abs(one.x - other.x) < half + FACE - _TOUCHES and _ASIDE < down < below + FACE - _TOUCHES


def clear(one: Standing, other: Standing) -> bool:
    """Whether faces and names of two are clear of each other, whichever is above."""
    if hypot(one.x - other.x, one.y - other.y) < 2 * FACE or hides(one, other) or hides(other, one):
        return False
    (half, below), (others, others_below) = _label(one.name), _label(other.name)
    apart = one.y - other.y
    beside = abs(one.x - other.x) >= half + others
    return beside or apart >= others_below - FACE or -apart >= below - FACE


def all_clear(here: Standing, others: Iterable[Standing]) -> bool:
    """Whether everybody's face and name can be seen."""
    return all(clear(here, other) for other in others)


def on_a_name(here: Standing, others: Iterable[Standing]) -> bool:
    """Whether this one's face lies on a name, or another's on theirs."""
    return any(hides(here, other) or hides(other, here) for other in others)


def crowded(here: Standing, others: Iterable[Standing], part: float) -> bool:
    """Whether somebody else is within `part` of the room that a face and its name take."""
    across, down = ROOM_ACROSS * part, ROOM_DOWN * part
    return any(
        ((other.x - here.x) / across) ** 2 + ((other.y - here.y) / down) ** 2 < 1 - 1e-9 for other in others
    )


def free_point(
    wanted: Standing, others: Sequence[Standing], fits: Callable[[float, float], bool], near: float
) -> tuple[float, float]:
    """The point nearest to the wanted one that `fits` and where nobody is hidden; the wanted one without any.

    Within `near`, rather one where all names are seen, and rather with all the room. In a crowd of more than
    `_NAMES_READ` only faces count.
    """
    part = min(1.0, sqrt(_CROWD / (len(others) + 1)))
    if len(others) < _NAMES_READ:
        seen = _with_names_seen(wanted, others, fits, near, part)
        if seen is not None:
            return seen
    while part > _LEAST:
        for here in _points(wanted, fits, 1.0):
            if not crowded(here, others, part):
                return here.x, here.y
        part *= 0.8
    return wanted.x, wanted.y


def _with_names_seen(
    wanted: Standing,
    others: Sequence[Standing],
    fits: Callable[[float, float], bool],
    near: float,
    part: float,
) -> tuple[float, float] | None:
    """The nearest point with all the room, else where all names are clear, else where no face is on one."""
    tight: dict[int, tuple[float, float]] = {}
    for here in _points(wanted, fits, near):
        if all_clear(here, others):
            if not crowded(here, others, part):
                return here.x, here.y
            tight.setdefault(1, (here.x, here.y))
        elif 2 not in tight and not crowded(here, others, _FACES) and not on_a_name(here, others):
            tight[2] = (here.x, here.y)
    return tight.get(1, tight.get(2))


def _points(wanted: Standing, fits: Callable[[float, float], bool], reach: float) -> Iterator[Standing]:
    yield wanted
    for x, y in _around(wanted.x, wanted.y, reach):
        if fits(x, y):
            yield Standing(x, y, wanted.name)


def _around(x: float, y: float, reach: float) -> Iterator[tuple[float, float]]:
    """Points on widening circles round a point, as far as `reach`."""
    for circle in range(1, round(reach / 0.02) + 1):
        radius = circle * 0.02
        for step in range(24):
            angle = 2 * pi * step / 24
            yield x + radius * cos(angle), y + radius * sin(angle)


def _label(name: str) -> tuple[float, float]:
    """Half of a name's width, and how far below the middle of the face it ends."""
    width = len(name) * _LETTER
    lines = 2 if width > _WIDEST and len(name.split()) > 1 else 1
    return min(width, _WIDEST) / 2, FACE + lines * _LINE
