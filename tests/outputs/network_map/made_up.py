"""Maps of made-up people, the same for the same seed."""

from math import dist
from random import Random

from pod_desktop.domain.ids import EntityId as E
from pod_desktop.domain.map_views import MapView, MemberView, TieView
from pod_desktop.domain.network import MemberKind, Place, Sector, drawn, sector_span
from pod_desktop.domain.views import Someone
from tests.outputs.network_map.conftest import member

_FIRST = ("Rukhsana", "Tom", "Aoife", "Siobhan", "Margaret", "Kofi", "Lena", "Dilip", "Nkechi", "Tadeusz")
_LAST = ("Okafor", "Bell", "Hartley-Smith", "Ahmed", "Kowalska", "Ng", "Featherstonehaugh", "Lim")


def made_up(people: int, seed: int = 1) -> MapView:
    """So many people in all parts and rings, no nearer to one another than badges are on the screen."""
    chance, taken = Random(seed), list[tuple[float, float]]()  # noqa: S311 - names for tests
    members: list[MemberView] = []
    for number in range(people):
        sector = list(Sector)[number % len(Sector)]
        start, end = sector_span(sector)
        place = Place((start + end) / 2, 1.0)
        for _try in range(200):
            place = Place(chance.uniform(start + 4, end - 4), chance.uniform(0.02, 1))
            if all(dist(drawn(place), other) > 0.1 for other in taken):
                break
        taken.append(drawn(place))
        name = chance.choice(_FIRST) + (f" {chance.choice(_LAST)}" if chance.random() < 0.7 else "")
        where: dict[str, object] = {"sector": sector.value, "angle": place.angle, "distance": place.distance}
        kind = chance.choice([MemberKind.PERSON] * 6 + list(MemberKind)).value
        members.append(member(f"m{number:03}", name, hue=number, member_kind=kind, **where))
    ties = []
    for number in range(people):
        one, other = chance.sample(range(people), 2)
        ties.append(TieView(E(f"t{number:03}"), E(f"m{one:03}"), E(f"m{other:03}"), "yes", ""))
    return MapView(Someone(E("zoe"), "Zoe", 0, "person"), tuple(members), tuple(ties))
