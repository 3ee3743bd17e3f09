"""The map without Qt: where everybody stands on the drawing, who is under the pointer, who makes room.

Coordinates are map radii: (0, 0) is the person at the centre, x to the right, y downwards, and the outer edge
of the third ring is at 1. Places are stored as angle and distance (domain.network); the drawing leaves a disc
in the middle to the person, so that distance 0 lies at its edge and nobody can stand on the person.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import atan2, cos, degrees, hypot, radians, sin

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, MemberView, TieView
from pod_desktop.domain.network import (
    DISC,
    Known,
    Place,
    Sector,
    default_place,
    drawn,
    ring_of,
    ring_span,
    sector_at,
    sector_span,
)
from pod_desktop.domain.network_room import HIDDEN, Standing, all_clear, crowded, free_point, on_a_name
from pod_desktop.domain.network_tidy import tidied
from pod_desktop.domain.views import Someone

CENTRE_KIND = "centre"
"""The kind of the person at the centre, beside the domain's MemberKind values."""

STEP_ANGLE = 2.0
STEP_DISTANCE = 0.02
"""What one press of an arrow key moves."""
CLEAR_OF_BORDER = 0.04
"""So far beyond a sector's border somebody is clearly in the other sector; also `_CLEAR_ANGLE` is enough."""
_CLEAR_ANGLE = 8.0
_NEAR, _ACROSS_THE_MAP = 0.3, 1.0
"""So far from where somebody was let go, or from where they were to be placed, they go to hide no name."""
_OVER_A_NAME = 30
"""Steps that an arrow key goes on for, at most, past a name."""
_CROWD = 26
"""Up to so many people have all the room."""
_FIRST = (0.0, -24.0, 24.0)
"""Degrees from the middle of a sector where the first three stand, so that names have room side by side."""


def place_at(x: float, y: float) -> Place:
    """The place at a point of the drawing; beyond the outer edge or on the disc, the nearest one."""
    distance = (hypot(x, y) - DISC) / (1 - DISC)
    return Place(degrees(atan2(x, -y)) % 360.0, min(1.0, max(0.0, distance)))


