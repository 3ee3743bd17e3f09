"""What stands where on one sheet of a map, in points of 1/72 inch with the person at (0, 0).

Places are those of the screen. Only where badges or names would cover one another do people move apart,
within their ring and their part of the map.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, pi, radians, sin
from typing import NamedTuple

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.network import DISC, Place, Sector, ring_of, ring_span, sector_at, sector_span
from pod_desktop.outputs.network_map.labels import Box, Label, Taken, place_labels
from pod_desktop.outputs.network_map.lettering import LINE, text_width, ways_to_wrap
from pod_desktop.outputs.network_map.spread import Cell, Point, spread_out
from pod_desktop.outputs.network_map.words import SECTORS, plain

EVEN_RINGS = tuple(DISC + (1 - DISC) * ring_span(ring)[1] for ring in (1, 2, 3))
"""Where the rings end, as parts of the outer radius: all equally wide, as on the screen."""
ROOMY_RINGS = (0.52, 0.77, 1.0)
"""The same with more room for the inner ring."""


class Placed(NamedTuple):
    """A member and their place on the map."""

    member: MemberView
    place: Place


def placed(view: MapView) -> list[Placed]:
    """Everybody who has a place."""
    found = [
        Placed(each, Place(each.angle, each.distance))
        for each in view.members
        if each.angle is not None and each.distance is not None
    ]
    return sorted(found, key=lambda each: each.member.id)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One drawing: what it shows, how large, and where everybody and every name stands.

    `text`, `letters` and `ground_text` are the sizes of names, of letters in badges and of all other words.
    `clear`: no badge covers another. `key`: who has no name beside the badge. `sector`: the part that it
    shows, None for the whole map. `counted`: nobody but the person is drawn; how many there are stands in
    each part.
    """

    box: Box
    radius: float
    rings: Sequence[float]
    text: float
    badge: float
    letters: float
    ground_text: float
    points: Mapping[EntityId, Point]
    names: Mapping[EntityId, tuple[tuple[str, ...], Box]]
    words: Mapping[Sector, Box]
    clear: bool = True
    key: tuple[EntityId, ...] = ()
    sector: Sector | None = None
    counted: Mapping[Sector, int] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        """Whether nothing covers anything and every name stands beside its badge."""
        return self.clear and not self.key


@dataclass(frozen=True, slots=True)
class Ground:
    """What people are put on: at most so wide and high, without legend. `text`: of all words but names."""

    width: float
    height: float
    text: float
    sector: Sector | None = None
    rings: Sequence[float] = EVEN_RINGS

    def radius(self, badge: float, text: float) -> float:
        """Of the outer ring, so that badges on it lie on the sheet."""
        above, below = self._beyond(badge, text)
        if self.sector is None:
            return min((self.width - badge) / 2 - 2, (self.height - above - below) / 2)
        return min((self.width - badge) / 2 / sin(pi / 5) - 2, self.height - above - below)

    def box(self, badge: float, text: float) -> Box:
        """All that is drawn on."""
        half, radius = self.width / 2, self.radius(badge, text)
        above, below = self._beyond(badge, text)
        return Box(-half, -radius - above, half, below + (radius if self.sector is None else 0.0))

    def _beyond(self, badge: float, text: float) -> tuple[float, float]:
        """What has to have room above and below the outer ring, or below the person."""
        if self.sector is None:
            return badge / 2 + LINE * text * 0.8, badge / 2 + LINE * (text + self.text) + 4
        return badge / 2 + LINE * text, badge / 2 + 2.2 * LINE * text

    @property
    def turn(self) -> float:
        """How far the map is turned clockwise, in degrees, so that a part stands upright."""
        return 0.0 if self.sector is None else -sum(sector_span(self.sector)) / 2

    def point(self, place: Place, radius: float) -> Point:
        """Where a place is drawn."""
        inner, outer = self.ring(place, radius)
        start, end = ring_span(ring_of(place.distance))
        far = inner + (outer - inner) * (place.distance - start) / (end - start)
        turn = radians(place.angle + self.turn)
        return far * sin(turn), -far * cos(turn)

    def ring(self, place: Place, radius: float) -> tuple[float, float]:
        """Where the ring of a place begins and ends."""
        number = ring_of(place.distance)
        return (DISC, *self.rings)[number - 1] * radius, self.rings[number - 1] * radius

    def cell(self, place: Place, radius: float) -> Cell:
        """Where somebody of this place may be moved to."""
        start, end = sector_span(sector_at(place.angle))
        inner, outer = self.ring(place, radius)
        return Cell(start + self.turn, end + self.turn, inner + 2, outer - 2)

    def words(self, box: Box) -> dict[Sector, Box]:
        """Where the parts' names stand: four in the corners, the one at the bottom below."""
        return {} if self.sector is not None else dict(self._words(box))

    def _words(self, box: Box) -> Iterator[tuple[Sector, Box]]:
        high = LINE * self.text
        for sector in Sector:
            wide = text_width(SECTORS[sector.value], self.text, bold=True)
            middle = sum(sector_span(sector)) / 2
            left = box.right - wide if middle < 180 else box.left if middle > 180 else -wide / 2
            lines = 1 if middle == 180 else 2
            top = box.top if middle < 90 or middle > 270 else box.bottom - high * lines
            yield sector, Box(left, top, left + wide, top + high)


