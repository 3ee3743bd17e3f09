"""Where people sit round the table. Plain geometry, without Qt.

Angles are degrees clockwise from the top of the table. Places are in pixels, x to the right and y downwards.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple, TypeVar

Who = TypeVar("Who", bound=Hashable)

NEAR = 180.0
"""The side of the table that is nearest to whoever holds the laptop."""
NUDGE = 15.0
"""How far one press of Shift+arrow moves a seat."""

_LARGEST_FACE, _SMALLEST_FACE = 100, 48
_LEAST_SEAT = 48
FACE_MARGIN = 0.04
"""Part of a face's square that is empty at each side; the name may begin there."""
_AIR = 6
"""Least distance between two seats, in pixels."""
_ROOMY = 2
"""Between so many people there is room for another anyway."""
_TOO_STRAIGHT = 0.25
"""An arrow that points this little along the table's edge does not move a seat."""


class Place(NamedTuple):
    """The middle of a seat."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ring:
    """The ellipse on which the middles of the seats lie."""

    x: float
    y: float
    across: float
    down: float

    def at(self, angle: float) -> Place:
        """The place at an angle."""
        turn = radians(angle)
        return Place(self.x + self.across * sin(turn), self.y - self.down * cos(turn))

    def angle_of(self, x: float, y: float) -> float:
        """The angle at which a place, also one off the ring, is seen; 0 from the very middle."""
        return degrees(atan2((x - self.x) / self.across, (self.y - y) / self.down)) % 360.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How large seats are drawn, and on what ring."""

    ring: Ring
    width: float
    height: float
    face: float
    """Side of the square that holds the face; the name is below it."""

    def table(self, angles: Iterable[float]) -> tuple[float, float]:
        """Half the table's width and height: what seats at these angles leave free in the middle."""
        whole = (self.ring.across - self.width / 2 - _AIR, self.ring.down - self.height / 2 - _AIR)
        corners = [self._inner_corner(angle) for angle in angles]
        for percent in range(100, 55, -3):
            across, down = whole[0] * percent / 100, whole[1] * percent / 100
            if all(hypot(x / across, y / down) > 1 for x, y in corners):
                return across, down
        return whole[0] * 0.55, whole[1] * 0.55

    @staticmethod
    def middle(table: tuple[float, float]) -> tuple[float, float]:
        """Width and height of what lies well within such a table, for words."""
        return table[0] * 1.75, table[1] * 1.6

    def _inner_corner(self, angle: float) -> tuple[float, float]:
        """Where a seat comes nearest to the middle, seen from there."""
        place = self.ring.at(angle)
        x, y = abs(place.x - self.ring.x), abs(place.y - self.ring.y)
        return max(x - self.width / 2, 0.0), max(y - self.height / 2, 0.0)


def fit(
    width: float,
    height: float,
    count: int,
    name_width: float,
    name_height: float,
    words: tuple[float, float] = (0.0, 0.0),
) -> Fit:
    """The largest seats of which `count` fit round a table in `width` by `height`, all of one size.

    A seat is a face with a name below, `name_width` by `name_height` at best. The table is to have room for
    what it says, `words` wide and high; where it cannot, seats are as large as they fit beside each other.
    Too many people for the room get the smallest seats, which may then overlap.
    """
    best: Fit | None = None
    airy: Fit | None = None
    smallest = max(_SMALLEST_FACE, round(name_height * 1.2))
    for face in range(max(_LARGEST_FACE, smallest), smallest - 1, -4):
        for part in (1.0, 0.85, 0.7):
            best = _fitted(width, height, float(face), name_width * part, name_height)
            if _leaves_air(best, count):
                if _has_room(best, count, words):
                    return best
                airy = airy or best
    assert best is not None  # noqa: S101
    return airy or best


def _has_room(tried: Fit, count: int, words: tuple[float, float]) -> bool:
    """Whether the table's middle holds the words, with seats at equal angles and one at the near side."""
    wide, high = tried.middle(tried.table((NEAR + 360.0 * number / count) % 360.0 for number in range(count)))
    return wide >= words[0] and high >= words[1]


def _fitted(width: float, height: float, face: float, name_width: float, name_height: float) -> Fit:
    wide = max(name_width, face, _LEAST_SEAT)
    high = max(face * (1 - FACE_MARGIN) + name_height, _LEAST_SEAT)
    ring = Ring(width / 2, height / 2, max((width - wide) / 2, 1.0), max((height - high) / 2, 1.0))
    return Fit(ring, wide, high, face)


