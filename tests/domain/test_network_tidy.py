from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import Place, Sector, ring_of, sector_at, to_xy
from pod_desktop.domain.network_tidy import tidied

_places = st.builds(Place, st.floats(0, 359.9), st.floats(0, 1))
_maps = st.dictionaries(
    st.integers(0, 999).map("m{:03}".format), st.tuples(st.sampled_from(list(Sector)), _places), max_size=40
)


@st.composite
def _maps_with_ties(draw):
    members = draw(_maps)
    pairs = list(combinations(sorted(members), 2))
    return members, draw(st.lists(st.sampled_from(pairs), max_size=60)) if pairs else []


@given(_maps_with_ties())
def test_everybody_keeps_ring_and_sector(the_map):
    members, ties = the_map
    for id_, place in tidied(members, ties).items():
        assert ring_of(place.distance) == ring_of(members[id_][1].distance)
        assert sector_at(place.angle) == members[id_][0]


@given(_maps_with_ties())
def test_nobody_stands_on_somebody_else(the_map):
    places = tidied(*the_map).values()
    assert all(dist(to_xy(one), to_xy(other)) > 0.004 for one, other in combinations(places, 2))


@given(_maps_with_ties())
def test_the_same_map_gives_the_same_places_in_whatever_order_it_is_given(the_map):
    members, ties = the_map
    turned = dict(reversed(members.items()))
    assert tidied(turned, [(b, a) for a, b in reversed(ties)]) == tidied(members, ties)


@given(_maps_with_ties())
def test_a_tidied_map_stays_as_it_is(the_map):
    members, ties = the_map
    once = tidied(members, ties)
    again = tidied({id_: (members[id_][0], place) for id_, place in once.items()}, ties)
    assert again == once


def test_people_with_ties_come_to_stand_side_by_side():
    family = [EntityId(f"m{i}") for i in range(6)]
    w, x = EntityId("w"), EntityId("x")
    members = {id_: (Sector.FAMILY, Place(i * 10, 0.9)) for i, id_ in enumerate(family)}
    ties = [(family[0], w), (family[5], w), (family[2], x)]
    members |= {w: (Sector.RELATIVES, Place(80, 0.9)), x: (Sector.PROFESSIONALS, Place(300, 0.9))}
    angles = {id_: place.angle for id_, place in tidied(members, ties).items()}
    assert sorted(members, key=lambda id_: angles[id_])[4:6] == ["m0", "m5"]
    assert angles[family[2]] == min(angles.values())
