"""The network map: sectors, rings, places, ties and its measures.

A place is (angle, distance). Angles are degrees clockwise from the top; distance is 0 at the person and 1 at
the outer edge of the third ring. Cartesian coordinates have the person at (0, 0), x to the right and y
downwards as on a screen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import atan2, ceil, cos, degrees, dist, hypot, radians, sin
from typing import NamedTuple

from pod_desktop.domain.closed_set import ClosedSet
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput


class Sector(ClosedSet):
    """The part of the person's life somebody belongs to, clockwise from the top."""

    FAMILY = "family"
    RELATIVES = "relatives"
    FRIENDS = "friends"
    """Friends and neighbours."""
    WORK = "work"
    """Work or school."""
    PROFESSIONALS = "professionals"


class MemberKind(ClosedSet):
    """What a member of the network is."""

    PERSON = "person"
    GROUP = "group"
    PET = "pet"
    DIED = "died"
    INNER_VOICE = "inner_voice"
    ABSENT_VOICE = "absent_voice"


class Known(ClosedSet):
    """An answer to a question about a member or a tie. Nothing asked is *not known*, never no."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Direction(ClosedSet):
    """Which way a tie goes, between its `a` and its `b`. As a rule none: both know each other."""

    NONE = ""
    A_TO_B = "a_to_b"
    B_TO_A = "b_to_a"

    @property
    def turned(self) -> "Direction":
        """The same with `a` and `b` the other way round."""
        other = {Direction.A_TO_B: Direction.B_TO_A, Direction.B_TO_A: Direction.A_TO_B}
        return other.get(self, self)


class Quality(ClosedSet):
    """How a tie is, in the lines of an ecomap (Hartman 1978). Shown only where it was switched on."""

    STRONG = "strong"
    THIN = "thin"
    STRAINED = "strained"


class Place(NamedTuple):
    """Where somebody stands: `angle` in degrees clockwise from the top [0, 360), `distance` 0..1."""

    angle: float
    distance: float


DISC = 0.14
"""Radius of the disc that a drawing of radius 1 leaves to the person in the middle."""

RINGS = (1, 2, 3)
"""The convoy model's rings (Kahn & Antonucci 1980): 1 so close that life without them is hard to imagine,
2 close, 3 close enough to place."""

_ARC = 360.0 / len(Sector)


def sector_span(sector: Sector) -> tuple[float, float]:
    """The sector's arc as (start, end) in degrees clockwise from the top, start included."""
    index = list(Sector).index(sector)
    return index * _ARC, (index + 1) * _ARC