def _leaves_air(tried: Fit, count: int) -> bool:
    """Whether seats at equal angles stand clear of each other and leave a table that can be seen."""
    if tried.ring.across < tried.width * 0.9 or tried.ring.down < tried.height * 0.8:
        return False
    places = [tried.ring.at(360.0 * number / count) for number in range(count)]
    pairs = pairwise([*places, places[0]]) if count > 1 else ()
    return not any(_overlap(tried, one, other) for one, other in pairs)


def _overlap(tried: Fit, one: Place, other: Place) -> bool:
    return abs(one.x - other.x) < tried.width + _AIR and abs(one.y - other.y) < tried.height + _AIR


def short_names(names: Sequence[str]) -> list[str]:
    """What each is called where the whole name has no room: the first name, with an initial if two share it.

    A name that begins with a title, or an article, stays whole.
    """
    words = [name.split() or [""] for name in names]
    short = [each[0] if not _is_title(each[0]) else " ".join(each) for each in words]
    return [
        f"{first} {each[-1][0]}." if short.count(first) > 1 and len(each) > 1 else first
        for first, each in zip(short, words, strict=True)
    ]


def _is_title(word: str) -> bool:
    """Whether a name's first word is none that somebody is called by alone."""
    return word.rstrip(".").lower() in {
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "prof",
        "aunt",
        "auntie",
        "uncle",
        "the",
        "a",
        "an",
    }


def settle(chosen: Sequence[tuple[Who, float | None]], near: Who | None = None) -> dict[Who, float]:
    """An angle for everybody: the chosen ones stay, the others get a place.

    Where nobody has a seat yet they sit in equal distances, clockwise in the order given, with `near` at the
    near side, and one place stays free. Later each newcomer gets the middle of the widest gap.
    """
    angles = {who: angle % 360.0 for who, angle in chosen if angle is not None}
    if not angles:
        order = [who for who, _ in chosen]
        first = order.index(near) if near in order else 0
        start, step = NEAR if near in order else 0.0, 360.0 / max(places_for(len(order)), 1)
        return {who: (start + step * (number - first)) % 360.0 for number, who in enumerate(order)}
    for who, angle in chosen:
        if angle is None:
            angles[who] = _middle_of_widest_gap(sorted(angles.values()))
    return angles


def places_for(count: int) -> int:
    """How many places are laid for so many people: a free one for who comes later, who then moves nobody."""
    return count + 1 if count > _ROOMY else count


def _middle_of_widest_gap(taken: Sequence[float]) -> float:
    gaps = [(after - before, before) for before, after in pairwise([*taken, taken[0] + 360.0])]
    widest, begins = max(gaps)
    return (begins + widest / 2) % 360.0


def spread(angles: Mapping[Who, float], placed: Fit, places: int = 0) -> dict[Who, float]:
    """The angles at which seats are drawn: as chosen, but neighbours stand clear of each other.

    What was chosen is not changed by it. With more seats, or `places` laid for them, than the ring holds
    clear of each other, they come as close as that many at equal distances.
    """
    order = sorted(angles, key=lambda who: angles[who])
    if len(order) < 2:
        return dict(angles)
    gap = min(_widest_need(placed), 360.0 / max(len(order), places))
    drawn = [angles[who] for who in order]
    for _ in range(200):
        moved = False
        for number in range(len(drawn)):
            after = (number + 1) % len(drawn)
            missing = gap - (drawn[after] - drawn[number] + (360.0 if after == 0 else 0.0))
            if missing > 0.01:
                drawn[number] -= missing / 2
                drawn[after] += missing / 2
                moved = True
        if not moved:
            break
    return {who: angle % 360.0 for who, angle in zip(order, drawn, strict=True)}


def _widest_need(placed: Fit) -> float:
    """The angle that two neighbours need at most, wherever on the ring they sit."""
    need = 0.0
    for angle in range(0, 360, 10):
        apart = 4.0
        while apart < 180.0 and _overlap(placed, placed.ring.at(angle), placed.ring.at(angle + apart)):
            apart += 2.0
        need = max(need, apart)
    return need


def nudged(angle: float, right: int, down: int) -> float:
    """The angle after an arrow key; an arrow across the table's edge changes nothing."""
    return (angle + NUDGE * _way(angle, right, down)) % 360.0


def neighbour(angles: Mapping[Who, float], who: Who, right: int, down: int) -> Who:
    """Who sits next in the direction of an arrow key; oneself where the arrow points across the edge."""
    order = sorted(angles, key=lambda each: angles[each])
    return order[(order.index(who) + _way(angles[who], right, down)) % len(order)]


def _way(angle: float, right: int, down: int) -> int:
    """Clockwise 1, the other way -1, neither 0: how an arrow points along the edge at this angle."""
    along = right * cos(radians(angle)) + down * sin(radians(angle))
    if abs(along) <= _TOO_STRAIGHT * hypot(right, down):
        return 0
    return 1 if along > 0 else -1
