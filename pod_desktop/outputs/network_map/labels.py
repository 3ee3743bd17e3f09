"""Where names stand beside badges: at the first place that covers nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

GAP = 1.5
"""Between a badge and its name, in the unit of the drawing."""

_ROUNDS = 12
_CELL = 48.0


class Box(NamedTuple):
    """A rectangle; y goes downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly within."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    @classmethod
    def round(cls, x: float, y: float, size: float) -> "Box":
        """The square, `size` wide, with its middle at (x, y)."""
        return cls(x - size / 2, y - size / 2, x + size / 2, y + size / 2)


class Label(NamedTuple):
    """Which of the ways to write a name was taken, and where it stands."""

    way: int
    box: Box


class Taken:
    """Rectangles that are taken, found quickly."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Takes it."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def free(self, box: Box) -> bool:
        """Whether it covers nothing that is taken."""
        return not any(box.covers(other) for cell in _cells(box) for other in self._cells.get(cell, ()))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for across in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for down in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield across, down


def place_labels(
    badges: Sequence[Box],
    sizes: Sequence[Sequence[tuple[float, float]]],
    bounds: Box,
    taken: Iterable[Box] = (),
) -> list[Label | None]:
    """A place for each badge's name, or None where it has none; equal for equal badges.

    `sizes` has (width, height) of each way to write each name, the best first. A name stands below, above,
    to the right or left of its badge, then with a side beside it, within `bounds`; it covers no badge, no
    name and nothing that is `taken`. Who has fewest places chooses first. Where somebody is left without,
    they choose first in another round, and the round with most names counts.
    """
    solid = Taken([*badges, *taken])
    places = [
        [label for label in _around(badge, ways) if bounds.holds(label.box) and solid.free(label.box)]
        for badge, ways in zip(badges, sizes, strict=True)
    ]
    order = sorted(range(len(badges)), key=lambda index: (len(places[index]), index))
    best: list[Label | None] = []
    fewest = len(badges) + 1
    for _round in range(_ROUNDS):
        found = _in_this_order(order, places)
        without = [index for index in order if found[index] is None]
        if len(without) < fewest:
            best, fewest = found, len(without)
        if not any(places[index] for index in without):
            break
        order = [*without, *(index for index in order if found[index] is not None)]
    return best


def _in_this_order(order: Sequence[int], places: Sequence[Sequence[Label]]) -> list[Label | None]:
    names, found = Taken(), dict[int, Label | None]()
    for index in order:
        label = next((each for each in places[index] if names.free(each.box)), None)
        found[index] = label
        if label is not None:
            names.add(label.box)
    return [found[index] for index in range(len(order))]


def _around(badge: Box, ways: Sequence[tuple[float, float]]) -> Iterator[Label]:
    """The places in the order of the sides, each with every way to write, then the sides moved along."""
    for shift in (0.0, 0.5, -0.5, 1.0, -1.0):
        for side in range(4):
            for way, (width, height) in enumerate(ways):
                yield Label(way, _beside(badge, side, width, height, shift))


def _beside(badge: Box, side: int, width: float, height: float, shift: float) -> Box:
    """Below, above, right or left; `shift` 0 is in the middle, 1 and -1 as far along as it still touches."""
    half_wide, half_high = (badge.right - badge.left) / 2, (badge.bottom - badge.top) / 2
    x, y = (badge.left + badge.right) / 2, (badge.top + badge.bottom) / 2
    if side < 2:
        x += shift * max(0.0, width / 2 + half_wide * 0.2)
        y += (half_high + GAP + height / 2) * (1 if side == 0 else -1)
    else:
        y += shift * max(0.0, height / 2 + half_high * 0.2)
        x += (half_wide + GAP + width / 2) * (1 if side == 2 else -1)
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