class Sizes(NamedTuple):
    """How large names, badges and the letters in them are."""

    text: float
    badge: float
    letters: float


def may_fit(there: Sequence[Placed], ground: Ground, sizes: Sizes, *, named: bool = True) -> bool:
    """Whether the badges, with the names in one line each, have less surface than the sheet."""
    box = ground.box(sizes.badge, sizes.text)
    names = (plain(each.member.name) for each in there) if named else ()
    needed = sum(text_width(name, sizes.text) for name in names) * LINE * sizes.text * 0.9
    needed += len(there) * sizes.badge**2
    return needed < (box.right - box.left) * (box.bottom - box.top) * (0.7 if ground.sector is None else 0.6)


def laid_out(
    view: MapView,
    there: Sequence[Placed],
    ground: Ground,
    sizes: Sizes,
    *,
    room: bool = False,
    named: bool = True,
) -> Sheet:
    """The person and these members. Without `named` the badges stand alone.

    `room`: people move apart as far as names need it, else only as far as badges do. Raises MissingPart.
    """
    text, badge, _letters = sizes
    box, radius = ground.box(badge, text), ground.radius(badge, text)
    names = {view.person.id: plain(view.person.name)} | {m.id: plain(m.name) for m, _place in there}
    ways = [ways_to_wrap(name, text, bold=id_ == view.person.id) for id_, name in names.items()]
    widths = [
        [(max(text_width(line, text, bold=not at) for line in way), LINE * text * len(way)) for way in each]
        for at, each in enumerate(ways)
    ]
    points = _points(there, ground, sizes, widths if room else None)
    badges = [Box.round(x, y, badge) for x, y in points]
    words, ids = ground.words(box), list(names)
    labels: Sequence[Label | None] = [None] * len(points)
    if named:
        labels = place_labels(badges, widths, box, words.values())
    beside = [(ids[at], ways[at][label.way], label.box) for at, label in enumerate(labels) if label]
    return Sheet(
        *(box, radius, ground.rings, *sizes, ground.text),
        points=dict(zip(ids, points, strict=True)),
        names={id_: (lines, where) for id_, lines, where in beside},
        words=words,
        clear=_clear([*badges, *words.values()]),
        key=tuple(id_ for id_, label in zip(ids, labels, strict=True) if named and label is None),
        sector=ground.sector,
    )


def _points(
    there: Sequence[Placed],
    ground: Ground,
    sizes: Sizes,
    names: Sequence[Sequence[tuple[float, float]]] | None,
) -> list[Point]:
    box, radius = ground.box(sizes.badge, sizes.text), ground.radius(sizes.badge, sizes.text)
    points = [(0.0, 0.0), *(ground.point(place, radius) for _member, place in there)]
    cells = [None, *(ground.cell(place, radius) for _member, place in there)]
    near = sizes.badge + 2
    apart = [(near, near)] * len(points)
    if names is not None:
        narrow = [min(ways, default=(0.0, 0.0)) for ways in names]
        points = spread_out(points, [(max(near, w), near + h) for w, h in narrow], cells, box)
    return spread_out(points, apart, cells, box)


def _clear(boxes: Sequence[Box]) -> bool:
    taken = Taken()
    for each in boxes:
        if not taken.free(each):
            return False
        taken.add(each)
    return True