def sector_after(place: Place, current: str) -> Sector:
    """The sector of somebody put at `place`: another than `current` only if they stand clearly in it."""
    there = sector_at(place.angle)
    if not current or there == current:
        return there
    start, end = sector_span(there)
    beyond = min(place.angle % 360.0 - start, end - place.angle % 360.0)
    radius = DISC + (1 - DISC) * place.distance
    clearly = beyond >= _CLEAR_ANGLE or radius * radians(beyond) >= CLEAR_OF_BORDER
    return there if clearly else Sector(current)


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody drawn on the map."""

    id: EntityId
    name: str
    kind: str
    """A domain.network.MemberKind, or `CENTRE_KIND`."""
    hue: int
    sector: str
    x: float
    y: float
    differs: bool = False
    """Whether laptops say different things of them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two looks at a map: ids of nodes and of ties."""

    added: tuple[EntityId, ...] = ()
    changed: tuple[EntityId, ...] = ()
    removed: tuple[EntityId, ...] = ()
    ties_added: tuple[EntityId, ...] = ()
    ties_changed: tuple[EntityId, ...] = ()
    ties_removed: tuple[EntityId, ...] = ()


class MapModel:
    """The latest look at one person's map."""

    def __init__(self, view: MapView) -> None:
        self.view = MapView(view.person, (), ())
        self._members: dict[EntityId, MemberView] = {}
        self._all_ties: dict[EntityId, TieView] = {}
        self.nodes: dict[EntityId, Node] = {}
        self.ties: dict[EntityId, TieView] = {}
        self.show(view)

    def show(self, view: MapView) -> Changes:
        """Take over a newer look; returns what is different on the drawing."""
        nodes = {node.id: node for node in chain((_centre(view),), _placed(view.members))}
        ties = {
            tie.id: tie for tie in view.ties if tie.known != "no" and {tie.a_id, tie.b_id} <= nodes.keys()
        }
        old_nodes, old_ties = self.nodes, self.ties
        self.view, self.nodes, self.ties = view, nodes, ties
        self._members = {member.id: member for member in view.members}
        self._all_ties = {tie.id: tie for tie in view.ties}
        return Changes(*_difference(old_nodes, nodes), *_difference(old_ties, ties))

    def member(self, id_: EntityId | None) -> MemberView | None:
        """The member with this id, placed or not; None for the person and for who is not there."""
        return self._members.get(id_) if id_ is not None else None

    def someone(self, id_: EntityId) -> Someone:
        """The member with this id, else the person."""
        member = self.member(id_)
        return member.someone if member is not None else self.view.person

    def tie(self, id_: EntityId | None) -> TieView | None:
        """The tie with this id, drawn or not."""
        return self._all_ties.get(id_) if id_ is not None else None

    @property
    def unplaced(self) -> tuple[MemberView, ...]:
        """Who has no place yet."""
        return tuple(member for member in self.view.members if not member.placed)

    def tie_between(self, one: EntityId, other: EntityId) -> TieView | None:
        """The tie of these two, whatever is known of it."""
        return next((tie for tie in self.view.ties if {tie.a_id, tie.b_id} == {one, other}), None)

    # --- finding ------------------------------------------------------------------------------------------

    def order(self) -> list[EntityId]:
        """Everybody drawn, in the order of the Tab key: the person, then clockwise, inner people first."""
        return sorted(self.nodes, key=lambda id_: self._turn(self.nodes[id_]))

    @staticmethod
    def _turn(node: Node) -> tuple[bool, int, float, str]:
        angle = degrees(atan2(node.x, -node.y)) % 360.0
        return (node.kind != CENTRE_KIND, int(angle // 24), hypot(node.x, node.y), node.id)

    def beside(self, id_: EntityId | None, step: int) -> EntityId | None:
        """Who comes `step` (1 or −1) after this one in `order`; None beyond the ends."""
        order = self.order()
        if id_ not in self.nodes:
            return order[0 if step > 0 else -1]
        index = order.index(id_) + step
        return order[index] if 0 <= index < len(order) else None

    def towards(self, id_: EntityId, dx: float, dy: float) -> EntityId | None:
        """The nearest of those who stand in this direction (a unit vector) from somebody."""
        start = self.nodes[id_]

        def away(node: Node) -> float:
            ahead = (node.x - start.x) * dx + (node.y - start.y) * dy
            aside = abs((node.x - start.x) * dy - (node.y - start.y) * dx)
            return hypot(ahead, 2 * aside) if ahead > aside / 2 and ahead > 0 else float("inf")

        others = [node for node in self.nodes.values() if node.id != id_]
        best = min(others, key=lambda node: (away(node), node.id), default=None)
        return best.id if best is not None and away(best) < float("inf") else None

    def at(self, x: float, y: float, reach: float) -> EntityId | None:
        """Who stands within `reach` of a point, the nearest first."""
        near = [(hypot(node.x - x, node.y - y), node.id) for node in self.nodes.values()]
        distance, id_ = min(near)
        return id_ if distance <= reach else None

    def tie_at(self, x: float, y: float, reach: float) -> EntityId | None:
        """The drawn tie within `reach` of a point, the nearest first."""
        near = [(self._to_line(tie, x, y), tie.id) for tie in self.ties.values()]
        distance, id_ = min(near, default=(float("inf"), None))
        return id_ if distance <= reach else None

    def _to_line(self, tie: TieView, x: float, y: float) -> float:
        one, other = self.nodes[tie.a_id], self.nodes[tie.b_id]
        dx, dy = other.x - one.x, other.y - one.y
        length = dx * dx + dy * dy
        part = ((x - one.x) * dx + (y - one.y) * dy) / length if length else 0.0
        part = min(1.0, max(0.0, part))
        return hypot(one.x + part * dx - x, one.y + part * dy - y)

    # --- placing ------------------------------------------------------------------------------------------

    def dropped(self, id_: EntityId, x: float, y: float) -> tuple[Place, Sector]:
        """Where somebody let go at a point comes to stand, and in which sector.

        It is that point, or the nearest one of the same ring and sector where nobody is covered. Only the one
        who was moved makes room.
        """
        wanted = place_at(x, y)
        member = self.member(id_)
        sector = sector_after(wanted, member.sector if member else "")
        return self._with_room(id_, wanted, sector), sector

    def first_place(self, id_: EntityId, sector: Sector) -> Place:
        """A place in the outer ring of a sector, for only people say who is close."""
        start, end = sector_span(sector)
        others = self._others(id_)
        for aside in _FIRST:
            place = Place((start + end) / 2 + aside, sum(ring_span(3)) / 2)
            here = self._standing(id_, place)
            if not crowded(here, others, 1.0) and all_clear(here, others):
                return place
        taken = [
            Place(member.angle, member.distance)
            for member in self.view.members
            if member.id != id_ and member.angle is not None and member.distance is not None
        ]
        return self._with_room(id_, default_place(sector, taken), sector, _ACROSS_THE_MAP)

    def stepped(self, id_: EntityId, dx: int, dy: int) -> tuple[Place, Sector]:
        """Where a press of an arrow key brings somebody: `STEP_ANGLE` or `STEP_DISTANCE` that way.

        `dx`, `dy` is the arrow, one of them 0. Whichever of turning and going in or out leads more that way
        on the screen is done, and done again for as long as they would hide somebody, or a name that a few
        steps more leave free.
        """
        member, node = self.member(id_), self.nodes[id_]
        start = place = place_at(node.x, node.y)
        first, current = None, member.sector if member else ""
        others = self._others(id_)
        left = 0 if on_a_name(self._standing(id_, start), others) else 60
        for step in range(60):
            further = _step(place, dx, dy)
            if further == place:
                place = first or start
                break
            place = further
            here = self._standing(id_, place)
            if crowded(here, others, HIDDEN):
                continue
            if first is None:
                first, left = place, min(left, step + _OVER_A_NAME)
            if step >= left or not on_a_name(here, others):
                place = place if step < left else first
                break
        return place, sector_after(place, current)

    def tidied(self) -> dict[EntityId, Place]:
        """A tidier place for everybody who stands on the map, in the ring and the part where they are.

        Up to `_CROWD` people make room one after the other, so that nobody stands on a face or a name.
        """
        stand = {
            member.id: (_part(member.sector, member.angle), Place(member.angle, member.distance))
            for member in self.view.members
            if member.angle is not None and member.distance is not None
        }
        ties = [(tie.a_id, tie.b_id) for tie in self.view.ties if tie.known == Known.YES]
        places = tidied(stand, ties)
        if len(places) > _CROWD:
            return places
        settled = [Standing(0.0, 0.0, self.view.person.name)]
        for id_, place in places.items():
            places[id_] = self._with_room(id_, place, stand[id_][0], others=settled)
            settled.append(self._standing(id_, places[id_]))
        return places

    def _with_room(
        self,
        id_: EntityId,
        wanted: Place,
        sector: Sector,
        near: float = _NEAR,
        others: Sequence[Standing] | None = None,
    ) -> Place:
        ring, part = ring_of(wanted.distance), sector_at(wanted.angle)

        def fits(x: float, y: float) -> bool:
            place = place_at(x, y)
            there = (ring_of(place.distance), sector_at(place.angle)) == (ring, part)
            return DISC <= hypot(x, y) <= 1 and there and sector_after(place, sector) == sector

        point = free_point(self._standing(id_, wanted), others or self._others(id_), fits, near)
        return wanted if point == drawn(wanted) else place_at(*point)

    def _standing(self, id_: EntityId, place: Place) -> Standing:
        return Standing(*drawn(place), self.someone(id_).name)

    def _others(self, id_: EntityId) -> list[Standing]:
        return [Standing(node.x, node.y, node.name) for node in self.nodes.values() if node.id != id_]


def _part(sector: str, angle: float) -> Sector:
    """The sector that somebody belongs to, else the one at this angle."""
    return Sector(sector) if sector in set(Sector) else sector_at(angle)


def _step(place: Place, dx: int, dy: int) -> Place:
    turn = radians(place.angle)
    outwards = dx * sin(turn) - dy * cos(turn)
    clockwise = dx * cos(turn) + dy * sin(turn)
    if abs(outwards) >= abs(clockwise):
        distance = place.distance + (STEP_DISTANCE if outwards > 0 else -STEP_DISTANCE)
        return Place(place.angle, min(1.0, max(0.0, round(distance, 6))))
    angle = place.angle + (STEP_ANGLE if clockwise > 0 else -STEP_ANGLE)
    return Place(round(angle, 6) % 360.0, place.distance)


def _centre(view: MapView) -> Node:
    person = view.person
    return Node(person.id, person.name, CENTRE_KIND, person.hue, "", 0.0, 0.0)


def _placed(members: Iterable[MemberView]) -> Iterator[Node]:
    for member in members:
        if member.angle is not None and member.distance is not None:
            x, y = drawn(Place(member.angle, member.distance))
            kind, differs = member.member_kind, bool(member.differs)
            yield Node(member.id, member.name, kind, member.hue, member.sector, x, y, differs)


def _difference(
    before: dict[EntityId, Node] | dict[EntityId, TieView],
    now: dict[EntityId, Node] | dict[EntityId, TieView],
) -> tuple[tuple[EntityId, ...], tuple[EntityId, ...], tuple[EntityId, ...]]:
    added = tuple(id_ for id_ in now if id_ not in before)
    changed = tuple(id_ for id_ in now if id_ in before and now[id_] != before[id_])
    removed = tuple(id_ for id_ in before if id_ not in now)
    return added, changed, removed
