"""Tidying a network map: everybody keeps ring and sector, and people with ties come to stand near each other.

Within the part of a ring that belongs to a sector, people are ordered by the barycentre of those they have
ties with, as layered drawings are (Sugiyama, Tagawa & Toda 1981, IEEE Trans. SMC 11(2)), and spread evenly,
on as many arcs as they need. The same map gives the same places, and a tidied map stays as it is: the order
starts from the ids and never from where anybody stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import atan2, ceil, cos, degrees, radians, sin, sqrt

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import DISC, Place, Sector, ring_of, ring_span, sector_span

_ROUNDS = 12
_EDGE = 0.1
"""The part of a ring's width that stays free at either of its lines."""

_Cell = tuple[Sector, int]


def tidied(
    members: Mapping[EntityId, tuple[Sector, Place]], ties: Iterable[tuple[EntityId, EntityId]]
) -> dict[EntityId, Place]:
    """A place for each of `members`, in the sector given with it and the ring that it stands in.

    Ties to anybody else, such as the person in the middle, pull nobody aside and are left out.
    """
    cells: dict[_Cell, list[EntityId]] = defaultdict(list)
    for id_ in sorted(members):
        sector, place = members[id_]
        cells[sector, ring_of(place.distance)].append(id_)
    near: dict[EntityId, list[EntityId]] = {id_: [] for id_ in members}
    for one, other in sorted(ties):
        if one in near and other in near and one != other:
            near[one].append(other)
            near[other].append(one)
    _untangle(cells, near)
    return {id_: place for cell, ids in cells.items() for id_, place in _spread(cell, ids).items()}


def _untangle(cells: Mapping[_Cell, list[EntityId]], near: Mapping[EntityId, Sequence[EntityId]]) -> None:
    """Orders each cell by the middle direction of whom its people have ties with, a few times over."""
    angles = {id_: angle for cell, ids in cells.items() for id_, angle in _fanned(cell, ids)}
    for _ in range(_ROUNDS):
        for cell in sorted(cells, key=lambda cell: (cell[1], list(Sector).index(cell[0]))):
            middle = sum(sector_span(cell[0])) / 2
            pulled = {id_: _pull(angles[id_], [angles[n] for n in near[id_]], middle) for id_ in cells[cell]}
            cells[cell].sort(key=lambda id_: (pulled[id_], id_))
            angles.update(_fanned(cell, cells[cell]))


def _pull(own: float, others: Sequence[float], middle: float) -> float:
    """Degrees from a sector's `middle`, -180 to 180, to where somebody's ties pull, else to their own."""
    turned = [radians(angle - middle) for angle in others or (own,)]
    x, y = sum(map(cos, turned)), sum(map(sin, turned))
    return round(degrees(atan2(y, x)), 6)


def _fanned(cell: _Cell, ids: Sequence[EntityId]) -> list[tuple[EntityId, float]]:
    start, end = sector_span(cell[0])
    return [(id_, start + (end - start) * (index + 0.5) / len(ids)) for index, id_ in enumerate(ids)]


def _spread(cell: _Cell, ids: Sequence[EntityId]) -> dict[EntityId, Place]:
    """Even places in one part of a ring: neighbours in the order stand on alternating arcs."""
    sector, ring = cell
    start, end = sector_span(sector)
    inner, outer = ring_span(ring)
    width = (outer - inner) * (1 - 2 * _EDGE)
    length = radians(end - start) * (DISC + (1 - DISC) * (inner + outer) / 2)
    arcs = max(1, ceil(sqrt(len(ids) * width / length) - 0.5)) if len(ids) > 2 else 1
    columns = ceil(len(ids) / arcs)
    places = {}
    for index, id_ in enumerate(ids):
        column, arc = divmod(index, arcs)
        aside = (arc + 0.5) / arcs
        angle = start + (end - start) * (column + aside) / columns
        distance = inner + (outer - inner) * _EDGE + width * (1 - aside)
        places[id_] = Place(round(angle, 6), round(distance, 6))
    return places
