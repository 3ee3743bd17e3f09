"""Whose name has room on a crowded map, without Qt.

Boxes are in pixels at one zoom, (left, top, right, bottom), with y downwards; those that only touch do not
cover each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pod_desktop.domain.ids import EntityId

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody takes on the drawing."""

    id: EntityId
    badge: Box
    name: Box
    letters: Box
    """The name without the tails of its letters, which may touch a badge's edge."""
    rank: tuple[int, int, str]
    """Whoever has the lowest keeps the name where two have room for one; of equals, by id."""


def meet(one: Box, other: Box) -> bool:
    """Whether one box covers a part of the other."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class Grid:
    """Boxes by the squares of the drawing that they lie in, so that only neighbours are looked at."""

    def __init__(self, side: float) -> None:
        self._side = max(side, 1.0)
        self._squares: defaultdict[tuple[int, int], list[tuple[Box, EntityId]]] = defaultdict(list)

    def add(self, box: Box, id_: EntityId) -> None:
        """Somebody's box lies here."""
        for square in self._of(box):
            self._squares[square].append((box, id_))

    def meeting(self, box: Box) -> Iterator[EntityId]:
        """Whose boxes meet this one; somebody more than once if theirs is large."""
        for square in self._of(box):
            for other, id_ in self._squares.get(square, ()):
                if meet(box, other):
                    yield id_

    def _of(self, box: Box) -> Iterator[tuple[int, int]]:
        side = self._side
        for across in range(int(box[0] // side), int(box[2] // side) + 1):
            for down in range(int(box[1] // side), int(box[3] // side) + 1):
                yield across, down


def with_room(people: Sequence[Standing]) -> frozenset[EntityId]:
    """Whose names can be shown so that none covers another one or somebody else's badge.

    A name is left out only where it would cover a badge, or the name of somebody of lower rank that is shown.
    """
    side = max((each.name[2] - each.name[0] for each in people), default=1.0)
    badges, names = Grid(side / 2), Grid(side)
    for each in people:
        badges.add(each.badge, each.id)
    kept = []
    for each in sorted(people, key=lambda one: (one.rank, one.id)):
        covered = any(id_ != each.id for id_ in badges.meeting(each.letters))
        if not covered and next(names.meeting(each.name), None) is None:
            names.add(each.name, each.id)
            kept.append(each.id)
    return frozenset(kept)


def revealed(wanted: Iterable[Standing], roomy: Sequence[Standing]) -> tuple[set[EntityId], set[EntityId]]:
    """Names that are shown whatever they cover, and whose are left out for them meanwhile.

    Of two that are wanted and cover each other, the first is shown.
    """
    shown: list[Standing] = []
    for each in wanted:
        if all(not meet(each.name, other.name) or each.id == other.id for other in shown):
            shown.append(each)
    ids = {each.id for each in shown}
    out = {each.id for each in roomy if any(meet(each.name, other.name) for other in shown)}
    return ids, out - ids
