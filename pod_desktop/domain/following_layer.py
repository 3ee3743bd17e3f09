"""Who follows whom as a layer on the network map: where everybody stands, and how wide the arrows are.

Places are on a drawing of radius 1 (see `network.drawn`): the person at (0, 0), x to the right, y downwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import Place, Sector, drawn, sector_span

RIM = 1.22
"""How far from the person those stand who are not on the map: outside its rings and their words."""
_APART = 25.0
"""Degrees between two of them, where there is room."""
LEAST, WIDEST = 1.5, 9.0
"""Pixels: the width of an arrow that is next to nothing, and of the widest."""


@dataclass(frozen=True, slots=True)
class Stands:
    """Where somebody stands on the drawing."""

    who: EntityId
    x: float
    y: float
    on_rim: bool
    """Not on the map: a practitioner, or somebody who has no place there."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one person to another."""

    one: EntityId
    other: EntityId
    count: int
    share: float
    """The count ÷ all counts from `one`: P(other|one)."""


def stand(
    people: Sequence[EntityId], person: EntityId, places: Mapping[EntityId, Place]
) -> tuple[Stands, ...]:
    """Everybody of a meeting: the person in the middle, who has a place there, all others on the rim.

    Those on the rim stand beside each other from the middle of the professionals' part to both sides, in the
    order given, and never closer than they must.
    """
    rim = [who for who in people if who != person and who not in places]
    start, end = sector_span(Sector.PROFESSIONALS)
    apart = min(_APART, 360.0 / max(1, len(rim)))
    first = (start + end) / 2 - apart * (len(rim) - 1) / 2
    turns = {who: radians(first + apart * number) for number, who in enumerate(rim)}
    found = []
    for who in people:
        if who in turns:
            found.append(Stands(who, RIM * sin(turns[who]), -RIM * cos(turns[who]), on_rim=True))
        elif who == person:
            found.append(Stands(who, 0.0, 0.0, on_rim=False))
        else:
            found.append(Stands(who, *drawn(places[who]), on_rim=False))
    return tuple(found)


def arrows(counts: Mapping[EntityId, Mapping[EntityId, int]]) -> tuple[Arrow, ...]:
    """An arrow for each pair that occurred, the largest count first, so that thin ones lie above."""
    found = [
        Arrow(one, other, count, count / sum(row.values()))
        for one, row in counts.items()
        for other, count in row.items()
        if count > 0
    ]
    return tuple(sorted(found, key=lambda arrow: (-arrow.count, arrow.one, arrow.other)))


def width(value: float, most: float) -> float:
    """Pixels for a value, in proportion to it: `WIDEST` for `most`, never less than `LEAST`."""
    return max(LEAST, WIDEST * value / most) if most > 0 else LEAST