def sector_at(angle: float) -> Sector:
    """The sector whose arc holds this angle (any number of degrees)."""
    return list(Sector)[int(angle % 360.0 // _ARC) % len(Sector)]


def within(distance: float) -> float:
    """A distance as another laptop may have stored it, at most at the edge."""
    return min(1.0, max(0.0, distance))


def ring_of(distance: float) -> int:
    """The ring, 1 (inner) to 3, at this distance. A ring's outer line belongs to the ring within it."""
    if not 0.0 <= distance <= 1.0:
        raise BadInput("A place on the map lies within the three rings.")
    return max(1, ceil(distance * len(RINGS)))


def ring_span(ring: int) -> tuple[float, float]:
    """The ring's (inner, outer) distance."""
    if ring not in RINGS:
        raise BadInput("The map has three rings.")
    return (ring - 1) / len(RINGS), ring / len(RINGS)


def to_xy(place: Place) -> tuple[float, float]:
    """Cartesian coordinates of a place; 1 is the outer edge."""
    turn = radians(place.angle)
    return place.distance * sin(turn), -place.distance * cos(turn)


def drawn(place: Place) -> tuple[float, float]:
    """Where a place is on a drawing of radius 1: like `to_xy`, but distance 0 lies at the `DISC`'s edge."""
    return to_xy(Place(place.angle, DISC + (1 - DISC) * place.distance))


def to_place(x: float, y: float) -> Place:
    """The place at these coordinates. Beyond the outer edge, the nearest place on the edge."""
    return Place(degrees(atan2(x, -y)) % 360.0, min(1.0, hypot(x, y)))


def default_place(sector: Sector, taken: Iterable[Place], *, clearance: float = 0.16) -> Place:
    """A first place for a new member of a sector, hiding nobody who is already there.

    Always in the outer ring, for only people say who is close. The same map gives the same place. From the
    middle of the sector outwards the first spot with `clearance` (in map units) to everybody `taken` is
    used; where the sector is full the clearance is halved until there is a spot.
    """
    occupied = [to_xy(place) for place in taken]
    while True:
        for place in _spots(sector, clearance):
            x, y = to_xy(place)
            if all(dist((x, y), other) >= clearance * 0.999 for other in occupied):
                return place
        clearance /= 2


def _spots(sector: Sector, spacing: float) -> list[Place]:
    """Spots of a sector's outer ring on arcs `spacing` apart, the middle of the sector first."""
    start, end = sector_span(sector)
    middle, half = (start + end) / 2, (end - start) / 2
    inner, outer = ring_span(3)
    lanes = max(1, int((outer - inner) / spacing))
    spots: list[tuple[float, int, float, Place]] = []
    for lane in range(lanes):
        distance = inner + (outer - inner) * (lane + 0.5) / lanes
        step = degrees(spacing / distance)
        each_side = int((half - step / 2) / step)
        for count in range(-each_side, each_side + 1):
            aside = count * step
            spots.append((abs(aside), lane, aside, Place((middle + aside) % 360.0, distance)))
    return [place for _away, _lane, _aside, place in sorted(spots)]


class Tie(NamedTuple):
    """That two members know each other, or not. It has no direction: make it with `tie_between`."""

    one: EntityId
    other: EntityId
    known: Known = Known.YES


def pair(one: EntityId, other: EntityId) -> tuple[EntityId, EntityId]:
    """The two ids in an order that does not depend on who was named first. Raises BadInput for a loop."""
    if one == other:
        raise BadInput("A tie is between two different members.")
    return (one, other) if one < other else (other, one)


def tie_between(one: EntityId, other: EntityId, known: Known = Known.YES) -> Tie:
    """The tie between two members; equal whoever is named first."""
    return Tie(*pair(one, other), known)


@dataclass(frozen=True, slots=True)
class MapMeasures:
    """Descriptions of a map for exports and research. Not a score; never shown as one."""

    size: int
    """n, the members without the person at the centre."""
    density: float | None
    """2E/(n(n−1)) over ties known to exist; None for n < 2."""
    sector_shares: Mapping[Sector, float | None]
    """Members of each sector ÷ n; None for n = 0."""
    inner_ring: int
    """Members in ring 1."""
    tied_to_nobody: frozenset[EntityId]
    """Members without a tie, known to exist, to another member."""


def measure_map(members: Mapping[EntityId, tuple[Sector, Place]], ties: Iterable[Tie]) -> MapMeasures:
    """Measures of a map. `members` are without the person; ties to anybody else are left out.

    Density: Wasserman & Faust, Social Network Analysis (1994), ch. 4. E counts pairs with a tie that is
    `Known.YES`; *not known* and *no* do not count, and a pair counts once however often it is given.
    """
    joined = {
        pair(tie.one, tie.other)
        for tie in ties
        if tie.known is Known.YES and tie.one in members and tie.other in members
    }
    size = len(members)
    sectors = [sector for sector, _place in members.values()]
    return MapMeasures(
        size=size,
        density=2 * len(joined) / (size * (size - 1)) if size >= 2 else None,
        sector_shares={sector: sectors.count(sector) / size if size else None for sector in Sector},
        inner_ring=sum(ring_of(place.distance) == 1 for _sector, place in members.values()),
        tied_to_nobody=frozenset(members) - {who for both in joined for who in both},
    )
